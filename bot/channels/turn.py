"""Calls to a chat that do not come from the outbox share one pace with its messages.

All processes share the pace, through the database. Must not call anybody.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.intake import Clock
from bot.sending import NotSent
from bot.waiting import happens
from storage.database import Database
from storage.people.rules import Channel
from storage.talk.actions import book
from storage.talk.pace import Pacing

PATIENCE = timedelta(seconds=20)
"""A call that gets no turn in this time is given up, and is tried again later."""

POLL = timedelta(seconds=0.5)


class Turn:
    """Turns at Telegram. `ended` is set when the program stops: then nothing waits any longer."""

    def __init__(self, database: Database, clock: Clock, pacing: Pacing) -> None:
        self._database = database
        self._clock = clock
        self._pacing = pacing
        self.ended = asyncio.Event()

    async def take(self, address: str, *, spare: int = 0) -> None:
        """Wait for a turn in a chat. `spare` messages of the chat's burst are left to answers.

        Raises NotSent when there was none for a while.
        """
        poll = min(POLL, self._pacing.chat(address).every / 4)
        waited = timedelta()
        while not self.ended.is_set():
            now = self._clock()
            async with self._database.transaction() as tx:
                at = await book(tx, Channel.TELEGRAM, address, now, self._pacing, spare=spare)
            if at is not None:
                await self._pause(at - now)
                return
            if waited >= PATIENCE:
                raise NotSent("Others are to be written to first.", later=True)
            await self._pause(poll)
            waited += poll
        raise NotSent("The program stops.", later=True)

    async def _pause(self, time: timedelta) -> None:
        if time > timedelta():
            await happens(self.ended, time.total_seconds())
