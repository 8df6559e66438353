"""One-time links to one's data. Looking at one does nothing: programs look at every link."""

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
    """A new link's secret, in place of any that somebody had."""
    await tx.connection.execute(delete(DataLink).where(DataLink.person_id == person_id))
    secret = token_urlsafe(24)
    tx.session.add(
        DataLink(token=hashed(secret), person_id=person_id, expires_at=now + DATA_LINK_LASTS)
    )
    await tx.session.flush()
    return secret


async def open_data_link(tx: Transaction, secret: str, now: datetime) -> tuple[int, str] | None:
    """Whose data a link leads to, and the secret that fetches them as files for a few minutes; None
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
