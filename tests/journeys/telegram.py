"""A library with its bot at the stand-in, by polling or by webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.bot_api import Person, StandIn, stand_in
from tests.online import Clock, Library, running
from tests.programs import free_port

SECRET = "a-secret-that-telegram-knows"
PUBLIC = "https://sammen.example"
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


@asynccontextmanager
async def at_telegram(
    url: str, way: str, clock: Clock | None = None, **more: Any
) -> AsyncIterator[Telegram]:
    """A library that people reach by Telegram, in one of the two ways."""
    async with stand_in() as api:
        settings: dict[str, Any] = {"bot_token": api.token, "telegram_api_url": api.url, **more}
        if way == "webhook":
            port = free_port()
            settings |= {
                "port": port,
                "webhook_url": f"{PUBLIC}/telegram",
                "webhook_secret": SECRET,
            }
            api.leads(PUBLIC, f"http://127.0.0.1:{port}")
        async with running(url, clock, **settings) as library:
            yield Telegram(api, library)
