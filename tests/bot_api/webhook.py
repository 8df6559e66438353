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

from tests.bot_api.fields import Fields, read_answer
from tests.bot_api.refusals import Refused
from tests.bot_api.updates import Delivered, Update
from tests.bot_api.world import World

SECRET = "X-Telegram-Bot-Api-Secret-Token"
RESEND, LONGEST_RETRY = 60, 3600
NOT_IN_AN_ANSWER = ("deletewebhook", "setwebhook", "close", "logout")
UNREACHABLE = 1.0
Answer = Callable[[Fields], Awaitable[None]]


@dataclass
class Setting:
    """What setWebhook was told."""

    url: str = ""
    secret: str = ""
    most: int = 40
    last_error: str = ""
    last_error_date: int = 0


@dataclass(frozen=True)
class Answered:
    """What the bot's server said. `error` is empty for any 2xx; without `reached` it was away."""

    error: str = ""
    wait: int = 0
    fields: Fields = field(default_factory=Fields)
    reached: bool = True


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
        first = not update.fails and not update.again
        unheard = None
        if first and self.delivers is Delivered.AT_ONCE:
            unheard = asyncio.ensure_future(self._post(session, update))
        answered = await self._post(session, update)
        if unheard:
            await unheard
        if first and self.delivers is Delivered.TWICE and not answered.error:
            answered = Answered("Webhook connection closed")
        update.in_flight = False
        if answered.error:
            self._failed(update, answered)
            return
        if not update.again and _has_method(answered.fields):
            await self.answer(answered.fields)
        self.world.updates.settle(update, "taken")

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> Answered:
        headers = {SECRET: self.setting.secret} if self.setting.secret else {}
        post = session.post(
            self._door(),
            json=update.body,
            headers=headers,
            timeout=aiohttp.ClientTimeout(self.patience),
            allow_redirects=False,
        )
        try:
            async with post as response:
                return await self._heard(response)
        except TimeoutError:
            return Answered("Read timeout expired")
        except aiohttp.ClientConnectorError:
            return Answered("Connection refused", reached=False)
        except (aiohttp.ClientError, OSError):
            return Answered("Webhook connection closed")

    async def _heard(self, response: aiohttp.ClientResponse) -> Answered:
        if not 200 <= response.status <= 299:
            wait = response.headers.get("Retry-After", "")
            error = f"Wrong response from the webhook: {response.status} {response.reason}"
            return Answered(error, int(wait) if wait.isdecimal() else 0)
        try:
            return Answered(fields=await read_answer(response))
        except (Refused, ValueError) as wrong:
            self.world.wrong.append(f"the answer to the webhook cannot be read: {wrong}")
            return Answered()

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


def _has_method(fields: Fields) -> bool:
    name = fields.text("method").lower()
    return bool(name) and not name.startswith("get") and name not in NOT_IN_AN_ANSWER
