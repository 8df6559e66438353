"""Taken care of: a human at any step, on the page, in Telegram and in the staff's group; and what
needs care is told to somebody at once, by night too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from storage.people.rules import Role
from tests.bot_api import Person
from tests.journeys.parts import gives
from tests.journeys.telegram import Telegram, at_telegram
from tests.online import Citizen, Clock, Colleague, Library, running
from tests.postbox import post_office, text_of
from tests.staff_group import a_staffed, connect, question_in

HOURS: dict[str, Any] = {"staffed_hours": "ma-fr 10-17", "care_person": "Bo Bø"}
NIGHT = datetime(2026, 5, 4, 21, 0, tzinfo=UTC)
HARD = "jeg orker ikke livet mere"


async def wants_a_human(eva: Citizen) -> None:
    await eva.says("personale")
    await eva.presses("Ja")
    assert "Hvad vil du tale med os om?" in eva.question


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Library]:
    async with running(database_url, **HOURS) as library:
        yield library


@pytest.mark.parametrize("plain", [False, True])
async def test_a_talk_between_the_page_and_the_desk(town: Library, plain: bool) -> None:
    ida = await town.joins("Ida Ii", Role.HOST, plain=plain)
    eva = await town.citizen()
    await eva.says("ide")
    await eva.says("En klub for lydbøger")
    await wants_a_human(eva)
    await eva.says("Må den være om aftenen?")
    await ida.opens("/desk")
    page = ida.page.text
    assert page.index("Borgeren vil tale med en af os") < page.index("Mine")
    await ida.opens("/desk/samtale/1")
    assert "Må den være om aftenen?" in ida.page.text
    await ida.sends_form("/desk/samtale/1/tag")
    assert "Hos Ida Ii" in ida.page.text
    await ida.sends_form("/desk/samtale/1/svar", text="Ja, det må den")
    assert ida.status == 200
    assert "Ja, det må den" in ida.page.text
    assert ida.page.form("/desk/samtale/1/svar").fields["text"] == ""
    assert await eva.hears() == "Ja, det må den"
    await eva.says("tak")
    await eva.opens("/")
    assert eva.page.button("Afslut samtalen") is not None
    await ida.opens("/desk/samtale/1/del")
    assert "tak" in ida.page.text
    await ida.opens("/desk/samtale/1")
    await ida.sends_form("/desk/samtale/1/afslut")
    assert "Samtalen er afsluttet af en af os" in ida.page.text
    assert "Ida har afsluttet samtalen" in await eva.hears()
    await eva.presses("Skriv videre på det, du var i gang med")
    await eva.presses("Ja")
    assert "Hvem får glæde af det?" in eva.question


async def test_words_that_were_not_sent_are_given_back(town: Library) -> None:
    ida, bo = await town.joins("Ida Ii", Role.HOST), await town.joins("Bo Bø")
    eva = await town.citizen()
    await wants_a_human(eva)
    await eva.says("Er der nogen?")
    await bo.opens("/desk/samtale/1")
    await ida.opens("/desk/samtale/1")
    await ida.sends_form("/desk/samtale/1/tag")
    await bo.sends_form("/desk/samtale/1/svar", text="Hej, jeg hedder Bo")
    assert bo.status == 409
    assert "Ida har samtalen" in bo.page.text
    assert bo.page.form("/desk/samtale/1/svar").fields["text"] == "Hej, jeg hedder Bo"
    await bo.opens("/desk/samtale/1")
    await bo.sends_form("/desk/samtale/1/overtag")
    await bo.sends_form("/desk/samtale/1/svar", text="Hej, jeg hedder Bo")
    assert "Hej, jeg hedder Bo" in await eva.hears()


async def test_a_talk_about_a_case_stands_on_it(town: Library) -> None:
    anna = await town.joins("Anna Aa")
    eva = await town.citizen()
    await gives(eva)
    await wants_a_human(eva)
    await eva.says("Hvornår hører jeg noget?")
    await anna.opens("/desk/sag/1")
    assert "Borgeren vil tale med en af os om den her sag." in anna.page.text
    assert "/desk/samtale/1" in anna.page.links
    await anna.opens("/desk/samtale/1")
    await anna.sends_form("/desk/samtale/1/svar", text="På mandag")
    await eva.opens("/sag/1")
    assert "På mandag" in eva.page.text


async def test_nobody_else_gets_in(town: Library) -> None:
    eva, ole = await town.citizen(), await town.citizen()
    await wants_a_human(eva)
    await eva.says("Hej")
    await ole.opens("/sag/1")
    assert ole.status == 403
    await ole.opens("/desk/samtale/1")
    assert ole.path == "/desk/ind"
    await eva.opens("/sag/1")
    assert eva.path == "/"
    anna = await town.joins("Anna Aa")
    await anna.opens("/desk/samtale/2")
    assert anna.status == 404
    await anna.opens("/desk/sag/1")
    assert anna.path == "/desk/samtale/1"
    for command in ("/tag 1", "/afvis 1", "/fortryd 1", "/titel 1 Ny", "/giv 1 mig"):
        await anna.says(command)
        assert "gik galt" not in anna.heard, command


async def test_words_on_a_case_page_that_need_care_lead_to_the_talk(town: Library) -> None:
    eva = await town.citizen()
    await gives(eva)
    await eva.opens("/sag/1")
    await eva.sends_form("/sag/1/tilfoej", text="min søn har autisme")
    assert eva.path.startswith("/")
    assert "noget følsomt" in eva.page.text
    assert "autisme" not in eva.page.text


async def test_by_night_the_named_one_is_told_by_chat_and_mail(database_url: str) -> None:
    async with (
        post_office() as postbox,
        at_telegram(
            database_url,
            "polling",
            Clock(NIGHT),
            smtp_url=postbox.url,
            public_url="http://ideer.boegeby.example",
            crisis_number="11 22 33 44",
            crisis_number_children="55 66 77",
            **HOURS,
        ) as telegram,
    ):
        bo = await colleague(telegram, "Bo Bø", mail="bo@boegeby.example")
        anna = await colleague(telegram, "Anna Aa", mail="anna@boegeby.example")
        await confirms_the_numbers(telegram.library)
        eva = await telegram.library.citizen()
        await eva.says(HARD)
        said = [
            eva.heard.index(words) for words in ("112", "11 22 33 44", "55 66 77", "robot, ikke")
        ]
        assert said == sorted(said)  # help comes before what must be said to a newcomer
        await bo.hears("Haster: En borger har skrevet noget, der lyder svært. Se nummer 1 nu.")
        letter = await postbox.letter(1)
        assert letter["To"] == "bo@boegeby.example"
        assert "/desk/samtale/1" in text_of(letter)
        assert HARD not in text_of(letter) + bo.heard
        await bo.presses("Se samtalen")
        assert HARD in bo.heard
        assert "nummer 1" not in anna.heard
        assert len(postbox.letters) == 1


async def confirms_the_numbers(library: Library) -> None:
    """An administrator has called both."""
    chief = await library.joins("Chefen", Role.ADMINISTRATOR)
    await chief.opens("/desk/bibliotek/klar")
    await chief.sends_form("/desk/bibliotek/klar/crisis")
    async with asyncio.timeout(20):
        while "55 66 77" not in await chief.opens("/hjaelp"):  # noqa: ASYNC110 - its own tick
            await asyncio.sleep(0.05)


async def colleague(telegram: Telegram, name: str, mail: str = "") -> Person:
    """Somebody at the library who has connected their chat."""
    await telegram.library.joins(name, Role.HOST, mail=mail)
    person = telegram.person(name)
    await connect(telegram.library.database, name, person, telegram.library.clock)
    await person.says("menu")
    return person


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_two_telephones_talk(database_url: str, way: str) -> None:
    async with at_telegram(database_url, way, **HOURS) as telegram:
        bo, eva = await colleague(telegram, "Bo Bø"), telegram.person("Eva")
        await eva.starts("ide")
        await eva.says("En klub for lydbøger")
        await eva.says("/personale")
        await eva.presses("Ja")
        await eva.says("Må den være om aftenen?")
        assert "er givet videre" in eva.heard
        await bo.hears("En borger vil tale med en af os. Det er nummer 1.")
        await bo.presses("Tag samtalen")
        assert "Må den være om aftenen?" in bo.heard
        await bo.says("mon ikke")  # plain talk with the bot is nobody's answer
        await bo.presses("Skriv til borgeren")
        await bo.says("Ja, det må den")
        await eva.hears("Ja, det må den", "Bo")
        assert "mon ikke" not in eva.heard
        await telegram.passes(hours=11)  # by night a talk goes on
        eva.writes("Tak skal du have")
        await eva.is_taken()
        await bo.hears("Tak skal du have")
        await bo.presses("Afslut samtalen")
        await eva.hears("Bo har afsluttet samtalen")
        await eva.presses("Skriv videre på det, du var i gang med")
        await eva.presses("Ja")
        assert "Hvem får glæde af det?" in eva.heard


async def test_in_the_group_only_an_act_reaches_the_citizen(database_url: str) -> None:
    way = "polling" if database_url.startswith("sqlite") else "webhook"
    async with a_staffed(database_url, way, **HOURS) as town:
        anna, bo = await town.connected("Anna Aa", Role.HOST), await town.connected("Bo Bø")
        for person in (anna, bo):
            await person.says("menu")
        eva = await town.library.citizen()
        await wants_a_human(eva)
        await eva.says("Kan jeg låne et lokale?")
        topic = await town.group.has_topic("Samtale, nummer 1")
        await topic.hears("Borgeren skriver:\nKan jeg låne et lokale?")
        await town.after(anna.presses("Tag samtalen", topic), topic)
        await town.shown(topic, "Hos: Anna Aa")
        await bo.says("Skal vi sige ja?", topic)
        await anna.says("Det synes jeg", topic)
        await town.after(anna.presses("Skriv til borgeren", topic), topic)
        said = anna.says("Ja, hvornår passer det?", topic, reply_to=question_in(topic))
        assert "Sendt til borgeren" in await town.after(said, topic)
        assert await eva.hears() == "Ja, hvornår passer det?"
        await eva.says("På torsdag")
        await topic.hears("Borgeren skriver:\nPå torsdag")
        heard = await town.after(bo.says("/sig 1 Hej", topic), topic)
        assert "Anna har samtalen, nummer 1." in heard
        await eva.says("afslut samtalen")
        await topic.hears("Borgeren afsluttede samtalen.")
        await town.api.until(lambda: topic.closed)
        assert "Skal vi sige ja?" not in await eva.opens("/")


async def test_after_a_working_day_the_number_is_given(town: Library) -> None:
    anna: Colleague = await town.joins("Anna Aa")
    eva = await town.citizen()
    await wants_a_human(eva)
    await eva.says("Er der nogen?")
    await town.passes(hours=24)
    assert "Ring til os på 12 34 56 78" in await eva.hears()
    await anna.opens("/desk")
    assert "Har ventet over en arbejdsdag" in anna.page.text
