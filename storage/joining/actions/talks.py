"""The talks of two people become one at each place: lines, drafts and position.

The lines of the one who goes come after the others and are renumbered. Old buttons of a chat name
the numbers that it was shown, so none of those numbers is given to a later line, at any place that
the chat may come to (a colleague's comes to the desk). So an old button cannot answer a new
question, once the open one is put again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Conflict, Transaction
from storage.talk.actions import Position, drop_draft, keep_draft
from storage.talk.tables import DeadLetter, Draft, Line, Outgoing, Talk


@dataclass(frozen=True)
class Standing:
    """A talk after the two became one: its number, version and position."""

    talk_id: int
    version: int
    position: Position


async def unite_talks(
    tx: Transaction, stays: int, goes: int, before: tuple[int, int], now: datetime
) -> None:
    """Give one person the talks of both. Raises Conflict when the talk `before` (number, version)
    has changed since it was read.
    """
    talks = await _locked(tx, stays, goes)
    if before not in [(talk.id, talk.version) for talk in talks]:
        raise Conflict
    theirs = {talk.place: talk for talk in talks if talk.person_id == stays}
    coming = [talk for talk in talks if talk.person_id == goes]
    for talk in coming:
        if talk.place in theirs:
            await _append(tx, theirs[talk.place], talk, now)
        else:
            talk.person_id = stays
    shown = max((talk.last_seq for talk in coming), default=0)
    for talk in theirs.values():
        talk.last_seq = max(talk.last_seq, shown)
    await tx.session.flush()


async def _locked(tx: Transaction, stays: int, goes: int) -> Sequence[Talk]:
    found = await tx.session.scalars(
        select(Talk)
        .where(Talk.person_id.in_([stays, goes]))
        .order_by(Talk.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.all()


async def _append(tx: Transaction, kept: Talk, gone: Talk, now: datetime) -> None:
    """Append one talk to another at the same place, and delete its row."""
    await _take_over_drafts(tx, kept, gone)
    await _take_over_position(tx, kept, gone, now)
    await _move_lines(tx, kept, gone)
    kept.last_seq += gone.last_seq
    kept.version += 1
    await tx.session.flush()
    await tx.connection.execute(delete(Talk).where(Talk.id == gone.id))
    tx.session.expunge(gone)


async def _take_over_drafts(tx: Transaction, kept: Talk, gone: Talk) -> None:
    """Keep the newer draft of each flow."""
    found = await tx.connection.execute(
        select(Draft.flow, Draft.talk_id)
        .where(Draft.talk_id.in_([kept.id, gone.id]))
        .order_by(Draft.kept_at)
    )
    for flow, talk_id in {row.flow: row.talk_id for row in found}.items():
        older = gone.id if talk_id == kept.id else kept.id
        await drop_draft(tx, older, flow)
    await tx.connection.execute(
        update(Draft).where(Draft.talk_id == gone.id).values(talk_id=kept.id)
    )


async def _take_over_position(tx: Transaction, kept: Talk, gone: Talk, now: datetime) -> None:
    """Keep the open question of the one who stays, and make that of the other a draft; with only
    one open question, keep that.
    """
    if gone.flow is None:
        return
    if kept.flow is None:
        kept.flow, kept.flow_version = gone.flow, gone.flow_version
        kept.step, kept.answers = gone.step, gone.answers
        kept.asked = kept.last_seq + gone.asked
        return
    await keep_draft(tx, kept.id, _position(gone), now)


async def _move_lines(tx: Transaction, kept: Talk, gone: Talk) -> None:
    """Move lines and what refers to them. If both have a line of one name, the first keeps the
    name.
    """
    offset = kept.last_seq
    named = select(Line.client_id).where(Line.talk_id == kept.id, Line.client_id.is_not(None))
    lines, sent = Line.talk_id == gone.id, Outgoing.talk_id == gone.id
    for moved in (
        update(Line).where(lines, Line.client_id.in_(named)).values(client_id=None),
        update(Line)
        .where(lines)
        .values(talk_id=kept.id, seq=Line.seq + offset, answers=Line.answers + offset),
        update(Outgoing)
        .where(sent)
        .values(talk_id=kept.id, first=Outgoing.first + offset, last=Outgoing.last + offset),
        update(DeadLetter).where(DeadLetter.talk_id == gone.id).values(talk_id=kept.id),
    ):
        await tx.connection.execute(moved)


async def stands_at(tx: Transaction, person_id: int, place: str) -> Standing:
    """Somebody's talk at a place, which must exist, as it is now."""
    found = await tx.session.scalar(
        select(Talk)
        .where(Talk.person_id == person_id, Talk.place == place)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Conflict
    return Standing(found.id, found.version, _position(found))


def _position(talk: Talk) -> Position:
    return Position(talk.flow, talk.flow_version, talk.step, dict(talk.answers))
