"""The HTTP side: every request is written down, troubled, checked, paced, and answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.bot_api.fields import Fields, read_fields
from tests.bot_api.methods import METHODS
from tests.bot_api.methods.hooks import delete_webhook, set_webhook, webhook_info
from tests.bot_api.pace import Pace, counts
from tests.bot_api.polling import Polling
from tests.bot_api.refusals import Refused, bad
from tests.bot_api.trouble import Trouble, html_page
from tests.bot_api.webhook import Webhook
from tests.bot_api.world import World

NAMES = {
    "getupdates": "getUpdates",
    "setwebhook": "setWebhook",
    "deletewebhook": "deleteWebhook",
    "getwebhookinfo": "getWebhookInfo",
    **{low: name for low, (name, _) in METHODS.items()},
}


@dataclass
class Call:
    """One request of the bot and what it was told. `via`: http, or the answer to a webhook."""

    method: str
    fields: dict[str, Any]
    at: float
    via: str
    status: int = 0
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether the bot was answered, with whatever it was."""
        return self.status != 0

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status == 200

    @property
    def result(self) -> Any:
        """What came of it."""
        return self.answer.get("result")


class Server:
    """The Bot API over HTTP, for one bot."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.pace = Pace()
        self.polling = Polling(world)
        self.webhook = Webhook(world, self.answer_in_webhook)
        self.troubles: list[Trouble] = []
        self.calls: list[Call] = []
        self.wrong: list[str] = []

    def app(self) -> web.Application:
        """The routes."""
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        return app

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return _response(401, Refused(401, "Unauthorized").body)
        name = request.match_info["method"]
        try:
            fields = await read_fields(request)
        except Refused as refusal:
            self.wrong.append(f"{name}: {refusal.description}")
            return _response(refusal.code, refusal.body)
        call = self._write_down(name, fields, "http")
        trouble = self._trouble(call)
        if trouble and trouble.delay:
            await asyncio.sleep(trouble.delay)
        if trouble and trouble.drop == "before":
            return _hang_up(request)
        await self._answer(call, fields, trouble)
        if trouble and trouble.hold:
            await asyncio.sleep(trouble.hold)
        if trouble and trouble.drop == "after":
            return _hang_up(request)
        if trouble and trouble.status >= 500:
            return web.Response(
                status=trouble.status, text=html_page(trouble.status), content_type="text/html"
            )
        return _response(call.status, call.answer)

    async def answer_in_webhook(self, body: dict[str, Any]) -> None:
        """Do what rode in an answer; nobody hears what came of it."""
        fields = Fields({key: value for key, value in body.items() if key != "method"})
        call = self._write_down(str(body["method"]), fields, "webhook")
        await self._answer(call, fields, self._trouble(call))

    def _write_down(self, name: str, fields: Fields, via: str) -> Call:
        known = NAMES.get(name.lower(), name)
        call = Call(known, {**fields.raw, **fields.files}, self.world.clock.now(), via)
        self.calls.append(call)
        return call

    def _trouble(self, call: Call) -> Trouble | None:
        given = str(call.fields.get("chat_id", ""))
        chat = int(given) if given.lstrip("-").isdecimal() else None
        for trouble in self.troubles:
            if trouble.concerns(call.method, chat):
                trouble.times -= 1
                return trouble
        return None

    async def _answer(self, call: Call, fields: Fields, trouble: Trouble | None) -> None:
        try:
            if trouble and trouble.refusal:
                raise trouble.refusal
            call.answer = {"ok": True, **await self._do(call, fields)}
            call.status = 200
        except Refused as refusal:
            call.status, call.answer = refusal.code, refusal.body
        self.world.bell.ring()

    async def _do(self, call: Call, fields: Fields) -> dict[str, Any]:
        match call.method:
            case "getUpdates":
                hooked = bool(self.webhook.setting.url)
                return {"result": await self.polling.get_updates(fields, hooked)}
            case "setWebhook":
                says = set_webhook(self.webhook, self.polling, fields)
                return {"result": True, "description": says}
            case "deleteWebhook":
                return {"result": True, "description": delete_webhook(self.webhook, fields)}
            case "getWebhookInfo":
                return {"result": webhook_info(self.webhook)}
        if call.method.lower() not in METHODS:
            self.wrong.append(f"{call.method}: the stand-in does not know this method")
            raise Refused(404, "Not Found: method not found")
        if counts(call.method):
            self._count(fields)
        _, function = METHODS[call.method.lower()]
        return {"result": function(self.world, fields)}

    def _count(self, fields: Fields) -> None:
        given = fields.text("chat_id")
        if not given.lstrip("-").isdecimal():
            raise bad("chat not found")
        self.pace.take(int(given), self.world.clock.now())

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.world.token:
            return _response(401, Refused(401, "Unauthorized").body)
        path = request.match_info["path"]
        for stored in self.world.files.values():
            if stored.path == path:
                return web.Response(body=stored.content, content_type="application/octet-stream")
        return _response(404, Refused(404, "Not Found: file not found").body)


def _response(status: int, body: dict[str, Any]) -> web.Response:
    retry = str(body.get("parameters", {}).get("retry_after", ""))
    headers = {"Retry-After": retry} if retry else {}
    return web.json_response(body, status=status, headers=headers)


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return web.Response()
