"""getUpdates: a long poll; its offset confirms what came before (Client.cpp, do_get_updates)."""

from __future__ import annotations

import asyncio
from typing import Any, NoReturn

from tests.bot_api.fields import Fields
from tests.bot_api.refusals import POLL_DURING_WEBHOOK, TWO_POLLS, Refused
from tests.bot_api.updates import Update
from tests.bot_api.world import World

LONGEST = 50
FUTURE = 10
"""An offset so far beyond the newest update is ignored (TQueue.cpp)."""
TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"


class Polling:
    """One poll waits at a time: a second one ends the first."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.closed = False
        self._waiting: asyncio.Future[str] | None = None
        self._offset: int | None = None
        self._asked = self._next_conflict = float("-inf")

    @property
    def waits(self) -> bool:
        """Whether a poll is open."""
        return self._waiting is not None and not self._waiting.done()

    def close(self) -> None:
        """End the waiting poll with an empty answer."""
        self.closed = True
        self.world.bell.ring()

    def interrupt(self, why: str) -> None:
        """End the waiting poll with an error."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(why)

    async def get_updates(self, fields: Fields, webhook_is_set: bool) -> list[dict[str, Any]]:
        """The waiting updates, at most `limit`, as soon as there are any."""
        if webhook_is_set:
            await self._conflict(POLL_DURING_WEBHOOK)
        updates = self.world.updates
        if fields.raw.get("allowed_updates") not in (None, ""):
            updates.allowed = frozenset(fields.thing("allowed_updates") or ())
        offset = fields.number("offset") or 0
        self._confirm(offset)
        limit, timeout = self._patience(fields, offset)
        if not self._ready() and timeout:
            await self._wait(timeout)
        found = self._ready()[:limit]
        for update in [u for u in found if u.again]:
            updates.settle(update, "taken")
        return [update.body for update in found]

    def _patience(self, fields: Fields, offset: int) -> tuple[int, int]:
        """The time to wait: a bot that asks the same again at once gets few updates and waits
        (Client.cpp, 15713).
        """
        limit = min(max(fields.number("limit") or 100, 1), 100)
        timeout = min(max(fields.number("timeout") or 0, 0), LONGEST)
        since = self.world.clock.now() - self._asked
        if offset == self._offset and since < 3:
            timeout = max(timeout, 3)
        if offset == self._offset and since < 0.5:
            limit = 1
        self._offset, self._asked = offset, self.world.clock.now()
        return limit, timeout

    async def _conflict(self, why: str) -> NoReturn:
        """Report a conflict: at once, or after three seconds when one was just reported."""
        clock = self.world.clock
        if clock.now() < self._next_conflict:
            await clock.until(clock.now() + 3)
        else:
            self._next_conflict = clock.now() + 3
        raise Refused(409, why)

    def _ready(self) -> list[Update]:
        self.world.updates.expire()
        return list(self.world.updates.pending)

    def _confirm(self, offset: int) -> None:
        updates = self.world.updates
        if offset > updates.next_id + FUTURE:
            return
        ordinary = [u for u in updates.pending if not u.again]
        taken = ordinary[:offset] if offset < 0 else [u for u in ordinary if u.id < offset]
        for update in taken:
            updates.settle(update, "taken")

    async def _wait(self, seconds: float) -> None:
        self.interrupt(TWO_POLLS)
        mine = self._waiting = asyncio.get_running_loop().create_future()
        end = asyncio.ensure_future(self.world.clock.until(self.world.clock.now() + seconds))
        try:
            while not (self._ready() or mine.done() or end.done() or self.closed):
                ring = asyncio.ensure_future(self.world.bell.rung())
                try:
                    await asyncio.wait({ring, mine, end}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    ring.cancel()
            if mine.done():
                await self._conflict(mine.result())
        finally:
            end.cancel()
            mine.cancel()
