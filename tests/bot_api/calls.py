"""Handles a request of the bot: records it, checks it, applies troubles and the pace, does it."""

from __future__ import annotations

import asyncio
import copy
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api import checks
from tests.bot_api.fields import Fields
from tests.bot_api.methods import METHODS
from tests.bot_api.methods.hooks import Hooks
from tests.bot_api.pace import Pace, counts
from tests.bot_api.polling import Polling
from tests.bot_api.refusals import Refused, bad
from tests.bot_api.trouble import Trouble
from tests.bot_api.webhook import Webhook
from tests.bot_api.world import World


@dataclass
class Call:
    """One request of the bot and its answer. `via`: http, or the answer to a webhook."""

    method: str
    fields: dict[str, Any]
    at: float
    via: str
    troubled: bool = False
    status: int = 0
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether it is over, with any result."""
        return self.status != 0

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status == 200

    @property
    def result(self) -> Any:
        """What came of it."""
        return self.answer.get("result")


class Calls:
    """Everything that the bot asks for passes here."""

    def __init__(self, world: World, *, strict: bool) -> None:
        self.world, self.strict = world, strict
        self.pace = Pace()
        self.polling = Polling(world)
        self.webhook = Webhook(world, self.answer_in_webhook)
        self.hooks = Hooks(self.webhook, self.polling)
        self.troubles: list[Trouble] = []
        self.all: list[Call] = []
        world.updates.look = self._look if strict else None
        self.names = {name.lower(): name for name in (*self.hooks.methods, "getUpdates")}
        self.names |= {low: name for low, (name, _) in METHODS.items()}

    def take(self, name: str, fields: Fields, via: str) -> tuple[Call, Trouble | None]:
        """Record a request, and apply a trouble that a test asked for."""
        method = self.names.get(name.lower(), name)
        call = Call(method, {**fields.raw, **fields.files}, self.world.clock.now(), via)
        self.all.append(call)
        self.world.bell.ring()
        for trouble in self.troubles:
            if trouble.concerns(method, fields.chat):
                trouble.times -= 1
                call.troubled = True
                return call, trouble
        return call, None

    async def answer(self, call: Call, fields: Fields, trouble: Trouble | None) -> None:
        """Do what was asked, or refuse it."""
        try:
            self._check(call, fields)
            if trouble and trouble.refusal:
                raise trouble.refusal
            result, says = await self._do(call.method, fields)
            call.answer = {"ok": True, "result": copy.deepcopy(result)}
            call.answer |= {"description": says} if says else {}
            call.status = 200
            if self.strict:
                wrongs = checks.of_result(call.method, call.answer["result"])
                self.world.wrong += [f"the stand-in's {call.method}: {wrong}" for wrong in wrongs]
        except Refused as refusal:
            call.status, call.answer = refusal.code, refusal.body
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            self.world.wrong.append(f"{call.method} cannot be understood: {error!r}")
            told = bad("can't parse the request")
            call.status, call.answer = told.code, told.body
        self.world.bell.ring()

    async def answer_in_webhook(self, fields: Fields) -> None:
        """Do what rode in the answer to a webhook; nobody is told the result."""
        name = str(fields.raw.pop("method"))
        call, trouble = self.take(name, fields, "webhook")
        if trouble and trouble.delay:
            await asyncio.sleep(trouble.delay)
        await self.answer(call, fields, trouble)

    def _check(self, call: Call, fields: Fields) -> None:
        if not self.strict:
            return
        try:
            for wrong in checks.of_request(call.method, fields):
                self.world.wrong.append(f"{call.method}: {wrong}")
        except Refused as refusal:
            self.world.wrong.append(f"{call.method}: {refusal.description}")

    def _look(self, update: dict[str, Any]) -> None:
        for wrong in checks.of_update(update):
            self.world.wrong.append(f"the stand-in's update: {wrong}")

    async def _do(self, name: str, fields: Fields) -> tuple[Any, str]:
        if name == "getUpdates":
            return await self.polling.get_updates(fields, bool(self.webhook.setting.url)), ""
        if name in self.hooks.methods:
            return self.hooks.methods[name](fields)
        if name.lower() not in METHODS:
            self.world.wrong.append(f"{name}: the stand-in does not know this method")
            raise Refused(404, "Not Found: method not found")
        if counts(name):
            if fields.chat is None:
                raise bad("chat not found")
            self.pace.take(fields.chat, self.world.clock.now())
        return METHODS[name.lower()][1](self.world, fields), ""
