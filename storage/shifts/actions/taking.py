"""A volunteer takes a place, joins the line for one, or says yes to one that they were offered.

Their case is locked, then the shift: only then is it counted who holds a place, and looked whether
they are free.
"""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.shifts.actions.line import freed
from storage.shifts.actions.reminding import plan_line, plan_place
from storage.shifts.actions.step import check, locked, reread, stand, still, volunteer_locked
from storage.shifts.queries import Held
from storage.shifts.rules import COMING, OPEN, Act, CannotTake, NoSuchShift, PlaceState


async def take(tx: Transaction, number: int, shift_id: int, now: datetime) -> None:
    """Take a place; one that was offered is accepted by it.

    Raises NoSuchShift, and CannotTake with why; the line is joined by `wait`, not by itself.
    """
    await volunteer_locked(tx, number)
    held = await locked(tx, shift_id)
    own = held.of(number)
    still(held, held.shift.begins_at, now)
    if own is not None and own.state in COMING:
        raise CannotTake("twice")
    offered = own is not None and own.state is PlaceState.OFFERED
    await check(tx, held, number)
    if held.left <= 0 and not offered:
        raise CannotTake("full")
    await _place(tx, held, number, Act.ACCEPT if offered else Act.TAKE, now)


async def accept(tx: Transaction, number: int, shift_id: int, now: datetime) -> Held:
    """Yes to an offer, or to the question whether they step in: the first yes gets the place.

    Raises NoSuchShift, IllegalMove, and CannotTake with why.
    """
    await volunteer_locked(tx, number)
    held = await locked(tx, shift_id)
    own = held.of(number)
    if own is None:
        raise NoSuchShift
    still(held, held.shift.begins_at, now)
    if own.state in COMING:
        raise CannotTake("twice")
    await check(tx, held, number)
    if held.left <= 0 and own.state is not PlaceState.OFFERED:
        raise CannotTake("full")
    return await _place(tx, held, number, Act.ACCEPT, now)


async def _place(tx: Transaction, held: Held, number: int, act: Act, now: datetime) -> Held:
    held, helper = await stand(tx, held, number, act, now)
    helper.place.over, helper.place.given_by = None, None
    await plan_place(tx, held, helper, now)
    return held


async def wait(tx: Transaction, number: int, shift_id: int, now: datetime) -> int:
    """Join the line of a shift; the place in it, from 1. Where there is a place, it is offered.

    Raises NoSuchShift, and CannotTake with why.
    """
    await volunteer_locked(tx, number)
    held = await locked(tx, shift_id)
    own = held.of(number)
    still(held, held.shift.begins_at, now)
    if own is not None and own.state in OPEN:
        raise CannotTake("twice")
    await check(tx, held, number)
    held, own = await stand(tx, held, number, Act.WAIT, now)
    await plan_line(tx, held, own, now)
    if held.left > 0:
        await freed(tx, shift_id, now, search=False)
    anew, _ = await reread(tx, shift_id, number)
    return anew.in_line(number)
