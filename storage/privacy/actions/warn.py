"""Warns people before an idea is parted from them; they may keep it for another period.

Must not say anything itself: the caller of `warn` tells the people that it returns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, select

from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, record
from storage.cases.queries import Listener
from storage.cases.rules import CaseAct, CaseKind
from storage.cases.tables import Case, Reader
from storage.database import Transaction
from storage.people.rules import NotAllowed
from storage.privacy.queries.holds import is_held
from storage.privacy.rules import IDEA, WARNED_BEFORE
from storage.privacy.tables import Keeping

_COUNTED_FROM = case((Keeping.kept_at > Case.closed_at, Keeping.kept_at), else_=Case.closed_at)
"""When the period of a case began: when it was closed, or when somebody last kept it."""


OF_THIS_PERIOD = (CaseKind.IDEA, CaseKind.NOTE, CaseKind.TALK)
"""Other kinds of case have periods of their own."""


@dataclass(frozen=True)
class Warned:
    """A case, and everybody who must be asked about it."""

    number: int
    audience: Sequence[Listener]


async def warn(tx: Transaction, now: datetime, most: int) -> list[Warned]:
    """Mark cases whose period ends in a month as warned now, at most so many."""
    numbers = await tx.session.scalars(
        select(Case.number)
        .outerjoin(Keeping, Keeping.case_number == Case.number)
        .where(
            _over(now + WARNED_BEFORE),
            or_(Keeping.warned_at.is_(None), Keeping.warned_at < _COUNTED_FROM),
            _is_somebodys(),
        )
        .order_by(Case.number)
        .limit(most)
        .with_for_update(of=Case, skip_locked=True)
    )
    found = numbers.all()
    for number in found:
        await _write(tx, number, warned_at=now)
    return [Warned(number, await cases.audience(tx, number)) for number in found]


async def keep(tx: Transaction, person_id: int, number: int, now: datetime) -> None:
    """A reader keeps a case: its period begins anew. Raises NotAllowed."""
    found = await cases.locked(tx, number)
    if found is None or not await cases.may_read(tx, person_id, number):
        raise NotAllowed
    await _write(tx, number, kept_at=now)
    await record(tx, found, Entry(CaseAct.KEEP, found.state, by=person_id), now)


async def _write(tx: Transaction, number: int, **times: datetime) -> None:
    await tx.connection.execute(
        tx.insert(Keeping).on_conflict_do_update(index_elements=["case_number"], set_=times),
        {"case_number": number, "warned_at": None, "kept_at": None, **times},
    )


def is_over(now: datetime) -> ColumnElement[bool]:
    """Whether a case's period is over and its people were warned in time. Needs Keeping in an outer
    join.
    """
    warned = and_(Keeping.warned_at >= _COUNTED_FROM, Keeping.warned_at <= now - WARNED_BEFORE)
    return and_(_over(now), warned, _is_somebodys())


def _over(now: datetime) -> Any:
    assert IDEA.lasts is not None  # noqa: S101 - it is declared so
    return and_(
        Case.kind.in_(OF_THIS_PERIOD),
        IDEA.lasts.before(now) >= _COUNTED_FROM,
        ~is_held(Case.number),
    )


def _is_somebodys() -> ColumnElement[bool]:
    read = select(Reader.case_number).where(Reader.case_number == Case.number)
    return or_(Case.author.is_not(None), read.exists())
