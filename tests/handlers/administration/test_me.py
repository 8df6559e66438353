"""One's own name, mail and sign-ins, in a chat: for everybody who works here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.people import actions
from storage.people.queries import Colleague, chats, colleague, sign_ins, staff_events
from storage.people.rules import Channel, Role
from storage.people.tables import Address
from tests.harness import House, Talker


@pytest.fixture
async def ida(house: House) -> Talker:
    return await house.colleague("Ida Ii", Role.HOST)


async def known(house: House, who: Talker) -> Colleague:
    async with house.database.reading() as tx:
        found = await colleague(tx, who.person_id)
    assert found is not None
    return found


async def also_at(house: House, who: Talker, channel: Channel, address: str) -> None:
    """Somewhere else that somebody comes from."""
    async with house.database.transaction() as tx:
        tx.session.add(
            Address(
                channel=channel,
                address=address,
                person_id=who.person_id,
                since=house.now,
                seen_at=house.now,
                expires_at=house.now + timedelta(days=30),
            )
        )


async def places(house: House, who: Talker) -> int:
    async with house.database.reading() as tx:
        found = [await each(tx, who.person_id, house.now) for each in (sign_ins, chats)]
    return sum(map(len, found))


async def test_it_is_for_those_who_work_here(house: House) -> None:
    eva = await house.citizen()
    for words in ("/mig", "/mignavn", "/migmail", "/migslut a1"):
        await eva.says(words)
        assert "kun for os, der arbejder her" in eva.heard


async def test_a_name_and_a_mail_count_with_a_yes(house: House, ida: Talker) -> None:
    await ida.says("/mig")
    assert "Rolle: vært" in ida.heard
    assert "Mail: Ingen mail" in ida.heard
    await ida.presses("Ret mit navn")
    await ida.says("Ida   Iversen")
    assert ida.question == "Nyt navn: Ida Iversen\nSkal vi gøre det?"
    assert (await known(house, ida)).name == "Ida Ii"
    await ida.says("ja")
    assert "Du hedder nu Ida Iversen her." in ida.heard
    assert (await known(house, ida)).name == "Ida Iversen"
    await ida.says("/migmail")
    await ida.says("ida på biblioteket")
    assert "Det ligner ikke en mail." in ida.heard
    await ida.says("Ida@boegeby.example")
    await ida.says("ja")
    assert (await known(house, ida)).mail == "ida@boegeby.example"
    await ida.says("/migmail")
    await ida.presses("Ingen mail")
    await ida.says("ja")
    assert (await known(house, ida)).mail is None


async def test_a_mail_is_one_persons(house: House, ida: Talker) -> None:
    bo = await house.colleague("Bo Bø")
    for who in (ida, bo):
        await who.says("/migmail")
        await who.says("post@boegeby.example")
        await who.says("ja")
    assert "En kollega bruger allerede den mail." in bo.heard
    assert (await known(house, bo)).mail is None


async def test_an_administrators_mail_is_changed_on_the_page(house: House, ida: Talker) -> None:
    chief = await house.colleague("Chefen", Role.ADMINISTRATOR)
    await chief.says("/mig")
    assert "Ret min mail" not in chief.choices
    await chief.says("/migmail")
    assert "/desk/mig" in chief.heard
    await ida.says("/migmail")
    await ida.says("ida@boegeby.example")
    async with house.database.transaction() as tx:
        by = await colleague(tx, chief.person_id)
        assert by is not None
        await actions.change_role(tx, by, ida.person_id, Role.ADMINISTRATOR, house.now)
    await ida.says("ja")
    assert "Du er administrator" in ida.heard
    assert (await known(house, ida)).mail is None


async def test_mornings_and_days_away_are_told_and_led_to(house: House, ida: Talker) -> None:
    await ida.says("/mig")
    assert "Du hører på hverdage, hvem der venter." in ida.heard
    await ida.presses("Fortæl mig det ikke om morgenen")
    await ida.says("/mig")
    assert "Du hører ikke, hvem der venter." in ida.heard
    await ida.presses("Jeg er væk")
    assert "Fra hvilken dag er du væk?" in ida.question


@pytest.mark.parametrize("channel", [Channel.DESK, Channel.TELEGRAM])
async def test_a_place_of_ones_own_is_closed_with_a_yes(
    house: House, ida: Talker, channel: Channel
) -> None:
    bo = await house.colleague("Bo Bø")
    await also_at(house, ida, channel, "4711")
    await ida.says("/mig")
    (button,) = [each for each in ida.choices if each.startswith("Luk ")]
    await ida.presses(button)
    await ida.says("nej")
    assert await places(house, ida) == 2
    await ida.presses(button)
    assert ida.question.endswith("Skal den lukkes?")
    await ida.says("ja")
    assert "er lukket" in ida.heard
    assert await places(house, ida) == 1
    async with house.database.reading() as tx:
        (own,) = await sign_ins(tx, ida.person_id, house.now)
        events = [event.act for event in await staff_events(tx)]
    assert ("disconnected" in events) is (channel is Channel.TELEGRAM)
    await bo.says(f"/migslut a{own.id}")
    assert "Det sted finder jeg ikke blandt dine." in bo.heard
    assert await places(house, ida) == 1
