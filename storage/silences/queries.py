"""Reads of silences. Writes nothing. The `Colleague` argument proves that staff ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from storage.cases.rules import local_day, possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.silences.tables import Silence


async def running(tx: Transaction, by: Colleague, now: datetime) -> Sequence[Silence]:
    """The running silences, the one that ends first on top."""
    return (await tx.session.scalars(_running(now).order_by(Silence.until, Silence.id))).all()


async def running_count(tx: Transaction, now: datetime) -> int:
    """How many are silenced now."""
    which = _running(now).subquery()
    return await tx.session.scalar(select(func.count()).select_from(which)) or 0


async def silence_of(tx: Transaction, person_id: int, now: datetime) -> Silence | None:
    """The running silence of a person, if any."""
    return await tx.session.scalar(
        _running(now)
        .where(Silence.person_id == person_id)
        .order_by(Silence.until.desc(), Silence.id)
        .limit(1)
    )


async def silence_at(tx: Transaction, number: int, now: datetime) -> Silence | None:
    """The running silence of a case's citizen, whichever case it was decided on."""
    if not possible(number):
        return None
    author = select(Case.author).where(Case.number == number).scalar_subquery()
    return await tx.session.scalar(_running(now).where(Silence.person_id == author).limit(1))


def _running(now: datetime) -> Select[Silence]:
    return select(Silence).where(Silence.ended_at.is_(None), Silence.until >= local_day(now))
