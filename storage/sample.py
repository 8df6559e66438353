"""The mark of a sample database: everything in it is made up and can be deleted at once.

Must not know what the sample holds; bot/sample.py fills it in through the subjects' own actions.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime
from storage.database import Transaction

SAMPLE = "sample"


class Mark(Base):
    """A fact about the whole database."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


async def is_sample(tx: Transaction) -> bool:
    """Whether this database was filled with the sample library."""
    found = await tx.connection.execute(select(Mark.name).where(Mark.name == SAMPLE))
    return found.first() is not None


async def mark_as_sample(tx: Transaction, now: datetime) -> None:
    """Mark the database as a sample."""
    tx.session.add(Mark(name=SAMPLE, at=now))
    await tx.session.flush()


async def clear(tx: Transaction) -> int:
    """Delete everything in a sample database; returns the number of rows. Does nothing without the
    mark.
    """
    if not await is_sample(tx):
        return 0
    gone = 0
    for table in reversed(Base.metadata.sorted_tables):
        gone += (await tx.connection.execute(delete(table))).rowcount
    return gone
