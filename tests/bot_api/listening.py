"""A bot's webhook whose answers a test decides."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.bot_api import StandIn

ADDRESS = "https://sammen.example"


class Ear:
    """Receives updates. While `open` is cleared they wait for their answer."""

    def __init__(self, api: StandIn) -> None:
        self.api = api
        self.got: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: deque[web.Response] = deque()
        self.open = asyncio.Event()
        self.open.set()
        self.waiting = 0
        self.port = 0

    async def hear(self, request: web.Request) -> web.StreamResponse:
        """Take an update and give the next answer, else an empty 200."""
        self.got.append(await request.json())
        self.headers.append(dict(request.headers))
        self.waiting += 1
        self.api.world.bell.ring()
        await self.open.wait()
        self.waiting -= 1
        return self.answers.popleft() if self.answers else web.Response()

    def will_answer(self, *answers: int | dict[str, Any] | web.Response) -> None:
        """Set the next answer: a status, a method to ride in it, or a whole answer."""
        for answer in answers:
            if isinstance(answer, int):
                self.answers.append(web.Response(status=answer))
            elif isinstance(answer, dict):
                self.answers.append(web.json_response(answer))
            else:
                self.answers.append(answer)

    @property
    def texts(self) -> list[str]:
        """The texts that came, in order."""
        return [update["message"]["text"] for update in self.got if "message" in update]

    async def hears(self, count: int) -> None:
        """Wait until so many updates came."""
        await self.api.until(lambda: len(self.got) >= count)


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[int]:
    """An application at a port of its own."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


@asynccontextmanager
async def listening(api: StandIn) -> AsyncIterator[Ear]:
    """A webhook behind ADDRESS. Whether it is set is decided by the test."""
    ear = Ear(api)
    app = web.Application()
    app.router.add_post("/telegram", ear.hear)
    async with serving(app) as ear.port:
        api.leads(ADDRESS, f"http://127.0.0.1:{ear.port}")
        try:
            yield ear
        finally:
            ear.open.set()
