"""The audit of the desk: every change of who may do what, and of what the library says."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import Role, StaffAct
from storage.people.tables import StaffEvent


async def record(
    tx: Transaction,
    act: StaffAct,
    now: datetime,
    *,
    by: Colleague | None,
    what: str | None = None,
    role: Role | None = None,
) -> None:
    """Write a line of audit in the transaction of the change. `by`: None on the command line."""
    tx.session.add(
        StaffEvent(
            at=now,
            by=by.person_id if by else None,
            by_name=by.name if by else None,
            act=act,
            what=what,
            role=role,
        )
    )
    await tx.session.flush()
