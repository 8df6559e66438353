"""The way to the database without SQLAlchemy in between: SQL and values in, rows out.

The same interface for asyncpg and for SQLite. Listeners on the engine's statements are called for
these too. Must not know a table, nor when a transaction ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

Rows = Sequence[Sequence[Any]]

OF_CONNECTION = "driver"
"""The key under which a connection holds the driver of its transaction."""


def begins(connection: Connection) -> None:
    """Called when SQLAlchemy is about to use a connection: our transaction begins on it, if there
    is one.
    """
    driver = connection.info.get(OF_CONNECTION)
    if driver is not None:
        connection.connection.run_async(lambda _: driver.begin())


class Driver:
    """Runs the statements of one transaction, on asyncpg's connection or on ours to SQLite.

    The transaction begins with the first statement that needs it; `begin` is the SQL for that. A
    statement that only reads, or is the only one, runs alone: that saves two round trips to the
    server.
    """

    def __init__(self, connection: AsyncConnection, begin: str) -> None:
        sync = connection.sync_connection
        if sync is None:
            raise RuntimeError("a connection has to be open")
        self.dialect: Dialect = sync.dialect
        self._sync = sync
        self._raw: Any = sync.connection.driver_connection
        self._heard = sync.engine.dispatch
        self._begin = begin
        self.begun = False
        sync.info[OF_CONNECTION] = self

    async def begin(self) -> None:
        """Begin, unless it was begun."""
        if not self.begun:
            self.begun = True
            await self.order(self._begin)

    async def rows(self, words: str, values: Sequence[Any] = ()) -> Rows:
        """Run a statement in the transaction; returns its rows, if any."""
        if not self.begun:
            await self.begin()
        return await self.alone(words, values)

    async def alone(self, words: str, values: Sequence[Any] = ()) -> Rows:
        """Run a statement without beginning a transaction."""
        for ear in self._heard.before_cursor_execute:
            ear(self._sync, None, words, values, None, False)
        found: Rows = await self._raw.fetch(words, *values)
        return found

    async def order(self, words: str) -> None:
        """Begin or end a transaction."""
        for ear in self._heard.before_cursor_execute:
            ear(self._sync, None, words, (), None, False)
        await self._raw.execute(words)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return not self.is_closed and bool(self._raw.is_in_transaction())

    @property
    def is_closed(self) -> bool:
        """Whether the server has closed the connection."""
        return bool(self._raw.is_closed())
