"""What is kept of a volunteer's shifts when they are erased, and of shifts long ago.

That somebody had a place, and for how many minutes, is kept without a name.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from storage.database import Transaction
from storage.shifts.actions.line import freed
from storage.shifts.actions.planning import tell_dropped
from storage.shifts.actions.step import all_locked, move
from storage.shifts.queries import Held
from storage.shifts.rules import COMING, OPEN, Act, PlaceState
from storage.shifts.tables import Shift, ShiftPlace, ShiftSeries, ShiftSwap


async def forget(tx: Transaction, number: int, now: datetime) -> list[Held]:
    """Part a volunteer, whose case is locked, from all shifts. Their coming places are free for
    others. Returns the shifts at which they were expected; the next tick tells staff.
    """
    ids = select(ShiftPlace.shift).where(ShiftPlace.volunteer == number)
    found = (await tx.session.scalars(select(Shift.id).where(Shift.id.in_(ids)))).all()
    coming, left = [], []
    for held in await all_locked(tx, found):
        own = held.of(number)
        if own is not None and own.state in OPEN:
            coming += [held] if held.shift.ends_at > now else []
            left += [held] if held.shift.ends_at > now and own.state in COMING else []
            await move(tx, own.place, Act.DROP, now)
    await tx.session.flush()
    await _part(tx, number)
    for held in coming:
        await freed(tx, held.shift.id, now, lost=held in left)
    await tell_dropped(tx, left, None, now)
    return left


async def _part(tx: Transaction, number: int) -> None:
    places = select(ShiftPlace.id).where(ShiftPlace.volunteer == number)
    nothing = {"volunteer": None, "over": None, "late": None, "mood": None, "asked_at": None}
    for gone in (
        delete(ShiftSwap).where(ShiftSwap.asked == number),
        delete(ShiftSwap).where(ShiftSwap.place.in_(places)),
        update(ShiftPlace).where(ShiftPlace.volunteer == number).values(nothing),
    ):
        await tx.connection.execute(gone)


async def forget_places(tx: Transaction, ended: datetime, kept: ColumnElement[bool]) -> int:
    """Forget, of shifts that ended before a moment, who was expected and did not come, what people
    said of the shift, and who asked whom; nothing of those who are `kept`. The hours that somebody
    gave are kept. Returns how many places were changed.
    """
    old = select(Shift.id).where(Shift.ends_at <= ended)
    over = and_(ShiftPlace.shift.in_(old), ~kept)
    places = select(ShiftPlace.id).where(over)
    await tx.connection.execute(delete(ShiftSwap).where(ShiftSwap.place.in_(places)))
    gone = await tx.connection.execute(
        delete(ShiftPlace).where(over, ShiftPlace.state != PlaceState.ATTENDED)
    )
    said = or_(*(column.is_not(None) for column in SAID))
    blanked = await tx.connection.execute(
        update(ShiftPlace).where(over, said).values({column.key: None for column in SAID})
    )
    return gone.rowcount + blanked.rowcount


SAID = (ShiftPlace.over, ShiftPlace.late, ShiftPlace.mood)


async def forget_shifts(tx: Transaction, ended: datetime, most: int) -> int:
    """Delete shifts that ended before a moment and name nobody any more, and series that have no
    shift left; at most so many. Returns how many were deleted.
    """
    named = select(ShiftPlace.shift).where(
        ShiftPlace.shift == Shift.id, ShiftPlace.volunteer.is_not(None)
    )
    found = await tx.session.scalars(
        select(Shift.id)
        .where(Shift.ends_at <= ended, ~named.exists())
        .order_by(Shift.id)
        .limit(most)
        .with_for_update()
    )
    ids = found.all()
    left = select(Shift.id).where(Shift.series == ShiftSeries.id)
    for gone in (
        delete(ShiftSwap).where(
            ShiftSwap.place.in_(select(ShiftPlace.id).where(ShiftPlace.shift.in_(ids)))
        ),
        delete(ShiftPlace).where(ShiftPlace.shift.in_(ids)),
        delete(Shift).where(Shift.id.in_(ids)),
        delete(ShiftSeries).where(ShiftSeries.made_at <= ended, ~left.exists()),
    ):
        await tx.connection.execute(gone)
    return len(ids)
