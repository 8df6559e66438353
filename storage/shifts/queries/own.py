"""What one volunteer has to do with shifts: theirs that are still to come, and when they are busy.

A volunteer is named by the number of their case; the caller has checked that it is theirs.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, or_, select

from storage.database import Transaction
from storage.shifts.queries.one import Held, shift, shifts
from storage.shifts.rules import BUSY, COMING, OPEN, PlaceState, ShiftState
from storage.shifts.tables import Shift, ShiftPlace
from storage.shifts.times import REST
from storage.volunteers.queries import may_work


async def own(tx: Transaction, number: int, now: datetime) -> list[Held]:
    """The shifts to come or under way at which they have a place, and those to come that they wait
    for, were offered or asked about.
    """
    return await shifts(
        tx,
        Shift.id.in_(_with(number, OPEN)),
        or_(Shift.begins_at > now, Shift.id.in_(_with(number, COMING))),
        Shift.ends_at > now,
        Shift.state == ShiftState.OPEN,
    )


async def seen(tx: Transaction, number: int, shift_id: int) -> Held | None:
    """A shift, if it is for this volunteer: they stand in it, or may work it. Nobody else's."""
    found = await shift(tx, shift_id)
    if found is None:
        return None
    if found.of(number) is not None:
        return found
    may = await may_work(tx, number, found.shift.role, found.days[-1])
    return found if may else None


async def busy(
    tx: Transaction,
    number: int,
    begins_at: datetime,
    ends_at: datetime,
    but: Collection[int] = (),
) -> list[Held]:
    """Their shifts that overlap a time, or leave less than half an hour before or after it; without
    those in `but`.

    Stays true until the end of the transaction only when their case is locked.
    """
    return await shifts(
        tx,
        Shift.id.in_(_with(number, BUSY)),
        Shift.id.not_in(list(but)),
        Shift.state == ShiftState.OPEN,
        Shift.begins_at < ends_at + REST,
        Shift.ends_at > begins_at - REST,
    )


def _with(number: int, states: Collection[PlaceState]) -> Select[int]:
    return select(ShiftPlace.shift).where(
        ShiftPlace.volunteer == number, ShiftPlace.state.in_(states)
    )
