"""Delivery to a webhook, as the real server does it (WebhookActor.cpp).

Of each queue only the head is on its way. Any 2xx is "taken"; a method that rides in the answer is
done, and its result goes nowhere. Otherwise it comes again: at once, then after 2, 4, 8 ...
seconds, or when `Retry-After` says, until it expires.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count

import aiohttp

from tests.bot_api.fields import Fields
from tests.bot_api.posting import Answered, post
from tests.bot_api.updates import Delivered, Update
from tests.bot_api.world import World

RESEND, LONGEST_RETRY = 60, 3600
UNREACHABLE = 1.0
"""Seconds before another try while the server is away; this does not count as a failure of the
update.
"""
Answer = Callable[[Fields], Awaitable[None]]


@dataclass
class Setting:
    """What setWebhook was told."""

    url: str = ""
    secret: str = ""
    most: int = 40
    last_error: str = ""
    last_error_date: int = 0


@dataclass
class Webhook:
    """Delivers updates. `doors` are the servers behind an address: the replicas of a proxy."""

    world: World
    answer: Answer
    setting: Setting = field(default_factory=Setting)
    doors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    delivers: Delivered = Delivered.ONCE
    patience: float = 60
    """Real seconds to wait for an answer."""
    _turn: count[int] = field(default_factory=count)
    _on_their_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Deliver for as long as there is a webhook."""
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            try:
                while True:
                    await self._step(session)
            finally:
                for task in self._on_their_way:
                    task.cancel()
                await asyncio.gather(*self._on_their_way, return_exceptions=True)

    async def _step(self, session: aiohttp.ClientSession) -> None:
        now = self.world.clock.now()
        wakes = [now + 3600]
        if self.setting.url:
            for update in self.world.updates.heads():
                if update.in_flight or len(self._on_their_way) >= self.setting.most:
                    continue
                if update.wakes <= now:
                    self._send(session, update)
                else:
                    wakes.append(update.wakes)
        ring = asyncio.ensure_future(self.world.bell.rung())
        alarm = asyncio.ensure_future(self.world.clock.until(min(wakes)))
        try:
            await asyncio.wait({ring, alarm}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ring.cancel()
            alarm.cancel()

    def _send(self, session: aiohttp.ClientSession, update: Update) -> None:
        update.in_flight = True
        task = asyncio.get_running_loop().create_task(self._deliver(session, update))
        self._on_their_way.add(task)
        task.add_done_callback(self._arrived)

    def _arrived(self, task: asyncio.Task[None]) -> None:
        self._on_their_way.discard(task)
        self.world.bell.ring()

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> None:
        first = not update.fails and not update.again
        copies = 2 if first and self.delivers is Delivered.AT_ONCE else 1
        posts = [self._post(session, update) for _ in range(copies)]
        answered = (await asyncio.gather(*posts))[-1]
        if first and self.delivers is Delivered.TWICE and not answered.error:
            answered = Answered("Webhook connection closed")
        update.in_flight = False
        if answered.error:
            self._failed(update, answered)
            return
        self.world.wrong += filter(None, [answered.unreadable])
        if answered.has_method and not update.again:
            await self.answer(answered.fields)
        self.world.updates.settle(update, "taken")

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> Answered:
        return await post(session, self._door(), self.setting.secret, update.body, self.patience)

    def _door(self) -> str:
        for address, doors in self.doors.items():
            if self.setting.url.startswith(address):
                door = doors[next(self._turn) % len(doors)]
                return door.rstrip("/") + self.setting.url.removeprefix(address)
        return self.setting.url

    def _failed(self, update: Update, answered: Answered) -> None:
        now = self.world.clock.now()
        self.setting.last_error, self.setting.last_error_date = answered.error, int(now)
        wait, delay = float(min(answered.wait, LONGEST_RETRY)), update.delay
        if not answered.reached:
            wait = UNREACHABLE
        elif not wait and update.fails:
            delay = min(random.randint(RESEND, RESEND * 2), delay * 2)
            wait = delay
        if now + wait > update.expires:
            self.world.updates.settle(update, "expired")
            return
        update.delay, update.wakes = delay, now + wait
        update.fails += answered.reached
        self.world.bell.ring()
