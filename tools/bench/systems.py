"""The systems that are compared: how each bot is started, and how to check what it kept."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select

from storage.cases.tables import Case
from storage.database import Database
from tests.databases import drop, on_postgres, order
from tests.needs import ROOT, without_postgres

TOKEN = "4242:a-token-that-only-the-benchmark-knows"  # noqa: S105 - made up
SECRET = "a-secret-that-only-the-benchmark-knows"  # noqa: S105 - made up
WEBHOOK = "https://bench.example/telegram/webhook"

Memory = Callable[[Path], AbstractAsyncContextManager[str]]


@asynccontextmanager
async def nowhere(_: Path) -> AsyncIterator[str]:
    """No database."""
    yield ""


@asynccontextmanager
async def in_a_file(folder: Path) -> AsyncIterator[str]:
    """A new SQLite database."""
    yield f"sqlite+aiosqlite:///{folder}/sammen.sqlite3"


@asynccontextmanager
async def on_a_server(_: Path) -> AsyncIterator[str]:
    """A new database on the PostgreSQL that the tests use."""
    name = f"sammen_bench_{uuid4().hex[:12]}"
    await asyncio.to_thread(order, f'CREATE DATABASE "{name}"')
    try:
        yield on_postgres(name)
    finally:
        await asyncio.to_thread(drop, name)


@dataclass(frozen=True)
class System:
    """A bot to compare. `memory` makes a fresh database for it and returns its address, "" for
    none.
    """

    name: str
    keeps: str
    command: tuple[str, ...]
    asks: bool = True
    memory: Memory = nowhere

    def settings(self, api: str, port: int, database: str) -> dict[str, str]:
        """The environment of its process."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api,
            "WEBHOOK_URL": WEBHOOK,
            "WEBHOOK_SECRET": SECRET,
            "PORT": str(port),
            "SAMPLE": "0",
            "SECRET_KEY": "a key that only the benchmark knows, and long enough",
            "DATABASE_URL": database,
        }


async def ideas_in(url: str) -> int:
    """How many ideas a database of Sammen holds."""
    async with Database(url) as database, database.reading() as tx:
        return await tx.session.scalar(select(func.count()).select_from(Case)) or 0


def _peer(module: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"tools.bench.peers.{module}")


_SAMMEN = (str(Path(sys.executable).with_name("sammen")), "run")

ECHO = System("aiogram, bare echo", "nothing", _peer("echo"), asks=False)
AGAIN = System("the same once more (noise)", "nothing", _peer("echo"), asks=False)
CONVERSATION = System(
    "python-telegram-bot, ConversationHandler + PicklePersistence",
    "answers, up to a minute late",
    _peer("conversation"),
)
SQLITE = System("Sammen on SQLite", "everything, at once", _SAMMEN, memory=in_a_file)
POSTGRES = System("Sammen on PostgreSQL", "everything, at once", _SAMMEN, memory=on_a_server)


def systems() -> list[System]:
    """All systems that can run here. The echo is first: the others are compared with it."""
    everywhere = [ECHO, AGAIN, CONVERSATION, SQLITE]
    return everywhere if without_postgres() else [*everywhere, POSTGRES]
