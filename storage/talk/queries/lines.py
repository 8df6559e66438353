"""Reads of lines, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.database import Transaction
from storage.people.tables import Staff
from storage.talk.rules import PRIVATE, Who
from storage.talk.tables import Line, Talk


async def own_line(tx: Transaction, person_id: int, place: str, client_id: str) -> Line | None:
    """The line that somebody's browser gave this name, if it was kept."""
    return await tx.session.scalar(
        select(Line)
        .join(Talk, Talk.id == Line.talk_id)
        .where(Talk.person_id == person_id, Talk.place == place, Line.client_id == client_id)
    )


async def buttons_of(tx: Transaction, talk_id: int, seq: int) -> list[dict[str, Any]]:
    """The buttons under one line of one's own talk; none when there is no such line."""
    found = await tx.connection.execute(
        select(Line.buttons).where(Line.talk_id == talk_id, Line.seq == seq)
    )
    return found.scalar_one_or_none() or []


async def last_buttons(tx: Transaction, talk_id: int) -> list[dict[str, Any]]:
    """The buttons under the newest of the last few lines that has any. Those on its card count too,
    unless the line is one of several cards: nobody knows which card is meant then.
    """
    found = await tx.connection.execute(
        select(Line.buttons, Line.card, Line.answers)
        .where(Line.talk_id == talk_id)
        .order_by(Line.seq.desc())
        .limit(5)
    )
    rows = [(row.buttons, (row.card or {}).get("buttons") or [], row.answers) for row in found]
    for buttons, on_card, answers in rows:
        cards = [other for _, other, answered in rows if other and answered == answers]
        if shown := [*buttons, *(on_card if len(cards) == 1 else ())]:
            return shown
    return []


async def offered(tx: Transaction, talk_id: int, value: str) -> bool:
    """Whether a button with this value is under one of the last few lines."""
    found = await tx.connection.scalars(
        select(Line.buttons).where(Line.talk_id == talk_id).order_by(Line.seq.desc()).limit(5)
    )
    return any(button["value"] == value for buttons in found for button in buttons)


async def answers_to(tx: Transaction, talk_id: int, seq: int) -> Sequence[Line]:
    """A line and the lines that answered it."""
    return (
        await tx.session.scalars(
            select(Line)
            .where(Line.talk_id == talk_id, (Line.seq == seq) | (Line.answers == seq))
            .order_by(Line.seq)
        )
    ).all()


async def talk_at(tx: Transaction, person_id: int, place: str) -> Talk | None:
    """A person's talk at a place."""
    return await tx.session.scalar(
        select(Talk).where(Talk.person_id == person_id, Talk.place == place)
    )


async def colleague_at(tx: Transaction, talk_id: int) -> str | None:
    """The name of the colleague whose talk this is; None when it is no colleague's."""
    return await tx.session.scalar(
        select(Staff.name).join(Talk, Talk.person_id == Staff.person_id).where(Talk.id == talk_id)
    )


async def place_of(tx: Transaction, talk_id: int) -> str | None:
    """Where a talk takes place."""
    return await tx.session.scalar(select(Talk.place).where(Talk.id == talk_id))


async def lines_after(
    tx: Transaction, person_id: int, place: str, after: int, limit: int = 200
) -> Sequence[Line]:
    """The lines of one's own talk after a number, in order, the first `limit` of them."""
    return (
        await tx.session.scalars(
            select(Line)
            .join(Talk, Talk.id == Line.talk_id)
            .where(Talk.person_id == person_id, Talk.place == place, Line.seq > after)
            .order_by(Line.seq)
            .limit(limit)
        )
    ).all()


async def lines_before(
    tx: Transaction, person_id: int, place: str, before: int, limit: int
) -> Sequence[Line]:
    """The newest lines of one's own talk, or those before a number; in order."""
    wanted = (
        select(Line)
        .join(Talk, Talk.id == Line.talk_id)
        .where(Talk.person_id == person_id, Talk.place == place)
    )
    if before:
        wanted = wanted.where(Line.seq < before)
    found = (await tx.session.scalars(wanted.order_by(Line.seq.desc()).limit(limit))).all()
    return found[::-1]


async def newest(tx: Transaction, talk_ids: Iterable[int]) -> dict[int, int]:
    """The number of the last line of each of these talks: what open pages watch."""
    rows = await tx.connection.execute(
        select(Talk.id, Talk.last_seq).where(Talk.id.in_(list(talk_ids)))
    )
    return {row.id: row.last_seq for row in rows}


async def case_lines(
    tx: Transaction, number: int, limit: int = 500, *, reader: int | None = None
) -> Sequence[Line]:
    """The newest of the talk on one case, oldest first. The caller has checked who asks.

    Only what was said between citizens and the library: nothing from the desk. News that several
    were told at once stands there once, as `reader` (a person) was told it, if they were.
    """
    found = await tx.session.execute(
        select(Line, Talk.person_id)
        .join(Talk, Talk.id == Line.talk_id)
        .where(Line.case_number == number, Talk.place == PRIVATE)
        .order_by(Line.at.desc(), Line.talk_id.desc(), Line.seq.desc())
        .limit(limit)
    )
    lines = [(line, person_id == reader) for line, person_id in found][::-1]
    talks: dict[datetime, int] = {}
    for line, own in lines:
        if line.who != Who.YOU:
            talks[line.at] = line.talk_id if own else talks.get(line.at, line.talk_id)
    return [line for line, _ in lines if talks.get(line.at, line.talk_id) == line.talk_id]
