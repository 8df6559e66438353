"""The sender, with a channel whose chats are lists."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot import delivery as limits
from bot.delivery import Delivery, NotSent, Parcel, Sent
from storage.database import Database
from storage.talk import actions, queries
from storage.talk.actions import Words
from storage.talk.pace import UNLIMITED, Pacing
from storage.talk.rules import Sending
from tests.clusters import Cluster
from tests.storage.cast import NOW
from tests.storage.talk.post import TELEGRAM, Chat, a_chat, many_wait, rows, states

PATIENCE = 30.0


class Chats:
    """A channel whose chats are lists. `happens` says what becomes of a send: it may wait, return
    something else, or raise.
    """

    def __init__(self) -> None:
        self.arrived: defaultdict[str, list[str]] = defaultdict(list)
        self.happens: Callable[[Parcel], Awaitable[Sent | None]] = self.nothing
        self.on_their_way = self.most_at_once = 0
        self.news = asyncio.Event()

    async def nothing(self, parcel: Parcel) -> Sent | None:
        return None

    async def send(self, parcel: Parcel) -> Sent:
        self.on_their_way += 1
        self.most_at_once = max(self.most_at_once, self.on_their_way)
        self.news.set()
        try:
            became = await self.happens(parcel)
        finally:
            self.on_their_way -= 1
            self.news.set()
        said = "\n".join(line.text for line in parcel.lines)
        self.arrived[parcel.address].append(said)
        return became or Sent(len(self.arrived[parcel.address]))

    @property
    def count(self) -> int:
        return sum(map(len, self.arrived.values()))

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to be so; looked at whenever a send begins or ends."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                await self.news.wait()
                self.news.clear()


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


def refuses(trouble: NotSent) -> Callable[[Parcel], Awaitable[Sent | None]]:
    async def happens(_: Parcel) -> Sent | None:
        raise trouble

    return happens


def real_time() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def running(
    database: Database, chats: Chats, pacing: Pacing = UNLIMITED
) -> AsyncIterator[Delivery]:
    """A sender at work, by the machine's own clock."""
    made = Delivery(database, {TELEGRAM: chats}, real_time, pacing)
    made.start()
    try:
        yield made
    finally:
        await made.stop()


async def settled(database: Database) -> None:
    """Wait until nothing waits any more."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with database.reading() as tx:
                if not await queries.waiting_count(tx, real_time() + timedelta(days=1)):
                    return
            await asyncio.sleep(0.01)


async def put(database: Database, chat: Chat, *texts: str) -> None:
    async with database.transaction() as tx:
        for text in texts:
            await chat.waits(tx, text)


def by_hand(database: Database, chats: Chats, clock: Clock) -> Delivery:
    """A sender that sends when it is told to."""
    return Delivery(database, {TELEGRAM: chats}, clock, UNLIMITED)


async def test_everything_is_sent_once_in_its_order(database: Database) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    chats, clock = Chats(), Clock()
    delivery = by_hand(database, chats, clock)
    await put(database, eva, "et", "to", "tre")
    await put(database, ole, "en", "two")
    assert await delivery.deliver_due() == 5
    assert await delivery.deliver_due() == 0
    assert chats.arrived == {"7": ["et", "to", "tre"], "8": ["en", "two"]}
    assert [row.message_id for row in await rows(database)] == [1, 2, 3, 1, 2]
    assert delivery.counts.sent == 5


async def test_what_fails_is_tried_again_and_given_up_at_last(database: Database) -> None:
    eva = await a_chat(database, "7")
    chats, clock = Chats(), Clock()
    delivery = by_hand(database, chats, clock)
    await put(database, eva, "umuligt", "bagefter")
    tries = 0

    async def only_the_second(parcel: Parcel) -> Sent | None:
        if parcel.lines[0].text == "umuligt":
            raise NotSent("It broke.", later=True)
        return None

    chats.happens = only_the_second
    while not await delivery.deliver_due():
        tries += 1
        clock.passes(seconds=2**tries)
    assert tries == 7
    assert chats.arrived == {"7": ["bagefter"]}
    assert (delivery.counts.failed, delivery.counts.given_up) == (8, 1)
    (dead, _) = await rows(database)
    assert dead.last_error == "It broke."


async def test_what_cannot_be_sent_is_given_up_at_once(database: Database) -> None:
    eva = await a_chat(database, "7")
    chats = Chats()
    chats.happens = refuses(NotSent("It is too strange.", later=False))
    await put(database, eva, "mærkeligt")
    await by_hand(database, chats, Clock()).deliver_due()
    assert await states(database) == [Sending.DEAD]


async def test_a_bug_in_a_channel_is_a_failure_like_any_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    eva = await a_chat(database, "7")
    chats, clock = Chats(), Clock()
    delivery = by_hand(database, chats, clock)

    async def breaks(_: Parcel) -> Sent | None:
        raise KeyError("Evas hemmelighed")

    chats.happens = breaks
    await put(database, eva, "et", "to")
    await delivery.deliver_due()
    assert "KeyError at test_delivery.py" in caplog.text
    assert "hemmelighed" not in caplog.text
    assert [row.last_error for row in await rows(database)] == ["KeyError", None]
    chats.happens = chats.nothing
    clock.passes(seconds=2)
    assert await delivery.deliver_due() == 2


async def test_no_answer_in_time_is_a_failure(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SEND_SECONDS", 0.01)
    eva = await a_chat(database, "7")
    chats = Chats()

    async def never_answers(_: Parcel) -> Sent | None:
        await asyncio.Event().wait()
        return None

    chats.happens = never_answers
    await put(database, eva, "et")
    await by_hand(database, chats, Clock()).deliver_due()
    assert [row.last_error for row in await rows(database)] == ["There was no answer in time."]


async def test_a_long_message_goes_in_pieces_and_on_behind_what_arrived(
    database: Database,
) -> None:
    eva = await a_chat(database, "7")
    chats, clock, pieces = Chats(), Clock(), list[int]()
    delivery = by_hand(database, chats, clock)

    async def in_three(parcel: Parcel) -> Sent | None:
        pieces.append(parcel.pieces)
        if pieces == [0, 1]:
            raise NotSent("It broke.", later=True)
        return Sent(parcel.pieces, more=parcel.pieces < 2)

    chats.happens = in_three
    await put(database, eva, "meget langt")
    await delivery.deliver_due()
    assert pieces == [0, 1]
    clock.passes(seconds=2)
    await delivery.deliver_due()
    assert pieces == [0, 1, 1, 2]
    assert await states(database) == [Sending.SENT]


async def test_who_has_left_is_written_to_no_more(database: Database) -> None:
    eva = await a_chat(database, "7")
    chats, clock = Chats(), Clock()
    delivery = by_hand(database, chats, clock)
    await put(database, eva, "et", "to")
    chats.happens = refuses(NotSent("The chat takes no messages.", later=False, gone=True))
    await delivery.deliver_due()
    chats.happens = chats.nothing
    async with database.transaction() as tx:
        await actions.tell(tx, eva.person_id, Words("Nyt"), NOW)
    clock.passes(days=3)
    assert await delivery.deliver_due() == 0
    assert await states(database) == [Sending.UNWANTED, Sending.UNWANTED]
    assert delivery.counts.unwanted == 2


async def test_one_chat_that_must_wait_holds_up_no_other(database: Database) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    chats, clock = Chats(), Clock()
    delivery = by_hand(database, chats, clock)

    async def too_many_for_eva(parcel: Parcel) -> Sent | None:
        if parcel.address == "7":
            raise NotSent("Too many.", later=True, pause=timedelta(seconds=30))
        return None

    chats.happens = too_many_for_eva
    await put(database, eva, "et", "to")
    await put(database, ole, "en")
    assert await delivery.deliver_due() == 1
    chats.happens = chats.nothing
    clock.passes(seconds=29)
    assert await delivery.deliver_due() == 0
    clock.passes(seconds=1)
    assert await delivery.deliver_due() == 2
    assert [row.attempts for row in await rows(database)] == [1, 1, 1]


async def test_the_whole_channel_rests_in_every_process(
    database: Database, second: Database
) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    chats, clock = Chats(), Clock()
    one, two = by_hand(database, chats, clock), by_hand(second, chats, clock)
    pause = timedelta(seconds=30)
    chats.happens = refuses(NotSent("Too many.", later=True, pause=pause, everybody=True))
    await put(database, eva, "et")
    await put(database, ole, "en")
    await one.deliver_due()
    chats.happens = chats.nothing
    clock.passes(seconds=29)
    assert [await one.deliver_due(), await two.deliver_due()] == [0, 0]
    clock.passes(seconds=1)
    assert await two.deliver_due() == 2


async def test_while_the_other_side_is_away_it_is_asked_less_and_less_and_nothing_dies(
    database: Database,
) -> None:
    chats, clock, asked = Chats(), Clock(), list[float]()
    delivery = by_hand(database, chats, clock)

    async def is_away(_: Parcel) -> Sent | None:
        asked.append((clock.now - NOW).total_seconds())
        raise NotSent("Telegram cannot be reached.", later=True, everybody=True)

    chats.happens = is_away
    await many_wait(database, [str(n) for n in range(100, 110)], 20)
    while clock.now < NOW + timedelta(minutes=8):
        await delivery.deliver_due()
        clock.passes(seconds=2)
    moments = sorted(set(asked))
    assert moments[:7] == [0, 2, 6, 14, 30, 62, 122]
    assert {later - one for one, later in pairwise(moments[5:])} == {60}
    assert max(Counter(asked).values()) <= limits.AT_ONCE
    chats.happens = chats.nothing
    clock.passes(minutes=1)
    assert await delivery.deliver_due() == 20


async def test_a_group_that_was_made_larger_hears_on(database: Database) -> None:
    group = await a_chat(database, "-5")
    chats, clock = Chats(), Clock()

    async def has_moved(parcel: Parcel) -> Sent | None:
        if parcel.address == "-5":
            raise NotSent("The group has moved.", later=True, moved_to="-1005")
        return None

    chats.happens = has_moved
    await put(database, group, "et", "to")
    assert await by_hand(database, chats, clock).deliver_due() == 2
    await put(database, group, "tre")
    await by_hand(database, chats, clock).deliver_due()
    assert chats.arrived == {"-1005": ["et", "to", "tre"]}


async def test_a_message_that_ends_every_process_is_given_up(
    database: Database, second: Database
) -> None:
    eva = await a_chat(database, "7")
    chats, clock = Chats(), Clock()
    await put(database, eva, "gift", "bagefter")
    for _ in range(8):
        async with second.transaction() as tx:
            assert await actions.claim(tx, TELEGRAM, clock.now, UNLIMITED, 1)
        clock.passes(minutes=1)
    await by_hand(database, chats, clock).deliver_due()
    assert chats.arrived == {"7": ["bagefter"]}
    assert await states(database) == [Sending.DEAD, Sending.SENT]


async def test_nothing_is_open_while_something_is_sent(database: Database) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    chats = Chats()

    async def says_more(parcel: Parcel) -> Sent | None:
        if parcel.address == "7":
            await put(database, ole, "imens")
        return None

    chats.happens = says_more
    await put(database, eva, "et")
    assert await by_hand(database, chats, Clock()).deliver_due() == 2


async def test_a_nudge_wakes_it_and_at_most_four_are_on_their_way(database: Database) -> None:
    chats, go_on = Chats(), asyncio.Event()

    async def waits(_: Parcel) -> Sent | None:
        await go_on.wait()
        return None

    chats.happens = waits
    async with running(database, chats) as delivery:
        await many_wait(database, [str(n) for n in range(100, 120)], 20)
        delivery.nudge()
        await chats.until(lambda: chats.on_their_way == limits.AT_ONCE)
        go_on.set()
        await chats.until(lambda: chats.count == 20)
        await settled(database)
    assert chats.most_at_once == limits.AT_ONCE


async def test_when_it_stops_what_is_on_its_way_arrives_and_the_rest_is_given_back(
    database: Database, second: Database
) -> None:
    chats, go_on = Chats(), asyncio.Event()

    async def waits(_: Parcel) -> Sent | None:
        await go_on.wait()
        return None

    chats.happens = waits
    await many_wait(database, [str(n) for n in range(100, 120)], 20)
    delivery = Delivery(database, {TELEGRAM: chats}, real_time, UNLIMITED)
    delivery.start()
    await chats.until(lambda: chats.on_their_way == limits.AT_ONCE)
    stopping = asyncio.create_task(delivery.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    assert Counter(await states(database)) == {Sending.SENT: 4, Sending.WAITING: 16}
    async with second.transaction() as tx:
        assert len(await actions.claim(tx, TELEGRAM, real_time(), UNLIMITED, 100)) == 16


async def test_what_does_not_end_is_left_and_tried_again_later(
    database: Database, second: Database
) -> None:
    eva = await a_chat(database, "7")
    chats, begun = Chats(), asyncio.Event()

    async def never_ends(_: Parcel) -> Sent | None:
        begun.set()
        await asyncio.Event().wait()
        return None

    chats.happens = never_ends
    await put(database, eva, "et")
    delivery = Delivery(database, {TELEGRAM: chats}, real_time, UNLIMITED)
    delivery.start()
    await begun.wait()
    await delivery.stop(patience=0.01)
    async with second.transaction() as tx:
        assert await actions.claim(tx, TELEGRAM, real_time(), UNLIMITED, 1) == []
        later = real_time() + timedelta(minutes=1)
        assert len(await actions.claim(tx, TELEGRAM, later, UNLIMITED, 1)) == 1


async def test_two_processes_send_everything_once_in_order_and_in_pace(
    database: Database, second: Database
) -> None:
    chats, at = Chats(), list[float]()
    pacing = Pacing().faster(4)

    async def noted(parcel: Parcel) -> Sent | None:
        at.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.01)
        return Sent(parcel.id)

    chats.happens = noted
    addresses = [str(n) for n in range(100, 160)]
    await many_wait(database, addresses, 180)
    async with running(database, chats, pacing), running(second, chats, pacing):
        await chats.until(lambda: chats.count == 180)
        await settled(database)
    assert Counter(map(len, chats.arrived.values())) == {3: 60}
    ids = [row.message_id for row in await rows(database)]
    assert ids == [row.id for row in await rows(database)]


async def test_it_outlives_a_database_that_goes_away_and_sends_nothing_twice(
    cluster: Cluster,
) -> None:
    database = Database(cluster.url)
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    chats, back = Chats(), asyncio.Event()

    async def loses_the_database(_: Parcel) -> Sent | None:
        chats.happens = chats.nothing
        await asyncio.to_thread(cluster.stop)
        back.set()
        return None

    chats.happens = loses_the_database
    try:
        await put(database, eva, "et", "to")
        async with running(database, chats) as delivery:
            delivery.nudge()
            await back.wait()
            await asyncio.to_thread(cluster.start)
            await put(database, ole, "en")
            await settled(database)
    finally:
        await database.close()
    assert chats.arrived == {"7": ["et", "to"], "8": ["en"]}
