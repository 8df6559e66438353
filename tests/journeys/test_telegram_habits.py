"""What people do in Telegram besides writing: pictures, second thoughts, stopping, old buttons."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.journeys.parts import IDEA, declines
from tests.journeys.telegram import (
    Telegram,
    a_photo,
    at_telegram,
    gives_by_telephone,
    said_by,
    under,
)


@pytest.fixture
async def telegram(database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, "webhook") as telegram:
        yield telegram


async def test_a_picture_is_fetched_and_cleaned_and_staff_see_it(telegram: Telegram) -> None:
    eva = telegram.person()
    await gives_by_telephone(eva, more=True)
    while "Send gerne et billede" not in eva.heard:
        await eva.presses("Ja" if "fyldt 15" in eva.heard else "Spring over")
    await eva.shows(a_photo(), "Sådan kan det se ud")
    assert "Tusind tak" in eva.heard
    anna = await telegram.library.joins("Anna Aa")
    await telegram.has_fetched(1)
    await anna.at(1)
    assert "Sådan kan det se ud" in anna.page.text
    async with anna.session.get(f"{anna.url}/fil/1") as response:
        assert response.content_type == "image/jpeg"


async def test_words_changed_afterwards_are_kept_beside_the_old_ones(telegram: Telegram) -> None:
    eva = telegram.person()
    await gives_by_telephone(eva)
    await eva.says("/tilfoej 1 Vi er fem")
    await eva.edits(said_by(eva)[-1], "/tilfoej 1 Vi er syv")
    await eva.hears("Tak")
    anna = await telegram.library.joins("Anna Aa")
    await anna.at(1)
    assert "Vi er fem" in anna.page.text
    assert "Vi er syv" in anna.page.text
    await eva.says("Hej")
    await eva.edits(said_by(eva)[-1], "Hejsa")
    assert "du har rettet en besked" in await eva.hears()


async def test_stop_ends_it_and_a_word_begins_again(telegram: Telegram) -> None:
    eva = telegram.person()
    await gives_by_telephone(eva)
    await eva.says("/stop")
    assert "Så skriver jeg ikke til dig her mere" in eva.heard
    anna = await telegram.library.joins("Anna Aa")
    await declines(await anna.at(1))
    await telegram.passes(minutes=3)
    seen = len(eva.screen)
    await eva.says("/mine")
    assert "Nej for nu" in eva.heard
    assert len(eva.screen) == seen + 2  # hers and the answer, and not the news in between
    await eva.says("stop")
    assert "Vælg her" in eva.heard


async def test_what_cannot_be_read_is_said_so_and_the_question_stands(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts("ide")
    await eva.sends(location={"latitude": 55.6, "longitude": 12.6})
    assert "Det kan jeg ikke læse" in eva.heard
    assert "Dejligt! Fortæl om din idé" in eva.heard


async def test_typed_words_mean_what_buttons_mean(telegram: Telegram) -> None:
    eva = telegram.person(language="en")
    await eva.starts()
    assert "På dansk: /dansk" in eva.heard
    await eva.says("/dansk")
    assert "Så taler vi dansk" in eva.heard
    await eva.says("giv en ide")
    await eva.says(IDEA)
    await eva.says("Alle")
    await eva.says("1")
    assert "Din idé har nummer 1" in eva.heard


async def test_old_buttons_are_answered_politely(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts("ide")
    await eva.says(IDEA)
    asked = eva.screen[-1]
    await eva.says("Alle")
    await eva.presses("Tilbage", message=asked)
    await eva.says("Alle igen")
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")
    await eva.presses("Her i samtalen", message=under(eva, "Her i samtalen"))
    assert "Den knap hører til noget, vi er færdige med" in eva.heard


async def test_who_is_greeted_is_greeted_once(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts()
    assert eva.heard.startswith("Hej! Jeg er chatbot på Bøgeby Bibliotek.")
    assert eva.heard.count("Hej!") == 1
    assert eva.heard.endswith("Vælg her, eller skriv med dine egne ord.")
