"""A library with its bot at the stand-in, by polling or by webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from storage.talk.queries import file
from tests.bot_api import Person, StandIn, stand_in
from tests.bot_api.screen import buttons_of
from tests.bot_api.world import Message
from tests.journeys.parts import IDEA
from tests.online import Clock, Library, running
from tests.programs import free_port

SECRET = "a-secret-that-telegram-knows"
PUBLIC = "https://sammen.example"
WEBHOOK = f"{PUBLIC}/bot"
WAYS = ("polling", "webhook")


@dataclass
class Telegram:
    """A running library, and Telegram as its people see it."""

    api: StandIn
    library: Library

    def person(self, name: str = "Eva", language: str = "da") -> Person:
        """Somebody with a telephone."""
        return self.api.person(name, language)

    async def passes(self, **time: float) -> None:
        """Let time pass in the library; what is due is told and sent."""
        await self.library.passes(**time)

    async def has_fetched(self, number: int) -> None:
        """Wait until a file has come from Telegram."""
        async with asyncio.timeout(30):
            while not await self._is_here(number):  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.05)

    async def _is_here(self, number: int) -> bool:
        async with self.library.database.reading() as tx:
            found = await file(tx, number)
        return found is not None and found.remote is None


def settings_at(api: StandIn, way: str, port: int = 0) -> dict[str, Any]:
    """The settings of a library whose bot is at the stand-in. Several share a webhook, by turns;
    one that starts again where it was is given its port.
    """
    settings: dict[str, Any] = {"bot_token": api.token, "telegram_api_url": api.url}
    if way == "webhook":
        port = port or free_port()
        settings |= {"port": port, "webhook_url": WEBHOOK, "webhook_secret": SECRET}
        others = api.webhook.doors.get(PUBLIC, ())
        api.leads(PUBLIC, *dict.fromkeys((*others, f"http://127.0.0.1:{port}")))
    return settings


@asynccontextmanager
async def at_telegram(
    url: str, way: str, clock: Clock | None = None, **more: Any
) -> AsyncIterator[Telegram]:
    """A library that people reach by Telegram, in one of the two ways."""
    async with stand_in() as api, joined(api, url, way, clock, **more) as library:
        yield Telegram(api, library)


@asynccontextmanager
async def joined(
    api: StandIn, url: str, way: str, clock: Clock | None = None, port: int = 0, **more: Any
) -> AsyncIterator[Library]:
    """A program whose bot is at this stand-in, which there may be several of."""
    async with running(url, clock, **{**settings_at(api, way, port), **more}) as library:
        yield library


async def gives_by_telephone(person: Person, *, more: bool = False) -> None:
    """The three questions, and whether there is more to tell."""
    await person.starts("ide")
    await person.says(IDEA)
    await person.says("Dem, der ikke ser så godt")
    await person.presses("Her i samtalen")
    await person.presses("Ja" if more else "Nej")


def said_by(person: Person) -> list[Message]:
    """What somebody wrote themselves, oldest first."""
    return [m for m in person.screen if m["from"]["id"] == person.id]


def under(person: Person, label: str) -> Message:
    """The newest message that has this button."""
    found = [m for m in person.screen if label in [b["text"] for b in buttons_of(m)]]
    return found[-1]


def a_photo() -> bytes:
    """A small picture as a telephone takes it."""
    out = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    return out.getvalue()
