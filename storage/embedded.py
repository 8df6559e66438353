"""SQLite on the thread of the event loop: a statement takes less time than a switch of threads.

What takes long is the disk, and `storage/disk.py` waits for that. A caller that finds the file
locked by another program waits on the loop. The interface is asyncpg's for `storage/driver.py`, and
aiosqlite's for SQLAlchemy, whose dialect it serves.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import Any, Self

from storage.disk import Disk

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
"""NORMAL: a commit does not wait for the disk; its caller does, together with others. Deleted data
is overwritten; some builds of SQLite do so only when told.
"""

A_MOMENT = 0.005


def _small(words: Any) -> Any:
    """Lower case as PostgreSQL makes it. SQLite's own leaves Æ, Ø and Å as they are."""
    return words.lower() if isinstance(words, str) else words


def begin_log_anew(path: str) -> None:
    """Move the log into the database file and empty it, because it holds older contents of pages.
    While somebody reads an older state the log stays, until the next time.
    """
    with closing(sqlite3.connect(path, timeout=A_MOMENT)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Embedded:
    """One connection to a database file. It waits at most `patience` seconds for a lock."""

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
        """Run a statement; returns its rows."""
        return self._raw.execute(words, values).fetchall()

    async def execute(self, words: str) -> None:
        """Begin or end a transaction; both may wait for a lock."""
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
        """Make a Python function callable from SQL."""
        self._raw.create_function(*given, **more)

    async def commit(self) -> None:
        """Commit; when something was written, it must still reach the disk."""
        if not self._raw.in_transaction:
            return
        self._raw.execute("COMMIT")
        if self._raw.total_changes != self._changes:
            self._changes = self._raw.total_changes
            self._disk.owes()

    async def rollback(self) -> None:
        """Roll back."""
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
    """A cursor of sqlite3 with the interface of aiosqlite's: awaitable, but never waiting."""

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
        """All rows not yet fetched."""
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
