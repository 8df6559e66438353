"""What waits at one moment, as numbers: for a supervisor, who must learn nothing else from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Transaction
from storage.talk.queries.later import due_count
from storage.talk.queries.letters import letter_count
from storage.talk.queries.outbox import dead_count, oldest_waiting, waiting_count
from storage.talk.tables import Due


@dataclass(frozen=True)
class Totals:
    """How much waits, and since when the oldest of it."""

    unsent: int
    """Messages that should have been sent by now."""
    oldest_unsent: datetime | None
    given_up: int
    """Messages that could not be sent, and that nobody has looked at yet."""
    due: int
    oldest_due: datetime | None
    letters: int
    """Messages that could not be handled, and that nobody has looked at yet."""


async def totals(tx: Transaction, now: datetime) -> Totals:
    """All that waits now."""
    return Totals(
        unsent=await waiting_count(tx, now),
        oldest_unsent=await oldest_waiting(tx, now),
        given_up=await dead_count(tx),
        due=await due_count(tx, now),
        oldest_due=await tx.session.scalar(select(func.min(Due.at)).where(Due.at <= now)),
        letters=await letter_count(tx),
    )
