"""What must be there before citizens come, in a chat: seen, filled in and confirmed from there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.administration.points import CONFIRMED
from storage.library.actions import change
from storage.library.queries import newest
from storage.library.rules import Subject
from storage.people.queries import colleague
from storage.people.rules import Role
from tests.harness import LIBRARY, TEXTS, House, Talker

BARE = replace(LIBRARY, phone="", mails=True)


@pytest.fixture
async def chief(house: House) -> Talker:
    """An administrator, beside a coordinator who is told of distress."""
    house.opens(BARE)
    await house.colleague("Bo Bø")
    return await house.colleague("Chefen", Role.ADMINISTRATOR)


async def confirmed(house: House, name: str) -> object:
    async with house.database.reading() as tx:
        found = await newest(tx, Subject.CHECK, name)
    return found.content if found else None


@pytest.mark.parametrize("words", ["/klar", "/klar crisis", "/ikkeklar crisis"])
async def test_only_an_administrator_may(house: House, chief: Talker, words: str) -> None:
    ida = await house.colleague("Ida Ii")
    await ida.says(words)
    assert ida.heard == "Det har du ikke adgang til. Spørg en kollega, som har."
    assert chief.person_id != ida.person_id


async def test_what_is_missing_is_told_with_the_way_to_it(house: House, chief: Talker) -> None:
    await chief.says("/klar")
    assert "Telefon: Skriv det, så borgerne kan se det." in chief.heard
    assert "Åbningstid: Skriv det også på engelsk" in chief.heard
    assert "ting er på plads" in chief.heard
    await chief.presses("Telefon")
    assert chief.question.startswith("Telefon: Ikke udfyldt")


async def test_it_is_confirmed_with_a_yes_and_taken_back(house: House, chief: Talker) -> None:
    await chief.says("/klar")
    await chief.presses("Bekræft: Kopier hver nat")
    assert "har I prøvet at hente en tilbage" in chief.question
    await chief.says("nej")
    assert await confirmed(house, "copies") is None
    await chief.says("/klar copies")
    await chief.says("ja")
    assert "Kopier hver nat: Du har bekræftet det." in chief.heard
    assert await confirmed(house, "copies") == "yes"
    await chief.says("/klar")
    assert "Kopier hver nat: Chefen har bekræftet det" in chief.heard
    await chief.presses("Passer ikke mere: Kopier hver nat")
    await chief.says("ja")
    assert await confirmed(house, "copies") is None


async def test_what_changed_since_is_not_confirmed(house: House, chief: Talker) -> None:
    await chief.says("/klar crisis")
    assert "11 22 33 44 / 11 22 33" in chief.question
    house.opens(replace(BARE, crisis_number="99 99 99 99"))
    await chief.says("ja")
    assert "Det er rettet, siden jeg spurgte." in chief.heard
    assert await confirmed(house, "crisis") is None
    house.opens(replace(BARE, crisis_number=""))
    await chief.says("/klar crisis")
    assert "Begge numre skal stå der" in chief.heard


async def test_what_a_colleague_confirmed_anew_is_not_taken_back(
    house: House, chief: Talker
) -> None:
    async def confirms() -> None:
        async with house.database.transaction() as tx:
            by = await colleague(tx, chief.person_id)
            assert by is not None
            now = CONFIRMED["crisis"](BARE, TEXTS)
            await change(tx, by, Subject.CHECK, "crisis", now, house.now)

    await confirms()
    await chief.says("/ikkeklar crisis")
    await confirms()
    await chief.says("ja")
    assert "Det er rettet, siden jeg spurgte." in chief.heard
    assert await confirmed(house, "crisis") is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/klar telefon", "Det kan jeg ikke finde på listen."),
        ("/ikkeklar telefon", "Det kan jeg ikke finde på listen."),
        ("/ikkeklar copies", "Kopier hver nat: Det er ikke bekræftet."),
    ],
)
async def test_what_is_not_there_to_confirm_is_told(
    house: House, chief: Talker, words: str, said: str
) -> None:
    await chief.says(words)
    assert said in chief.heard
