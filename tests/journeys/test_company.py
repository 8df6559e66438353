"""From one idea to company: on the page, in Telegram, at the desk, and in the public list."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.journeys.parts import IDEA, approves, gives
from tests.journeys.telegram import Telegram, at_telegram
from tests.online import Citizen, Library

SAME = "lydbøker om torsdagen i en klub"
JOIN = "Det er det samme: skriv mig på"


async def says_the_same(citizen: Citizen) -> None:
    """Another citizen's idea, up to the question whether it is the same."""
    await citizen.says("ide")
    await citizen.says(SAME)
    await citizen.says("Os, der ikke ser så godt")
    await citizen.presses("Her i samtalen")
    assert "«Lydbogsklub»" in citizen.heard
    assert IDEA not in citizen.heard


async def test_two_join_at_once_and_all_hear_the_decision(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(1)
    await anna.presses("Giv en titel")
    await anna.says("Lydbogsklub")
    await library.passes(minutes=2)
    others = [await library.citizen(), await library.citizen(plain=True)]
    for other in others:
        await says_the_same(other)
    await asyncio.gather(*(other.presses(JOIN) for other in others))
    told = "".join(other.heard for other in others)
    assert "som 2 borgere har foreslået" in told
    assert "som 3 borgere har foreslået" in told
    await anna.at(1)
    assert "3 borgere, også nummer 2 og 3" in anna.page.text
    assert SAME in anna.page.text
    bo = await library.citizen()
    assert "3 borgere har foreslået det" in await bo.opens("/ideer")
    await approves(anna)
    await library.passes(minutes=2)
    for each in (eva, *others):
        assert "Godt nyt!" in await each.hears()


async def test_joined_by_staff_and_separated_again(library: Library) -> None:
    eva, ole = await library.citizen(), await library.citizen()
    await gives(eva)
    await gives(ole, SAME)
    anna = await (await library.joins("Anna Aa")).at(1)
    assert "Ligner måske" in anna.page.text
    assert "begge nævner" in anna.page.text
    await anna.at(2)
    await anna.presses("Slå sammen med nummer 1")
    await anna.presses("Ja")
    await library.passes(minutes=2)
    assert "Nu går de videre sammen som nummer 1" in await ole.hears()
    await anna.at(2)
    await anna.presses("Skil fra igen")
    await library.passes(minutes=2)
    assert "nummer 2, «lydbøker om torsdagen i en klub», går nu videre" in await ole.hears()
    assert "Læst" in await ole.opens("/sag/2")


async def test_the_list_that_everybody_sees(library: Library) -> None:
    bo = await library.citizen()
    assert "ingen idéer at se endnu" in await bo.opens("/ideer")
    eva = await library.citizen()
    await gives(eva)
    assert "ingen idéer at se endnu" in await bo.opens("/ideer")
    anna = await (await library.joins("Anna Aa")).at(1)
    await anna.presses("Giv en titel")
    await anna.says("Lydbogsklub")
    await library.passes(minutes=2)
    seen = await bo.opens("/ideer")
    assert "Lydbogsklub" in seen
    assert IDEA not in seen
    assert "Det vil jeg også" in seen
    for _ in range(2):
        await bo.sends_form("/ideer/1/ogsaa")
        assert "1 vil det også" in await bo.opens("/ideer")
    assert "Du vil det også." in await bo.opens("/ideer")
    await bo.sends_form("/ideer/1/ogsaa", ikke="1")
    assert "1 vil det også" not in await bo.opens("/ideer")
    assert "Den har du selv foreslået." in await eva.opens("/ideer")
    await anna.at(1)
    await anna.presses("Skjul titlen")
    assert "ingen idéer at se endnu" in await bo.opens("/ideer")


@pytest.fixture
async def telegram(database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, "webhook") as telegram:
        yield telegram


async def test_in_telegram(telegram: Telegram) -> None:
    eva, library = await telegram.library.citizen(), telegram.library
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(1)
    await anna.presses("Giv en titel")
    await anna.says("Lydbogsklub")
    await telegram.passes(minutes=2)
    ole, ida = telegram.person("Ole"), telegram.person("Ida", "en")
    await ole.starts("ide")
    await ole.says(SAME)
    await ole.says("Os, der ikke ser så godt")
    await ole.presses("Her i samtalen")
    assert "Det ligner noget, som andre har foreslået:\n«Lydbogsklub»" in ole.heard
    await ole.presses(JOIN)
    assert "som 2 borgere har foreslået" in ole.heard
    await ida.starts()
    await ida.says("/ideas")
    assert "Lydbogsklub" in ida.heard
    assert "2 citizens have suggested it" in ida.heard
    await ida.presses("I want that too")
    assert "1 wants it too" in ida.heard
    await ida.presses("Not after all")
    assert "no longer down for" in ida.heard
    await approves(await anna.at(1))
    await telegram.passes(minutes=2)
    assert "nummer 2" in await ole.hears("Godt nyt!")
