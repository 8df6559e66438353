"""The words that always work, before anything else is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.intake import Intake
from handlers.library import Library
from handlers.welcome import apology
from tests.harness import LIBRARY, TEXTS, House

QUIET = replace(LIBRARY, phone="", mail="", hours="", dpo="")
"""A library that has not said yet how it is reached."""


def opens_as(house: House, library: Library) -> None:
    """The same house, with other settings."""
    house.intake = Intake(house.database, library, TEXTS, lambda: house.now)


@pytest.mark.parametrize("words", ["English", "in English", "sprog en", "/sprog en"])
async def test_english_is_a_word_that_is_understood(house: House, words: str) -> None:
    ole = await house.citizen()
    await ole.says(words)
    assert "we speak English" in ole.heard
    await ole.says("på dansk")
    assert "Så taler vi dansk" in ole.heard


async def test_a_citizen_is_not_told_to_ask_a_colleague(house: House) -> None:
    eva = await house.citizen()
    await eva.says("sager")
    assert "Det har du ikke adgang til" in eva.heard
    assert "kollega" not in eva.heard
    assert "Skriv menu" in eva.heard


async def test_who_wants_a_human_is_told_the_ways_that_there_are(house: House) -> None:
    eva = await house.citizen()
    await eva.says("personale")
    assert "en af os her: 12 34 56 78 og post@boegeby.example. Vi er her 10-17." in eva.heard
    opens_as(house, replace(LIBRARY, mail=""))
    await eva.says("personale")
    assert "en af os her: 12 34 56 78. Vi er her 10-17." in eva.heard
    opens_as(house, QUIET)
    await eva.says("personale")
    assert "en af os her: ved skranken. Eller" in eva.heard


async def test_without_an_adviser_on_data_none_is_named(house: House) -> None:
    eva = await house.citizen()
    await eva.says("privat")
    assert eva.heard.endswith("skrive til dpo@boegeby.example.")
    opens_as(house, QUIET)
    await eva.says("privat")
    assert eva.heard.endswith("på siden Dine data.")


def test_an_apology_names_no_telephone_that_is_not_there() -> None:
    assert apology(LIBRARY, 7).key == "common.apology"
    assert apology(QUIET, 7).key == "common.apology_at_the_counter"


async def test_a_colleague_is_greeted_as_one(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("hej")
    assert anna.heard.startswith("Hej! Her kan du se sagerne og svare på dem.")
    assert "chatbot" not in anna.heard


@pytest.mark.parametrize("words", ["Hvem er du?", "er du en robot", "Are you human?", "/om"])
async def test_who_asks_is_told_that_it_is_a_robot(house: House, words: str) -> None:
    eva = await house.citizen()
    await eva.says("ide")
    await eva.says(words)
    assert "Jeg er en robot, ikke et menneske." in eva.heard
    assert "Fortæl om din idé" in eva.question
