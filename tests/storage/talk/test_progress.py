"""How far what is to be sent has come: numbers that a colleague can trust, whatever goes wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database import Database
from storage.people.rules import Role
from storage.talk import actions, queries
from storage.talk.actions import Words
from storage.talk.pace import Pacing
from storage.talk.queries import Lane, Progress
from storage.talk.rules import DESK, DueKind
from tests.databases import statements
from tests.storage.cast import NOW, colleague
from tests.storage.talk.post import TELEGRAM, Chat, a_chat, also_at, claims, many_wait, sends

SECOND = timedelta(seconds=1)
PACE = Pacing()


async def looked(database: Database, now: datetime) -> Progress:
    async with database.reading() as tx:
        return await queries.progress(tx, now)


async def lane(database: Database, now: datetime) -> Lane:
    (found,) = (await looked(database, now)).lanes
    return found


async def some_wait(database: Database, count: int, now: datetime = NOW) -> list[Chat]:
    """News for so many people."""
    chats = [await a_chat(database, str(100 + number)) for number in range(count)]
    async with database.transaction() as tx:
        for chat in chats:
            await actions.tell(tx, chat.person_id, Words("Nyt"), now)
    return chats


async def test_nothing_was_ever_sent(database: Database) -> None:
    found = await looked(database, NOW)
    assert found == Progress((), (), 0, 0)
    assert not found.moving


async def test_a_wave_is_counted_from_its_beginning(database: Database) -> None:
    await some_wait(database, 6)
    assert (await lane(database, NOW)).waiting == 6
    now = NOW
    for _ in range(2):
        now += SECOND
        assert len(await sends(database, now, PACE, most=2)) == 2
    found = await lane(database, now)
    assert (found.waiting, found.sent) == (2, 4)
    assert (found.oldest, found.last) == (NOW, now)
    assert found.done_at == now + 2 * PACE.overall.every


async def test_the_wave_before_is_another_one(database: Database) -> None:
    chats = await some_wait(database, 3)
    await sends(database, NOW, PACE)
    found = await lane(database, NOW)
    assert (found.waiting, found.sent, found.last) == (0, 3, NOW)
    later = NOW + 11 * SECOND
    async with database.transaction() as tx:
        await actions.tell(tx, chats[0].person_id, Words("Mere"), later)
    found = await lane(database, later)
    assert (found.waiting, found.sent) == (1, 0)
    await sends(database, later, PACE)
    assert (await lane(database, later)).sent == 1


async def test_the_slowest_chat_says_when_all_is_done(database: Database) -> None:
    await many_wait(database, ["8"], 10)
    assert (await lane(database, NOW)).done_at == NOW + 9 * SECOND


async def test_a_group_takes_longer(database: Database) -> None:
    await many_wait(database, ["-100"], 8)
    assert (await lane(database, NOW)).done_at == NOW + 3 * PACE.group.every


async def test_while_telegram_rests_all_is_done_later(database: Database) -> None:
    await some_wait(database, 1)
    until = NOW + timedelta(minutes=5)
    async with database.transaction() as tx:
        await actions.pause(tx, TELEGRAM, until)
    found = await lane(database, NOW)
    assert found.paused_until == until
    assert found.done_at == until + PACE.overall.every
    assert (await lane(database, until)).paused_until is None


async def test_what_failed_is_tried_again_and_holds_no_wave_open(database: Database) -> None:
    async with database.transaction() as tx:
        anna = await colleague(tx, "Anna Aa", Role.HOST)
        await also_at(tx, anna.person_id, "8")
        await actions.tell(tx, anna.person_id, Words("En ny sag"), NOW, place=DESK)
    (parcel,) = await claims(database, NOW, PACE)
    again_at = NOW + timedelta(hours=1)
    async with database.transaction() as tx:
        assert not await actions.tried(tx, parcel, "It is busy.", NOW, again_at)
    found = await looked(database, NOW)
    (again,) = found.again
    assert (again.name, again.error, again.attempts) == ("Anna Aa", "It is busy.", 1)
    assert again.again_at == again_at
    assert (found.lanes[0].waiting, found.lanes[0].again, found.moving) == (0, 1, True)
    (parcel,) = await claims(database, again_at, PACE)
    async with database.transaction() as tx:
        assert await actions.tried(tx, parcel, "It is busy.", again_at)
    assert (await looked(database, again_at)).given_up == 1
    async with database.transaction() as tx:
        await actions.send_again(tx, parcel.id, again_at)
    found = await looked(database, again_at)
    assert (found.given_up, found.again, found.lanes[0].waiting) == (0, (), 1)


async def test_what_waits_for_the_morning_is_told_apart(database: Database) -> None:
    night, morning = NOW + timedelta(hours=12), NOW + timedelta(hours=21)
    await some_wait(database, 3, night)
    found = await looked(database, night)
    assert not found.moving
    assert (found.lanes[0].waiting, found.lanes[0].later) == (0, 3)
    assert found.lanes[0].first_later == morning
    assert (await lane(database, morning)).waiting == 3


async def test_what_the_clock_has_still_to_do_is_counted(database: Database) -> None:
    async with database.transaction() as tx:
        await actions.plan(tx, DueKind.SHIFT, NOW, {})
        await actions.plan(tx, DueKind.SHIFT, NOW + SECOND, {})
    found = await looked(database, NOW)
    assert (found.unwritten, found.moving) == (1, True)


async def test_it_is_as_many_statements_for_a_thousand(database: Database) -> None:
    await some_wait(database, 1)
    with statements(database) as for_one:
        await looked(database, NOW)
    await many_wait(database, [str(n) for n in range(300)], 1000)
    with statements(database) as for_many:
        assert (await looked(database, NOW)).lanes[0].waiting == 1001
    assert len(for_many) == len(for_one)
