"""The shifts of these hours: what a host looks for who wants to show a code or tick who came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.database import Transaction
from storage.people.queries import Colleague
from storage.shifts.queries.one import Held, shift
from storage.shifts.rules import ShiftState
from storage.shifts.tables import Shift

BEFORE, AFTER, MOST = timedelta(hours=2), timedelta(hours=12), 8


async def around(tx: Transaction, by: Colleague, now: datetime) -> Sequence[Held]:
    """The shifts that begin soon, are on, or were on today. `by` proves that staff ask."""
    found = await tx.session.scalars(
        select(Shift.id)
        .where(
            Shift.state == ShiftState.OPEN,
            Shift.begins_at <= now + BEFORE,
            Shift.ends_at >= now - AFTER,
        )
        .order_by(Shift.begins_at, Shift.id)
        .limit(MOST)
    )
    held = [await shift(tx, id) for id in found.all()]
    return [each for each in held if each is not None]
