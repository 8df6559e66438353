"""The loop for due rows that need Telegram: one after the other, while the program runs.

A row is put off before it is done, so it is done again when the process dies on the way. Must not
know what is done.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.faults import place_of
from bot.pulse import Pulse
from bot.waiting import end
from storage.database import Conflict, Unavailable
from storage.talk.rules import DueKind

log = logging.getLogger(__name__)

SECONDS = 1.0
AGAIN = timedelta(minutes=2)
"""How long a row is put off the first time; each time twice as long."""

TRIES = 8


class Errands:
    """The loop for due rows of one kind. `do` does one row, and returns whether one was due."""

    def __init__(self, kind: DueKind, do: Callable[[], Awaitable[bool]], pulse: Pulse) -> None:
        self._kind = kind
        self._do = do
        self._pulse = pulse
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin in the running loop."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop; what is not done stays due."""
        await end(self._task)

    async def _run(self) -> None:
        while True:
            self._pulse.beat(self._kind)
            try:
                while await self._do():
                    self._pulse.beat(self._kind)
            except (Unavailable, Conflict):
                log.warning("the database is away or busy; what is to %s waits", self._kind)
            except Exception as error:  # noqa: BLE001 - all errands rest on this loop
                log.error("an errand (%s) failed: %s", self._kind, place_of(error))
            await asyncio.sleep(SECONDS)
