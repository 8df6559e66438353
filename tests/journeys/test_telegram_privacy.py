"""One's own data from a telephone: a link that works once; what Telegram lets us take back is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage.people.rules import Role
from tests.bot_api import Person, Topic
from tests.bot_api.screen import read
from tests.journeys.parts import IDEA, code_in, gives
from tests.journeys.telegram import Telegram, at_telegram, gives_by_telephone
from tests.journeys.test_company import JOIN, SAME, says_the_same
from tests.staff_group import Staffed, a_staffed
from tests.storage.privacy.full import found_in, stored


@pytest.fixture
async def telegram(database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, "polling") as telegram:
        yield telegram


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Staffed]:
    async with a_staffed(database_url) as town:
        yield town


def on_the_screen(person: Person) -> str:
    return "\n".join(read(message) for message in person.screen)


async def test_a_link_shows_ones_data_once_and_a_chat_is_forgotten(telegram: Telegram) -> None:
    eva = telegram.person()
    await gives_by_telephone(eva)
    heard = await eva.says("/mine_data")
    assert "virker én gang" in heard
    link = heard.rsplit("/", 1)[1].strip()
    page = await telegram.library.citizen(start=f"/mine-data/{link}")
    assert "Linket virker kun én gang" in page.page.text
    assert IDEA not in page.page.text
    await page.opens(f"/mine-data/{link}")
    await page.sends_form("")
    assert IDEA in page.page.text
    await page.sends_form("/mine-data/fil")
    assert IDEA in page.page.html
    await page.opens(f"/mine-data/{link}")
    assert page.status == 410
    await is_forgotten(telegram, eva)


async def is_forgotten(telegram: Telegram, eva: Person) -> None:
    """What Telegram lets us take back is taken back, and the database knows nothing of the chat."""
    heard = await eva.says("/glem_mig")
    assert "yngre end to døgn" in heard
    assert IDEA in on_the_screen(eva)
    await eva.presses("Ja")
    assert "Slet selv resten i Telegram" in on_the_screen(eva)
    await telegram.api.until(lambda: IDEA not in on_the_screen(eva))
    assert "Nu er det slettet." in on_the_screen(eva)
    await telegram.passes(minutes=11)
    everything = await stored(telegram.library.database)
    assert not found_in(everything, "lydbøger")
    assert not found_in(everything, str(eva.id))
    await eva.says("/mine")
    assert "Kort om dine data" in eva.heard


async def topic_of(town: Staffed) -> Topic:
    topic = await town.group.has_topic("1 ·")
    await town.shown(topic, "Hvor langt: Ny")
    return topic


async def test_a_decided_one_that_is_open_gets_a_topic_without_its_citizen(town: Staffed) -> None:
    eva = await town.library.citizen()
    await gives(eva)
    topic = await topic_of(town)
    await eva.says("/tilfoej 1 Vi er fire i min stue")
    await topic.hears("Vi er fire i min stue")
    bo = await town.library.joins("Bo Bø")
    await (await bo.at(1)).says("/parker 1")
    await bo.says("om en måned")
    await bo.presses("Ja")
    await bo.says("Vi bygger om")
    await town.library.passes(minutes=2)
    await eva.says("glem mig")
    await eva.presses("Ja")
    await town.api.until(lambda: topic not in town.group.topics)
    fresh = await town.group.has_topic("1 ·")
    await town.shown(fresh, "Hvor langt: Gemt")
    assert "Vi er fire" not in str(town.group.chat.messages)


async def test_where_the_bot_may_not_delete_the_staff_are_told(town: Staffed) -> None:
    eva = await town.library.citizen()
    await gives(eva)
    topic = await topic_of(town)
    town.group.rights.discard("can_delete_messages")
    await eva.says("glem mig")
    await eva.presses("Ja")
    await town.api.until(lambda: topic.closed)
    assert IDEA not in str(topic.pinned)
    async with asyncio.timeout(10):
        while found_in(await stored(town.library.database), "unsay"):  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.05)
    anna = await town.library.joins("Anna Aa", Role.ADMINISTRATOR)
    await anna.opens("/desk/data")
    assert "kunne ikke slette alt i Telegram. Sag: 1." in anna.page.text


async def test_words_told_in_the_topic_of_another_idea_go_with_their_author(town: Staffed) -> None:
    eva, ole = await town.library.citizen(), await town.library.citizen()
    await gives(eva)
    await topic_of(town)
    anna = await (await town.library.joins("Anna Aa")).at(1)
    await anna.presses("Giv en titel")
    await anna.says("Lydbogsklub")
    await town.library.passes(minutes=2)
    await says_the_same(ole)
    await ole.presses(JOIN)
    topic = await town.group.has_topic("1 ·")
    await topic.hears(SAME)
    await ole.says("glem mig")
    await ole.presses("Ja")
    await town.api.until(lambda: topic not in town.group.topics)
    fresh = await town.group.has_topic("1 ·")
    await town.shown(fresh, IDEA)
    assert SAME not in str(town.group.chat.messages)


async def test_words_of_another_reader_go_from_the_topic_and_nobody_elses(town: Staffed) -> None:
    eva, ole = await town.library.citizen(), await town.library.citizen()
    await gives(eva)
    code = code_in("\n".join(line["text"] for line in await eva.lines()))
    topic = await topic_of(town)
    await ole.opens("/sag")
    await ole.sends_form("/sag", number="1", code=code)
    await ole.says("/tilfoej 1 Ole kan hjælpe om mandagen")
    await eva.says("/tilfoej 1 Vi er fire i min stue")
    await topic.hears("Vi er fire")
    await ole.says("glem mig")
    await ole.presses("Ja")
    await town.api.until(lambda: topic not in town.group.topics)
    fresh = await town.group.has_topic("1 ·")
    await fresh.hears("Vi er fire")
    assert "Ole kan" not in str(town.group.chat.messages)
