"""Two people become one and both were volunteers: brings their shifts together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from storage.cases.rules import CaseKind
from storage.cases.tables import Case
from storage.database import Transaction
from storage.shifts.actions.line import freed
from storage.shifts.actions.step import all_locked, move
from storage.shifts.queries import Held, busy
from storage.shifts.rules import BUSY, OPEN, Act
from storage.shifts.tables import Shift, ShiftPlace, ShiftSwap
from storage.volunteers.queries import may_work


async def hand_over(tx: Transaction, person_id: int, now: datetime) -> None:
    """Give the places of all of somebody's volunteers to the one that `volunteers.queries.own`
    names: the open one, else the newest. The caller has locked their cases.

    Where they would be in two places at once, the place that is handed over becomes free; places
    that only the other volunteer may work stay where they are.
    """
    found = await tx.session.scalars(
        select(Case.number)
        .where(Case.author == person_id, Case.kind == CaseKind.VOLUNTEER)
        .order_by(Case.closed_at.is_not(None), Case.number.desc())
    )
    numbers = found.all()
    for other in numbers[1:]:
        await _one(tx, numbers[0], other, now)


async def _one(tx: Transaction, stays: int, goes: int, now: datetime) -> None:
    where = select(ShiftPlace.shift).where(ShiftPlace.volunteer == goes)
    ids = (await tx.session.scalars(select(Shift.id).where(Shift.id.in_(where)))).all()
    for held in await all_locked(tx, ids):
        await _place(tx, held, stays, goes, now)
    await tx.session.execute(update(ShiftSwap).where(ShiftSwap.asked == goes).values(asked=stays))


async def _place(tx: Transaction, held: Held, stays: int, goes: int, now: datetime) -> None:
    place = next(each.place for each in held.helpers if each.place.volunteer == goes)
    row, coming = held.shift, held.shift.ends_at > now and place.state in OPEN
    if held.of(stays) is not None or (
        coming
        and place.state in BUSY
        and await busy(tx, stays, row.begins_at, row.ends_at, but=(row.id,))
    ):
        if coming:
            await move(tx, place, Act.DROP, now)
            await tx.session.flush()
            await freed(tx, row.id, now)
    elif not coming or await may_work(tx, stays, row.role, held.days[-1]):
        place.volunteer = stays
        await tx.session.flush()
