"""Telegram's clock, which a test may speed up or move, and a bell for tests that wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

NOW_AND_THEN = 0.05


class Bell:
    """Rings at a change, so that those who wait look again."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    def rung(self, within: float | None = None) -> Coroutine[Any, Any, None]:
        """Wait for the next ring, at most so many real seconds."""
        return _wait(self._event, within)

    async def until(self, true: Callable[[], bool], patience: float) -> bool:
        """Whether the condition became true within so many real seconds.

        It is checked after every ring and from time to time, because not every change rings.
        """
        loop = asyncio.get_running_loop()
        last = loop.time() + patience
        while not true():
            left = last - loop.time()
            if left <= 0:
                return False
            await self.rung(min(left, NOW_AND_THEN))
        return True


async def _wait(event: asyncio.Event, within: float | None) -> None:
    try:
        async with asyncio.timeout(within):
            await event.wait()
    except TimeoutError:
        return


class Clock:
    """Telegram's time in seconds. At `speed` 60 a minute of Telegram is a real second; at 0 only
    `passes` moves the clock.
    """

    def __init__(self, speed: float = 1.0, begin: datetime | None = None) -> None:
        self.speed = speed
        self._begin = (begin or datetime.now(UTC)).timestamp()
        self._loop = asyncio.get_running_loop()
        self._started = self._loop.time()
        self._moved = Bell()

    def now(self) -> float:
        """Unix time, as the dates of messages have it."""
        return self._begin + (self._loop.time() - self._started) * self.speed

    def passes(self, **time: float) -> None:
        """Move the clock at once: hours=24, seconds=150."""
        self._begin += timedelta(**time).total_seconds()
        self._moved.ring()

    async def until(self, when: float) -> None:
        """Wait for a moment, however it comes."""
        while (left := when - self.now()) > 0:
            await self._moved.rung(left / self.speed if self.speed else None)
