"""What a volunteer says about their own place: that they come, come later, or do not come.

Why somebody does not come is nobody's matter and is not asked. The shift is locked; nobody gets
busier by any of it.
"""

from __future__ import annotations

from datetime import datetime

from storage.cases.rules import NotValid, Problem
from storage.database import Transaction
from storage.lifecycle import IllegalMove
from storage.shifts.actions.line import freed
from storage.shifts.actions.step import own_place, stand, still
from storage.shifts.queries import Held
from storage.shifts.rules import COMING, Act, PlaceState

LATEST = 240
"""Nobody is later than so many minutes: then they do not come."""


async def confirm(tx: Transaction, number: int, shift_id: int, now: datetime) -> Held:
    """Yes, I still can. Saying it twice is no harm. Raises NoSuchShift, IllegalMove, CannotTake."""
    return await _say(tx, number, shift_id, Act.CONFIRM, now)


async def call_off(tx: Transaction, number: int, shift_id: int, now: datetime) -> Held:
    """I cannot come: the place is free for others, until the end. Raises as `confirm`."""
    held = await _say(tx, number, shift_id, Act.CALL_OFF, now)
    await freed(tx, shift_id, now, lost=1)
    return held


async def leave_line(tx: Transaction, number: int, shift_id: int, now: datetime) -> Held:
    """I wait no more. Raises as `confirm`."""
    return await _say(tx, number, shift_id, Act.LEAVE_LINE, now)


async def refuse(tx: Transaction, number: int, shift_id: int, now: datetime) -> Held:
    """No to an offer, or to the question whether I step in: the next hear. Raises as `confirm`."""
    held, own = await own_place(tx, number, shift_id)
    asked = own.state is PlaceState.ASKED
    held = await _do(tx, held, number, Act.REFUSE, now)
    await freed(tx, shift_id, now, again=asked)
    return held


async def late(tx: Transaction, number: int, shift_id: int, minutes: int, now: datetime) -> Held:
    """I come so many minutes later. Raises NotValid, and as `confirm`."""
    if not 0 < minutes <= LATEST:
        raise NotValid("late", Problem.TOO_FAR)
    held, own = await own_place(tx, number, shift_id)
    still(held, held.shift.ends_at, now)
    if own.state not in COMING:
        raise IllegalMove(PlaceState(own.state), Act.COME)
    own.place.late = minutes
    await tx.session.flush()
    return held


async def _say(tx: Transaction, number: int, shift_id: int, act: Act, now: datetime) -> Held:
    held, _ = await own_place(tx, number, shift_id)
    return await _do(tx, held, number, act, now)


async def _do(tx: Transaction, held: Held, number: int, act: Act, now: datetime) -> Held:
    still(held, held.shift.ends_at, now)
    held, _ = await stand(tx, held, number, act, now)
    return held
