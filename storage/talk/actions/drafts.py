"""What was left unfinished: kept, dropped, and forgotten when it is old."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, update

from storage.database import Transaction
from storage.statement import Statement
from storage.talk.actions.lines import Position
from storage.talk.rules import DRAFT_LASTS
from storage.talk.tables import Draft, Talk

_DROP = Statement(
    delete(Draft).where(Draft.talk_id == bindparam("talk"), Draft.flow == bindparam("flow"))
)


async def keep_draft(tx: Transaction, talk_id: int, position: Position, now: datetime) -> None:
    """Keep what was left unfinished, in place of an older draft of the same flow."""
    if position.flow is None:
        return
    await drop_draft(tx, talk_id, position.flow)
    await tx.connection.execute(
        insert(Draft).values(
            talk_id=talk_id,
            flow=position.flow,
            flow_version=position.flow_version,
            step=position.step,
            answers=position.answers,
            kept_at=now,
        )
    )


async def drop_draft(tx: Transaction, talk_id: int, flow: str) -> None:
    """Forget a draft, because it was finished or is not wanted."""
    await _DROP.run(tx, talk=talk_id, flow=flow)


async def purge_drafts(tx: Transaction, now: datetime) -> int:
    """Forget drafts, and positions in the middle of a flow, that were left 30 days ago."""
    old = now - DRAFT_LASTS
    gone = await tx.connection.execute(delete(Draft).where(Draft.kept_at <= old))
    stale = await tx.connection.execute(
        update(Talk)
        .where(Talk.flow.is_not(None), Talk.updated_at <= old)
        .values(flow=None, step=None, answers={}, version=Talk.version + 1)
    )
    return gone.rowcount + stale.rowcount
