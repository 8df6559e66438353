"""Writes what the engine learns from the staff's choices, and deletes it. Nothing else does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Transaction
from storage.partners.tables import Lesson
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role


async def learn(
    tx: Transaction, partner: int, topics: Iterable[str], chosen: bool, now: datetime
) -> None:
    """Remember that a partner was chosen for subjects, or passed by where others were chosen."""
    for topic in dict.fromkeys(topics):
        await _count(tx, partner, topic, int(chosen), int(not chosen), now)


async def hand_over(tx: Transaction, double: int, into: int) -> None:
    """Add what was learnt of a double to the partner that it is merged into."""
    there = Lesson.partner == double
    wanted = select(Lesson.topic, Lesson.chosen, Lesson.passed, Lesson.last_at).where(there)
    for row in (await tx.connection.execute(wanted)).all():
        await _count(tx, into, row.topic, row.chosen, row.passed, row.last_at)
    await tx.connection.execute(delete(Lesson).where(there))


async def _count(
    tx: Transaction, partner: int, topic: str, chosen: int, passed: int, at: datetime
) -> None:
    first = tx.insert(Lesson).values(
        partner=partner, topic=topic, chosen=chosen, passed=passed, last_at=at
    )
    counted = first.on_conflict_do_update(
        index_elements=["partner", "topic"],
        set_={
            "chosen": Lesson.chosen + chosen,
            "passed": Lesson.passed + passed,
            "last_at": at,
        },
    )
    await tx.connection.execute(counted)


async def forget(tx: Transaction, by: Colleague, partner: int | None = None) -> int:
    """Delete what was learnt of one partner, or of all; returns how many lessons.

    Raises NotAllowed below coordinator.
    """
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    gone = delete(Lesson) if partner is None else delete(Lesson).where(Lesson.partner == partner)
    return (await tx.connection.execute(gone)).rowcount
