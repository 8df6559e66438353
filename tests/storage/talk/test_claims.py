"""What may be sent next: in order, in turn, in time, and by one process at a time."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPICursor

from storage.database import Database
from storage.talk import actions, queries
from storage.talk.pace import CLAIM_LASTS, MOST_PATIENCE, UNLIMITED, Pacing
from storage.talk.queries import Parcel
from storage.talk.rules import Priority, Sending
from tests.databases import statements
from tests.storage.cast import NOW
from tests.storage.talk.post import (
    TELEGRAM,
    Chat,
    a_chat,
    also_at,
    claims,
    many_wait,
    rows,
    said,
    sends,
    states,
)

pytestmark = pytest.mark.both_databases

SOON = timedelta(seconds=1)
MANY = [str(address) for address in range(1000, 6000)]


async def test_a_chat_gets_one_at_a_time_in_the_order_they_were_put(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        for text in ("et", "to", "tre"):
            await eva.waits(tx, text)
    (first,) = await claims(database, NOW, UNLIMITED)
    assert await claims(database, NOW, UNLIMITED) == []
    async with database.transaction() as tx:
        await actions.sent(tx, first, 5, NOW)
    assert said([first]) + said(await sends(database, NOW, UNLIMITED)) == ["et", "to"]
    assert said(await sends(database, NOW, UNLIMITED)) == ["tre"]
    assert await sends(database, NOW, UNLIMITED) == []


async def test_answers_go_before_news_and_news_before_what_goes_to_many(
    database: Database,
) -> None:
    chats = [await a_chat(database, str(n)) for n in range(4)]
    wanted = [Priority.BROADCAST, Priority.NOTICE, Priority.REPLY, Priority.REPLY]
    async with database.transaction() as tx:
        for chat, priority in zip(chats, wanted, strict=True):
            await chat.waits(tx, chat.address, priority=priority)
    assert said(await claims(database, NOW, UNLIMITED)) == ["2", "3", "1", "0"]
    assert [p.address for p in await claims(database, NOW, UNLIMITED)] == []


async def test_what_an_answer_waits_for_is_as_urgent_as_the_answer(database: Database) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    async with database.transaction() as tx:
        await ole.waits(tx, "nyt til Ole", priority=Priority.NOTICE)
        await eva.waits(tx, "til alle", priority=Priority.BROADCAST)
        await eva.waits(tx, "svar til Eva")
    assert said(await sends(database, NOW, UNLIMITED, most=1)) == ["til alle"]
    assert said(await sends(database, NOW, UNLIMITED, most=1)) == ["svar til Eva"]
    assert said(await sends(database, NOW, UNLIMITED, most=1)) == ["nyt til Ole"]


async def test_what_is_planned_for_later_holds_nobody_up(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        await eva.waits(tx, "i morgen", not_before=NOW + timedelta(days=1))
        await eva.waits(tx, "nu")
        assert not await queries.something_due(tx, TELEGRAM, NOW - SOON)
        assert await queries.something_due(tx, TELEGRAM, NOW)
    assert said(await sends(database, NOW, UNLIMITED)) == ["nu"]
    assert said(await sends(database, NOW + timedelta(days=1), UNLIMITED)) == ["i morgen"]


async def test_what_failed_is_tried_again_before_anything_else_of_its_chat(
    database: Database,
) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    async with database.transaction() as tx:
        await eva.waits(tx, "planlagt før", not_before=NOW + SOON)
        await eva.waits(tx, "mislykkes")
        await eva.waits(tx, "bagefter")
        await ole.waits(tx, "til Ole")
    failed, other = await claims(database, NOW, UNLIMITED)
    async with database.transaction() as tx:
        await actions.sent(tx, other, 1, NOW)
        assert not await actions.tried(
            tx, failed, "It broke.", NOW, actions.when_again(failed, NOW)
        )
    assert await claims(database, NOW + SOON, UNLIMITED) == []
    later = NOW + 2 * SOON
    assert said(await sends(database, later, UNLIMITED)) == ["mislykkes"]
    assert said(await sends(database, later, UNLIMITED)) == ["planlagt før"]
    assert said(await sends(database, later, UNLIMITED)) == ["bagefter"]


async def test_a_process_that_dies_lets_go_after_a_minute(
    database: Database, second: Database
) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        await eva.waits(tx, "et")
        await eva.waits(tx, "to")
    await claims(database, NOW, UNLIMITED)
    assert await claims(second, NOW + CLAIM_LASTS - SOON, UNLIMITED) == []
    again = await claims(second, NOW + CLAIM_LASTS, UNLIMITED)
    assert [(p.attempts, *said([p])) for p in again] == [(2, "et")]


async def test_who_comes_back_too_late_changes_nothing(
    database: Database, second: Database
) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        await eva.waits(tx, "et")
    (slow,) = await claims(database, NOW, UNLIMITED)
    later = NOW + CLAIM_LASTS
    (quick,) = await claims(second, later, UNLIMITED)
    async with database.transaction() as tx:
        await actions.tried(tx, slow, "There was no answer in time.", later, later)
        await actions.give_back(tx, [slow], later)
        await actions.went_on(tx, slow, 1, later)
    assert await claims(database, later, UNLIMITED) == []
    async with second.transaction() as tx:
        await actions.sent(tx, quick, 8, later)
    async with database.transaction() as tx:
        await actions.tried(tx, slow, "There was no answer in time.", later)
    (row,) = await rows(database)
    assert (row.state, row.message_id, row.attempts) == (Sending.SENT, 8, 2)


async def test_what_is_given_back_is_anybodys_at_once(database: Database, second: Database) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    async with database.transaction() as tx:
        await eva.waits(tx, "et")
        await eva.waits(tx, "to")
        await ole.waits(tx, "til Ole")
    parcels = await claims(database, NOW, UNLIMITED)
    async with database.transaction() as tx:
        await actions.give_back(tx, parcels, NOW)
    again = await claims(second, NOW, UNLIMITED)
    assert said(again) == ["et", "til Ole"]
    assert [p.attempts for p in again] == [1, 1]


async def test_a_long_message_goes_on_behind_what_arrived(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        await eva.waits(tx, "meget langt")
        await eva.waits(tx, "bagefter")
    for piece in range(3):
        (parcel,) = await claims(database, NOW, UNLIMITED)
        assert (*said([parcel]), parcel.pieces, parcel.attempts) == ("meget langt", piece, 1)
        async with database.transaction() as tx:
            await actions.went_on(tx, parcel, 10 + piece, NOW)
    (parcel,) = await claims(database, NOW, UNLIMITED)
    async with database.transaction() as tx:
        await actions.tried(tx, parcel, "It broke.", NOW, NOW + SOON)
    assert await claims(database, NOW, UNLIMITED) == []
    (parcel,) = await sends(database, NOW + SOON, UNLIMITED)
    assert (parcel.pieces, parcel.attempts) == (3, 2)
    assert said(await sends(database, NOW + SOON, UNLIMITED)) == ["bagefter"]


async def test_the_eighth_failure_is_the_last_and_the_chat_goes_on(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        await eva.waits(tx, "umuligt")
        await eva.waits(tx, "bagefter")
    now, waits, given_up = NOW, [], False
    for _ in range(8):
        (parcel,) = await claims(database, now, UNLIMITED)
        again = actions.when_again(parcel, now)
        waits.append((again - now).total_seconds())
        async with database.transaction() as tx:
            given_up = await actions.tried(tx, parcel, "It broke.", now, again)
        now = again
    assert given_up
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256]
    assert await states(database) == [Sending.DEAD, Sending.WAITING]
    assert said(await sends(database, now, UNLIMITED)) == ["bagefter"]


async def test_being_told_to_wait_is_no_failure_for_two_days(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        await eva.waits(tx, "et")
    now = NOW
    while now < NOW + MOST_PATIENCE - timedelta(hours=3):
        (parcel,) = await claims(database, now, UNLIMITED)
        assert parcel.attempts == 1
        async with database.transaction() as tx:
            assert not await actions.put_off(tx, parcel, "Wait.", now, now + timedelta(hours=3))
        now += timedelta(hours=3)
    (parcel,) = await claims(database, now, UNLIMITED)
    async with database.transaction() as tx:
        assert await actions.put_off(tx, parcel, "Wait.", now, now + timedelta(hours=4))
    assert await states(database) == [Sending.DEAD]


async def test_a_chat_that_is_paused_is_left_alone_and_others_are_not(database: Database) -> None:
    eva, group = await a_chat(database, "7"), await a_chat(database, "-100")
    until = NOW + timedelta(seconds=40)
    async with database.transaction() as tx:
        await eva.waits(tx, "til Eva")
        await group.waits(tx, "til gruppen")
        await actions.pause_chat(tx, TELEGRAM, "-100", until, Pacing())
        await actions.pause_chat(tx, TELEGRAM, "-100", until - 9 * SOON, Pacing())
    assert said(await sends(database, NOW, Pacing())) == ["til Eva"]
    assert await claims(database, until - SOON, Pacing()) == []
    assert said(await claims(database, until, Pacing())) == ["til gruppen"]


async def test_a_channel_that_is_paused_rests(database: Database, second: Database) -> None:
    eva = await a_chat(database, "7")
    until = NOW + timedelta(seconds=40)
    async with database.transaction() as tx:
        await eva.waits(tx, "et")
        await actions.pause(tx, TELEGRAM, until)
        await actions.pause(tx, TELEGRAM, until - 9 * SOON)
    assert await claims(second, until - SOON, UNLIMITED) == []
    async with second.reading() as tx:
        assert not await queries.something_due(tx, TELEGRAM, until - SOON)
        assert await queries.something_due(tx, TELEGRAM, until)
    assert said(await claims(second, until, UNLIMITED)) == ["et"]


async def test_a_group_that_was_made_larger_is_followed(database: Database) -> None:
    group, later = await a_chat(database, "-5"), NOW + SOON
    async with database.transaction() as tx:
        await group.waits(tx, "før")
        await group.waits(tx, "imens")
    (parcel,) = await claims(database, NOW, UNLIMITED)
    async with database.transaction() as tx:
        await actions.move_chat(tx, TELEGRAM, "-5", "-1005", NOW)
        await actions.put_off(tx, parcel, "The group has moved.", NOW, NOW)
        await group.waits(tx, "efter")
        assert await queries.chat_now(tx, TELEGRAM, "-5") == "-1005"
        assert await queries.chat_now(tx, TELEGRAM, "-7") == "-7"
    found = [p for _ in range(3) for p in await sends(database, later, UNLIMITED)]
    assert [(p.address, *said([p])) for p in found] == [
        ("-1005", "før"),
        ("-1005", "imens"),
        ("-1005", "efter"),
    ]
    async with database.transaction() as tx:
        await actions.move_chat(tx, TELEGRAM, "-1005", "-1006", NOW)
        await actions.purge_outgoing(tx, NOW + timedelta(days=90))
        assert await queries.chat_now(tx, TELEGRAM, "-5") == "-1006"


async def test_what_waits_for_a_chat_can_be_struck_off(database: Database) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    async with database.transaction() as tx:
        for chat in (eva, ole, eva):
            await chat.waits(tx, chat.address)
        assert await actions.unwanted(tx, TELEGRAM, "7", NOW) == 2
    assert said(await claims(database, NOW, UNLIMITED)) == ["8"]


def most_within(slots: list[datetime], window: timedelta) -> int:
    return max(sum(at <= other <= at + window for other in slots) for at in slots)


async def a_while(
    databases: tuple[Database, ...], seconds: float, pacing: Pacing, step: float = 0.1
) -> list[Parcel]:
    """Several processes that claim at the same moments, and send all they get."""
    found: list[Parcel] = []
    for moment in range(round(seconds / step)):
        now = NOW + timedelta(seconds=moment * step)
        for parcels in await asyncio.gather(*(sends(at, now, pacing, 12) for at in databases)):
            found += parcels
    return sorted(found, key=lambda parcel: parcel.slot)


async def test_two_processes_share_one_pace_and_lose_nothing_of_it(
    database: Database, second: Database
) -> None:
    await many_wait(database, MANY[:200], 200)
    found = await a_while((database, second), 5, Pacing())
    assert max(Counter(p.id for p in found).values()) == 1
    slots = [p.slot for p in found]
    assert most_within(slots, timedelta(seconds=1)) == 29
    assert len([at for at in slots if at < NOW + timedelta(seconds=5)]) == 5 * 29
    assert slots[-1] <= NOW + timedelta(seconds=5.5)


async def test_broadcasts_leave_room_for_answers(database: Database, second: Database) -> None:
    eva = await a_chat(database, "8")
    async with database.transaction() as tx:
        for address in MANY[:100]:
            await also_at(tx, eva.person_id, address)
            await Chat(address, eva.person_id).waits(tx, "alle", priority=Priority.BROADCAST)
    found = await a_while((database, second), 2, Pacing())
    assert most_within([p.slot for p in found], timedelta(seconds=1)) == 26
    async with database.transaction() as tx:
        await eva.waits(tx, "et svar", NOW)
    (answer,) = await claims(database, NOW + timedelta(seconds=2), Pacing(), 1)
    assert said([answer]) == ["et svar"]
    assert answer.slot <= NOW + timedelta(seconds=2.6)


async def test_a_group_gets_twenty_a_minute(database: Database, second: Database) -> None:
    await many_wait(database, ["-100"], 60)
    found = await a_while((database, second), 120, Pacing(), step=1)
    assert [p.id for p in found] == sorted(p.id for p in found)
    assert most_within([p.slot for p in found], timedelta(seconds=60)) == 20
    assert len(found) == 5 + 29


async def test_a_private_chat_gets_one_a_second(database: Database) -> None:
    await many_wait(database, ["7"], 9)
    found = await a_while((database,), 5, Pacing())
    slots = [p.slot for p in found]
    assert slots == [NOW + timedelta(seconds=n) for n in range(5)]


async def test_a_slot_can_be_booked_for_something_else(database: Database) -> None:
    await many_wait(database, MANY[:30], 30)
    pacing = Pacing()

    async def booked(now: datetime) -> datetime | None:
        async with database.transaction() as tx:
            return await actions.book(tx, TELEGRAM, "-100", now, pacing)

    at = [await booked(NOW) for _ in range(6)]
    every = pacing.overall.every
    assert at == [NOW + n * every for n in range(5)] + [None]
    (parcel, *_) = await claims(database, NOW, pacing)
    assert parcel.slot == NOW + 5 * every
    assert await booked(NOW + 3 * SOON) is None
    assert await booked(NOW + 4 * SOON) == NOW + 4 * SOON


async def test_many_who_claim_at_once_never_take_the_same(
    database: Database, second: Database
) -> None:
    await many_wait(database, MANY[:40], 120)
    for step in range(3):
        now = NOW + step * timedelta(seconds=5)
        turns = [claims((database, second)[n % 2], now, UNLIMITED, 7) for n in range(10)]
        found = [parcel for parcels in await asyncio.gather(*turns) for parcel in parcels]
        assert len({p.id for p in found}) == len({p.address for p in found}) == len(found) == 40
        async with database.transaction() as tx:
            for parcel in found:
                await actions.sent(tx, parcel, 1, now)
    assert set(await states(database)) == {Sending.SENT}


@pytest.mark.parametrize("count", [20, 10_000])
async def test_it_is_as_many_statements_and_the_right_indexes_for_ten_thousand(
    database: Database, count: int
) -> None:
    await many_wait(database, MANY[: count // 2], count)
    await claims(database, NOW, UNLIMITED, 1)
    plans: list[str] = []

    def explained(_: object, cursor: DBAPICursor, said: str, values: Any, *__: object) -> None:
        if "LIMIT" in said and not plans:
            plans.append("")
            explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
            cursor.execute(explain + said, values)
            plans[0] = "\n".join(str(row[-1]) for row in cursor.fetchall())

    event.listen(database.writer.sync_engine, "before_cursor_execute", explained)
    with statements(database) as asked:
        assert len(await claims(database, NOW, UNLIMITED, 9)) == 9
    assert len(asked) == 6
    if count == 10_000:
        assert "ix_outgoing_next" in plans[0]
        assert "ix_outgoing_chat" in plans[0]
        assert "SCAN" not in plans[0].upper().replace("INDEX SCAN", "")
    with statements(database) as asked:
        async with database.reading() as tx:
            assert await queries.something_due(tx, TELEGRAM, NOW)
            assert await queries.oldest_waiting(tx, NOW) == NOW
    assert len(asked) == 2
