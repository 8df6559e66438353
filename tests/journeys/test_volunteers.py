"""From a wish to help to helping: on the page and at the desk, and all of it in Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.database import Database
from storage.people.queries import colleagues
from storage.shifts import actions as shifts
from storage.shifts.rules import PlaceState
from tests.bot_api import Person
from tests.journeys.telegram import WAYS, Telegram, at_telegram
from tests.journeys.test_telegram_desk import colleague
from tests.online import MONDAY, Citizen, Colleague, Library
from tests.storage.shifts.town import NEXT, town_of
from tests.storage.volunteers.parts import COMPUTERS, READING, opened


async def roles(database: Database) -> None:
    """Two roles are open, and Anna is the contact of both."""
    async with database.reading() as tx:
        by = next(each for each in await colleagues(tx) if each.name == "Anna Aa")
    await opened(database, by, MONDAY, READING, COMPUTERS)


async def signs_up(citizen: Citizen | Person, name: str = "Eva") -> None:
    await citizen.says("/frivillig læse højt for børn")
    await citizen.says("ja")
    await citizen.says("om eftermiddagen, i weekenden")
    await citizen.says("ja")
    await citizen.says(name)
    await citizen.presses("Højtlæser")
    for _ in range(3):
        await citizen.says("spring over")


async def ticks_all(one: Citizen | Colleague | Person, words: str) -> None:
    await one.says(words)
    await one.presses("Ja, det hele")
    await one.says("spring over")


async def clears(one: Colleague | Person) -> None:
    await one.says("/attest 1")
    await one.presses("I orden")
    await one.says("i dag")
    await one.says("ja")


async def test_from_the_public_page_to_helping_and_being_forgotten(library: Library) -> None:
    anna, bo = await library.joins("Anna Aa"), await library.joins("Bo Bø")
    await roles(library.database)
    eva = await library.citizen()
    assert "Højtlæser" in await eva.opens("/frivillig")
    assert "Vi henter en børneattest" in eva.page.text
    await signs_up(eva)
    assert "Du er skrevet op som nummer 1." in await eva.opens("/frivillig")
    assert "Frivillige, der venter" in await anna.opens("/desk")
    await anna.opens("/desk/sag/1")
    assert "Det, I har skrevet" in anna.page.text, "the case's page leads to the volunteer's"
    await anna.says("/talt 1")
    await anna.says("/rolle 1")
    await anna.presses("Højtlæser")
    for one in (anna, bo):
        await clears(one)
    await anna.says("/paaproeve 1")
    await library.passes(minutes=3)
    assert "Nu prøver vi det: Højtlæser." in await eva.hears()
    await ticks_all(eva, "/vilover")
    await ticks_all(anna, "/vilover 1")
    await anna.presses("Ja, det siger jeg ja til")
    await eva.says("/jeglover")
    await eva.says("/tavshed")
    await eva.says("ja")
    await anna.says("/aktiv 1")
    await library.passes(minutes=3)
    assert "Velkommen som frivillig: Højtlæser." in await eva.hears()
    assert "Aftalt" in await eva.opens("/frivillig")
    assert "Begge" in await anna.opens("/desk/frivillig/1")
    await eva.says("glem mig")
    await eva.says("ja")
    assert "læse højt for børn" not in await anna.opens("/desk/frivillig/1")
    assert "Eva" not in await anna.opens("/desk/frivillige")


async def test_a_role_is_written_and_opened_at_the_desk(library: Library) -> None:
    anna = await library.joins("Anna Aa")
    await anna.posts("/desk/roller/ny", {"key": "photographer"})
    assert "Før rollen kan åbne, mangler:" in anna.page.text
    answers = {f"yes-{key}": "1" for key in ("core", "authority", "paid", "present", "told")}
    fields = {
        "title": "Fotograf",
        "does": "Du tager billeder",
        "purpose": "culture",
        "adds": "Andre ser, hvad der sker",
        "supplement": "De ansatte tager ingen billeder",
        "insurance": "Spørg din kontakt",
        "told_on": "2026-05-01",
        "open": "1",
        "seen": "1",
        **answers,
    }
    await anna.posts("/desk/rolle/1", fields)
    assert "Rollen kan ikke være åben endnu. Der mangler: en kontakt." in anna.page.text
    async with library.database.reading() as tx:
        contact = (await colleagues(tx))[0].person_id
    await anna.posts("/desk/rolle/1", {**fields, "seen": "2", "contact": str(contact)})
    assert "Det er gemt." in anna.page.text
    eva = await library.citizen()
    assert "Du tager billeder" in await eva.opens("/frivillig")


async def test_a_role_that_closes_or_becomes_one_with_children_takes_its_shifts(
    library: Library,
) -> None:
    anna, town = await library.joins("Anna Aa"), await town_of(library.database)
    role, eva = town.roles[COMPUTERS], await town.helper("Eva")
    one, other = await town.shift(), await town.shift(NEXT + timedelta(days=7))
    fields = {
        "title": "IT-hjælper",
        "does": "Du hjælper med computere",
        "purpose": "education",
        "adds": "Flere får hjælp",
        "supplement": "De ansatte passer det, de plejer",
        "insurance": "Spørg din kontakt",
        "told_on": "2026-05-01",
        "contact": str(town.karen.person_id),
        **{f"yes-{key}": "1" for key in ("core", "authority", "paid", "present", "told")},
    }
    await town.do(shifts.take, eva, one, MONDAY)
    await anna.posts(f"/desk/rolle/{role}", {**fields, "seen": "2", "children": "1"})
    assert await town.state(one, eva) is PlaceState.DROPPED, "no certificate is in order"
    await anna.posts(f"/desk/rolle/{role}", {**fields, "seen": "3"})
    await town.do(shifts.take, eva, other, MONDAY)
    await anna.posts(f"/desk/rolle/{role}", {**fields, "seen": "4", "close": "1"})
    assert await town.state(other, eva) is PlaceState.DROPPED


async def test_the_model_and_the_edition_that_was_agreed_under(library: Library) -> None:
    anna, eva = await library.joins("Anna Aa"), await library.citizen()
    assert "ikke udgivet sin model" in await eva.opens("/frivilligmodel")
    await anna.opens("/desk/frivilligmodel")
    assert "# Grænsen til de ansattes arbejde" in anna.page.text
    await anna.posts("/desk/frivilligmodel", {"da": "# Tak\nVi siger tak.", "en": "", "seen": "0"})
    assert "ikke udgivet sin model" in await eva.opens("/frivilligmodel"), "a draft"
    words = {"da": "# Tak\nVi siger tak.", "en": "", "publish": "1"}
    await anna.posts("/desk/frivilligmodel", {**words, "seen": "1"})
    assert "Udgave 1, fra" in await eva.opens("/frivilligmodel")
    await roles(library.database)
    await signs_up(eva)
    await anna.posts("/desk/frivilligmodel", {**words, "da": "# Nyt\nAlt er nyt.", "seen": "2"})
    assert "Alt er nyt." in await eva.opens("/frivilligmodel")
    await anna.opens("/desk/frivillig/1")
    older = next(link for link in anna.page.links if link.startswith("/frivilligmodel/"))
    assert "Vi siger tak." in await eva.opens(older)
    assert "Den gælder for dem, der sagde ja til den." in eva.page.text
    await eva.opens("/")
    await eva.says("/frivilligmodel")
    assert "udgave 2, fra" in eva.heard


@pytest.fixture(params=WAYS)
async def telegram(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, request.param) as telegram:
        yield telegram


async def test_all_of_it_in_telegram(telegram: Telegram) -> None:
    anna, bo = await colleague(telegram, "Anna Aa"), await colleague(telegram, "Bo Bø")
    await roles(telegram.library.database)
    eva = telegram.person()
    await eva.says("/start")
    await signs_up(eva)
    await anna.says("/frivillige")
    assert "1 · Eva" in anna.heard
    await anna.says("/rolle 1")
    await anna.presses("Højtlæser")
    for one in (anna, bo):
        await clears(one)
    await anna.says("/paaproeve 1")
    await telegram.passes(minutes=3)
    assert "Nu prøver vi det: Højtlæser." in await eva.hears("Nu prøver")
    await ticks_all(eva, "/vilover")
    await ticks_all(anna, "/vilover 1")
    await anna.presses("Ja, det siger jeg ja til")
    await eva.says("/jeglover")
    await eva.says("/tavshed")
    await eva.says("ja")
    await anna.says("/aktiv 1")
    await telegram.passes(minutes=3)
    assert "Højtlæser" in await eva.hears("Velkommen som frivillig")
    await eva.says("/holdpause")
    await eva.says("spring over")
    assert "God pause!" in eva.heard
    await eva.says("/stopfrivillig")
    await eva.says("ja")
    await eva.says("Jeg flytter")
    assert "Tak for den tid" in eva.heard
