"""What only one process does at a time: taken for a while, extended, let go."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from storage.database import Transaction
from storage.talk.tables import Lease


async def hold(tx: Transaction, name: str, holder: str, now: datetime, lasts: timedelta) -> bool:
    """Take a lease that nobody else holds, or extend one's own; False when another holds it."""
    insert = tx.insert(Lease)
    held = await tx.connection.execute(
        insert.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": insert.excluded.holder, "until": insert.excluded.until},
            where=or_(Lease.holder == holder, Lease.until <= now),
        ).returning(Lease.name),
        {"name": name, "holder": holder, "until": now + lasts},
    )
    return held.one_or_none() is not None


async def let_go(tx: Transaction, name: str, holder: str) -> None:
    """Give up one's own lease, so that another process need not wait for its end."""
    await tx.connection.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))
