"""The shifts of a week, or of any other time, as staff see them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select

from storage.database import Transaction
from storage.people.queries import Colleague
from storage.shifts.queries.one import Held, shifts
from storage.shifts.rules import ShiftState
from storage.shifts.tables import Shift, ShiftSeries
from storage.shifts.times import Hours, at_wall
from storage.shifts.wanted import Wanted
from storage.volunteers.tables import VolunteerRole


async def week(tx: Transaction, monday: date, branch: str | None = None) -> list[Held]:
    """The shifts that are in a week, cancelled ones too; one over midnight on a Sunday is in two.
    The caller has checked that staff ask.

    A shift of no branch is everybody's, and so in the week of each.
    """
    since, until = (at_wall(monday + timedelta(days=n), time(0)) for n in (0, 7))
    return await shifts(tx, Shift.ends_at > since, Shift.begins_at < until, *_at(branch))


def _at(branch: str | None) -> list[ColumnElement[bool]]:
    return [] if branch is None else [(Shift.branch == branch) | Shift.branch.is_(None)]


async def of_series(tx: Transaction, series_id: int, since: datetime) -> list[Held]:
    """The shifts of a series from a moment on. The caller has checked that staff ask."""
    return await shifts(tx, Shift.series == series_id, Shift.begins_at >= since)


async def made_lately(
    tx: Transaction, by: Colleague, wanted: Wanted, since: datetime, but: int = 0
) -> int | None:
    """The id of a shift like this, `but` this one, that the same colleague has just made: a second
    press. Two presses at once take turns.
    """
    role = await tx.session.get(
        VolunteerRole, wanted.role, with_for_update=True, populate_existing=True
    )
    where = wanted.branch or (role.branch if role else None)
    return await tx.session.scalar(
        select(Shift.id)
        .where(
            Shift.id != but,
            Shift.made_by == by.person_id,
            Shift.role == wanted.role,
            Shift.begins_at == wanted.begins_at,
            Shift.ends_at == wanted.ends_at,
            Shift.branch.is_not_distinct_from(where),
            Shift.title.is_not_distinct_from(wanted.title),
            Shift.changed_at >= since,
            Shift.state == ShiftState.OPEN,
        )
        .order_by(Shift.id)
        .limit(1)
    )


async def copied_lately(
    tx: Transaction, by: Colleague, shift_id: int, day: date, since: datetime
) -> int | None:
    """The id of a shift like another on a day that the same colleague has just made: a second
    press.
    """
    found = await shifts(tx, Shift.id == shift_id)
    if not found:
        return None
    row = found[0].shift
    begins_at, ends_at = Hours.of(row.begins_at, row.ends_at).on(day)
    wanted = Wanted(row.role, begins_at, ends_at, branch=row.branch, title=row.title)
    return await made_lately(tx, by, wanted, since, but=shift_id)


async def series_of(tx: Transaction, found: Held) -> ShiftSeries | None:
    """How the series of a shift was asked for; None for a single shift."""
    return await tx.session.get(ShiftSeries, found.shift.series) if found.shift.series else None
