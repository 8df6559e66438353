"""Reads of what could not be handled and what could not be sent, for those who look after it.

The caller has checked who asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, select

from storage.database import Transaction
from storage.people.tables import Staff
from storage.talk.queries.outbox import dead_count
from storage.talk.rules import OPEN, Fate, Sending, asked_at
from storage.talk.tables import DeadLetter, Line, Outgoing, Talk

SHOWN = 100
"""So many are shown at most, the oldest first."""


@dataclass(frozen=True)
class Letter:
    """A message that could not be handled."""

    number: int
    at: datetime
    error: str
    tries: int
    again: bool
    """Whether it is about to be tried again."""
    said: dict[str, Any]
    words: str
    """What was said, as its line shows it; "" where that stands on a case, for who opens it."""
    talk_id: int
    place: str
    name: str | None
    """The colleague's who said it; None for a citizen."""
    moved_on: bool
    """Whether its talk stands elsewhere now, so that it cannot be tried again."""


@dataclass(frozen=True)
class Unsent:
    """A message that could not be sent."""

    id: int
    channel: str
    at: datetime
    error: str
    words: str
    talk_id: int
    place: str
    name: str | None
    """The colleague's whom it was for; None for a citizen."""


async def letters(tx: Transaction, limit: int = SHOWN) -> Sequence[Letter]:
    """The dead letters that somebody has still to look at."""
    found = await tx.connection.execute(
        select(
            DeadLetter.__table__,
            Talk.place,
            Staff.name,
            Line.text.label("words"),
            Talk.flow,
            Talk.step,
            Talk.answers,
        )
        .join(Talk, Talk.id == DeadLetter.talk_id)
        .outerjoin(Staff, Staff.person_id == Talk.person_id)
        .outerjoin(
            Line,
            and_(
                Line.talk_id == DeadLetter.talk_id,
                Line.client_id == DeadLetter.client_id,
                Line.case_number.is_(None),
            ),
        )
        .where(DeadLetter.state.in_(OPEN))
        .order_by(DeadLetter.number)
        .limit(limit)
    )
    return [
        Letter(
            number=row.number,
            at=row.at,
            error=row.error,
            tries=row.tries,
            again=row.state == Fate.AGAIN,
            said=row.said,
            words=row.words or "",
            talk_id=row.talk_id,
            place=row.place,
            name=row.name,
            moved_on=row.question != asked_at(0, row.flow, row.step, row.answers).question,
        )
        for row in found
    ]


async def letter_fate(tx: Transaction, number: int) -> Fate | None:
    """What became of a dead letter; None when there is none with that number (any more)."""
    found = await tx.connection.execute(select(DeadLetter.state).where(DeadLetter.number == number))
    state = found.scalar_one_or_none()
    return Fate(state) if state else None


async def letter_is_wanted(tx: Transaction) -> bool:
    """Whether any dead letter is to be tried again: worth asking before writing is begun."""
    found = await tx.connection.execute(select(exists().where(DeadLetter.state == Fate.AGAIN)))
    return bool(found.scalar())


async def wanted_letter(tx: Transaction) -> DeadLetter | None:
    """A dead letter that is to be tried again, locked; other processes pass it by."""
    return await tx.session.scalar(
        select(DeadLetter)
        .where(DeadLetter.state == Fate.AGAIN)
        .order_by(DeadLetter.number)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


async def unsent(tx: Transaction, limit: int = SHOWN) -> Sequence[Unsent]:
    """The messages that were given up and that somebody has still to look at."""
    found = await tx.connection.execute(
        select(
            Outgoing.id,
            Outgoing.channel,
            Outgoing.made_at,
            Outgoing.last_error,
            Outgoing.talk_id,
            Talk.place,
            Staff.name,
            Line.text.label("words"),
        )
        .join(Talk, Talk.id == Outgoing.talk_id)
        .outerjoin(Staff, Staff.person_id == Talk.person_id)
        .outerjoin(Line, and_(Line.talk_id == Outgoing.talk_id, Line.seq == Outgoing.first))
        .where(Outgoing.state == Sending.DEAD)
        .order_by(Outgoing.id)
        .limit(limit)
    )
    return [
        Unsent(
            id=row.id,
            channel=row.channel,
            at=row.made_at,
            error=row.last_error or "",
            words=row.words or "",
            talk_id=row.talk_id,
            place=row.place,
            name=row.name,
        )
        for row in found
    ]


async def letter_count(tx: Transaction) -> int:
    """How many messages could not be handled, and wait for somebody to look."""
    found = await tx.connection.execute(select(func.count()).where(DeadLetter.state.in_(OPEN)))
    return int(found.scalar_one())


async def trouble_count(tx: Transaction) -> int:
    """How much waits for a coordinator to look at: not handled, and not sent."""
    return await letter_count(tx) + await dead_count(tx)
