"""Cancels a shift, alone or with all later ones of its series.

Nobody has a place at it any more. Returns who must be told; the handlers tell them.
"""

from __future__ import annotations

from datetime import datetime

from storage.cases.rules import required
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.shifts.actions.changing import changeable, which
from storage.shifts.actions.step import all_locked, coordinates, move
from storage.shifts.asking import about_shift
from storage.shifts.queries import Held
from storage.shifts.rules import OPEN, REASON_LONGEST, Act, CannotChange, ShiftState
from storage.talk.actions import overtaken


async def cancel(
    tx: Transaction,
    by: Colleague,
    shift_id: int,
    reason: str,
    now: datetime,
    *,
    later: bool = False,
) -> list[Held]:
    """Cancel one shift, or it and all later ones of its series. Returns the shifts, by time; their
    helpers are those who had a place, waited or were asked, and are now told with the reason.

    Raises NotAllowed, NoSuchShift, NotValid, CannotChange.
    """
    coordinates(by)
    why = required("reason", reason, REASON_LONGEST)
    first = await changeable(tx, shift_id, now)
    found = await all_locked(tx, await which(tx, first, now, later=later))
    still = [held for held in found if held.shift.state == ShiftState.OPEN]
    if not still:
        raise CannotChange("cancelled")
    return [await _cancel(tx, held, why, now) for held in still]


async def _cancel(tx: Transaction, held: Held, why: str, now: datetime) -> Held:
    row = held.shift
    row.state, row.reason = ShiftState.CANCELLED, why
    row.version, row.changed_at = row.version + 1, now
    dropped = tuple(each for each in held.helpers if each.state in OPEN)
    for each in dropped:
        await move(tx, each.place, Act.DROP, now)
    await overtaken(tx, about_shift(row.id), now)
    await tx.session.flush()
    return Held(row, held.role, dropped)
