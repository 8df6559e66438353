"""A Bot API that takes everything and answers at once, for load.

It has no rules and checks nothing: that is the work of the stand-in of the tests (`tests/bot_api`).
Here it must only cost as little as possible, and know when each answer came.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from typing import Any, Self

import orjson
from aiohttp import web

from tests.bot_api.refusals import Refused
from tools.bench import updates
from tools.bench.updates import Json

BOT = {"id": 4242, "is_bot": True, "first_name": "Sammen", "username": "sammen_bot"}
ME = {**BOT, "can_join_groups": True, "can_read_all_group_messages": False}
SAYS = frozenset({"sendmessage", "sendphoto", "sendvoice", "sendaudio", "editmessagetext"})
"""The methods whose text people read as an answer."""

Hear = Callable[[Json, float], None]


class BotApi:
    """The Bot API of one bot, on a port of its own."""

    def __init__(self) -> None:
        self.url = ""
        self.webhook: Json = {}
        self.calls: dict[str, int] = {}
        self._ears: dict[int, Hear] = {}
        self._ids = count(5_000_000)
        self._runner = web.ServerRunner(web.Server(self._serve))

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def hears(self, user_id: int, ear: Hear) -> None:
        """Call back for every message to their chat."""
        self._ears[user_id] = ear

    def forget(self, user_id: int) -> None:
        """Stop calling back."""
        self._ears.pop(user_id, None)

    def call(self, method: str, given: Json) -> Any:
        """Do what a method says, whether it was posted or rode in the answer to the webhook."""
        name = method.lower()
        self.calls[name] = self.calls.get(name, 0) + 1
        if name in SAYS:
            return self._said(given)
        if name == "setwebhook":
            self.webhook = given
        return ME if name == "getme" else True

    def _said(self, given: Json) -> Json:
        user_id = int(given["chat_id"])
        message: Json = {
            "message_id": next(self._ids),
            "from": BOT,
            "chat": updates.chat(user_id),
            "date": int(time.time()),
            "text": given.get("text", ""),
        }
        keyboard = given.get("reply_markup")
        if isinstance(keyboard, str):
            keyboard = orjson.loads(keyboard)
        if keyboard and "inline_keyboard" in keyboard:
            message["reply_markup"] = keyboard
        ear = self._ears.get(user_id)
        if ear is not None:
            ear({**message, "reply_markup": keyboard}, time.perf_counter())
        return message

    async def _serve(self, request: web.BaseRequest) -> web.Response:
        method = request.path.rpartition("/")[2]
        if request.content_type == "application/json":
            given = orjson.loads(await request.read())
        else:
            given = dict(await request.post())
        try:
            status, answer = 200, {"ok": True, "result": self.call(method, given)}
        except Refused as refused:
            status, answer = refused.code, refused.body
        return web.Response(
            body=orjson.dumps(answer), status=status, content_type="application/json"
        )
