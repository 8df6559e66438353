"""Long polling: updates are fetched, handled, and only then confirmed, by moving the offset.

One process at a time holds the lease and fetches; when it dies, another takes over. Chats are
handled at the same time, each in its own order.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from aiogram.methods import DeleteWebhook, TelegramMethod

from bot.channels.bot_api import BotApi
from bot.channels.reading import ALLOWED
from bot.channels.telegram import TelegramDoor
from bot.channels.updates import Update, speaker, understood
from bot.faults import place_of
from bot.intake import Clock
from bot.pulse import Pulse
from bot.sending import NotSent
from bot.waiting import happens
from storage.database import Conflict, Database, Unavailable
from storage.talk.actions import hold, let_go

log = logging.getLogger(__name__)

T = TypeVar("T")

LEASE = "polling"
LASTS = timedelta(seconds=20)
"""How long nobody fetches after the process that did is killed. One that stops releases the lease
at once.
"""

LONG_POLL = 10
"""Seconds that Telegram keeps a request open when there is nothing new."""

PATIENCE = 5
"""Further seconds in which the answer must come. Both together are well within the lease."""

ALONE = "the only one"
"""The holder of the lease on SQLite: there is only one process, so none waits for one that was
killed.
"""

WAIT = 2.0
"""Seconds before another try, after a failure or while another process fetches."""

FAILURES = 3
AT_ONCE = 8


class Fetch(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates with raw updates: one that cannot be read must not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class Polling:
    """The loop that fetches."""

    def __init__(
        self, api: BotApi, door: TelegramDoor, database: Database, clock: Clock, pulse: Pulse
    ) -> None:
        self._pulse = pulse
        self._api = api
        self._door = door
        self._database = database
        self._clock = clock
        self._holder = ALONE if database.is_sqlite else uuid.uuid4().hex
        self._offset: int | None = None
        self._confirmed: int | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)

    def start(self) -> None:
        """Begin to fetch in the running loop."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Finish what was fetched, confirm it, and let another process fetch."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while not self._stopping.is_set():
            self._pulse.beat("poll")
            try:
                if not await self._leads() or not await self._fetch():
                    await self._pause()
            except (Unavailable, Conflict):
                log.warning("the database is away or busy; updates wait at Telegram")
                await self._pause()
            except Exception as error:  # noqa: BLE001 - the door rests on this loop
                log.error("fetching failed: %s", place_of(error))
                await self._pause()
        await self._leave()

    async def _leads(self) -> bool:
        """Whether this process may fetch now."""
        async with self._database.transaction() as tx:
            leads = await hold(tx, LEASE, self._holder, self._clock(), LASTS)
        if leads and self._offset is None:
            await self._ask(DeleteWebhook())
        return leads

    async def _fetch(self) -> bool:
        """Fetch once and handle what comes. False when Telegram could not be asked."""
        call = Fetch(offset=self._offset, timeout=LONG_POLL, allowed_updates=ALLOWED)
        self._confirmed = self._offset
        found = await self._ask(call, LONG_POLL + PATIENCE)
        if found is None:
            return False
        self._offset = self._offset or 0
        if found:
            await self._take_all([update for body in found if (update := understood(body))])
            self._offset = int(found[-1]["update_id"]) + 1
        return True

    async def _ask(self, call: TelegramMethod[T], patience: float = 30) -> T | None:
        """Make one call. None when it failed, or when the program stops meanwhile."""
        asking = asyncio.ensure_future(self._api(call, patience))
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        asking.cancel()
        try:
            return await asking
        except asyncio.CancelledError:
            return None
        except NotSent as failure:
            log.warning("Telegram cannot be asked: %s", failure.why)
            return None

    async def _take_all(self, updates: Sequence[Update]) -> None:
        queues: defaultdict[int, list[Update]] = defaultdict(list)
        for update in updates:
            queues[speaker(update)].append(update)
        taking = (self._take_in_order(queue) for queue in queues.values())
        for became in await asyncio.gather(*taking, return_exceptions=True):
            if became is not None:
                raise became

    async def _take_in_order(self, updates: Sequence[Update]) -> None:
        async with self._room:
            for update in updates:
                await self._take(update)

    async def _take(self, update: Update) -> None:
        """Handle one update, and try until it is done: the database may be away for a while."""
        failures = 0
        while True:
            try:
                await self._door.take(update, riding=False)
            except (Unavailable, Conflict):
                if self._stopping.is_set():
                    raise
                await self._pause()
            except Exception as error:  # noqa: BLE001 - a bug must not stop all the others
                failures += 1
                log.error(
                    "update %d failed, attempt %d: %s",
                    update.update_id,
                    failures,
                    place_of(error),
                )
                if failures >= FAILURES:
                    return
            else:
                return

    async def _pause(self) -> None:
        await happens(self._stopping, WAIT)

    async def _leave(self) -> None:
        """Confirm what was handled, so that it is not fetched again, and release the lease."""
        with contextlib.suppress(NotSent, Unavailable, Conflict):
            if self._offset and self._offset != self._confirmed:
                await self._api(Fetch(offset=self._offset, timeout=0, limit=1), PATIENCE)
            async with self._database.transaction() as tx:
                await let_go(tx, LEASE, self._holder)
