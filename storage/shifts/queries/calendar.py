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
from storage.shifts.rules import COMING, PlaceState, ShiftState
from storage.shifts.tables import Shift, ShiftPlace
from storage.volunteers.tables import Volunteer, VolunteerRole

CANCELLED_SHOWN = timedelta(days=31)
"""So long a shift that was cancelled stays in the calendar as that."""

PAST_SHOWN = timedelta(days=92)

SHOWN = COMING | {PlaceState.ATTENDED, PlaceState.ABSENT}


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar. `contact`: who of the staff to call; `off`: it is not to be."""

    shift: Shift
    role: str
    branch: str | None
    contact: str | None
    off: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return self.shift.title or self.role


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
    """Everything that is in a volunteer's calendar now. The caller has checked the link."""
    stays = and_(ShiftPlace.state.in_(SHOWN), Shift.state == ShiftState.OPEN)
    gone = and_(
        ShiftPlace.state.in_(SHOWN | {PlaceState.DROPPED}),
        Shift.state == ShiftState.CANCELLED,
        Shift.changed_at > now - CANCELLED_SHOWN,
    )
    rows = await tx.session.execute(
        _entries(number)
        .where(Shift.ends_at > now - PAST_SHOWN, or_(stays, gone))
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
            ShiftPlace.state,
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


def _entry(shift: Shift, role: str, branch: str | None, contact: str | None, state: str) -> Entry:
    off = shift.state == ShiftState.CANCELLED or PlaceState(state) not in SHOWN
    return Entry(shift, role, branch, contact, off)
