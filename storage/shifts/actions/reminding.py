"""What is planned about a place and a shift: reminders, and what staff are asked."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.shifts.queries import Held, Helper
from storage.shifts.tables import Shift


async def plan_place(tx: Transaction, held: Held, helper: Helper, now: datetime) -> None:
    """Plan the reminders of a place that was taken."""


async def plan_shift(tx: Transaction, shift: Shift, now: datetime) -> None:
    """Plan what is asked about a shift that was made or moved."""
