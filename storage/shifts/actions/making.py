"""Shifts come to be: one, many of a series, or one like another on a day.

What raises has made nothing. Who may take them is asked when they are taken.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from storage.cases.rules import NotValid, Problem, optional, required
from storage.database import Transaction
from storage.people.queries import Colleague, colleague
from storage.shifts.actions.reminding import plan_shift
from storage.shifts.actions.step import coordinates
from storage.shifts.queries import shift
from storage.shifts.rules import MOST_PEOPLE, MOST_SHIFTS, NOTE_LONGEST, TITLE_LONGEST, NoSuchShift
from storage.shifts.tables import Shift, ShiftSeries
from storage.shifts.times import Hours
from storage.shifts.wanted import Repeated, Wanted
from storage.volunteers.queries import role as role_of
from storage.volunteers.rules import RoleState
from storage.volunteers.tables import VolunteerRole

LONGEST = timedelta(hours=24)
FURTHEST = timedelta(days=550)
"""Half a year more than the longest series: what is further away is a slip of the hand."""

BRANCH_LONGEST = 40
SAID_LONGEST = 300


async def make(tx: Transaction, by: Colleague, wanted: Wanted, now: datetime) -> Shift:
    """Make one shift. Raises NotAllowed, NotValid."""
    coordinates(by)
    role = await _open_role(tx, wanted.role)
    return await _add(tx, by, await checked(tx, wanted, now), role, None, now)


async def make_series(
    tx: Transaction, by: Colleague, wanted: Wanted, again: Repeated, now: datetime
) -> tuple[ShiftSeries, list[Shift]]:
    """Make a shift like `wanted` on each of the days, whatever its own time; none on those left
    out. Raises NotAllowed, NotValid.
    """
    coordinates(by)
    role = await _open_role(tx, wanted.role)
    on = sorted(set(again.days) - set(again.left_out))
    if not on:
        raise NotValid("days", Problem.MISSING)
    if len(on) > MOST_SHIFTS:
        raise NotValid("days", Problem.TOO_LONG, MOST_SHIFTS)
    each = [await checked(tx, _on(wanted, again.hours, day), now) for day in on]
    series = ShiftSeries(
        role=role.id,
        said=required("said", again.said, SAID_LONGEST),
        first_on=on[0],
        last_on=on[-1],
        begins=again.hours.begins,
        ends=again.hours.ends,
        left_out=sorted(day.isoformat() for day in again.left_out),
        made_by=by.person_id,
        made_at=now,
    )
    tx.session.add(series)
    await tx.session.flush()
    return series, [await _add(tx, by, one, role, series.id, now) for one in each]


async def copy(tx: Transaction, by: Colleague, shift_id: int, day: date, now: datetime) -> Shift:
    """A shift like another, on a day, at the same hours; of no series, and nobody has a place.

    Raises NotAllowed, NoSuchShift, NotValid.
    """
    coordinates(by)
    held = await shift(tx, shift_id)
    if held is None:
        raise NoSuchShift
    row = held.shift
    wanted = Wanted(
        row.role,
        row.begins_at,
        row.ends_at,
        row.minimum,
        row.maximum,
        row.branch,
        row.title,
        row.note,
        row.contact,
    )
    return await make(tx, by, _on(wanted, Hours.of(row.begins_at, row.ends_at), day), now)


def _on(wanted: Wanted, hours: Hours, day: date) -> Wanted:
    begins_at, ends_at = hours.on(day)
    return replace(wanted, begins_at=begins_at, ends_at=ends_at)


async def checked(tx: Transaction, wanted: Wanted, now: datetime) -> Wanted:
    """What is wanted, tidied. Raises NotValid with the field that is wrong."""
    possible_times(wanted.begins_at, wanted.ends_at, now)
    return await tidied(tx, wanted)


def possible_times(begins_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises NotValid for what has begun, is too far away, or lasts too long; and for what has no
    length, because the clocks of that night skip it.
    """
    if begins_at <= now:
        raise NotValid("begins_at", Problem.PAST)
    if begins_at > now + FURTHEST:
        raise NotValid("begins_at", Problem.TOO_FAR)
    if ends_at <= begins_at:
        raise NotValid("clock", Problem.SKIPPED)
    if ends_at - begins_at > LONGEST:
        raise NotValid("ends_at", Problem.TOO_FAR)


async def tidied(tx: Transaction, wanted: Wanted) -> Wanted:
    """What is wanted, whenever it is. Raises NotValid with the field that is wrong."""
    if not 1 <= wanted.maximum <= MOST_PEOPLE:
        raise NotValid("maximum", Problem.TOO_FAR, MOST_PEOPLE)
    if not 1 <= wanted.minimum <= wanted.maximum:
        raise NotValid("minimum", Problem.TOO_FAR, wanted.maximum)
    if wanted.contact and await colleague(tx, wanted.contact) is None:
        raise NotValid("contact", Problem.UNKNOWN)
    return replace(
        wanted,
        branch=optional("branch", wanted.branch, BRANCH_LONGEST),
        title=optional("title", wanted.title, TITLE_LONGEST),
        note=optional("note", wanted.note, NOTE_LONGEST),
        contact=wanted.contact or None,
    )


async def _open_role(tx: Transaction, role_id: int) -> VolunteerRole:
    found = await role_of(tx, role_id)
    if found is None:
        raise NotValid("role", Problem.UNKNOWN)
    if found.state != RoleState.OPEN:
        raise NotValid("role", Problem.CLOSED)
    return found


async def _add(
    tx: Transaction,
    by: Colleague,
    wanted: Wanted,
    role: VolunteerRole,
    series: int | None,
    now: datetime,
) -> Shift:
    made = Shift(
        series=series,
        role=role.id,
        title=wanted.title,
        branch=wanted.branch or role.branch,
        begins_at=wanted.begins_at,
        ends_at=wanted.ends_at,
        minimum=wanted.minimum,
        maximum=wanted.maximum,
        note=wanted.note,
        contact=wanted.contact,
        made_by=by.person_id,
        changed_at=now,
    )
    tx.session.add(made)
    await tx.session.flush()
    await plan_shift(tx, made, now)
    return made
