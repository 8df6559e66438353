"""A shift is locked before anything about it is counted or changed: that is what makes the last
place one person's, on both databases.
"""

from __future__ import annotations

from sqlalchemy import select

from storage.database import Transaction
from storage.shifts.queries import Held, shift
from storage.shifts.rules import NoSuchShift
from storage.shifts.tables import Shift


async def locked(tx: Transaction, shift_id: int) -> Held:
    """A shift with its row locked. Raises NoSuchShift."""
    there = await tx.session.scalar(select(Shift.id).where(Shift.id == shift_id).with_for_update())
    found = await shift(tx, shift_id) if there is not None else None
    if found is None:
        raise NoSuchShift
    return found
