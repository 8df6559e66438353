"""Reads of what was left or is for later: drafts, files, due rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select

from storage.database import Transaction
from storage.statement import Statement
from storage.talk.rules import AT_TELEGRAM, DRAFT_LASTS, DueKind
from storage.talk.tables import Draft, Due, File

_DRAFT = Statement(
    select(Draft.__table__).where(
        Draft.talk_id == bindparam("talk"),
        Draft.flow == bindparam("flow"),
        Draft.kept_at > bindparam("since"),
    )
)


async def draft(tx: Transaction, talk_id: int, flow: str, now: datetime) -> Draft | None:
    """What was left unfinished of a flow, if it is not too old."""
    found = await _DRAFT.row(tx, talk=talk_id, flow=flow, since=now - DRAFT_LASTS)
    return None if found is None else Draft(**found)


async def newest_draft(tx: Transaction, talk_id: int, now: datetime) -> Draft | None:
    """What was left unfinished last, of any flow."""
    return await tx.session.scalar(
        select(Draft)
        .where(Draft.talk_id == talk_id, Draft.kept_at > now - DRAFT_LASTS)
        .order_by(Draft.kept_at.desc(), Draft.flow)
        .limit(1)
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
        .where(Due.at <= now, Due.kind.not_in(AT_TELEGRAM))
        .order_by(Due.at, Due.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


async def due_at_telegram(tx: Transaction, kind: DueKind, now: datetime) -> Due | None:
    """What has waited longest to be fetched or taken back at Telegram, locked; other processes
    pass it by.
    """
    return await tx.session.scalar(
        select(Due)
        .where(Due.at <= now, Due.kind == kind)
        .order_by(Due.at, Due.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


async def due_count(tx: Transaction, now: datetime) -> int:
    """How many things are due and not done: what a supervisor watches."""
    return await tx.session.scalar(select(func.count()).where(Due.at <= now)) or 0
