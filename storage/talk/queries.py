"""Reads of talk: the one statement of the hot path, and lines for those who may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from storage.database import Transaction
from storage.people.rules import AgeBand, Channel, Language
from storage.people.tables import Address, Person
from storage.talk.rules import DRAFT_LASTS, PRIVATE, Who
from storage.talk.tables import Draft, Due, File, Line, Talk


@dataclass(frozen=True)
class Standing:
    """Who a message is from and where their conversation stands, as read before it is handled."""

    person_id: int
    language: Language
    age: AgeBand
    notice_version: int
    shared: bool
    talk_id: int | None
    version: int
    flow: str | None
    flow_version: int
    step: str | None
    answers: dict[str, Any]
    asked: int
    tail: str
    updated_at: datetime | None
    seen: int | None
    """The number of this very line, when it was handled before."""
    choices: list[dict[str, Any]]
    """The buttons under the open question, as they were shown."""


_ASKED = Line.__table__.alias("asked_line")
_STANDING = (
    select(
        Person.id,
        Person.language,
        Person.age,
        Person.notice_version,
        Address.shared,
        Talk.id.label("talk_id"),
        Talk.version,
        Talk.flow,
        Talk.flow_version,
        Talk.step,
        Talk.answers,
        Talk.asked,
        Talk.tail,
        Talk.updated_at,
        Line.seq,
        _ASKED.c.buttons.label("choices"),
    )
    .select_from(Address)
    .join(Person, Person.id == Address.person_id)
    .outerjoin(Talk, and_(Talk.person_id == Person.id, Talk.place == bindparam("place")))
    .outerjoin(Line, and_(Line.talk_id == Talk.id, Line.client_id == bindparam("client_id")))
    .outerjoin(_ASKED, and_(_ASKED.c.talk_id == Talk.id, _ASKED.c.seq == Talk.asked))
    .where(
        Address.channel == bindparam("channel"),
        Address.address == bindparam("address"),
        Address.ended_at.is_(None),
        Address.expires_at > bindparam("now"),
    )
)


async def standing(
    tx: Transaction, channel: Channel, address: str, place: str, client_id: str, now: datetime
) -> Standing | None:
    """Person, position and whether this line was seen before, in one statement.

    None when nobody is known at that address (hashed), or it has ended.
    """
    found = await tx.connection.execute(
        _STANDING,
        {
            "channel": channel,
            "address": address,
            "place": place,
            "client_id": client_id,
            "now": now,
        },
    )
    row = found.one_or_none()
    if row is None:
        return None
    return Standing(
        person_id=row.id,
        language=Language(row.language),
        age=AgeBand(row.age),
        notice_version=row.notice_version,
        shared=row.shared,
        talk_id=row.talk_id,
        version=row.version or 0,
        flow=row.flow,
        flow_version=row.flow_version or 0,
        step=row.step,
        answers=dict(row.answers or {}),
        asked=row.asked or 0,
        tail=row.tail or "",
        updated_at=row.updated_at,
        seen=row.seq,
        choices=row.choices or [],
    )


async def line(tx: Transaction, talk_id: int, seq: int) -> Line | None:
    """One line of one's own talk."""
    return await tx.session.get(Line, (talk_id, seq))


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
    """The buttons under the newest line that has some, among the last few."""
    found = await tx.connection.execute(
        select(Line.buttons).where(Line.talk_id == talk_id).order_by(Line.seq.desc()).limit(5)
    )
    return next((buttons for buttons in found.scalars() if buttons), [])


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
    """The number of the last line of each of these talks: what every open page waits for."""
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


async def due_now(tx: Transaction, now: datetime) -> Due | None:
    """The oldest thing that is due, locked; other processes pass it by."""
    return await tx.session.scalar(
        select(Due)
        .where(Due.at <= now)
        .order_by(Due.at, Due.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


async def due_count(tx: Transaction, now: datetime) -> int:
    """How many things are due and not done: what a health page shows."""
    return await tx.session.scalar(select(func.count()).where(Due.at <= now)) or 0
