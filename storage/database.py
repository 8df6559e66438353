"""The database: engines, transactions, and what happens when it is full or away.

One place begins and commits. Must not know any table.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import asyncpg
import orjson
from sqlalchemy import URL, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import NullPool

from storage.compiled import COMPILED
from storage.connections import Connections
from storage.disk import Disk
from storage.driver import Driver, begins
from storage.embedded import Embedded, begin_log_anew

MOST_WAITING_WRITES = 200
"""SQLite has one writer; a longer queue than this is answered with 503 instead of with patience."""

BUSY_SECONDS = 5
POOL_SIZE = 20

DEADLOCK_OR_STALE = {"40001", "40P01"}
"""PostgreSQL's codes for a serialization failure and a deadlock."""

TAKEN_IN_POSTGRESQL = {"23503", "23505"}
"""PostgreSQL's codes for a row that is referred to but gone, and for a key that is taken."""

TAKEN_IN_SQLITE = {
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_ROWID,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
}
"""SQLite's codes for the same."""

TROUBLE_IN_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
}
"""SQLite's codes for a file that is in use, and for a disk that has no room or does not answer."""

AWAY = {"08", "28", "3D", "53", "57"}
"""PostgreSQL's classes of codes for: connection lost, unknown user, unknown database, out of
resources, stopped by an operator.
"""


class Unavailable(Exception):
    """The database cannot be reached now; the same request may succeed in a moment."""


class Conflict(Exception):
    """Another transaction was faster; this one is rolled back and is worth trying again."""


class Overloaded(Unavailable):
    """More writes are waiting than the database can do in reasonable time."""


class Transaction:
    """One transaction: its driver for the hot path (storage/statement.py), Core on its connection,
    and an ORM session when business rows ask for it.

    The session is made on first use, because a step that only moves a conversation needs none.
    """

    def __init__(self, connection: AsyncConnection, driver: Driver) -> None:
        self.connection = connection
        self.driver = driver

    @cached_property
    def session(self) -> AsyncSession:
        """The ORM session of this transaction, on the same connection."""
        return AsyncSession(self.connection, expire_on_commit=False)

    @property
    def dialect(self) -> str:
        """Which database this is: sqlite or postgresql."""
        return self.driver.dialect.name

    def insert(self, table: type[DeclarativeBase]) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that knows ON CONFLICT, as this database writes it."""
        if self.dialect == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)

    @property
    def begun(self) -> bool:
        """Whether anything was done that must be committed."""
        return self.driver.begun

    async def flush(self) -> None:
        """Write what the ORM still holds back, so that Core statements see it."""
        if "session" in self.__dict__:
            await self.session.flush()

    async def close(self) -> None:
        """Close the session. Whoever opened the connection closes that."""
        if "session" in self.__dict__:
            await self.session.close()


class Database:
    """One database by its URL, `sqlite+aiosqlite:///path` or `postgresql+asyncpg://...`."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.unavailable = 0
        """How often the database was away or overloaded since the program began."""
        self._disk = Disk(self.url.database or "")
        self._turn = asyncio.Lock()
        self._waiting = 0
        if self.is_sqlite:
            _make_room(self.url)
            self.reader = _engine(self.url, async_creator=self._embedded)
            self.writer = _engine(self.url, async_creator=self._embedded)
        else:
            # BEGIN and COMMIT are ours; SQLAlchemy must not send them
            self.reader = self.writer = _engine(
                self.url, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True
            )
        self._readers = self._writers = Connections(self.reader, POOL_SIZE)
        if self.is_sqlite:
            self._writers = Connections(self.writer, 1)

    async def __aenter__(self) -> Self:
        """Open it for a block: `async with Database(url) as database`."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        await self.close()

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction: begins here, commits at the end of the block, rolls back on an exception.

        Raises Overloaded when too many writes wait, Unavailable when the database is away.
        """
        return self._in_turn() if self.is_sqlite else Opened(self, self._writers, "BEGIN")

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[Transaction]:
        """A transaction on SQLite, which has one writer: wait for the others, but not for long."""
        if self._waiting >= MOST_WAITING_WRITES:
            self.unavailable += 1
            raise Overloaded
        self._waiting += 1
        try:
            async with self._turn, Opened(self, self._writers, "BEGIN IMMEDIATE") as tx:
                yield tx
        finally:
            self._waiting -= 1
        await self._reached_the_disk()

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that only reads; on SQLite it waits for no writer."""
        return Opened(self, self._readers, "BEGIN")

    async def leave_no_trace(self) -> None:
        """Clear deleted data out of SQLite's files. PostgreSQL cleans up by itself."""
        if self.is_sqlite:
            async with self._turn:
                await asyncio.to_thread(begin_log_anew, str(self.url.database))

    async def _embedded(self) -> Embedded:
        return Embedded(self.url.database or ":memory:", BUSY_SECONDS, self._disk)

    async def _reached_the_disk(self) -> None:
        try:
            await self._disk.reached()
        except OSError as error:
            self.unavailable += 1
            raise Unavailable from error

    async def close(self) -> None:
        """Close all connections."""
        await self._writers.close()
        if self._readers is not self._writers:
            await self._readers.close()
        self._disk.close()


class Opened:
    """One transaction, all or nothing, on a connection of its own."""

    def __init__(self, database: Database, connections: Connections, begin: str) -> None:
        self._database = database
        self._connections = connections
        self._begin = begin

    async def __aenter__(self) -> Transaction:
        try:
            self._tx = await self._begun()
        except Exception as error:
            self._say(error)
            raise
        return self._tx

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        try:
            await self._ended(well=error is None)
        except Exception as trouble:
            self._say(trouble)
            raise
        if isinstance(error, Exception):
            self._say(error)

    async def _begun(self) -> Transaction:
        connection = await self._connections.take()
        try:
            tx = Transaction(connection, await _driver(connection, self._begin))
            if tx.dialect == "sqlite":  # take SQLite's write lock at once, not at the first write
                await tx.driver.begin()
        except BaseException:
            await self._connections.give_back(connection, sound=False)
            raise
        return tx

    async def _ended(self, *, well: bool) -> None:
        tx, sound = self._tx, False
        try:
            try:
                if well:
                    await tx.flush()
                    if tx.driver.begun:
                        await tx.driver.order("COMMIT")
            finally:
                await tx.close()
                if tx.driver.in_transaction:
                    await tx.driver.order("ROLLBACK")
            if begun := tx.connection.get_transaction():  # SQLAlchemy's own: ours has ended
                await begun.close()
            sound = True
        finally:
            await self._connections.give_back(tx.connection, sound=sound)

    def _say(self, error: Exception) -> None:
        """Raise the error, as Unavailable or Conflict where it is one of these."""
        said = in_our_words(error)
        if isinstance(said, Unavailable):
            self._database.unavailable += 1
        if said is not error:
            raise said from error


async def _driver(connection: AsyncConnection, begin: str) -> Driver:
    """The driver of a connection. If the server has hung up, connect anew first."""
    driver = Driver(connection, begin)
    if driver.is_closed:
        await connection.invalidate()
        await connection.get_raw_connection()
        driver = Driver(connection, begin)
    return driver


def in_our_words(error: Exception) -> Exception:
    """Translate an error of either driver: Unavailable ("try later"), Conflict ("try again") or
    Overloaded; any other error is returned as it is.
    """
    if isinstance(error, NoneFree):
        return Overloaded()
    if isinstance(error, OSError | InterfaceError | asyncpg.InterfaceError | TimeoutError):
        return Unavailable()
    if isinstance(error, DBAPIError | asyncpg.PostgresError | sqlite3.Error):
        cause = error.orig if isinstance(error, DBAPIError) else error
        if _is_race(cause):
            return Conflict()
        gone = isinstance(error, DBAPIError) and error.connection_invalidated
        if gone or _is_busy(cause) or _sqlstate(cause)[:2] in AWAY:
            return Unavailable()
    return error


def _is_race(cause: BaseException | None) -> bool:
    """Whether another transaction was faster. A row that breaks a rule by itself is not a race."""
    code = getattr(cause, "sqlite_errorcode", 0)
    return code in TAKEN_IN_SQLITE or _sqlstate(cause) in TAKEN_IN_POSTGRESQL | DEADLOCK_OR_STALE


def _is_busy(cause: BaseException | None) -> bool:
    code = getattr(cause, "sqlite_errorcode", 0)
    return code & 0xFF in TROUBLE_IN_SQLITE


def _sqlstate(cause: BaseException | None) -> str:
    return str(getattr(cause, "sqlstate", None) or "")


def _engine(url: URL, **more: Any) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,
        json_serializer=_json,
        json_deserializer=orjson.loads,
        execution_options={"compiled_cache": COMPILED},
        **more,
    )
    event.listen(engine.sync_engine, "begin", begins)
    return engine


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _make_room(url: URL) -> None:
    """Make the folder for a database in a file."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
