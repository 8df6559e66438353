"""Delivery to a webhook, as the real server does it (WebhookActor.cpp).

Of each queue only the head is on its way. Any 2xx is "taken"; a method that rides in the answer is
done, and its result goes nowhere. Otherwise it comes again: at once, then after 2, 4, 8 ...
seconds, or when `Retry-After` says, until it expires.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp

from tests.bot_api.updates import Delivered, Update
from tests.bot_api.world import World

SECRET = "X-Telegram-Bot-Api-Secret-Token"
RESEND, LONGEST_RETRY = 60, 3600
NOT_IN_AN_ANSWER = ("deletewebhook", "setwebhook", "close", "logout")
Answer = Callable[[dict[str, Any]], Awaitable[None]]


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
    """The one who delivers. `doors` are where an address really leads: a proxy's replicas."""

    world: World
    answer: Answer
    setting: Setting = field(default_factory=Setting)
    doors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    delivers: Delivered = Delivered.ONCE
    patience: float = 60
    """Real seconds that an answer is awaited."""
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
        fails, lost = update.fails, None
        if self.delivers is Delivered.AT_ONCE and not fails:
            lost = asyncio.ensure_future(self._post(session, update))
        error, wait, answer = await self._post(session, update)
        if lost:
            await lost
        if self.delivers is Delivered.TWICE and not fails and not error:
            error, wait = "Webhook connection closed", 0
        update.in_flight = False
        if error:
            self._failed(update, error, wait)
            return
        if answer and not update.again:
            await self.answer(answer)
        self.world.updates.settle(update, "taken")

    async def _post(
        self, session: aiohttp.ClientSession, update: Update
    ) -> tuple[str, int, dict[str, Any]]:
        """What went wrong, if anything; when to come again; the method in the answer."""
        headers = {SECRET: self.setting.secret} if self.setting.secret else {}
        timeout = aiohttp.ClientTimeout(self.patience)
        try:
            async with session.post(
                self._door(), json=update.body, headers=headers, timeout=timeout
            ) as response:
                body = await response.read()
                if response.ok and response.status < 300:
                    return "", 0, _method_in(body)
                wait = response.headers.get("Retry-After", "")
                error = f"Wrong response from the webhook: {response.status} {response.reason}"
                return error, int(wait) if wait.isdecimal() else 0, {}
        except TimeoutError:
            return "Read timeout expired", 0, {}
        except (aiohttp.ClientError, OSError) as failure:
            return str(failure) or "Webhook connection closed", 0, {}

    def _door(self) -> str:
        for address, doors in self.doors.items():
            if self.setting.url.startswith(address):
                door = doors[next(self._turn) % len(doors)]
                return door.rstrip("/") + self.setting.url.removeprefix(address)
        return self.setting.url

    def _failed(self, update: Update, error: str, wait: int) -> None:
        now = self.world.clock.now()
        self.setting.last_error, self.setting.last_error_date = error, int(now)
        wait = min(wait, LONGEST_RETRY)
        delay = update.delay
        if not wait and update.fails:
            delay = min(random.randint(RESEND, RESEND * 2), delay * 2)
            wait = int(delay)
        if now + wait > update.expires:
            self.world.updates.settle(update, "expired")
            return
        update.delay, update.wakes, update.fails = delay, now + wait, update.fails + 1
        self.world.bell.ring()


def _method_in(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        return {}
    name = str(found.get("method", "")).lower() if isinstance(found, dict) else ""
    if not name or name.startswith("get") or name in NOT_IN_AN_ANSWER:
        return {}
    return dict(found)
