"""No program ran for a day, or none could send: what is still of use is said, in words that are
true when they are read, and what is past is not.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from storage.people.rules import Channel, Role
from storage.shifts import actions as shifts
from storage.shifts.actions import Wanted
from storage.talk.queries import something_due
from tests.bot_api import Person, StandIn, stand_in
from tests.faults.telegrams import said_to
from tests.faults.wave import a_helper
from tests.journeys.telegram import joined
from tests.online import MONDAY, Clock
from tests.storage.cast import colleague
from tests.storage.talk.post import states
from tests.storage.volunteers.parts import COMPUTERS, opened

CALL = "12 34 56 78 og post@boegeby.example"


def may(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in May, by the clock on the wall in Denmark."""
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


@dataclass
class Down:
    """Eva has shifts since Monday noon, and nothing has run since."""

    api: StandIn
    database: Database
    eva: Person

    async def wakes(self, now: datetime, hears: int) -> list[str]:
        """Start a program, let it do all that is due, and stop it. Returns what Eva has heard by
        then, which should be so many messages.
        """
        url = self.database.url.render_as_string(hide_password=False)
        async with joined(self.api, url, "polling", Clock(now)) as library:
            await library.passes()
            await self.api.until(lambda: len(said_to(self.eva)) >= hears)
            async with asyncio.timeout(30):
                while await self._is_sending(now):  # noqa: ASYNC110 - the program's own sender
                    await asyncio.sleep(0.05)
        return said_to(self.eva)

    async def _is_sending(self, now: datetime) -> bool:
        async with self.database.reading() as tx:
            return await something_due(tx, Channel.TELEGRAM, now)


BEGINS = (
    may(5, 16),
    may(5, 20),
    may(6, 18),
    may(7, 16),
    may(11, 19),
)
"""Past by the time that somebody looks; the same evening; tomorrow; in two days; in a week."""


@pytest.fixture
async def down(database: Database) -> AsyncIterator[Down]:
    async with stand_in() as api:
        async with database.transaction() as tx:
            karen = await colleague(tx, "Karen Krog", Role.COORDINATOR)
        role = (await opened(database, karen, MONDAY, COMPUTERS))[COMPUTERS]
        eva = api.person()
        number = await a_helper(database, karen, role, eva, MONDAY)
        for begins in BEGINS:
            async with database.transaction() as tx:
                wanted = Wanted(role, begins, begins + timedelta(hours=1))
                shift = await shifts.make(tx, karen, wanted, MONDAY)
                await shifts.take(tx, number, shift.id, MONDAY)
        yield Down(api, database, eva)


def reminder(words: str, question: str = "") -> str:
    """The reminder of a shift that Eva reads."""
    call = f"IT-hjælper, Bøgeby Bibliotek.\nEr der noget, så få fat i Karen: {CALL}."
    return f"{words}: {call}{question}"


TOMORROW = reminder("Husk din vagt i morgen, onsdag den 6. maj kl. 18.00-19.00", "\nKan du stadig?")
IN_A_WEEK = reminder("Husk, at du har en vagt mandag den 11. maj kl. 19.00-20.00")
IN_TWO_DAYS = reminder("Husk din vagt torsdag den 7. maj kl. 16.00-17.00", "\nKan du stadig?")
THIS_EVENING = reminder("Vi ses i dag, tirsdag den 5. maj kl. 20.00-21.00")
LATE = "Den her besked er forsinket. Du skulle have fået den tirsdag den 5. maj kl. 18.30.\n\n"


async def test_after_a_day_what_is_of_use_is_said_and_what_is_past_is_not(down: Down) -> None:
    heard = await down.wakes(may(5, 18, 30), hears=4)
    assert heard == [TOMORROW, IN_A_WEEK, IN_TWO_DAYS, THIS_EVENING]


async def test_what_could_not_be_sent_in_time_is_not_sent(down: Down) -> None:
    away = down.api.trouble("sendMessage", times=1000, status=502)
    assert await down.wakes(may(5, 18, 30), hears=0) == []
    away.times = 0
    heard = await down.wakes(may(6, 11), hears=3)
    assert heard == [LATE + TOMORROW, LATE + IN_A_WEEK, LATE + IN_TWO_DAYS]
    assert sorted(await states(down.database)) == ["sent", "sent", "sent", "unwanted"]
