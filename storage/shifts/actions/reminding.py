"""What is planned when somebody takes a place, and when a shift is made or moved.

Nothing is struck off when it changes: a row names the hour that it is about, and does nothing when
the shift begins at another one, or when its volunteer is not expected there any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from storage.cases.working_days import morning, next_working_day
from storage.database import Transaction
from storage.shifts.actions.cover import found
from storage.shifts.actions.planning import Row, of_place, of_shift, plan, plan_new
from storage.shifts.asking import silent_at
from storage.shifts.queries import Held, Helper
from storage.shifts.rules import SHORT_BEFORE, Step, reminded_at
from storage.shifts.tables import Shift

HOUR = timedelta(hours=1)
REMINDERS = (Step.WEEK, Step.DAYS, Step.HOURS)


async def plan_place(tx: Transaction, held: Held, helper: Helper, now: datetime) -> None:
    """Plan what the holder of a place hears of it, and let those go who were asked to step in.

    Call it when a place was taken or given, and for everybody who comes when the times changed.
    """
    number = helper.place.volunteer
    if number is None:
        return
    await tx.flush()
    rows = [of_place(held.shift, helper.place, step, at) for step, at in _times(held.shift)]
    rows.append(year_row(number, held.shift.begins_at))
    await plan_new(tx, (row for row in rows if row.at > now))
    await found(tx, held.shift.id, now)


async def plan_silence(tx: Transaction, held: Held, helper: Helper, now: datetime) -> None:
    """Somebody is asked now whether they can come, for staff gave them the place or moved it, and
    is not asked again two days before: then it is told when they do not answer. Not so near the
    start that there is no hour to answer in.
    """
    begins = held.shift.begins_at
    if helper.place.volunteer is None or reminded_at(begins, Step.DAYS) > now or begins <= now:
        return
    at = silent_at(now, begins)
    if at < now + HOUR:
        return
    await plan(tx, of_place(held.shift, helper.place, Step.SILENT, at, asked=now.isoformat()))


def _times(shift: Shift) -> Iterator[tuple[Step, datetime]]:
    for step in REMINDERS:
        yield step, reminded_at(shift.begins_at, step)


def year_row(number: int, at: datetime) -> Row:
    """The summary of the year of a moment, told on the first working day of the next."""
    year = at.year
    day = next_working_day(date(year + 1, 1, 1))
    return Row(Step.YEAR, morning(day), {"step": Step.YEAR, "year": year}, number)


async def plan_shift(tx: Transaction, shift: Shift, now: datetime) -> None:
    """Plan what staff hear of a shift: that it has too few people, and who came.

    Call it when a shift was made, and when its times changed.
    """
    await tx.flush()
    rows = [
        of_shift(
            shift, Step.SHORT, shift.begins_at - before, hours=int(before.total_seconds()) // 3600
        )
        for before in SHORT_BEFORE
    ]
    rows.append(of_shift(shift, Step.ATTENDANCE, shift.ends_at))
    await plan_new(tx, (row for row in rows if row.at > now))
