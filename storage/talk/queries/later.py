"""Reads of what was left or is for later: drafts, files, due rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from storage.database import Transaction
from storage.talk.rules import DRAFT_LASTS, DueKind
from storage.talk.tables import Draft, Due, File


async def draft(tx: Transaction, talk_id: int, flow: str, now: datetime) -> Draft | None:
    """What was left unfinished of a flow, if it is not too old."""
    return await tx.session.scalar(
        select(Draft).where(
            Draft.talk_id == talk_id, Draft.flow == flow, Draft.kept_at > now - DRAFT_LASTS
        )
    )


async def file(tx: Transaction, file_id: int) -> File | None:
    """A file by its number. The caller has checked who asks."""
    return await tx.session.get(File, file_id)


async def case_of_file(tx: Transaction, file_id: int) -> int | None:
    """The case that a file belongs to, if it has come so far."""
    return await tx.session.scalar(select(File.case_number).where(File.id == file_id))


async def due_now(tx: Transaction, now: datetime) -> Due | None:
    """The oldest thing that the clock has to do, locked; other processes pass it by."""
    return await tx.session.scalar(
        select(Due)
        .where(Due.at <= now, Due.kind != DueKind.FETCH)
        .order_by(Due.at, Due.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


async def file_due(tx: Transaction, now: datetime) -> Due | None:
    """The file that has waited longest to be fetched, locked; other processes pass it by."""
    return await tx.session.scalar(
        select(Due)
        .where(Due.at <= now, Due.kind == DueKind.FETCH)
        .order_by(Due.at, Due.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


async def due_count(tx: Transaction, now: datetime) -> int:
    """How many things are due and not done: what a supervisor watches."""
    return await tx.session.scalar(select(func.count()).where(Due.at <= now)) or 0
