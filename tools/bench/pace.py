"""A queue of notices at Telegram's real pace: how fast it empties, and what is refused meanwhile.

The Bot API here refuses what comes too fast, as the real one does, and remembers what came.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage.database import Database
from storage.migrate import migrate
from storage.people import actions as people
from storage.people.rules import Channel, Language
from storage.talk import actions
from storage.talk.actions import Words
from storage.talk.pace import Pacing
from tests.bot_api.pace import Limits, Pace
from tests.bot_api.refusals import Refused
from tests.needs import without_postgres
from tests.programs import free_port
from tools.bench.bot_api import BotApi
from tools.bench.programs import a_bot
from tools.bench.systems import POSTGRES, SQLITE, System
from tools.bench.updates import Json

WANTED = timedelta(seconds=1) / Pacing().overall.every
"""Messages per second that Sammen allows itself."""

PATIENCE = 4
"""How many times the expected duration to wait, before what has not come counts as lost."""

BEGINNING = 90
"""Seconds that programs may take to start."""


class Strict(BotApi):
    """A Bot API that refuses what comes too fast."""

    def __init__(self, notices: int) -> None:
        super().__init__()
        self.all_came = asyncio.Event()
        self._wanted = notices
        self.came: list[float] = []
        self.refused: list[float] = []
        self.notices: Counter[str] = Counter()
        self._pace = Pace(Limits())

    def call(self, method: str, given: Json) -> Any:
        """Take a message in, or refuse it."""
        if method.lower() != "sendmessage":
            return super().call(method, given)
        now = time.monotonic()
        try:
            self._pace.take(int(given["chat_id"]), now)
        except Refused:
            self.refused.append(now)
            raise
        self.came.append(now)
        self.notices[given["text"]] += 1
        if len(self.notices) == self._wanted:
            self.all_came.set()
        return super().call(method, given)


@dataclass(frozen=True)
class Paced:
    """How fast a queue of notices was emptied."""

    system: System
    processes: int
    notices: int
    seconds: float
    refused: int
    """Answers with 429 after the first second."""
    lost: int
    doubled: int

    @property
    def pace(self) -> float:
        """Notices per second, from the first to the last."""
        return (self.notices - 1) / self.seconds

    @property
    def share(self) -> float:
        """The pace as a share of the pace that Sammen allows itself."""
        return self.pace / WANTED


async def work_off(system: System, processes: int, notices: int) -> Paced:
    """Fill a queue, start this many processes of a system on it, and see what arrives."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="sammen-bench-")))
        api = await stack.enter_async_context(Strict(notices))
        url = await stack.enter_async_context(system.memory(folder))
        await _fill(url, notices)
        for number in range(processes):
            own = folder / str(number)
            own.mkdir()
            port = free_port()
            settings = system.settings(api.url, port, url)
            await stack.enter_async_context(a_bot(system.command, settings, own, port))
        await _until_all_came(api, notices)
    return _judged(api, system, processes, notices)


async def every_pace(notices: int) -> list[Paced]:
    """One process on SQLite, then three that share one PostgreSQL."""
    without = await asyncio.to_thread(without_postgres)
    crews = [(SQLITE, 1)] if without else [(SQLITE, 1), (POSTGRES, 3)]
    return [await work_off(*crew, notices) for crew in crews]


async def _fill(url: str, notices: int) -> None:
    """Put one notice for each of this many people."""
    await migrate(url)
    database = Database(url)
    now = datetime.now(UTC)
    async with database.transaction() as tx:
        for number in range(notices):
            person = await people.arrive(
                tx,
                Channel.TELEGRAM,
                str(400_000_000 + number),
                now,
                language=Language.DA,
                lasts=timedelta(days=1),
            )
            await actions.tell(tx, person, Words(f"Nyt nummer {number}"), now, at_once=True)
    await database.close()


async def _until_all_came(api: Strict, notices: int) -> None:
    """Wait for the last notice, and a moment longer for one that is too many."""
    with suppress(TimeoutError):
        async with asyncio.timeout(BEGINNING + PATIENCE * notices / WANTED):
            await api.all_came.wait()
    await asyncio.sleep(1)


def _judged(api: Strict, system: System, processes: int, notices: int) -> Paced:
    begun = min([*api.came, *api.refused], default=0.0)
    return Paced(
        system=system,
        processes=processes,
        notices=notices,
        seconds=max(api.came, default=1.0) - begun,
        refused=sum(at > begun + 1 for at in api.refused),
        lost=notices - len(api.notices),
        doubled=sum(api.notices.values()) - len(api.notices),
    )
