"""People who give an idea in six messages: the load, and the time of each answer.

Each conversation is a new person. Their next message is sent when the last one is taken (2xx) and
answered, as Telegram delivers what one person writes.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from itertools import count

import aiohttp
import orjson

from tools.bench import updates
from tools.bench.bot_api import BotApi
from tools.bench.updates import Json

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = 30.0
"""Seconds after which a missing answer counts as lost."""

FIRST, LAST = 0, -1


@dataclass(frozen=True)
class Message:
    """What they write; or which choice they take, where the last answer offers some."""

    words: str
    choice: int | None = None


IDEA = (
    Message("/start"),
    Message("/ide"),
    Message("En bænk ved indgangen, så man kan vente i læ, og en bog til dem, der venter."),
    Message("Alle, der venter på bussen, og dem, der ikke kan stå så længe."),
    Message("Her i samtalen", FIRST),
    Message("Nej", LAST),
)


@dataclass
class Load:
    """A bot under load: its address, and the measurements so far."""

    api: BotApi
    session: aiohttp.ClientSession
    webhook: str
    secret: str
    asks: bool
    """Whether it asks questions with choices, as all but an echo do."""
    seconds: list[float] = field(default_factory=list)
    repeats: int = 0

    async def converse(self, conversations: int, at_once: int) -> None:
        """Hold this many conversations, this many of them at the same time."""
        left = count()

        async def one_after_another() -> None:
            while next(left) < conversations:
                await Citizen(self).gives_an_idea()

        async with asyncio.TaskGroup() as everybody:
            for _ in range(min(at_once, conversations)):
                everybody.create_task(one_after_another())

    async def post(self, update: Json) -> None:
        """Post an update, again and again while the bot asks for time."""
        headers = {HEADER: self.secret, "Content-Type": "application/json"}
        body = orjson.dumps(update)
        while True:
            async with self.session.post(self.webhook, data=body, headers=headers) as response:
                answer = await response.read()
                if response.status == 200:
                    break
                if response.status != 503:
                    raise AssertionError(f"the webhook answered {response.status}")
                wait = float(response.headers.get("Retry-After", "1"))
            self.repeats += 1
            await asyncio.sleep(wait)
        riding = orjson.loads(answer) if answer.startswith(b"{") else {}
        if "method" in riding:
            self.api.call(riding.pop("method"), riding)


_people = count(300_000_000)


class Citizen:
    """Somebody who was never here before."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._id = next(_people)
        self._written = count(1)
        self._heard: asyncio.Queue[tuple[Json, float]] = asyncio.Queue()
        self._last: Json = {}

    async def gives_an_idea(self) -> None:
        """The whole conversation."""
        self._load.api.hears(self._id, lambda message, at: self._heard.put_nowait((message, at)))
        try:
            for i, message in enumerate(IDEA):
                chooses = i + 1 < len(IDEA) and IDEA[i + 1].choice is not None
                await self._says(message, wants_choices=chooses and self._load.asks)
        finally:
            self._load.api.forget(self._id)

    async def _says(self, message: Message, *, wants_choices: bool) -> None:
        self._reads_on()
        update = self._update(message)
        begun = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            await self._load.post(update)
            answered = await self._answer(wants_choices=wants_choices)
        self._load.seconds.append(answered - begun)

    def _reads_on(self) -> None:
        """Read what else was said in the meantime."""
        while not self._heard.empty():
            self._last, _ = self._heard.get_nowait()

    async def _answer(self, *, wants_choices: bool) -> float:
        while True:
            self._last, at = await self._heard.get()
            if not wants_choices or self._last["reply_markup"]:
                return at

    def _update(self, message: Message) -> Json:
        shown = self._last.get("reply_markup") or {}
        if message.choice is not None and "inline_keyboard" in shown:
            buttons = [button for row in shown["inline_keyboard"] for button in row]
            return updates.press(self._id, buttons[message.choice]["callback_data"], self._last)
        words = message.words
        if message.choice is not None and "keyboard" in shown:
            keys = [key for row in shown["keyboard"] for key in row]
            words = keys[message.choice]["text"]
        return updates.text(self._id, next(self._written), words)
