"""Two people, or two partners, become one: moves their introductions to the one who stays."""

from __future__ import annotations

from sqlalchemy import update

from storage.database import Transaction
from storage.introductions.tables import Introduced, Introduction


async def hand_over(tx: Transaction, stays: int, goes: int) -> None:
    """Give everything in introductions of the one who goes to the one who stays."""
    for column in (Introduced.person_id, Introduced.colleague, Introduction.by):
        await tx.connection.execute(
            update(column.class_).where(column == goes).values({column.key: stays})
        )


async def follow(tx: Transaction, double: int, into: int) -> None:
    """A partner turned out to be another: that one is asked from now on."""
    await tx.connection.execute(
        update(Introduction).where(Introduction.partner == double).values(partner=into)
    )
