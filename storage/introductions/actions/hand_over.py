"""Two people become one: what either was asked, proposed or showed is theirs from then on."""

from __future__ import annotations

from sqlalchemy import update

from storage.database import Transaction
from storage.introductions.tables import Introduced, Introduction


async def hand_over(tx: Transaction, stays: int, goes: int) -> None:
    """Everything in introductions that names the one who goes names the one who stays."""
    for column in (Introduced.person_id, Introduced.colleague, Introduction.by):
        await tx.connection.execute(
            update(column.class_).where(column == goes).values({column.key: stays})
        )
