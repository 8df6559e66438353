"""The only writers of talk: lines, positions, drafts, files and what is for later."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.database import Conflict, Transaction
from storage.talk.rules import DRAFT_LASTS, PRIVATE, DueKind, Who
from storage.talk.tables import DeadLetter, Draft, Due, File, Line, Talk


@dataclass(frozen=True)
class Words:
    """One line as it will be kept: rendered, with its buttons as data."""

    text: str
    who: Who = Who.LIBRARY
    name: str | None = None
    buttons: list[dict[str, Any]] = field(default_factory=list)
    ask: dict[str, Any] | None = None
    card: dict[str, Any] | None = None
    case_number: int | None = None
    client_id: str | None = None


@dataclass(frozen=True)
class Position:
    """Where a conversation stands; no flow means nowhere in particular."""

    flow: str | None = None
    flow_version: int = 0
    step: str | None = None
    answers: dict[str, Any] = field(default_factory=dict)


async def open_talk(tx: Transaction, person_id: int, place: str, now: datetime) -> int:
    """Begin a person's talk at a place and return its number."""
    row = await tx.connection.execute(
        insert(Talk)
        .values(person_id=person_id, place=place, answers={}, updated_at=now)
        .returning(Talk.id)
    )
    return int(row.scalar_one())


async def settle(
    tx: Transaction,
    talk_id: int,
    version: int,
    position: Position,
    lines: list[Words],
    now: datetime,
    *,
    tail: str = "",
) -> list[Line]:
    """Move the conversation on and write its new lines, the person's first.

    The first line is what the person said, the others answer it; the position asks with the last
    line that has a question. Raises Conflict when `version` is no longer the conversation's.
    """
    await tx.flush()
    change: dict[str, Any] = {
        "version": version + 1,
        "last_seq": Talk.last_seq + len(lines),
        "flow": position.flow,
        "flow_version": position.flow_version,
        "step": position.step,
        "answers": position.answers,
        "tail": tail,
        "updated_at": now,
    }
    questions = [i for i, words in enumerate(lines, start=1) if words.ask is not None]
    if questions:
        change["asked"] = Talk.last_seq + questions[-1]
    moved = await tx.connection.execute(
        update(Talk)
        .where(Talk.id == talk_id, Talk.version == version)
        .values(change)
        .returning(Talk.last_seq)
    )
    last = moved.scalar_one_or_none()
    if last is None:
        raise Conflict
    first = last - len(lines) + 1
    rows = [_row(talk_id, first + i, words, now) for i, words in enumerate(lines)]
    for row in rows[1:]:
        row["answers"] = first
    await tx.connection.execute(insert(Line), rows)
    return [Line(**row) for row in rows]


def _row(talk_id: int, seq: int, words: Words, now: datetime) -> dict[str, Any]:
    return {
        "talk_id": talk_id,
        "seq": seq,
        "at": now,
        "who": words.who,
        "name": words.name,
        "text": words.text,
        "buttons": words.buttons,
        "ask": words.ask,
        "card": words.card,
        "case_number": words.case_number,
        "client_id": words.client_id,
        "answers": None,
    }


async def tell(
    tx: Transaction, person_id: int, words: Words, now: datetime, *, place: str = PRIVATE
) -> int:
    """Say something to somebody who did not just speak; the line's number in their talk."""
    await tx.flush()
    moved = await tx.connection.execute(
        update(Talk)
        .where(Talk.person_id == person_id, Talk.place == place)
        .values(last_seq=Talk.last_seq + 1)
        .returning(Talk.id, Talk.last_seq)
    )
    row = moved.one_or_none()
    if row is None:
        talk_id, seq = await open_talk(tx, person_id, place, now), 1
        await tx.connection.execute(update(Talk).where(Talk.id == talk_id).values(last_seq=1))
    else:
        talk_id, seq = row.id, row.last_seq
    await tx.connection.execute(insert(Line), [_row(talk_id, seq, words, now)])
    return int(seq)


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
    await tx.connection.execute(delete(Draft).where(Draft.talk_id == talk_id, Draft.flow == flow))


async def keep_file(
    tx: Transaction, person_id: int, kind: str, media_type: str, content: bytes, now: datetime
) -> int:
    """Keep a cleaned file and return its number."""
    row = File(person_id=person_id, kind=kind, media_type=media_type, content=content, kept_at=now)
    tx.session.add(row)
    await tx.session.flush()
    return row.id


async def file_to_case(tx: Transaction, file_id: int, number: int) -> None:
    """Let a file belong to a case."""
    await tx.connection.execute(update(File).where(File.id == file_id).values(case_number=number))


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
    tx.session.add(
        Due(kind=kind, at=at, payload=payload, case_number=case_number, event_id=event_id)
    )
    await tx.session.flush()


async def unplan(tx: Transaction, *, event_id: int) -> bool:
    """Take back what an event planned; False when it has already been done."""
    gone = await tx.connection.execute(delete(Due).where(Due.event_id == event_id))
    return bool(gone.rowcount)


async def postpone(tx: Transaction, due_id: int, at: datetime) -> None:
    """Try something that failed again later."""
    await tx.connection.execute(
        update(Due).where(Due.id == due_id).values(at=at, attempts=Due.attempts + 1)
    )


async def done(tx: Transaction, due: Due) -> None:
    """Strike off a due row, in the transaction that did it."""
    await tx.session.delete(due)


async def bury(
    tx: Transaction, talk_id: int, client_id: str, said: str, error: str, now: datetime
) -> int:
    """Keep a message that failed three times for a person to look at; its reference number."""
    row = DeadLetter(talk_id=talk_id, client_id=client_id, said=said, error=error[:200], at=now)
    tx.session.add(row)
    await tx.session.flush()
    return row.number


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


async def purge_orphan_files(tx: Transaction, now: datetime) -> int:
    """Forget files that never came to belong to a case within the life of a draft."""
    old = select(File.id).where(File.case_number.is_(None), File.kept_at <= now - DRAFT_LASTS)
    gone = await tx.connection.execute(delete(File).where(File.id.in_(old)))
    return gone.rowcount
