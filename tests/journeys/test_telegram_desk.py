"""The desk in a private chat with the bot: the same decisions, by the same rules, as on the web."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.people.rules import Language, Role
from tests.bot_api import Person
from tests.journeys.parts import gives
from tests.journeys.telegram import WAYS, Telegram, at_telegram
from tests.online import Citizen
from tests.staff_group import connect
from tests.storage.partners.registered import a_partner
from tests.storage.partners.test_proposing import proposed


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


async def test_what_staff_choose_from_is_written_in_a_chat_and_heard(telegram: Telegram) -> None:
    eva, anna = await an_idea(telegram), await colleague(telegram, "Anna Aa")
    bo = await colleague(telegram, "Bo Bø")
    await anna.says("/svarene")
    await anna.presses("Skriv et nyt svar")
    await anna.says("Ikke plads")
    await anna.presses("Når I siger nej for nu")
    await anna.says("Der er **fuldt**.")
    assert "Skriv uden koder" in anna.heard
    await anna.says("Huset er fuldt lige nu.")
    await anna.presses("Uden engelsk")
    await anna.presses("Ja")
    assert "Svaret er gemt og kan vælges nu." in anna.heard
    await bo.says("/afvis 1")
    await bo.presses("Ikke plads")
    await bo.presses("Spring over")
    await bo.presses("Ja")
    await telegram.passes(minutes=2)
    assert "Huset er fuldt lige nu." in await eva.hears()
    await bo.says("/svarene fuldt")
    await bo.presses("Slet svaret")
    await anna.says("/svarene fuldt")
    await anna.presses("Slet svaret")
    await anna.presses("Ja")
    await bo.presses("Ja")
    assert "«Ikke plads» er slettet." in bo.heard, "which it is, whoever was faster"


async def test_a_word_of_the_librarys_own_counts_as_soon_as_it_is_written(
    telegram: Telegram,
) -> None:
    chess = await a_partner(telegram.library.database, name="Springeren", does="Vi spiller skak")
    anna, register = await colleague(telegram, "Anna Aa"), telegram.library.app.shelf.partners

    async def found(*words: str) -> list[int]:
        """Who is found when the program's own tick has taken these words up."""
        current = telegram.library.app.house.current
        await telegram.api.until(lambda: tuple(current.words.get("Skak", ())) == words)
        await telegram.passes(seconds=2)
        idea = "Kunne vi få snorbol en aften?"
        return [one.partner for one in await proposed(telegram.library.database, idea, register)]

    assert await found() == []
    await anna.says("/ordliste skak")
    await anna.presses("Nyt ord")
    await anna.says("Snorbol")
    assert await found("snorbol") == [chess]
    await anna.presses("Skak")
    await anna.presses("Fjern et ord")
    await anna.presses("snorbol")
    await anna.presses("Ja")
    assert await found() == []


async def test_a_text_is_said_in_other_words_within_a_second(telegram: Telegram) -> None:
    chief = await colleague(telegram, "Chefen", Role.ADMINISTRATOR)
    await chief.says("/bibliotek")
    await chief.presses("Ret en anden tekst")
    await chief.says("/tekst Selv tak. Skriv menu, hvis der er mere.")
    await chief.presses("Ret den danske")
    await chief.says("Det var så lidt.")
    await chief.presses("Ja")
    texts, eva = telegram.library.app.house.texts, await telegram.library.citizen()

    async def is_said(words: str) -> None:
        thanks = "welcome.thanks"
        await telegram.api.until(lambda: texts.render(thanks, Language.DA).startswith(words))

    await is_said("Det var så lidt.")
    await eva.says("tak")
    assert "Det var så lidt." in eva.heard
    await chief.presses("Se teksten")
    await chief.presses("Tilbage til den oprindelige")
    await chief.presses("Ja")
    await is_said("Selv tak.")
    await eva.says("tak")
    assert "Selv tak." in eva.heard
