"""Who works here, in a chat: an administrator invites, gives roles, and takes off the list."""

from __future__ import annotations

import pytest

from storage.people.actions import change_role
from storage.people.queries import (
    colleague,
    colleagues,
    open_invite,
    open_invites,
    staff_events,
)
from storage.people.rules import CHAT_INVITE_LASTS, Role
from tests.harness import House, Talker


@pytest.fixture
async def chief(house: House) -> Talker:
    return await house.colleague("Chefen", Role.ADMINISTRATOR)


async def roles(house: House) -> dict[str, Role]:
    async with house.database.reading() as tx:
        return {each.name: each.role for each in await colleagues(tx)}


async def invited(house: House) -> int:
    async with house.database.reading() as tx:
        return len(await open_invites(tx, house.now))


@pytest.mark.parametrize(
    "words", ["/kolleger", "/inviter", "/kollegalink k1", "/kollegarolle k1", "/kollegaslut k1"]
)
async def test_only_an_administrator_may(house: House, words: str) -> None:
    bo = await house.colleague("Bo Bø", Role.COORDINATOR)
    await bo.says(words)
    assert bo.heard == "Det har du ikke adgang til. Spørg en kollega, som har."


async def test_everybody_is_listed_and_nobody_changes_themselves(
    house: House, chief: Talker
) -> None:
    await house.colleague("Bo Bø", Role.HOST)
    await chief.says("kolleger")
    assert "Bo Bø: vært" in chief.heard
    assert "Chefen: administrator (dig)" in chief.heard
    assert "Bo Bø arbejder her ikke mere" in chief.choices
    assert "Chefen arbejder her ikke mere" not in chief.choices
    await chief.says(f"/kollegaslut k{chief.person_id}")
    assert "Din egen rolle kan du ikke ændre her" in chief.heard
    await chief.says("/kollegarolle k99999")
    assert "Den kollega finder jeg ikke" in chief.heard


async def test_help_tells_an_administrator_of_it(house: House, chief: Talker) -> None:
    bo = await house.colleague("Bo Bø")
    await bo.says("/hjaelp")
    assert "/kolleger" not in bo.heard
    await chief.says("/hjaelp")
    assert "/kolleger" in chief.heard
    assert "/bibliotek" in chief.heard


async def test_another_role_counts_with_a_yes(house: House, chief: Talker) -> None:
    await house.colleague("Bo Bø", Role.HOST)
    await chief.says("kolleger")
    await chief.presses("Giv Bo Bø en anden rolle")
    assert "Vært" not in chief.choices
    await chief.presses("Koordinator")
    assert chief.question.startswith("Bo Bø er vært.\nNy rolle: Koordinator")
    assert (await roles(house))["Bo Bø"] is Role.HOST
    await chief.says("ja")
    assert "Bo Bø er nu koordinator." in chief.heard
    assert (await roles(house))["Bo Bø"] is Role.COORDINATOR


async def test_who_leaves_is_off_the_list_with_a_yes(house: House, chief: Talker) -> None:
    bo = await house.colleague("Bo Bø", Role.HOST)
    for answer, said in (("Nej", "Bo Bø bliver."), ("Ja", "Bo Bø er taget af listen")):
        await chief.says("kolleger")
        await chief.presses("Bo Bø arbejder her ikke mere")
        await chief.presses(answer)
        assert said in chief.heard
        assert ("Bo Bø" in await roles(house)) is (answer == "Nej")
    await chief.says(f"/kollegaslut k{bo.person_id}")
    assert "Den kollega finder jeg ikke" in chief.heard


async def test_a_link_makes_nobody_an_administrator_and_is_taken_back(
    house: House, chief: Talker
) -> None:
    await chief.says("/inviter")
    assert chief.choices[:2] == ["Vært", "Koordinator"]
    assert "Administrator" not in chief.choices
    await chief.presses("Vært")
    assert await invited(house) == 0
    await chief.says("ja")
    assert "/desk/ind/" in chief.heard
    assert await invited(house) == 1
    await chief.says("kolleger")
    await chief.presses("Træk invitationen tilbage")
    assert await invited(house) == 0
    await chief.says("/inviter")
    await chief.presses("Vært")
    await chief.says("ja")
    await house.passes(days=1)
    assert await invited(house) == 0


async def test_who_cannot_get_in_is_given_a_link_with_a_yes(house: House, chief: Talker) -> None:
    bo = await house.colleague("Bo Bø", Role.HOST)
    for answer, said in (("Nej", "Der er ikke lavet noget link."), ("Ja", "/desk/ind/")):
        await chief.says("kolleger")
        await chief.presses("Lav et link til Bo Bø")
        assert chief.question.startswith("Bo Bø er vært. Skal jeg lave et link")
        await chief.presses(answer)
        assert said in chief.heard
    secret = chief.heard.rpartition("/")[2]
    async with house.database.reading() as tx:
        link = await open_invite(tx, secret, house.now, lock=False)
        assert link is not None
        assert link.person_id == bo.person_id
        assert await open_invite(tx, secret, link.expires_at, lock=False) is None
        events = await staff_events(tx)
    assert link.expires_at == house.now + CHAT_INVITE_LASTS
    assert (events[0].act, events[0].by_name, events[0].what) == ("linked", "Chefen", "Bo Bø")


async def test_no_link_in_a_chat_signs_an_administrator_in(house: House, chief: Talker) -> None:
    anna = await house.colleague("Anna Aa", Role.COORDINATOR)
    ida = await house.colleague("Ida Ii", Role.ADMINISTRATOR)
    await chief.says("kolleger")
    assert "Lav et link til Ida Ii" not in chief.choices
    await chief.says(f"/kollegalink k{ida.person_id}")
    assert "Et link til en administrator laver du på" in chief.heard
    await chief.says(f"/kollegalink k{anna.person_id}")
    async with house.database.transaction() as tx:
        by = await colleague(tx, ida.person_id)
        assert by is not None
        await change_role(tx, by, anna.person_id, Role.ADMINISTRATOR, house.now)
    await chief.says("ja")
    assert "Et link til en administrator laver du på" in chief.heard
    assert "/desk/ind/" not in chief.heard
