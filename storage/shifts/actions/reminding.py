"""What is planned when somebody takes a place, and when a shift is made or moved.

No due row is struck off when it changes: it names the hour that it is about, and does nothing when
the shift begins at another one, or when its volunteer is not expected there any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from storage.cases.rules import local_day
from storage.cases.working_days import morning, next_working_day
from storage.database import Transaction
from storage.shifts.actions.cover import found
from storage.shifts.actions.planning import Row, of_place, of_shift, plan_new
from storage.shifts.asking import SHORT_BEFORE, line_told_at, reminded_at, silent_at
from storage.shifts.queries import Held, Helper
from storage.shifts.rules import Step
from storage.shifts.tables import Shift

REMINDERS = (Step.WEEK, Step.DAYS, Step.HOURS)


async def plan_place(
    tx: Transaction, held: Held, helper: Helper, now: datetime, *, asked: bool = False
) -> None:
    """Plan what the holder of a place hears of it, and let those go who were asked to step in.

    Call it when a place was taken or given, and for everybody who comes when the times changed.
    asked: they are asked now whether they can, so that no answer is told on where the usual
    question would come too late.
    """
    number = helper.place.volunteer
    if number is None:
        return
    await tx.flush()
    rows = [of_place(held.shift, helper.place, step, at) for step, at in _times(held.shift)]
    rows.append(year_row(number, held.shift.begins_at))
    if asked and reminded_at(held.shift.begins_at, Step.DAYS) <= now < held.shift.begins_at:
        at = silent_at(now, held.shift.begins_at)
        rows.append(of_place(held.shift, helper.place, Step.SILENT, at, asked=now.isoformat()))
    await plan_new(tx, (row for row in rows if row.at > now))
    await found(tx, held.shift.id, now)


async def plan_line(tx: Transaction, held: Held, helper: Helper, now: datetime) -> None:
    """Plan when somebody who waits is told that there is still no place. Call it when they joined
    the line, and when the times changed.
    """
    at = line_told_at(now, held.shift.begins_at)
    if at is not None and helper.place.volunteer is not None:
        await plan_new(tx, [of_place(held.shift, helper.place, Step.STILL_FULL, at)])


def _times(shift: Shift) -> Iterator[tuple[Step, datetime]]:
    for step in REMINDERS:
        yield step, reminded_at(shift.begins_at, step)


def year_row(number: int, at: datetime) -> Row:
    """The summary of the year of a moment, told on the first working day of the next."""
    year = local_day(at).year
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
