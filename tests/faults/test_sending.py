"""The sender against a Bot API over HTTP: its pace, and everything that goes wrong on the way."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.bot_api import BotApi
from bot.channels.post import TelegramPost
from bot.delivery import Delivery
from storage.database import Database
from storage.talk import actions, queries
from storage.talk.actions import Words
from storage.talk.pace import UNLIMITED, Pacing
from storage.talk.rules import Priority, Sending
from tests.bot_api import Limits, Person, StandIn, stand_in
from tests.harness import LIBRARY, TEXTS
from tests.storage.cast import NOW
from tests.storage.talk.post import TELEGRAM, Chat, a_chat, states

PATIENCE = 60.0


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    async with stand_in() as running:
        yield running


@asynccontextmanager
async def sending(
    api: StandIn, database: Database, clock: Callable[[], datetime], pacing: Pacing
) -> AsyncIterator[Delivery]:
    """A process that sends to Telegram."""
    client = BotApi(api.token, api.url)
    post = TelegramPost(client, TEXTS, LIBRARY)
    delivery = Delivery(database, {TELEGRAM: post}, clock, pacing)
    delivery.start()
    try:
        yield delivery
    finally:
        await delivery.stop()
        await client.close()


def real_time() -> datetime:
    return datetime.now(UTC)


def twenty_times_as_fast() -> Callable[[], datetime]:
    """A clock on which what takes minutes takes seconds."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    return lambda: NOW + timedelta(seconds=20 * (loop.time() - began))


async def people(api: StandIn, database: Database, count: int) -> list[tuple[Person, Chat]]:
    """So many who have started the bot."""
    found = []
    for number in range(count):
        person = api.person(f"Person{number}")
        person.writes("/start")
        found.append((person, await a_chat(database, str(person.id))))
    return found


async def settled(database: Database) -> None:
    """Wait until nothing waits any more."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with database.reading() as tx:
                if not await queries.waiting_count(tx, real_time() + timedelta(days=3650)):
                    return
            await asyncio.sleep(0.05)


def said(person: Person) -> list[str]:
    """What the bot said to somebody, in the order in which it came."""
    return [m["text"] for m in person.screen if m["from"]["is_bot"]]


async def test_two_processes_keep_one_pace_and_nobody_is_told_to_wait(
    api: StandIn, database: Database, second: Database
) -> None:
    everybody = await people(api, database, 60)
    async with database.transaction() as tx:
        for _, chat in everybody:
            words = Words("Nyt om din sag")
            await actions.tell(tx, chat.person_id, words, real_time(), at_once=True)
    api.pace = Limits()
    each = Pacing().faster(0.7)  # a busy machine is no fault; twice this would be
    async with sending(api, database, real_time, each), sending(api, second, real_time, each):
        await settled(database)
    assert all(said(person) == ["Nyt om din sag"] for person, _ in everybody)
    assert api.refused == []
    assert len(api.called("sendMessage")) == 60


async def test_a_group_hears_five_at_once_and_nobody_is_told_to_wait(
    api: StandIn, database: Database
) -> None:
    group = api.group("Sammen-teamet")
    chat = await a_chat(database, str(group.id))
    async with database.transaction() as tx:
        for number in range(5):
            await chat.waits(tx, f"{number}", real_time())
    api.pace = Limits()
    async with sending(api, database, real_time, Pacing()):
        await settled(database)
    assert [m["text"] for m in group.screen.messages] == ["0", "1", "2", "3", "4"]
    assert api.refused == []


TROUBLES = (
    {"retry_after": 3},
    {"retry_after": 30},
    {"status": 401},
    {"status": 500},
    {"status": 502},
    {"status": 504},
    {"drop": "before"},
)
"""What a network and a busy server do; none of it does the work."""


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_goes_wrong_everything_arrives_once_in_its_order(
    api: StandIn, database: Database, second: Database, seed: int
) -> None:
    dice = random.Random(seed)
    clock = twenty_times_as_fast()
    everybody = await people(api, database, 6)
    async with database.transaction() as tx:
        for number in range(30):
            _, chat = everybody[number % 6]
            priority = dice.choice(list(Priority)[:2])
            await chat.waits(tx, f"nummer {number}", clock(), priority=priority)
    for _ in range(12):
        chosen = dice.choice([None, *(person.id for person, _ in everybody)])
        api.trouble("sendMessage", chat=chosen, **dice.choice(TROUBLES))
    async with sending(api, database, clock, UNLIMITED), sending(api, second, clock, UNLIMITED):
        await settled(database)
    assert set(await states(database)) == {Sending.SENT}
    for number, (person, _) in enumerate(everybody):
        assert said(person) == [f"nummer {n}" for n in range(number, 30, 6)]


async def test_what_was_done_and_not_confirmed_comes_twice_at_most(
    api: StandIn, database: Database
) -> None:
    clock = twenty_times_as_fast()
    [(eva, chat)] = await people(api, database, 1)
    async with database.transaction() as tx:
        for text in ("et", "to"):
            await chat.waits(tx, text, clock())
    api.trouble("sendMessage", drop="after")
    async with sending(api, database, clock, UNLIMITED):
        await settled(database)
    assert said(eva) == ["et", "et", "to"]


async def test_who_blocks_the_bot_is_left_alone_and_others_are_not(
    api: StandIn, database: Database
) -> None:
    clock = twenty_times_as_fast()
    (eva, evas), (ole, oles) = await people(api, database, 2)
    eva.blocks()
    async with database.transaction() as tx:
        for number in range(3):
            await evas.waits(tx, f"til Eva {number}", clock())
            await oles.waits(tx, f"til Ole {number}", clock())
    async with sending(api, database, clock, UNLIMITED) as delivery:
        await settled(database)
    assert said(ole) == ["til Ole 0", "til Ole 1", "til Ole 2"]
    assert delivery.counts.unwanted == 3
    assert Counter(call.status for call in api.called("sendMessage")) == {200: 3, 403: 1}
    async with database.transaction() as tx:
        await actions.tell(tx, evas.person_id, Words("Nyt"), clock(), at_once=True)
    assert len(await states(database)) == 6


async def test_a_group_that_becomes_a_supergroup_hears_on(api: StandIn, database: Database) -> None:
    clock = twenty_times_as_fast()
    group = api.group("Sammen-teamet", supergroup=False)
    group.add(api.person())
    chat = await a_chat(database, str(group.id))
    group.becomes_supergroup()
    async with database.transaction() as tx:
        for text in ("et", "to"):
            await chat.waits(tx, text, clock())
    async with sending(api, database, clock, UNLIMITED):
        await settled(database)
        async with database.transaction() as tx:
            await chat.waits(tx, "tre", clock())
        await settled(database)
    assert [m["text"] for m in group.screen.messages if m.get("text")] == ["et", "to", "tre"]


async def test_a_long_message_arrives_whole(api: StandIn, database: Database) -> None:
    clock = twenty_times_as_fast()
    [(eva, chat)] = await people(api, database, 1)
    words = " ".join(f"ord{number}" for number in range(2000))
    async with database.transaction() as tx:
        await chat.waits(tx, words, clock())
        await chat.waits(tx, "bagefter", clock())
    api.trouble("sendMessage", drop="before")
    async with sending(api, database, clock, UNLIMITED):
        await settled(database)
    *pieces, after = said(eva)
    assert len(pieces) > 2
    assert " ".join(pieces) == words
    assert after == "bagefter"
