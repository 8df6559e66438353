"""The time that a volunteer gave: shift by shift, and in all.

For the volunteer themselves, found by who speaks, and for coordinators; nobody else is shown it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.shifts.rules import COMING, PlaceState, ShiftState
from storage.shifts.tables import Shift, ShiftPlace
from storage.volunteers.tables import VolunteerRole

MOST = 500


@dataclass(frozen=True)
class Past:
    """A shift that is over, as its volunteer sees it."""

    shift: Shift
    role: str
    state: PlaceState
    minutes: int | None
    mood: str | None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.shift.title or self.role


@dataclass(frozen=True)
class Given:
    """What somebody gave in one role."""

    role: str
    does: str
    shifts: int
    minutes: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Hours:
    """What somebody gave in all, by role; the role with most time first."""

    roles: tuple[Given, ...] = ()

    @property
    def shifts(self) -> int:
        """How many shifts they came to."""
        return sum(each.shifts for each in self.roles)

    @property
    def minutes(self) -> int:
        """How long that was."""
        return sum(each.minutes for each in self.roles)

    @property
    def first(self) -> datetime | None:
        """The beginning of the first."""
        return min((each.first for each in self.roles), default=None)

    @property
    def last(self) -> datetime | None:
        """The end of the last."""
        return max((each.last for each in self.roles), default=None)


async def passed(tx: Transaction, number: int, now: datetime, most: int = MOST) -> Sequence[Past]:
    """The shifts that a volunteer had a place at and that are over, the newest first.

    The caller has found `number` by who speaks.
    """
    rows = await tx.session.execute(
        select(Shift, VolunteerRole.title, ShiftPlace)
        .join(ShiftPlace, ShiftPlace.shift == Shift.id)
        .join(VolunteerRole, VolunteerRole.id == Shift.role)
        .where(
            ShiftPlace.volunteer == number,
            ShiftPlace.state.in_(COMING | {PlaceState.ATTENDED, PlaceState.ABSENT}),
            Shift.state == ShiftState.OPEN,
            Shift.ends_at <= now,
        )
        .order_by(Shift.begins_at.desc(), Shift.id.desc())
        .limit(most)
        .execution_options(populate_existing=True)
    )
    return [
        Past(shift, role, PlaceState(place.state), place.minutes, place.mood)
        for shift, role, place in rows
    ]


async def hours(
    tx: Transaction,
    number: int,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Hours:
    """What a volunteer gave, of shifts that began in a time. The caller has checked who asks."""
    wanted = [ShiftPlace.volunteer == number, ShiftPlace.state == PlaceState.ATTENDED]
    wanted += [Shift.begins_at >= since] if since else []
    wanted += [Shift.begins_at < until] if until else []
    minutes = func.coalesce(func.sum(ShiftPlace.minutes), 0)
    rows = await tx.session.execute(
        select(
            VolunteerRole.title,
            VolunteerRole.does,
            func.count().label("shifts"),
            minutes.label("minutes"),
            func.min(Shift.begins_at).label("first"),
            func.max(Shift.ends_at).label("last"),
        )
        .select_from(ShiftPlace)
        .join(Shift, Shift.id == ShiftPlace.shift)
        .join(VolunteerRole, VolunteerRole.id == Shift.role)
        .where(*wanted)
        .group_by(VolunteerRole.id, VolunteerRole.title, VolunteerRole.does)
        .order_by(minutes.desc(), VolunteerRole.title)
    )
    return Hours(
        tuple(
            Given(row.title, row.does, row.shifts, int(row.minutes), row.first, row.last)
            for row in rows
        )
    )


async def hours_for_staff(
    tx: Transaction,
    by: Colleague,
    number: int,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Hours:
    """The same for a coordinator. Raises NotAllowed for all others."""
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    return await hours(tx, number, since, until)
