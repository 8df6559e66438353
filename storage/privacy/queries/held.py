"""Everything about one person, table by table, as holdings.py declares it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storage.cases.rules import possible
from storage.cases.tables import Case, Event
from storage.database import Transaction
from storage.privacy.holdings import HOLDINGS, Holding
from storage.privacy.rules import DECISIONS


@dataclass(frozen=True)
class Held:
    """The rows of one table that are about a person, each as its columns."""

    holding: Holding
    rows: Sequence[dict[str, Any]]


async def held(tx: Transaction, person_id: int) -> list[Held]:
    """Everything that is kept about a person, in the order of the holdings; empty tables are left
    out.

    The caller has checked that the person asks, or an administrator on their behalf.
    """
    await tx.flush()
    found = [Held(holding, await _rows(tx, holding, person_id)) for holding in HOLDINGS]
    return [each for each in found if each.rows]


async def _rows(tx: Transaction, holding: Holding, person_id: int) -> list[dict[str, Any]]:
    table = holding.rows
    columns = [table.c[name] for name in holding.shown]
    rows = await tx.connection.execute(
        select(*columns).where(holding.whose(person_id)).order_by(*table.primary_key.columns)
    )
    return [dict(zip(holding.shown, row, strict=True)) for row in rows]


async def whose_case(tx: Transaction, number: int) -> int | None:
    """Who gave a case, while that is known."""
    if not possible(number):
        return None
    return await tx.session.scalar(select(Case.author).where(Case.number == number))


async def kept_back(tx: Transaction, person_id: int) -> Sequence[int]:
    """The numbers of somebody's cases that stay as records when they are erased: those decided."""
    found = await tx.session.scalars(
        select(Case.number).where(Case.author == person_id, decided()).order_by(Case.number)
    )
    return found.all()


def decided() -> Any:
    """Whether a case was decided, or shown to others, as an SQL expression."""
    acts = select(Event.id).where(
        Event.case_number == Case.number,
        Event.act.in_(DECISIONS),
        Event.undone_at.is_(None),
    )
    return acts.exists()
