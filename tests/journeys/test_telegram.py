"""The same in Telegram: an idea from a telephone, answered from the desk, by either way."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.journeys.parts import IDEA, approves, code_in
from tests.journeys.telegram import WAYS, Telegram, at_telegram


@pytest.fixture(params=WAYS)
async def telegram(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, request.param) as telegram:
        yield telegram


async def test_from_the_idea_to_the_answer(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts("ide_midtby")
    assert eva.heard.startswith("Hej! Jeg er chatbot på Bøgeby Bibliotek.")
    assert "Telegram hører ikke til biblioteket" in eva.heard
    assert "Kort om dine data" in eva.heard
    assert "1 af 3\nDejligt! Fortæl om din idé" in eva.heard
    await eva.says(IDEA)
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    assert "Din idé har nummer 1. Du hører fra os senest tirsdag den 19. maj" in eva.heard
    assert code_in(eva.heard)
    await eva.presses("Nej")

    anna = await telegram.library.joins("Anna Aa")
    assert IDEA in anna.page.text
    await anna.at(1)
    assert "i Telegram" in anna.page.text
    await anna.presses("Tag den")
    await anna.presses("Spørg borgeren")
    await anna.says("Hvor mange kommer?")
    await telegram.passes(minutes=2)
    assert "Anna har læst din idé, nummer 1" in await eva.hears("Hvor mange kommer?")
    await eva.presses("Svar")
    await eva.says("Vi er syv")
    assert "Tak for dit svar" in eva.heard
    await approves(await anna.at(1))
    await telegram.passes(minutes=2)
    assert "Vores løfte: Vi har valgt, hvad vi spørger om." in await eva.hears("Godt nyt!")
    await eva.says("/mine")
    assert "Lydbogsklub" in eva.heard
