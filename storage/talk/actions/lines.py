"""Lines and positions: what was said is written, and the conversation moves on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, func, insert, null, or_, select, union_all, update

from storage.database import Conflict, Transaction
from storage.people.rules import NOTICE_VERSION
from storage.people.tables import Address, Person
from storage.statement import Addition, Statement, in_turn, to_look_at
from storage.talk.rules import Who
from storage.talk.tables import Line, Talk
from storage.together import Together


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


_OPEN = Addition(Talk, "id")
_ARRIVAL = Together(Person, (Address, "person_id"), (Talk, "person_id"))
_LINES = Addition(Line)
_MOVING = (
    update(Talk)
    .where(Talk.id == bindparam("talk"), Talk.version == bindparam("read"))
    .values(
        version=Talk.version + 1,
        last_seq=Talk.last_seq + bindparam("said"),
        asked=func.coalesce(Talk.last_seq + bindparam("question", type_=Integer), Talk.asked),
        flow=bindparam("new_flow"),
        flow_version=bindparam("new_flow_version"),
        step=bindparam("new_step"),
        answers=bindparam("new_answers"),
        tail=bindparam("new_tail"),
        updated_at=bindparam("now"),
    )
    .returning(Talk.last_seq)
)
_MOVE = Statement(_MOVING)


async def open_talk(tx: Transaction, person_id: int, place: str, now: datetime) -> int:
    """Begin a person's talk at a place and return its number."""
    opened: int = await _OPEN.value(tx, person_id=person_id, place=place, updated_at=now)
    return opened


async def come_in(
    tx: Transaction, newcomer: tuple[Person, Address], place: str, now: datetime
) -> Talk:
    """Begin the talk of a new person, who is written down together with it. The answer shows them
    the privacy notice.
    """
    person, address = newcomer
    person.notice_version, person.notice_at = NOTICE_VERSION, now
    talk = Talk(place=place, updated_at=now)
    await _ARRIVAL.add(tx, person, address, talk)
    return talk


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
    moved = _moved(talk_id, version, position, lines, now, tail)
    if tx.dialect == "sqlite":
        last = await _MOVE.value(tx, **moved)
    else:
        said = in_turn(_rows(talk_id, 0, lines, now))
        last = await _move_and_say(len(lines)).value(tx, after=None, **moved, **said)
    if last is None:
        raise Conflict
    rows = _rows(talk_id, last - len(lines), lines, now)
    if tx.dialect == "sqlite":
        await _LINES.rows(tx, rows)
    return [to_look_at(Line, row) for row in rows]


def following(talk_id: int, after: int, lines: list[Words], now: datetime) -> list[Line]:
    """The next lines of a talk, not yet written; they fit only if nothing is said meanwhile."""
    return [to_look_at(Line, row) for row in _rows(talk_id, after, lines, now)]


async def settle_alone(
    tx: Transaction,
    version: int,
    position: Position,
    lines: list[Line],
    now: datetime,
    *,
    tail: str = "",
) -> None:
    """As `settle`, in one statement that is all this transaction does: PostgreSQL writes it whole
    or not at all, so nothing has to be begun or committed.

    lines: those that follow. Raises Conflict also when something was said meanwhile.
    """
    talk_id, before = lines[0].talk_id, lines[0].seq - 1
    moved = _moved(talk_id, version, position, lines, now, tail)
    said = in_turn([vars(line) for line in lines])
    if await _move_and_say(len(lines)).alone(tx, after=before, **moved, **said) is None:
        raise Conflict


@cache
def _move_and_say(count: int) -> Statement:
    """Move a talk on and number its new lines; with `after`, only if that is its last line."""
    after = bindparam("after", type_=Integer)
    moved = _MOVING.where(or_(after.is_(None), Talk.last_seq == after)).cte("moved")
    first = moved.c.last_seq - (count - 1)
    said = [
        select(*{**_LINES.binds(i), "seq": first + i, "answers": first if i else null()}.values())
        for i in range(count)
    ]
    added = insert(Line).from_select(_LINES.names, union_all(*said)).cte("added")
    return Statement(select(moved.c.last_seq).add_cte(added))


def _moved(
    talk_id: int,
    version: int,
    position: Position,
    lines: Sequence[Words | Line],
    now: datetime,
    tail: str,
) -> dict[str, Any]:
    """The values of moving a talk on; it asks with the last line that has a question."""
    questions = [i for i, line in enumerate(lines, start=1) if line.ask is not None]
    return {
        "talk": talk_id,
        "read": version,
        "said": len(lines),
        "question": questions[-1] if questions else None,
        "new_flow": position.flow,
        "new_flow_version": position.flow_version,
        "new_step": position.step,
        "new_answers": position.answers,
        "new_tail": tail,
        "now": now,
    }


def _rows(talk_id: int, after: int, lines: list[Words], now: datetime) -> list[dict[str, Any]]:
    """The rows of lines that belong together: the first was said, the others answer it."""
    first = after + 1
    rows = [_row(talk_id, first + i, words, now) for i, words in enumerate(lines)]
    for row in rows[1:]:
        row["answers"] = first
    return rows


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


async def leave(tx: Transaction, person_id: int, place: str, flow: str, now: datetime) -> None:
    """Take somebody out of a flow that the other side ended. A message of theirs that is being
    handled at this moment is handled again.
    """
    await tx.flush()
    await tx.connection.execute(
        update(Talk)
        .where(Talk.person_id == person_id, Talk.place == place, Talk.flow == flow)
        .values(flow=None, step=None, answers={}, version=Talk.version + 1, updated_at=now)
    )


async def add_line(
    tx: Transaction, person_id: int, words: Words, now: datetime, *, place: str
) -> tuple[int, int]:
    """Write a line to somebody who did not just speak; returns their talk and the line's number in
    it.

    Nothing is sent: `tell` does that too.
    """
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
    await _LINES.run(tx, **_row(talk_id, seq, words, now))
    return int(talk_id), int(seq)
