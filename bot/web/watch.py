"""Lets open pages wait for news: one poll for all of them, and a nudge after commits of this
process.

Each page watches numbers that change with what it shows (the last line of a talk, the version of a
case). The truth is in the database, so reloads, restarts and replicas lose nothing. Must not read
what was said.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from bot.faults import place_of
from bot.waiting import end, happens
from storage.cases.queries import inbox_version
from storage.database import Database, Unavailable
from storage.ideas.queries import versions
from storage.talk.queries import newest, trouble_count

log = logging.getLogger(__name__)

POLL = 0.25
"""Seconds between two looks at the database, for changes by other processes."""


@dataclass(frozen=True)
class Watched:
    """Something a page waits for: a talk, a case, or (number 0) any case at all."""

    kind: str
    number: int


def talk(talk_id: int) -> Watched:
    """The lines of one talk."""
    return Watched("talk", talk_id)


def case(number: int) -> Watched:
    """The state of one case."""
    return Watched("case", number)


INBOX = Watched("inbox", 0)
TROUBLES = Watched("troubles", 0)
"""How many failures wait for a coordinator."""


class Watch:
    """What all open pages of this process wait for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._watchers: Counter[Watched] = Counter()
        self._known: dict[Watched, int] = {}
        self._news = asyncio.Condition()
        self._nudged = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.closing = False

    def start(self) -> None:
        """Begin to look, in the running loop."""
        self._task = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        """Release all waiting pages; their browsers reconnect to another process."""
        self.closing = True
        async with self._news:
            self._news.notify_all()
        await end(self._task)

    def nudge(self) -> None:
        """Something was just committed here: look at once."""
        self._nudged.set()

    @contextlib.asynccontextmanager
    async def watching(self, *things: Watched) -> AsyncIterator[None]:
        """Watch these things while this is open."""
        self._watchers.update(things)
        try:
            yield
        finally:
            self._watchers.subtract(things)
            for thing in things:
                if self._watchers[thing] <= 0:
                    del self._watchers[thing]
                    self._known.pop(thing, None)

    async def news(self, seen: Mapping[Watched, int], seconds: float) -> dict[Watched, int]:
        """The numbers of watched things: as soon as one differs from `seen`, or after so many
        seconds.
        """

        def now() -> dict[Watched, int]:
            return {thing: self._known.get(thing, number) for thing, number in seen.items()}

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._news:
                await self._news.wait_for(lambda: self.closing or now() != dict(seen))
        return now()

    async def _poll(self) -> None:
        while True:
            await happens(self._nudged, POLL)
            self._nudged.clear()
            if not self._watchers:
                continue
            try:
                await self._look()
            except Unavailable:
                log.warning("the database is away; open pages wait")
                await asyncio.sleep(1)
            except Exception as error:  # noqa: BLE001 - all open pages rest on this loop
                log.error("looking for news failed: %s", place_of(error))
                await asyncio.sleep(1)

    async def _look(self) -> None:
        things = list(self._watchers)
        talks = [thing.number for thing in things if thing.kind == "talk"]
        cases = [thing.number for thing in things if thing.kind == "case"]
        found: dict[Watched, int] = {}
        async with self._database.reading() as tx:
            if talks:
                found |= {talk(n): last for n, last in (await newest(tx, talks)).items()}
            if cases:
                found |= {case(n): version for n, version in (await versions(tx, cases)).items()}
            if INBOX in things:
                found[INBOX] = await inbox_version(tx)
            if TROUBLES in things:
                found[TROUBLES] = await trouble_count(tx)
        if any(self._known.get(thing) != number for thing, number in found.items()):
            self._known |= found
            async with self._news:
                self._news.notify_all()
