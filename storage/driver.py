"""The way to the database without SQLAlchemy between: words and values in, rows out.

The same for asyncpg and for SQLite; whoever listens to the engine's statements hears these too.
Must not know a table, nor when a transaction begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

Rows = Sequence[Sequence[Any]]


class Driver:
    """What runs the statements of one transaction: asyncpg's connection, or ours to SQLite."""

    def __init__(self, connection: AsyncConnection) -> None:
        sync = connection.sync_connection
        if sync is None:
            raise RuntimeError("a connection has to be open")
        self.dialect: Dialect = sync.dialect
        self._sync = sync
        self._raw: Any = sync.connection.driver_connection
        self._heard = sync.engine.dispatch

    async def rows(self, words: str, values: Sequence[Any] = ()) -> Rows:
        """Run a statement; its rows, none for one that gives none."""
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
        """Whether something was begun and has not ended."""
        return not self.is_closed and bool(self._raw.is_in_transaction())

    @property
    def is_closed(self) -> bool:
        """Whether the other end has hung up."""
        return bool(self._raw.is_closed())
