"""The stand-in as a test holds it: the server, its people, its troubles, and what was wrong."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.bot_api.clock import Clock
from tests.bot_api.group import Group
from tests.bot_api.pace import Limits, Pace
from tests.bot_api.people import Person
from tests.bot_api.screen import PATIENCE
from tests.bot_api.server import Call, Server
from tests.bot_api.trouble import Trouble
from tests.bot_api.updates import Delivered, Update
from tests.bot_api.world import BOT_ID, World


class StandIn:
    """A running Bot API."""

    def __init__(self, server: Server, url: str) -> None:
        self.server, self.world, self.url = server, server.world, url

    @property
    def token(self) -> str:
        """The bot's token, in the form that Telegram gives."""
        return self.world.token

    @property
    def username(self) -> str:
        """The bot's name in links."""
        return self.world.username

    @property
    def clock(self) -> Clock:
        """Telegram's clock. `clock.passes(hours=24)` moves it."""
        return self.world.clock

    @property
    def calls(self) -> list[Call]:
        """Every request that came."""
        return self.server.calls

    @property
    def wrong(self) -> list[str]:
        """What the bot did that it must not do. A test that expects it clears it."""
        return self.server.wrong

    @property
    def updates(self) -> list[Update]:
        """Every update that there was; `end` says what became of it."""
        return self.world.updates.all

    @property
    def pace(self) -> Limits:
        """How fast the bot may send."""
        return self.server.pace.limits

    @pace.setter
    def pace(self, limits: Limits) -> None:
        self.server.pace = Pace(limits)

    @property
    def delivers(self) -> Delivered:
        """How often the webhook gets each update."""
        return self.server.webhook.delivers

    @delivers.setter
    def delivers(self, how: Delivered) -> None:
        self.server.webhook.delivers = how

    def person(self, name: str = "Eva", language: str = "da") -> Person:
        """Somebody new."""
        return Person(self.world, name, language)

    def group(self, name: str, *, forum: bool = False, supergroup: bool = True) -> Group:
        """A group in which the bot is an administrator."""
        return Group(self.world, name, forum=forum, supergroup=supergroup)

    def leads(self, address: str, *doors: str) -> None:
        """An address that the webhook is set to, such as https://sammen.example, leads to these
        doors by turns: a proxy with its replicas.
        """
        self.server.webhook.doors[address] = doors
        self.world.bell.ring()

    def trouble(self, method: str, times: float = 1, **what: Any) -> Trouble:
        """Let something happen to the next requests of a method: see Trouble."""
        trouble = Trouble(method, times, **what)
        self.server.troubles.append(trouble)
        return trouble

    def redeliver(self, update: Update) -> Update:
        """The same update again, as when the answer to it was lost."""
        return self.world.updates.again(update)

    def called(self, method: str) -> list[Call]:
        """The requests of one method, in order."""
        return [call for call in self.calls if call.method == method]

    async def until(self, true: Any, patience: float = PATIENCE) -> None:
        """Wait until something is so; looked at after every request and update."""
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
    username: str = "SammenTestBot",
    name: str = "Sammen",
) -> AsyncIterator[StandIn]:
    """A running stand-in. Its end fails by what was wrong."""
    token = f"{BOT_ID}:{secrets.token_urlsafe(26)}"
    server = Server(World(Clock(speed, begin), token, username, name))
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    api = StandIn(server, f"http://127.0.0.1:{runner.addresses[0][1]}")
    api.pace = pace or Limits.lifted()
    delivering = asyncio.get_running_loop().create_task(server.webhook.run())
    try:
        yield api
    finally:
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering
        server.polling.closed = True
        server.world.bell.ring()
        await runner.cleanup()
    assert not api.wrong, "\n".join(["The bot did what it must not do:", *api.wrong])
