"""Who could take a place: who has the role, is free, and was left in peace for longest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.cases.rules import local_day
from storage.cases.tables import Case
from storage.database import Transaction
from storage.shifts.queries.one import Held
from storage.shifts.rules import BUSY, NOT_ASKED_AGAIN, REST, ShiftState
from storage.shifts.tables import Shift, ShiftPlace
from storage.volunteers.queries import may_work
from storage.volunteers.rules import WORKING
from storage.volunteers.tables import Volunteer, VolunteerPlace


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked. `asked_at`: when they were last asked to step in anywhere."""

    number: int
    name: str
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
    day = local_day(held.shift.begins_at)
    if not await may_work(tx, number, held.shift.role, day):
        return False
    return not await clashing(tx, (number,), held.shift)


async def candidates(tx: Transaction, held: Held, now: datetime) -> list[Candidate]:
    """Who has the role, has nothing to do with this shift yet and is free at the time, in the order
    in which they are asked: who was asked longest ago first; who was asked lately only when there
    is nobody else. Whether they may work is asked of each one before it matters.
    """
    here = {helper.place.volunteer for helper in held.helpers}
    rows = await tx.session.execute(
        select(Case.number, Volunteer.name, func.max(ShiftPlace.asked_at))
        .join(Volunteer, Volunteer.number == Case.number)
        .join(VolunteerPlace, VolunteerPlace.volunteer == Case.number)
        .outerjoin(ShiftPlace, ShiftPlace.volunteer == Case.number)
        .where(
            VolunteerPlace.role == held.shift.role,
            VolunteerPlace.ended_at.is_(None),
            Case.state.in_(WORKING),
            Case.author.is_not(None),
        )
        .group_by(Case.number, Volunteer.name)
        .order_by(Case.number)
    )
    all_of_them = [Candidate(*row) for row in rows if row[0] not in here]
    busy = await clashing(tx, [each.number for each in all_of_them], held.shift)
    free = sorted((each for each in all_of_them if each.number not in busy), key=_waited)
    rested = [each for each in free if not _lately(each, now)]
    return rested or free


def _lately(candidate: Candidate, now: datetime) -> bool:
    return candidate.asked_at is not None and candidate.asked_at > now - NOT_ASKED_AGAIN


def _waited(candidate: Candidate) -> tuple[bool, float, int]:
    """Never asked first, then who was asked longest ago."""
    at = candidate.asked_at
    return at is not None, at.timestamp() if at else 0.0, candidate.number
