"""The connections that a program keeps open: taken for one transaction, and kept for the next.

SQLAlchemy makes them. Its own pool would look at each one twice a transaction, which takes longer
than a statement does. Must not know what they are used for.
"""

from __future__ import annotations

import asyncio

from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

POOL_SECONDS = 10
"""A caller that waits this long for a free connection is told to come back later."""


class Connections:
    """At most so many at once, of one engine."""

    def __init__(self, engine: AsyncEngine, most: int) -> None:
        self._engine = engine
        self._room = asyncio.Semaphore(most)
        self._idle: list[AsyncConnection] = []

    async def take(self) -> AsyncConnection:
        """A connection that nobody else uses. Raises SQLAlchemy's TimeoutError when none becomes
        free.
        """
        if self._room.locked():
            await self._wait()
        else:
            await self._room.acquire()
        try:
            return self._idle.pop() if self._idle else await self._engine.connect()
        except BaseException:
            self._room.release()
            raise

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(POOL_SECONDS):
                await self._room.acquire()
        except TimeoutError as error:
            raise NoneFree from error

    async def give_back(self, connection: AsyncConnection, *, sound: bool) -> None:
        """Return a connection: it is kept for the next caller, or closed when it is not `sound`."""
        try:
            if sound and not connection.invalidated:
                self._idle.append(connection)
            else:
                await connection.close()
        finally:
            self._room.release()

    async def close(self) -> None:
        """Close the unused connections and the engine."""
        while self._idle:
            await self._idle.pop().close()
        await self._engine.dispose()
