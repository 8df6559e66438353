"""The database: engines, transactions, and what happens when it is full or away.

One place begins and commits. Must not know any table.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import asyncpg
import orjson
from sqlalchemy import URL, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from storage.driver import Driver
from storage.embedded import Embedded

MOST_WAITING_WRITES = 200
"""SQLite has one writer; a longer queue than this is answered with 503 instead of with patience."""

BUSY_SECONDS = 5
POOL_SIZE = 20
POOL_SECONDS = 10
"""Who finds every connection in use for so long is told to come back."""

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

AWAY = {"08", "28", "3D", "53", "57"}
"""PostgreSQL's classes of codes for a lost connection, a user or a database that it does not know,
no resources, and an operator's hand."""


class Unavailable(Exception):
    """The database cannot be reached now; the same request is worth repeating in a moment."""


class Conflict(Exception):
    """Somebody else was faster; everything is rolled back, and the same is worth doing again."""


class Overloaded(Unavailable):
    """More writes wait than the database will do in reasonable time."""


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

    async def flush(self) -> None:
        """Write what the ORM still holds back, so that Core statements see it."""
        if "session" in self.__dict__:
            await self.session.flush()

    async def close(self) -> None:
        """Let go of the session; the connection is closed by who opened it."""
        if "session" in self.__dict__:
            await self.session.close()


class Database:
    """One database by its URL, `sqlite+aiosqlite:///path` or `postgresql+asyncpg://...`."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            _make_room(self.url)
            self.reader = _engine(self.url, async_creator=self._embedded)
            self.writer = _engine(self.url, async_creator=self._embedded, pool_size=1)
        else:
            # BEGIN and COMMIT are ours; SQLAlchemy is told to leave them alone
            self.reader = self.writer = _engine(
                self.url, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True
            )
        self.unavailable = 0
        """How often it was away, or had more to do than it can, since the program began."""
        self._turn = asyncio.Lock()
        self._waiting = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Begin; commit at the end, or roll back at an exception.

        Raises Overloaded when too many writes wait, Unavailable when the database is away.
        """
        if not self.is_sqlite:
            async with self._begun(self.writer) as tx:
                yield tx
            return
        if self._waiting >= MOST_WAITING_WRITES:
            self.unavailable += 1
            raise Overloaded
        self._waiting += 1
        try:
            async with self._turn, self._begun(self.writer, "BEGIN IMMEDIATE") as tx:
                yield tx
        finally:
            self._waiting -= 1

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A transaction that only reads; on SQLite it waits for no writer."""
        async with self._begun(self.reader) as tx:
            yield tx

    @asynccontextmanager
    async def _begun(self, engine: AsyncEngine, begin: str = "BEGIN") -> AsyncIterator[Transaction]:
        try:
            with _in_our_words():
                connection = await engine.connect()
                try:
                    tx = Transaction(connection, await _driver(connection))
                    async with _whole(tx, begin):
                        yield tx
                finally:
                    await connection.close()  # the pool takes it back at once: nothing is awaited
        except Unavailable:
            self.unavailable += 1
            raise

    async def _embedded(self) -> Embedded:
        return Embedded(self.url.database or ":memory:", BUSY_SECONDS)

    async def close(self) -> None:
        """Close all connections."""
        await self.writer.dispose()
        if self.reader is not self.writer:
            await self.reader.dispose()


@asynccontextmanager
async def _whole(tx: Transaction, begin: str) -> AsyncIterator[None]:
    """All of a transaction, or nothing of it."""
    try:
        await tx.driver.order(begin)
        yield
        await tx.flush()
        await tx.driver.order("COMMIT")
    finally:
        await tx.close()
        if tx.driver.in_transaction:
            await tx.driver.order("ROLLBACK")


async def _driver(connection: AsyncConnection) -> Driver:
    """The driver of a connection; where the server has hung up meanwhile, of a new one."""
    driver = Driver(connection)
    if driver.is_closed:
        await connection.invalidate()
        await connection.get_raw_connection()
        driver = Driver(connection)
    return driver


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn what either driver says of trouble into Unavailable ("later") or Conflict ("again")."""
    try:
        yield
    except NoneFree as error:
        raise Overloaded from error
    except (OSError, InterfaceError, asyncpg.InterfaceError, TimeoutError) as error:
        raise Unavailable from error
    except (DBAPIError, asyncpg.PostgresError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if _is_race(cause):
            raise Conflict from error
        gone = isinstance(error, DBAPIError) and error.connection_invalidated
        if gone or _is_busy(cause) or _sqlstate(cause)[:2] in AWAY:
            raise Unavailable from error
        raise


def _is_race(cause: BaseException | None) -> bool:
    """Whether another transaction was faster. A row that can never be kept is not a race."""
    code = getattr(cause, "sqlite_errorcode", 0)
    return code in TAKEN_IN_SQLITE or _sqlstate(cause) in TAKEN_IN_POSTGRESQL | DEADLOCK_OR_STALE


def _is_busy(cause: BaseException | None) -> bool:
    code = getattr(cause, "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN}


def _sqlstate(cause: BaseException | None) -> str:
    return str(getattr(cause, "sqlstate", None) or "")


def _engine(url: URL, **more: Any) -> AsyncEngine:
    given = {"pool_size": POOL_SIZE, "max_overflow": 0, "pool_timeout": POOL_SECONDS, **more}
    return create_async_engine(
        url, hide_parameters=True, json_serializer=_json, json_deserializer=orjson.loads, **given
    )


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _make_room(url: URL) -> None:
    """The folder of a database in a file."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
