"""The shifts of a week, or of any other time, as staff see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from storage.cases.working_days import COPENHAGEN
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.shifts.queries.one import Held, shifts
from storage.shifts.rules import ShiftState
from storage.shifts.tables import Shift, ShiftSeries
from storage.shifts.wanted import Wanted


async def week(tx: Transaction, monday: date, branch: str | None = None) -> list[Held]:
    """The shifts that begin in a week, cancelled ones too. The caller has checked that staff ask.

    A shift of no branch is everybody's, and so in the week of each.
    """
    ends = monday + timedelta(days=7)
    return await between(tx, _midnight(monday), _midnight(ends), branch)


async def between(
    tx: Transaction, since: datetime, until: datetime, branch: str | None = None
) -> list[Held]:
    """The shifts that begin in a time, cancelled ones too. The caller checked that staff ask."""
    which = [Shift.begins_at >= since, Shift.begins_at < until]
    if branch is not None:
        which.append((Shift.branch == branch) | Shift.branch.is_(None))
    return await shifts(tx, *which)


async def of_series(tx: Transaction, series_id: int, since: datetime) -> list[Held]:
    """The shifts of a series from a moment on. The caller has checked that staff ask."""
    return await shifts(tx, Shift.series == series_id, Shift.begins_at >= since)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), COPENHAGEN).astimezone(UTC)


async def made_lately(
    tx: Transaction, by: Colleague, wanted: Wanted, since: datetime
) -> int | None:
    """The id of a shift like this that the same colleague has just made: a second press."""
    return await tx.session.scalar(
        select(Shift.id)
        .where(
            Shift.made_by == by.person_id,
            Shift.role == wanted.role,
            Shift.begins_at == wanted.begins_at,
            Shift.ends_at == wanted.ends_at,
            Shift.changed_at >= since,
            Shift.state == ShiftState.OPEN,
        )
        .order_by(Shift.id)
        .limit(1)
    )


async def series_of(tx: Transaction, found: Held) -> ShiftSeries | None:
    """How the shifts were asked for that a shift comes again with; None for one by itself."""
    return await tx.session.get(ShiftSeries, found.shift.series) if found.shift.series else None
