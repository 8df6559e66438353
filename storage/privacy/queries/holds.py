"""Reads of holds: cases of which nothing may be erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select

from storage.cases.tables import Case, Reader
from storage.database import Transaction
from storage.privacy.tables import Hold


@dataclass(frozen=True)
class HeldCase:
    """A case under a hold: since when, by whom, why."""

    number: int
    at: datetime
    by_name: str
    reason: str


async def held_cases(tx: Transaction, number: int | None = None) -> Sequence[HeldCase]:
    """The cases under a hold, the oldest hold first: all, or one."""
    wanted = select(Hold).where(Hold.lifted_at.is_(None)).order_by(Hold.id)
    if number is not None:
        wanted = wanted.where(Hold.case_number == number)
    rows = await tx.session.scalars(wanted)
    return [HeldCase(row.case_number, row.at, row.by_name, row.reason) for row in rows]


async def under_hold(tx: Transaction, person_id: int) -> Sequence[int]:
    """The numbers of somebody's cases, given or opened, that are under a hold."""
    read = select(Reader.case_number).where(Reader.person_id == person_id)
    found = await tx.session.scalars(
        select(Case.number)
        .where(or_(Case.author == person_id, Case.number.in_(read)), is_held(Case.number))
        .order_by(Case.number)
    )
    return found.all()


def is_held(
    number: SQLColumnExpression[int] | SQLColumnExpression[int | None],
) -> ColumnElement[bool]:
    """Whether the case in a column is under a hold, as an SQL expression."""
    return select(Hold.id).where(Hold.case_number == number, Hold.lifted_at.is_(None)).exists()
