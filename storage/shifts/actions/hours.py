"""The time that was worked: the shift's length, until the volunteer says otherwise."""

from __future__ import annotations

from storage.cases.rules import NotValid, Problem
from storage.database import Transaction
from storage.shifts.actions.step import locked
from storage.shifts.coming import MOST_MINUTES
from storage.shifts.queries import Held
from storage.shifts.rules import NoSuchShift, PlaceState


async def mend_minutes(tx: Transaction, number: int, shift_id: int, minutes: int) -> Held:
    """A volunteer says how long they really helped, at a shift that they came to.

    The caller has found `number` by who speaks. Raises NoSuchShift, NotValid.
    """
    held = await locked(tx, shift_id)
    helper = held.of(number)
    if helper is None or helper.state is not PlaceState.ATTENDED:
        raise NoSuchShift
    if not 0 < minutes <= MOST_MINUTES:
        raise NotValid("minutes", Problem.TOO_FAR)
    helper.place.minutes = minutes
    await tx.session.flush()
    return held
