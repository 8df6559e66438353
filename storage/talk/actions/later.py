"""What is for later: due rows."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from storage.database import Transaction
from storage.statement import Addition
from storage.talk.actions.leases import hold
from storage.talk.rules import DueKind
from storage.talk.tables import Due

PLANNING = timedelta(seconds=1)

_DUE = Addition(Due)


async def plan(
    tx: Transaction,
    kind: DueKind,
    at: datetime,
    payload: dict[str, Any],
    *,
    case_number: int | None = None,
    event_id: int | None = None,
) -> None:
    """Write down something for later."""
    await _DUE.run(
        tx, kind=kind, at=at, payload=payload, case_number=case_number, event_id=event_id
    )


async def plan_once(
    tx: Transaction, kind: DueKind, at: datetime, payload: dict[str, Any], now: datetime
) -> bool:
    """Plan something that is planned only once at a time; False when it is planned already.

    A lease, which ends with the transaction, makes processes that start together take turns.
    """
    name, holder = f"plan {kind}", uuid.uuid4().hex
    if not await hold(tx, name, holder, now, PLANNING):
        return False
    planned = await tx.connection.scalar(select(Due.id).where(Due.kind == kind).limit(1))
    if planned is None:
        await plan(tx, kind, at, payload)
    return planned is None


async def postpone(tx: Transaction, due_id: int, at: datetime) -> None:
    """Try something that failed again later."""
    await tx.connection.execute(
        update(Due).where(Due.id == due_id).values(at=at, attempts=Due.attempts + 1)
    )


async def done(tx: Transaction, due: Due) -> None:
    """Strike off a due row, in the transaction that did it."""
    await tx.session.delete(due)


async def strike_off(tx: Transaction, due_id: int) -> None:
    """Strike off a due row by its number, when what it asked for was done outside."""
    await tx.connection.execute(delete(Due).where(Due.id == due_id))
