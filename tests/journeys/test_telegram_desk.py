"""The desk in a private chat with the bot: the same decisions, by the same rules, as on the web."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.people.rules import Role
from tests.bot_api import Person
from tests.journeys.parts import gives
from tests.journeys.telegram import WAYS, Telegram, at_telegram
from tests.online import Citizen
from tests.staff_group import connect


@pytest.fixture(params=WAYS)
async def telegram(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, request.param) as telegram:
        yield telegram


async def colleague(telegram: Telegram, name: str, role: Role = Role.COORDINATOR) -> Person:
    """Somebody at the library who has connected their chat."""
    await telegram.library.joins(name, role)
    person = telegram.person(name)
    await connect(telegram.library.database, name, person, telegram.library.clock)
    return person


async def an_idea(telegram: Telegram) -> Citizen:
    eva = await telegram.library.citizen()
    await gives(eva)
    return eva


async def test_a_case_from_the_inbox_to_the_yes(telegram: Telegram) -> None:
    eva, anna = await an_idea(telegram), await colleague(telegram, "Anna Aa")
    await anna.says("sager")
    assert "Nummer 1" in anna.heard
    assert "En klub for lydbøger om torsdagen" in anna.heard
    await anna.presses("1: Tag den")
    assert "Nummer 1: taget." in anna.heard
    await anna.says("/spoerg 1")
    await anna.says("Hvornår på dagen?")
    await telegram.passes(minutes=2)
    assert "Hvornår på dagen?" in await eva.hears()
    await eva.says("svar")
    await eva.says("Helst om aftenen")
    await anna.says("/godkend 1")
    for words in ("Lydbogsklub", "ingen", "Vi spørger i næste uge", "Alle, der hører bøger"):
        await anna.says(words)
    for label in ("Kulturel aktivitet", "Vi gør det sammen", "Borgerne er med"):
        await anna.presses(label)
    await anna.presses("Borgerne bliver hørt")
    assert "Det her vil borgeren læse" in anna.heard
    await anna.presses("Ja")
    await anna.presses("Fortryd")
    assert "Borgeren har ikke hørt om det" in anna.heard
    await anna.says("/afvis 1 Vi har ikke plads")
    await anna.presses("Spring over")
    await anna.presses("Ja")
    await telegram.passes(minutes=2)
    assert "Vi siger nej for nu" in await eva.hears()


async def test_what_a_colleague_decided_at_the_desk_is_told_by_name(telegram: Telegram) -> None:
    await an_idea(telegram)
    anna = await colleague(telegram, "Anna Aa")
    bo = await (await telegram.library.joins("Bo Bb")).at(1)
    await anna.says("/afvis 1")
    await bo.presses("Tag den")
    await bo.presses("Gem til senere")
    await bo.says("den 1. juni")
    await bo.presses("Ja")
    await bo.says("Til sommer har vi en have")
    await anna.says("Vi har ikke plads")
    await anna.presses("Spring over")
    await anna.presses("Ja")
    assert "Bo" in anna.heard


async def test_a_host_may_not_decide_and_a_citizen_may_nothing_here(telegram: Telegram) -> None:
    await an_idea(telegram)
    ida = await colleague(telegram, "Ida Ii", Role.HOST)
    await ida.says("/afvis 1 Nej")
    assert "Det har du ikke adgang til" in ida.heard
    eva = telegram.person("Eva")
    await eva.says("/sager")
    assert "kun for os, der arbejder her" in eva.heard
    eva.presses_data(eva.screen[-1], "1:/tag 1")
    await eva.says("/sag 1")
    assert "lydbøger" not in eva.heard
