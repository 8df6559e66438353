"""What is left at shifts of a volunteer who is erased, and of what is long over.

That a place was held, and how many minutes were given, stays without anybody's name.
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
    """Part a volunteer, whose case is locked, from all shifts. What was to come is free for others;
    the shifts at which they were expected, of which staff hear by the next tick.
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
    """Of shifts that ended before a moment: who was expected there and did not come, what they said
    of it, and who asked whom; not of those who are `kept`. Hours that somebody gave stay theirs.
    How many went.
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
    """Shifts that ended before a moment and where nobody is named any more, and series that have
    none left; so many of them. How many went.
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
