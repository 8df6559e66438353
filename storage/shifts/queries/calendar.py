"""The shifts of one volunteer as their calendar shows them: their own, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from storage.cases.rules import possible
from storage.database import Transaction
from storage.people.tables import Staff
from storage.shifts.rules import KEPT, PlaceState, ShiftState
from storage.shifts.tables import Shift, ShiftPlace
from storage.volunteers.tables import Volunteer, VolunteerRole

CANCELLED_SHOWN = timedelta(days=31)
"""So long a shift that was cancelled stays in the calendar as that; and one that somebody called
off, so long after it would have been: a calendar that looks now and then must hear of it.
"""

PAST_SHOWN = timedelta(days=92)


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar. `contact`: who of the staff to call; `off`: it is not to be, for
    them or for anybody; `sequence`: higher with every change of the shift, and whenever the place
    becomes theirs or theirs no more.
    """

    shift: Shift
    role: str
    branch: str | None
    contact: str | None
    off: bool
    sequence: int

    @property
    def name(self) -> str:
        """What it is called."""
        return self.shift.title or self.role

    @property
    def cancelled(self) -> bool:
        """Whether it is off for everybody."""
        return self.shift.state == ShiftState.CANCELLED


async def edition_of(tx: Transaction, number: int) -> int | None:
    """The edition of a volunteer's link; None for nobody, and for who was erased."""
    if not possible(number):
        return None
    found = (
        await tx.session.execute(
            select(Volunteer.calendar, Volunteer.name).where(Volunteer.number == number)
        )
    ).one_or_none()
    return found.calendar if found and found.name else None


async def calendar(tx: Transaction, number: int, now: datetime) -> Sequence[Entry]:
    """Everything that is in a volunteer's calendar now, and what it must take out of it. The caller
    has checked the link.
    """
    theirs, open_ = ShiftPlace.state.in_(KEPT), Shift.state == ShiftState.OPEN
    left = and_(~theirs, open_, Shift.ends_at > now - CANCELLED_SHOWN)
    cancelled = and_(~open_, Shift.changed_at > now - CANCELLED_SHOWN)
    shown = or_(and_(theirs, open_), and_(ShiftPlace.version > 0, or_(left, cancelled)))
    rows = await tx.session.execute(
        _entries(number)
        .where(Shift.ends_at > now - PAST_SHOWN, shown)
        .order_by(Shift.begins_at, Shift.id)
    )
    return [_entry(*row) for row in rows]


async def one_entry(tx: Transaction, number: int, shift_id: int) -> Entry | None:
    """One shift of theirs, wherever they stand at it: called off too."""
    if not possible(shift_id):
        return None
    found = (await tx.session.execute(_entries(number).where(Shift.id == shift_id))).one_or_none()
    return _entry(*found) if found else None


def _entries(number: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Shift,
            VolunteerRole.title,
            func.coalesce(Shift.branch, VolunteerRole.branch),
            Staff.name,
            ShiftPlace,
        )
        .join(ShiftPlace, ShiftPlace.shift == Shift.id)
        .join(VolunteerRole, VolunteerRole.id == Shift.role)
        .outerjoin(
            Staff,
            and_(
                Staff.person_id == func.coalesce(Shift.contact, VolunteerRole.contact),
                Staff.removed_at.is_(None),
            ),
        )
        .where(ShiftPlace.volunteer == number)
        .execution_options(populate_existing=True)
    )


def _entry(
    shift: Shift, role: str, branch: str | None, contact: str | None, place: ShiftPlace
) -> Entry:
    off = shift.state == ShiftState.CANCELLED or PlaceState(place.state) not in KEPT
    return Entry(shift, role, branch, contact, off, shift.version + place.version)
