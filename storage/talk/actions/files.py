"""Photos and voices: kept, given to a case, and forgotten when they belong to none."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Transaction
from storage.talk.actions.later import plan
from storage.talk.rules import DRAFT_LASTS, DueKind
from storage.talk.tables import File


async def keep_file(
    tx: Transaction,
    person_id: int,
    kind: str,
    media_type: str,
    content: bytes,
    now: datetime,
    *,
    remote: str | None = None,
) -> int:
    """Keep a cleaned file and return its number. A `remote` one is due to be fetched."""
    row = File(
        person_id=person_id,
        kind=kind,
        media_type=media_type,
        content=content,
        kept_at=now,
        remote=remote,
    )
    tx.session.add(row)
    await tx.session.flush()
    if remote is not None:
        await plan(tx, DueKind.FETCH, now, {"file": row.id})
    return row.id


async def file_arrived(tx: Transaction, file_id: int, media_type: str, content: bytes) -> None:
    """Keep what was fetched; it is remote no more."""
    await tx.connection.execute(
        update(File)
        .where(File.id == file_id)
        .values(media_type=media_type, content=content, remote=None)
    )


async def file_lost(tx: Transaction, file_id: int) -> None:
    """Forget a file that could not be fetched."""
    await tx.connection.execute(delete(File).where(File.id == file_id))


async def file_to_case(tx: Transaction, file_id: int, number: int) -> None:
    """Let a file belong to a case."""
    await tx.connection.execute(update(File).where(File.id == file_id).values(case_number=number))


async def purge_orphan_files(tx: Transaction, now: datetime) -> int:
    """Forget files that never came to belong to a case within the life of a draft."""
    old = select(File.id).where(File.case_number.is_(None), File.kept_at <= now - DRAFT_LASTS)
    gone = await tx.connection.execute(delete(File).where(File.id.in_(old)))
    return gone.rowcount
