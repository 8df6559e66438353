"""One place begins and commits; what the drivers say of trouble comes back in our words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from storage import connections
from storage.database import (
    MOST_WAITING_WRITES,
    POOL_SIZE,
    Conflict,
    Database,
    Overloaded,
    Unavailable,
)
from storage.people.tables import Person
from tests.databases import on_postgres

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
READERS = POOL_SIZE
"""So many connections one program opens at most."""


async def people(database: Database) -> int:
    async with database.reading() as tx:
        return len((await tx.session.scalars(select(Person))).all())


async def test_what_raises_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as tx:
            tx.session.add(Person(created_at=NOW))
            await tx.session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await people(database) == 0


async def test_what_the_session_holds_is_written_at_the_end(database: Database) -> None:
    async with database.transaction() as tx:
        tx.session.add(Person(created_at=NOW))
    assert await people(database) == 1


async def test_session_and_connection_are_one_transaction(database: Database) -> None:
    async with database.transaction() as tx:
        tx.session.add(Person(created_at=NOW))
        await tx.flush()
        found = await tx.connection.execute(select(Person.id))
        assert len(found.all()) == 1


async def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    summer = NOW.astimezone(timezone(timedelta(hours=2)))
    async with database.transaction() as tx:
        tx.session.add(Person(created_at=summer))
    async with database.reading() as tx:
        found = (await tx.session.scalars(select(Person.created_at))).one()
    assert found == NOW
    assert found.utcoffset() == timedelta()


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        async with database.transaction() as tx:
            tx.session.add(Person(created_at=datetime(2026, 5, 4)))


async def test_a_reader_waits_for_no_writer(database: Database, second: Database) -> None:
    async with database.transaction() as tx:
        tx.session.add(Person(created_at=NOW))
        await tx.session.flush()
        assert await people(second) == 0
        assert await people(database) == 0
    assert await people(second) == 1


async def test_the_same_row_twice_is_a_conflict(database: Database) -> None:
    for expected in (0, 1):
        try:
            async with database.transaction() as tx:
                await tx.connection.execute(
                    insert(Person).values(id=7, created_at=NOW, language="da", age="unknown")
                )
        except Conflict:
            assert expected == 1


async def test_writers_of_two_programs_take_turns(database: Database, second: Database) -> None:
    async def write(at: Database) -> None:
        async with at.transaction() as tx:
            tx.session.add(Person(created_at=NOW))

    await asyncio.gather(*(write(at) for at in (database, second) for _ in range(10)))
    assert await people(database) == 20


async def test_too_many_waiting_writers_are_sent_away(fresh_sqlite: Callable[[], str]) -> None:
    database = Database(fresh_sqlite())
    inside, leave = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with database.transaction():
            inside.set()
            await leave.wait()

    async def quick() -> None:
        async with database.transaction() as tx:
            tx.session.add(Person(created_at=NOW))

    holder = asyncio.create_task(slow())
    await inside.wait()
    waiting = [asyncio.create_task(quick()) for _ in range(MOST_WAITING_WRITES - 1)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await quick()
    leave.set()
    await asyncio.gather(holder, *waiting)
    assert await people(database) == MOST_WAITING_WRITES - 1
    await database.close()


async def test_a_database_that_is_away_is_unavailable() -> None:
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:1/none")
    with pytest.raises(Unavailable):
        await people(database)
    await database.close()


async def test_one_who_finds_every_connection_in_use_is_sent_away(
    fresh_sqlite: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "POOL_SECONDS", 0.05)
    database = Database(fresh_sqlite())
    async with AsyncExitStack() as readers:
        for _ in range(READERS):
            await readers.enter_async_context(database.reading())
        with pytest.raises(Overloaded):
            await people(database)
    assert await people(database) == 0
    await database.close()


@pytest.mark.needs_postgres
async def test_a_database_that_does_not_exist_is_unavailable() -> None:
    database = Database(on_postgres("no_such_database"))
    with pytest.raises(Unavailable):
        await people(database)
    await database.close()
