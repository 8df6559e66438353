"""Reads of the links to one's own data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.people.rules import hashed
from storage.people.tables import Person
from storage.privacy.tables import DataLink


async def open_link(
    tx: Transaction, secret: str, now: datetime, *, lock: bool = False
) -> DataLink | None:
    """The link with this secret, if it still works and its person exists."""
    wanted = (
        select(DataLink)
        .join(Person, Person.id == DataLink.person_id)
        .where(DataLink.token == hashed(secret), DataLink.expires_at > now)
    )
    if lock:
        wanted = wanted.with_for_update(of=DataLink).execution_options(populate_existing=True)
    return await tx.session.scalar(wanted)
