"""What the library says of itself, changed in a chat: checked as on the page, and with a yes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from storage.library.actions import change
from storage.library.queries import newest
from storage.library.rules import Subject
from storage.people.queries import colleague
from storage.people.rules import Role
from tests.harness import LIBRARY, House, Talker


@pytest.fixture
async def chief(house: House) -> Talker:
    return await house.colleague("Chefen", Role.ADMINISTRATOR)


async def kept(house: House, name: str) -> object:
    async with house.database.reading() as tx:
        found = await newest(tx, Subject.VALUE, name)
    return found.content if found else None


async def test_only_an_administrator_may(house: House) -> None:
    bo = await house.colleague("Bo Bø")
    await bo.says("/bibliotek phone")
    assert "Det har du ikke adgang til" in bo.heard


async def test_it_is_seen_and_changed_with_a_yes(house: House, chief: Talker) -> None:
    await chief.says("/bibliotek")
    assert "Telefon: 12 34 56 78" in chief.heard
    assert "/desk/bibliotek" in chief.heard
    assert "Steder" not in chief.choices
    await chief.presses("Telefon")
    assert chief.question.startswith("Telefon: 12 34 56 78\n")
    await chief.says("ring bare")
    assert "Skriv kun tal og mellemrum" in chief.heard
    await chief.says("87 65 43 21")
    assert "Nyt: 87 65 43 21" in chief.question
    assert await kept(house, "phone") is None
    await chief.says("ja")
    assert "Telefon: 87 65 43 21." in chief.heard
    assert await kept(house, "phone") == "87 65 43 21"


async def test_hours_are_said_in_both_languages(house: House, chief: Talker) -> None:
    await chief.says("/bibliotek hours")
    await chief.says("på hverdage kl. 9-18")
    assert chief.question == "Og på engelsk?"
    await chief.says("on weekdays 9-18")
    await chief.says("ja")
    assert await kept(house, "hours") == {"da": "på hverdage kl. 9-18", "en": "on weekdays 9-18"}


async def test_a_colour_is_written_as_it_is_shown(house: House, chief: Talker) -> None:
    await chief.says("/bibliotek colour")
    assert chief.question.startswith("Jeres farve: #466d56\n")
    await chief.says("mørkegrøn")
    assert "Skriv den som #466d55" in chief.heard
    await chief.says("#ffee00")
    assert "for lys til hvid skrift" in chief.heard
    await chief.says("#123456")
    await chief.says("ja")
    assert await kept(house, "colour") == [210, 65, 20]


async def test_a_day_is_shown_as_people_say_it(chief: Talker) -> None:
    await chief.says("/bibliotek")
    assert re.search(r"Tilgængelighed set efter: \w+ den \d+\. \w+", chief.heard)


@pytest.mark.parametrize(("said", "day"), [("i går", "2026-05-03"), ("2026-01-31", "2026-01-31")])
async def test_a_day_is_said_or_written(house: House, chief: Talker, said: str, day: str) -> None:
    await chief.says("/bibliotek checked")
    await chief.says("når vi har tid")
    assert "Det er ikke en dag" in chief.heard
    await chief.says(said)
    assert f"Nyt: {day}" in chief.question
    await chief.says("ja")
    assert await kept(house, "checked") == day


async def test_visions_are_a_line_each(house: House, chief: Talker) -> None:
    await chief.says("/bibliotek visions")
    await chief.says("Lyst\nMod")
    await chief.says("Joy")
    assert "Skriv lige mange linjer på dansk og engelsk. Der er 2 på dansk." in chief.heard
    await chief.says("Joy\nCourage")
    await chief.says("ja")
    assert await kept(house, "visions") == [["Lyst", "Joy"], ["Mod", "Courage"]]


async def test_it_can_be_again_what_the_settings_say(house: House, chief: Talker) -> None:
    await chief.says("/bibliotek phone start")
    assert "Det er ikke ændret siden starten." in chief.heard
    await chief.says("/bibliotek phone")
    assert "Fra starten" not in chief.heard
    await chief.says("87 65 43 21")
    await chief.says("ja")
    house.opens(replace(LIBRARY, phone="87 65 43 21", start=LIBRARY))
    for answer, stands in (("Nej", "87 65 43 21"), ("Ja", None)):
        await chief.says("/bibliotek phone")
        assert "Fra starten stod der: 12 34 56 78" in chief.heard
        await chief.presses("Tilbage til det fra starten")
        assert chief.question.startswith("Telefon: 87 65 43 21\nFra starten stod der: 12 34")
        await chief.presses(answer)
        assert await kept(house, "phone") == stands
    assert "Telefon: 12 34 56 78. Det gælder om et øjeblik." in chief.heard


async def test_a_number_for_help_leads_to_a_yes_to_it(house: House, chief: Talker) -> None:
    await chief.says("/bibliotek crisis_number")
    await chief.says("Livslinien 70 201 201")
    await chief.says("ja")
    house.opens(replace(LIBRARY, crisis_number="Livslinien 70 201 201"))
    await chief.presses("Bekræft begge numre")
    assert "Ring til numrene" in chief.question
    assert "Livslinien 70 201 201 / 11 22 33" in chief.question


async def test_who_was_faster_is_not_overwritten(house: House, chief: Talker) -> None:
    anna = await house.colleague("Anna Aa", Role.ADMINISTRATOR)
    await chief.says("/bibliotek phone")
    await chief.says("87 65 43 21")
    async with house.database.transaction() as tx:
        by = await colleague(tx, anna.person_id)
        assert by is not None
        await change(tx, by, Subject.VALUE, "phone", "11 22 33 44", house.now)
    await chief.says("ja")
    assert "Anna Aa var hurtigere" in chief.heard
    assert await kept(house, "phone") == "11 22 33 44"
