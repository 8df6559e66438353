"""One-time links to one's own data. A look does not use a link up: programs look at every link."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import delete

from storage.database import Transaction
from storage.people.rules import hashed
from storage.privacy.queries.links import open_link
from storage.privacy.rules import DATA_LINK_LASTS, OPENED_LASTS
from storage.privacy.tables import DataLink


async def make_data_link(tx: Transaction, person_id: int, now: datetime) -> str:
    """Make a link and return its secret; it replaces any other link of the person."""
    await tx.connection.execute(delete(DataLink).where(DataLink.person_id == person_id))
    secret = token_urlsafe(24)
    tx.session.add(
        DataLink(token=hashed(secret), person_id=person_id, expires_at=now + DATA_LINK_LASTS)
    )
    await tx.session.flush()
    return secret


async def open_data_link(tx: Transaction, secret: str, now: datetime) -> tuple[int, str] | None:
    """The person behind a link, and a second secret that fetches the files for a few minutes. None
    for a link that was used or is too old.
    """
    link = await open_link(tx, secret, now, lock=True)
    if link is None or link.opened:
        return None
    fresh = token_urlsafe(24)
    person_id = link.person_id
    await tx.session.delete(link)
    await tx.session.flush()
    tx.session.add(
        DataLink(
            token=hashed(fresh), person_id=person_id, expires_at=now + OPENED_LASTS, opened=True
        )
    )
    await tx.session.flush()
    return person_id, fresh
