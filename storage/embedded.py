"""SQLite on the loop's own thread: a statement takes less time than the way to another thread.

What takes long is the disk, and `storage/disk.py` waits for that; who finds another program writing
waits on the loop. It looks like asyncpg to `storage/driver.py`, and like aiosqlite to SQLAlchemy,
whose dialect it serves. Making objects of what is read takes longer than reading it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import Any, Self

from storage.disk import Disk

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
"""NORMAL: a commit does not wait for the disk; who committed does, together with others. What is
deleted is written over, as some builds of SQLite do only when they are told to.
"""

A_MOMENT = 0.005


def _small(words: Any) -> Any:
    """Small letters as PostgreSQL makes them: SQLite's own leave Æ, Ø and Å as they are."""
    return words.lower() if isinstance(words, str) else words


def begin_log_anew(path: str) -> None:
    """Put what was written into its place and empty the log, which holds what pages held before.
    Who reads an older state just now keeps it as it is, until the next time.
    """
    with closing(sqlite3.connect(path, timeout=A_MOMENT)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Embedded:
    """One connection to a database file. Who finds it locked waits `patience` seconds at most."""

    def __init__(self, path: str, patience: float, disk: Disk) -> None:
        self._connection: sqlite3.Connection | None = sqlite3.connect(
            path, timeout=0, isolation_level=None, check_same_thread=False
        )
        self._raw = self._connection
        self._patience = patience
        self._disk = disk
        self._changes = 0
        self._raw.create_function("lower", 1, _small, deterministic=True)
        for pragma in PRAGMAS:
            self._raw.execute(f"PRAGMA {pragma}")

    # as asyncpg

    async def fetch(self, words: str, *values: Any) -> list[Any]:
        """Run a statement; its rows."""
        return self._raw.execute(words, values).fetchall()

    async def execute(self, words: str) -> None:
        """Begin or end a transaction; both may have to wait."""
        if words == "COMMIT":
            await self.commit()
        elif words.startswith("BEGIN"):
            await self._begin(words)
        else:
            self._raw.execute(words)

    def is_in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._raw.in_transaction

    def is_closed(self) -> bool:
        """Whether it was closed."""
        return self._connection is None

    async def _begin(self, words: str) -> None:
        until = asyncio.get_running_loop().time() + self._patience
        while True:
            try:
                self._raw.execute(words)
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or asyncio.get_running_loop().time() > until:
                    raise
            else:
                return
            await asyncio.sleep(A_MOMENT)

    # as aiosqlite

    isolation_level = None

    def cursor(self) -> Cursor:
        """What SQLAlchemy runs a statement with."""
        return Cursor(self._raw.cursor())

    async def create_function(self, *given: Any, **more: Any) -> None:
        """Let SQL call something of Python's."""
        self._raw.create_function(*given, **more)

    async def commit(self) -> None:
        """Keep what was done; it is for the disk, when something was."""
        if not self._raw.in_transaction:
            return
        self._raw.execute("COMMIT")
        if self._raw.total_changes != self._changes:
            self._changes = self._raw.total_changes
            self._disk.owes()

    async def rollback(self) -> None:
        """Forget what was begun."""
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    async def close(self) -> None:
        """Close it."""
        self.stop()

    def stop(self) -> None:
        """Close it at once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Cursor:
    """A cursor of sqlite3 that is waited for like aiosqlite's, and never has to be."""

    def __init__(self, raw: sqlite3.Cursor) -> None:
        self._raw = raw

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, words: str, values: Any = ()) -> None:
        """Run a statement."""
        self._raw.execute(words, values)

    async def executemany(self, words: str, values: Any) -> None:
        """Run a statement for each set of values."""
        self._raw.executemany(words, values)

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return self._raw.fetchall()

    async def close(self) -> None:
        """Let go of it."""
        self._raw.close()

    @property
    def description(self) -> Any:
        """The columns."""
        return self._raw.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._raw.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the last row that was added."""
        return self._raw.lastrowid
