"""The stand-in as a test uses it: the server, its people, its troubles, and what went wrong."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.bot_api.calls import Call, Calls
from tests.bot_api.clock import Clock
from tests.bot_api.group import Group
from tests.bot_api.pace import Limits, Pace
from tests.bot_api.people import Person
from tests.bot_api.screen import PATIENCE
from tests.bot_api.server import Server
from tests.bot_api.trouble import Trouble
from tests.bot_api.updates import Delivered, Update
from tests.bot_api.world import BOT_ID, Pressed, World


class StandIn:
    """A running Bot API."""

    def __init__(self, calls: Calls, url: str) -> None:
        self.url, self.world, self._calls = url, calls.world, calls
        self.webhook, self.polling = calls.webhook, calls.polling
        self.token, self.username = self.world.token, self.world.username

    @property
    def clock(self) -> Clock:
        """Telegram's clock. `clock.passes(hours=24)` moves it."""
        return self.world.clock

    @property
    def wrong(self) -> list[str]:
        """What the bot did wrong. A test that expects it clears the list."""
        return self.world.wrong

    @property
    def calls(self) -> list[Call]:
        """Every request that came."""
        return self._calls.all

    def called(self, method: str) -> list[Call]:
        """The requests of one method, in order."""
        return [call for call in self.calls if call.method == method]

    @property
    def refused(self) -> list[Call]:
        """The refused requests, except those for which a test asked for trouble."""
        return [call for call in self.calls if call.status > 200 and not call.troubled]

    @property
    def lost(self) -> list[Call]:
        """Calls that rode in an answer to a webhook and were not done: nobody was told."""
        return [call for call in self.calls if call.via == "webhook" and not call.ok]

    @property
    def unanswered(self) -> list[Pressed]:
        """Presses whose button still spins."""
        return [press for press in self.world.presses.values() if press.answer is None]

    @property
    def updates(self) -> list[Update]:
        """All updates; `end` says what became of each."""
        return self.world.updates.all

    @property
    def pace(self) -> Limits:
        """How fast the bot may send."""
        return self._calls.pace.limits

    @pace.setter
    def pace(self, limits: Limits) -> None:
        self._calls.pace = Pace(limits)

    @property
    def delivers(self) -> Delivered:
        """How often the webhook gets each update."""
        return self.webhook.delivers

    @delivers.setter
    def delivers(self, how: Delivered) -> None:
        self.webhook.delivers = how

    def person(self, name: str = "Eva", language: str = "da") -> Person:
        """Somebody new."""
        return Person(self.world, name, language)

    def group(self, name: str, *, forum: bool = False, supergroup: bool = True) -> Group:
        """A group in which the bot is an administrator."""
        return Group(self.world, name, forum=forum, supergroup=supergroup)

    def leads(self, address: str, *doors: str) -> None:
        """Let an address, such as https://sammen.example, lead to these servers by turns, like a
        proxy with replicas.
        """
        self.webhook.doors[address] = doors

    def trouble(self, method: str, times: float = 1, **what: Any) -> Trouble:
        """Let a trouble happen to the next requests of a method: see Trouble."""
        trouble = Trouble(method, times, **what)
        self._calls.troubles.append(trouble)
        return trouble

    def redeliver(self, update: Update) -> Update:
        """Deliver the same update again. A call that rides in this answer is ignored."""
        return self.world.updates.again(update)

    async def until(self, true: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until something is true. It is checked often, and after every request and update."""
        assert await self.world.bell.until(true, patience), "it did not come to that"

    async def is_idle(self, patience: float = PATIENCE) -> None:
        """Wait until every update was taken, or ended otherwise."""
        await self.until(lambda: not self.world.updates.pending, patience)


@asynccontextmanager
async def stand_in(
    *,
    speed: float = 1.0,
    begin: datetime | None = None,
    pace: Limits | None = None,
    strict: bool = True,
    username: str = "SammenTestBot",
) -> AsyncIterator[StandIn]:
    """A running stand-in. It fails at its end when something was wrong; without `strict` nothing is
    checked.
    """
    token = f"{BOT_ID}:{secrets.token_urlsafe(26)}"
    calls = Calls(World(Clock(speed, begin), token, username, "Sammen"), strict=strict)
    calls.pace = Pace(pace or Limits.lifted())
    runner = web.AppRunner(Server(calls).app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    delivering = asyncio.get_running_loop().create_task(calls.webhook.run())
    try:
        yield StandIn(calls, f"http://127.0.0.1:{runner.addresses[0][1]}")
    finally:
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering
        calls.polling.close()
        await runner.cleanup()
    wrong = "\n".join(calls.world.wrong)
    assert not wrong, f"The bot, or its stand-in, did what it must not do:\n{wrong}"
