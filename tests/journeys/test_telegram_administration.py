"""What administrators decide, in their own chat with the bot, and what their telephone offers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels import offering
from storage.people.rules import Role
from tests.bot_api import Person
from tests.journeys.telegram import WAYS, Telegram, at_telegram
from tests.staff_group import connect


@pytest.fixture(params=WAYS)
async def telegram(
    request: pytest.FixtureRequest, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Telegram]:
    monkeypatch.setattr(offering, "SECONDS", 0.05)
    async with at_telegram(database_url, request.param) as telegram:
        yield telegram


async def colleague(
    telegram: Telegram, name: str, role: Role, language: str = "da"
) -> tuple[Person, str]:
    """Somebody at the library with a telephone, and what a browser calls it."""
    await telegram.library.joins(name, role)
    person = telegram.person(name, language)
    await connect(telegram.library.database, name, person, telegram.library.clock)
    return person, str(person.id)


def offered(telegram: Telegram, chat: str) -> str:
    """What a telephone offers in a chat of its own."""
    settings = telegram.api.world.settings
    return str([each for (what, scope, _), each in settings.items() if chat in scope and what])


async def test_a_library_is_made_ready_from_a_telephone(telegram: Telegram) -> None:
    chief, _ = await colleague(telegram, "Chefen", Role.ADMINISTRATOR)
    await chief.says("/klar")
    assert "Det mangler, før borgerne kan komme ind" in chief.heard
    assert "Hjælp til voksne: Skriv det, så borgerne kan se det." in chief.heard
    for what, number in (("", "11 22 33 44"), ("_children", "11 22 33")):
        await chief.says(f"/bibliotek crisis_number{what}")
        await chief.says(number)
        await chief.presses("Ja")
        await telegram.library.app.house.current.look()
    await chief.presses("Bekræft begge numre")
    assert "Ring til numrene, og bekræft her, at de passer: 11 22 33 44 / 11 22 33" in chief.heard
    await chief.presses("Ja")
    await chief.says("/klar")
    assert "Numre til dem, der har det svært: Chefen har bekræftet det" in chief.heard


async def test_a_host_sees_only_to_themselves(telegram: Telegram) -> None:
    ida, _ = await colleague(telegram, "Ida Ii", Role.HOST)
    for words in ("/klar", "/ikkeklar crisis", "/kollegalink k1", "/bibliotek colour"):
        await ida.says(words)
        assert ida.heard == "Det har du ikke adgang til. Spørg en kollega, som har."
    await ida.says("/mig")
    assert "Ida Ii" in ida.heard
    await ida.presses("Ret mit navn")
    await ida.says("Ida Iversen")
    await ida.presses("Ja")
    await ida.says("/me")
    assert "Ida Iversen" in ida.heard


async def test_a_telephone_offers_what_its_owner_may(telegram: Telegram) -> None:
    ida, chat = await colleague(telegram, "Ida Ii", Role.HOST)
    chief, own = await colleague(telegram, "Chefen", Role.ADMINISTRATOR)
    await telegram.api.until(lambda: "klar" in offered(telegram, own))
    await telegram.api.until(lambda: "sager" in offered(telegram, chat))
    assert "klar" not in offered(telegram, chat)
    await chief.says("kolleger")
    await chief.presses("Ida Ii arbejder her ikke mere")
    await chief.presses("Ja")
    await telegram.api.until(lambda: offered(telegram, chat) == "[]")
    await ida.says("/sager")
    assert "kun for os, der arbejder her" in ida.heard
