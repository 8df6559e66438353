"""The clocks: every second what is due is done, every night what is old is deleted.

What is due is a row. It is done and struck off in one transaction, so any number of processes may
tick. APScheduler runs the work of the night only. The seconds have a loop of their own, because
APScheduler stops when the clock of the machine steps back. Must hold nothing that matters in
memory.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.current import Current
from bot.faults import place_of
from bot.intake import Clock
from bot.pulse import DUE, Pulse
from bot.retry import Retry
from bot.waiting import end
from handlers.absence import tell_away, tell_back
from handlers.agreements import tell_agreement
from handlers.care.clock import tell_unanswered
from handlers.conversation.values import Occasion
from handlers.ideas import news, promises
from handlers.ideas.digest import tell_digest
from handlers.introductions import tell_met
from handlers.mail.told import tell_returned
from handlers.partners.told import tell_partner
from handlers.privacy.keep import warn_all
from handlers.shifts import tell_shift
from handlers.silences import tell_silenced
from handlers.volunteers import tell_volunteer
from storage.care.actions import end_silent
from storage.cases.rules import local_day
from storage.cases.working_days import morning, next_working_day
from storage.database import Conflict, Unavailable
from storage.ideas.shelf import Shelf
from storage.privacy.actions import finish, purge
from storage.talk import actions, queries
from storage.talk.rules import DueKind
from storage.talk.tables import Due

log = logging.getLogger(__name__)

SECONDS = 1.0
LONGEST_WAIT = timedelta(hours=1)


Do = Callable[[Occasion, Due], Awaitable[None]]

_DOING: dict[DueKind, Do] = {
    DueKind.TELL: news.tell_due,
    DueKind.WAKE: news.tell_due,
    DueKind.PROMISE: promises.tell_promise,
    DueKind.SILENCED: tell_silenced,
    DueKind.AWAY: tell_away,
    DueKind.BACK: tell_back,
    DueKind.DIGEST: tell_digest,
    DueKind.UNANSWERED: tell_unanswered,
    DueKind.VOLUNTEER: tell_volunteer,
    DueKind.SHIFT: tell_shift,
    DueKind.MEET: tell_met,
    DueKind.AGREEMENT: tell_agreement,
    DueKind.PARTNER: tell_partner,
    DueKind.RETURNED: tell_returned,
}
"""What to do for each kind of due row, in the transaction that strikes it off."""


class Schedule:
    """The clocks of one process. `told` is called after there was something to tell."""

    def __init__(
        self,
        current: Current,
        clock: Clock,
        told: Callable[[], None] = lambda: None,
        pulse: Pulse | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._current = current
        self._database = current.database
        self._library = current.library
        self._texts = current.texts
        self._clock = clock
        self._told = told
        self._pulse = pulse or Pulse()
        self._shelf = shelf or Shelf()
        self._retry = Retry(self._database, self._library, self._texts, clock, self._shelf)
        self._nightly = AsyncIOScheduler(timezone="Europe/Copenhagen")
        self._seconds: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to tick in the running loop."""
        self._nightly.add_job(
            self.forget_old,
            "cron",
            hour=3,
            minute=30,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )
        self._nightly.start()
        self._pulse.beat(DUE)
        self._seconds = asyncio.create_task(self._every_second())

    async def plan_digest(self) -> None:
        """Plan the next digest, once, however many processes start at the same time."""
        now = self._clock()
        at = morning(next_working_day(local_day(now)))
        async with self._database.transaction() as tx:
            await actions.plan_once(tx, DueKind.DIGEST, at, {"since": now.isoformat()}, now)

    async def stop(self) -> None:
        """Stop the clocks if they run; what is not done yet stays due."""
        if self._nightly.running:
            self._nightly.shutdown(wait=False)
        await end(self._seconds)

    async def _every_second(self) -> None:
        while True:
            try:
                await self._current.look()
                if await self.do_due():
                    self._told()
                await self.look_around()
            except (Unavailable, Conflict):
                log.warning("the database is away or busy; what is due waits")
            except Exception as error:  # noqa: BLE001 - all news rests on this loop
                log.error("what is due waits: %s", place_of(error))
            await asyncio.sleep(SECONDS)

    async def look_around(self) -> None:
        """Refresh the shelf: ideas and partners that any process has changed, and words added to
        the lexicon.
        """
        self._shelf.learns(self._current.words)
        await self._shelf.refresh(self._database, self._clock())

    async def do_due(self) -> int:
        """Do everything that is due now, oldest first, one transaction each. Returns how many."""
        count = 0
        while await self._do_one():
            count += 1
            self._pulse.beat(DUE)
        count += await self._retry.do_wanted()
        self._pulse.beat(DUE)
        return count

    async def _do_one(self) -> bool:
        now = self._clock()
        due_id = attempts = 0
        erased = False
        try:
            async with self._database.transaction() as tx:
                due = await queries.due_now(tx, now)
                if due is None:
                    return False
                due_id, attempts = due.id, due.attempts
                if due.kind == DueKind.FORGET:
                    erased = await finish(tx, due, now)
                else:
                    occasion = Occasion(tx, self._texts, self._library, now)
                    await _DOING[DueKind(due.kind)](occasion, due)
            if erased:
                await self._database.leave_no_trace()
                log.info("erased: person %d", due.payload["person"])
        except (Unavailable, Conflict):
            raise
        except Exception as error:  # noqa: BLE001 - one failure must not stop the rest
            log.error("due %d failed, attempt %d: %s", due_id, attempts + 1, place_of(error))
            async with self._database.transaction() as tx:
                wait = min(timedelta(seconds=30) * 2**attempts, LONGEST_WAIT)
                await actions.postpone(tx, due_id, now + wait)
        return True

    async def forget_old(self) -> None:
        """Ask citizens whose idea will soon be separated from them, and delete what has expired
        (GDPR art. 5).
        """
        now = self._clock()
        warned = await warn_all(self._database, self._texts, now)
        if warned:
            self._told()
        log.info("asked whether to keep: %d cases", warned)
        for sweep, count in (await purge(self._database, now)).items():
            if count:
                log.info("forgotten by %s: %d", sweep.what, count)
        async with self._database.transaction() as tx:
            await end_silent(tx, now)
        await self.plan_digest()
        await self._database.leave_no_trace()
