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

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry

MOST_WAITING_WRITES = 200
"""SQLite has one writer; a longer queue than this is answered with 503 instead of with patience."""

BUSY_SECONDS = 5
POOL_SIZE = 10
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
    """One transaction: Core on its connection, and an ORM session when business rows ask for it.

    The session is made on first use, because a step that only moves a conversation needs none.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    @cached_property
    def session(self) -> AsyncSession:
        """The ORM session of this transaction, on the same connection."""
        return AsyncSession(self.connection, expire_on_commit=False)

    @property
    def dialect(self) -> str:
        """Which database this is: sqlite or postgresql."""
        return self.connection.dialect.name

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
            self.reader = _sqlite_engine(self.url, begin="BEGIN")
            self.writer = _sqlite_engine(self.url, begin="BEGIN IMMEDIATE")
        else:
            self.reader = self.writer = create_async_engine(
                self.url,
                pool_size=POOL_SIZE,
                max_overflow=POOL_SIZE,
                pool_timeout=POOL_SECONDS,
                pool_pre_ping=True,
                hide_parameters=True,
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
            async with self._turn, self._begun(self.writer) as tx:
                yield tx
        finally:
            self._waiting -= 1

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A transaction that only reads; on SQLite it waits for no writer."""
        async with self._begun(self.reader) as tx:
            yield tx

    @asynccontextmanager
    async def _begun(self, engine: AsyncEngine) -> AsyncIterator[Transaction]:
        try:
            with _in_our_words():
                async with engine.begin() as connection:
                    tx = Transaction(connection)
                    try:
                        yield tx
                        await tx.flush()
                    finally:
                        await tx.close()
        except Unavailable:
            self.unavailable += 1
            raise

    async def close(self) -> None:
        """Close all connections."""
        await self.writer.dispose()
        if self.reader is not self.writer:
            await self.reader.dispose()


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn what either driver says of trouble into Unavailable ("later") or Conflict ("again")."""
    try:
        yield
    except NoneFree as error:
        raise Overloaded from error
    except (OSError, InterfaceError, TimeoutError) as error:
        raise Unavailable from error
    except DBAPIError as error:
        if _is_race(error):
            raise Conflict from error
        if error.connection_invalidated or _is_busy(error) or _sqlstate(error)[:2] in AWAY:
            raise Unavailable from error
        raise


def _is_race(error: DBAPIError) -> bool:
    """Whether another transaction was faster. A row that can never be kept is not a race."""
    if isinstance(error, IntegrityError) and error.orig is not None:
        code = getattr(error.orig, "sqlite_errorcode", 0)
        return code in TAKEN_IN_SQLITE or _sqlstate(error) in TAKEN_IN_POSTGRESQL
    return _sqlstate(error) in DEADLOCK_OR_STALE


def _is_busy(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN}


def _sqlstate(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def _sqlite_engine(url: URL, *, begin: str) -> AsyncEngine:
    """An engine whose transactions begin as told; pysqlite's own BEGIN is off."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_async_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS},
        pool_size=POOL_SIZE,
        max_overflow=POOL_SIZE,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
