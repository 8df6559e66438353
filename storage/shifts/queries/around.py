"""The shifts of these hours: what a host looks for who wants to show a code or tick who came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.people.queries import Colleague
from storage.shifts.queries.one import Held, shifts
from storage.shifts.rules import ShiftState
from storage.shifts.tables import Shift

BEFORE, AFTER, MOST = timedelta(hours=2), timedelta(hours=12), 8


async def around(tx: Transaction, by: Colleague, now: datetime) -> Sequence[Held]:
    """The shifts that begin soon, are on, or were on today. `by` proves that staff ask."""
    found = await shifts(
        tx,
        Shift.state == ShiftState.OPEN,
        Shift.begins_at <= now + BEFORE,
        Shift.ends_at >= now - AFTER,
    )
    return found[:MOST]
