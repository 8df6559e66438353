"""What is left at shifts of a volunteer who is erased, and of what is long over.

That a place was held, and how many minutes were given, stays without anybody's name.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Transaction
from storage.shifts.actions.line import freed
from storage.shifts.actions.step import all_locked, move
from storage.shifts.queries import Held
from storage.shifts.rules import OPEN, Act
from storage.shifts.tables import Shift, ShiftPlace, ShiftSwap


async def forget(tx: Transaction, number: int, now: datetime) -> list[Held]:
    """Part a volunteer, whose case is locked, from all shifts. What was to come is free for others;
    those shifts, so that staff can be told.
    """
    ids = select(ShiftPlace.shift).where(ShiftPlace.volunteer == number)
    found = (await tx.session.scalars(select(Shift.id).where(Shift.id.in_(ids)))).all()
    coming = []
    for held in await all_locked(tx, found):
        own = held.of(number)
        if own is not None and own.state in OPEN:
            coming += [held] if held.shift.ends_at > now else []
            move(own.place, Act.DROP)
    await tx.session.flush()
    await _part(tx, number)
    for held in coming:
        await freed(tx, held.shift.id, now)
    return coming


async def _part(tx: Transaction, number: int) -> None:
    places = select(ShiftPlace.id).where(ShiftPlace.volunteer == number)
    nothing = {"volunteer": None, "over": None, "late": None, "mood": None, "asked_at": None}
    for gone in (
        delete(ShiftSwap).where(ShiftSwap.asked == number),
        delete(ShiftSwap).where(ShiftSwap.place.in_(places)),
        update(ShiftPlace).where(ShiftPlace.volunteer == number).values(nothing),
    ):
        await tx.connection.execute(gone)
