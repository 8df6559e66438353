"""The HTTP side: addresses, answers, and what a network does to them."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from tests.bot_api.calls import Calls
from tests.bot_api.fields import Fields, read_request
from tests.bot_api.refusals import Refused
from tests.bot_api.trouble import Trouble, html_page

LARGEST = 55 * 1024 * 1024


class Server:
    """The Bot API over HTTP, for one bot."""

    def __init__(self, calls: Calls) -> None:
        self.calls, self.world = calls, calls.world

    def app(self) -> web.Application:
        """The routes."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_route("*", "/{rest:.*}", _nowhere)
        return app

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return _refusal(Refused(401, "Unauthorized"))
        name = request.match_info["method"]
        try:
            fields = await read_request(request)
        except Refused as refusal:
            self.world.wrong.append(f"{name}: {refusal.description}")
            return _refusal(refusal)
        call, trouble = self.calls.take(name, fields, "http")
        if trouble is None:
            await self.calls.answer(call, fields, None)
            return _response(call.status, call.answer)
        await asyncio.sleep(trouble.delay)
        if trouble.drop == "before":
            return _hang_up(request)
        await self.calls.answer(call, fields, trouble)
        await asyncio.sleep(trouble.hold)
        return _troubled(request, trouble) or _response(call.status, call.answer)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return _refusal(Refused(401, "Unauthorized"))
        _, trouble = self.calls.take("download", Fields(dict(request.match_info)), "http")
        if trouble:
            await asyncio.sleep(trouble.delay)
            if answer := _troubled(request, trouble):
                return answer
        for stored in self.world.files.values():
            if stored.path == request.match_info["path"]:
                return web.Response(body=stored.content, content_type="application/octet-stream")
        return _refusal(Refused(404, "Not Found: file not found"))


async def _nowhere(request: web.Request) -> web.Response:
    return _refusal(Refused(404, "Not Found"))


def _refusal(refusal: Refused) -> web.Response:
    return _response(refusal.code, refusal.body)


def _response(status: int, body: dict[str, Any]) -> web.Response:
    retry = str(body.get("parameters", {}).get("retry_after", ""))
    headers = {"Retry-After": retry} if retry else {}
    return web.json_response(body, status=status, headers=headers)


def _troubled(request: web.Request, trouble: Trouble) -> web.StreamResponse | None:
    if trouble.drop:
        return _hang_up(request)
    if trouble.status >= 500:
        page = html_page(trouble.status)
        return web.Response(status=trouble.status, text=page, content_type="text/html")
    return None


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return web.Response()
