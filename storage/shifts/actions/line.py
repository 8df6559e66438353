"""What follows when a place is free again: the first in the line is offered it."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction


async def freed(tx: Transaction, shift_id: int, now: datetime) -> None:
    """A place of a locked shift is free: it is offered to the line, else others are asked."""
