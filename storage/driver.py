"""The way to the database without SQLAlchemy between: words and values in, rows out.

The same for asyncpg and for SQLite; whoever listens to the engine's statements hears these too.
Must not know a table, nor when a transaction ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

Rows = Sequence[Sequence[Any]]

OF_CONNECTION = "driver"
"""Under this name a connection knows the driver of its transaction."""


def begins(connection: Connection) -> None:
    """SQLAlchemy is about to use a connection: its transaction begins, if there is one of ours."""
    driver = connection.info.get(OF_CONNECTION)
    if driver is not None:
        connection.connection.run_async(lambda _: driver.begin())


class Driver:
    """What runs the statements of one transaction: asyncpg's connection, or ours to SQLite.

    The transaction begins with the first statement that needs it (`begin` is how): what only looks,
    or is all that is done, is a transaction by itself, and spares two ways to the server.
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
        """Run a statement in the transaction; its rows, none for one that gives none."""
        if not self.begun:
            await self.begin()
        return await self.alone(words, values)

    async def alone(self, words: str, values: Sequence[Any] = ()) -> Rows:
        """Run a statement as it is: by itself, where nothing was begun."""
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
