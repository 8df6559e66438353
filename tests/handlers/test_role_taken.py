"""A role is taken away while one of its questions is open: nothing more is asked, shown or done."""

from __future__ import annotations

import pytest

from storage.people.actions import change_role
from storage.people.queries import colleague, open_invites
from storage.people.rules import Role
from tests.faults.evidence import everything
from tests.harness import House, Talker

REFUSED = "Det har du ikke adgang til. Spørg en kollega, som har."
BEGUN = {
    "an invitation": ("/inviter", "Vært"),
    "a link to sign in": ("/kollegalink k{bo}",),
    "another role": ("/kollegarolle k{bo}", "Koordinator"),
    "a hold": ("/hold 1", "Der er en klage"),
    "an erasure": ("/sletborger 1",),
    "a colour": ("/bibliotek colour",),
    "an answer": ("/nytsvar", "Tak for idéen"),
    "a text": ("/rettekst news.approve da",),
    "an approval": ("/godkend 1", "Skakaften"),
    "a pause": ("/paapause 1", "Grimt sprog"),
    "a model": ("/retmodel",),
}


@pytest.fixture
async def anna(house: House) -> Talker:
    eva = await house.citizen()
    for words in ("/ide En skakaften for alle om torsdagen.", "Alle", "3", "nej"):
        await eva.says(words)
    return await house.colleague("Anna Aa", Role.ADMINISTRATOR)


async def becomes_a_host(house: House, anna: Talker) -> None:
    chief = await house.colleague("Chefen", Role.ADMINISTRATOR)
    async with house.database.transaction() as tx:
        by = await colleague(tx, chief.person_id)
        assert by is not None
        await change_role(tx, by, anna.person_id, Role.HOST, house.now)


@pytest.mark.parametrize("begun", BEGUN.values(), ids=BEGUN)
async def test_an_open_question_is_closed(
    house: House, anna: Talker, begun: tuple[str, ...]
) -> None:
    bo = await house.colleague("Bo Bø", Role.HOST)
    for words in begun:
        await anna.says(words.format(bo=bo.person_id))
    assert anna.choices or "?" in anna.question
    await becomes_a_host(house, anna)
    await anna.says("ja")
    assert anna.heard == REFUSED
    await anna.says("Nogle andre ord, som ingen har spurgt om")
    assert "Nogle andre ord" not in anna.heard
    assert REFUSED not in anna.heard
    async with house.database.reading() as tx:
        assert await open_invites(tx, house.now) == []
        assert (await colleague(tx, bo.person_id) or anna).person_id == bo.person_id
    assert "skakaften" in await everything(house.database)


async def test_what_they_still_may_is_done_at_once(house: House, anna: Talker) -> None:
    await anna.says("/inviter")
    await becomes_a_host(house, anna)
    await anna.says("/mig")
    assert "Anna Aa" in anna.heard
    assert "Rolle" not in anna.question
    await anna.says("/kolleger")
    assert anna.heard == REFUSED
