"""Who could take a place: who has the role, is free, and was left in peace for longest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.cases.tables import Case
from storage.database import Transaction
from storage.shifts.asking import NOT_ASKED_AGAIN
from storage.shifts.queries.one import Held
from storage.shifts.rules import BUSY, ShiftState
from storage.shifts.tables import Shift, ShiftPlace
from storage.shifts.times import REST
from storage.volunteers.queries import may_work
from storage.volunteers.rules import WORKING
from storage.volunteers.tables import Volunteer, VolunteerPlace


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked. `asked_at`: when they were last asked to step in anywhere."""

    number: int
    name: str
    person: int | None
    asked_at: datetime | None


async def clashing(tx: Transaction, numbers: Collection[int], shift: Shift) -> set[int]:
    """Which of some volunteers are elsewhere at that time, or were just before or will be after."""
    rows = await tx.session.scalars(
        select(ShiftPlace.volunteer)
        .join(Shift, Shift.id == ShiftPlace.shift)
        .where(
            ShiftPlace.volunteer.in_(numbers),
            ShiftPlace.state.in_(BUSY),
            Shift.id != shift.id,
            Shift.state == ShiftState.OPEN,
            Shift.begins_at < shift.ends_at + REST,
            Shift.ends_at > shift.begins_at - REST,
        )
    )
    return {number for number in rows if number is not None}


async def fits(tx: Transaction, number: int, held: Held) -> bool:
    """Whether somebody may work this shift and is free."""
    if not await may_work(tx, number, held.shift.role, held.days[-1]):
        return False
    return not await clashing(tx, (number,), held.shift)


async def colleagues_of(
    tx: Transaction, role: int, numbers: Collection[int] | None = None
) -> list[Candidate]:
    """Everybody who has a role and helps now, or those of them who have these numbers."""
    wanted = (
        select(Case.number, Volunteer.name, Case.author, func.max(ShiftPlace.asked_at))
        .join(Volunteer, Volunteer.number == Case.number)
        .join(VolunteerPlace, VolunteerPlace.volunteer == Case.number)
        .outerjoin(ShiftPlace, ShiftPlace.volunteer == Case.number)
        .where(
            VolunteerPlace.role == role,
            VolunteerPlace.ended_at.is_(None),
            Case.state.in_(WORKING),
        )
        .group_by(Case.number, Volunteer.name, Case.author)
        .order_by(Case.number)
    )
    if numbers is not None:
        wanted = wanted.where(Case.number.in_(numbers))
    return [Candidate(*row) for row in await tx.session.execute(wanted)]


async def candidates(tx: Transaction, held: Held, now: datetime) -> list[Candidate]:
    """Who has the role, has nothing to do with this shift yet and is free at the time, in the order
    in which they are asked: who was asked longest ago first; who was asked lately only when there
    is nobody else. Whether they may work is asked of each one before it matters.
    """
    here = {helper.place.volunteer for helper in held.helpers}
    known = [
        each
        for each in await colleagues_of(tx, held.shift.role)
        if each.number not in here and each.person is not None
    ]
    busy = await clashing(tx, [each.number for each in known], held.shift)
    free = sorted((each for each in known if each.number not in busy), key=_waited)
    return sorted(free, key=lambda each: asked_lately(each, now))


def asked_lately(candidate: Candidate, now: datetime) -> bool:
    """Whether somebody should be left in peace while there are others."""
    return candidate.asked_at is not None and candidate.asked_at > now - NOT_ASKED_AGAIN


def _waited(candidate: Candidate) -> tuple[bool, float, int]:
    """Never asked first, then who was asked longest ago."""
    at = candidate.asked_at
    return at is not None, at.timestamp() if at else 0.0, candidate.number
