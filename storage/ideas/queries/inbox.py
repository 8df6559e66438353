"""The inbox: all cases for those who work at the library, what waits longest on top.

Staff of every role may read; that they are staff is what a `Colleague` proves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select, true
from sqlalchemy import case as when

from storage.cases.folding import fold
from storage.cases.rules import local_day, possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.queries.parts import holder
from storage.ideas.rules import State, Theme
from storage.ideas.tables import Idea
from storage.people.queries import Colleague
from storage.people.tables import Staff

PAGE = 30
_EXCERPT = 200
_MOST_WORDS = 20
_NUMBER = re.compile(r"(?:nr\.?|nummer|number|sag|case|a|#)?\s*(\d{1,10})", re.IGNORECASE)


class View(StrEnum):
    """The desk's ways to look at it.

    MINE and FREE are open cases that I have or nobody has; in WAITING somebody was promised an
    answer, in LATE the promised day has passed; ALL has the closed ones too, last. What a citizen
    wrote and nobody has read waits as well: a closed case counts as open until it is read.
    """

    MINE = "mine"
    FREE = "free"
    WAITING = "waiting"
    LATE = "late"
    ALL = "all"


@dataclass(frozen=True)
class InboxFilter:
    """What is looked for; a field that is None or empty does not narrow the search."""

    view: View = View.ALL
    state: State | None = None
    branch: str | None = None
    theme: Theme | None = None
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class InboxRow:
    """One case in a list. `text` is its beginning."""

    number: int
    state: State
    title: str | None
    text: str
    kind: str | None
    theme: str | None
    branch: str | None
    assigned: int | None
    assigned_name: str | None
    promised_on: date | None
    late_since: date | None
    parked_until: date | None
    created_at: datetime
    closed_at: datetime | None
    unread: bool
    version: int


@dataclass(frozen=True)
class Inbox:
    """A page of the inbox. `counts` has every view, whatever else is looked for."""

    rows: Sequence[InboxRow]
    counts: dict[View, int]
    total: int
    more: bool


async def inbox(tx: Transaction, by: Colleague, wanted: InboxFilter, now: datetime) -> Inbox:
    """One page of the inbox in three statements."""
    views = _views(by, now)
    narrowed = and_(views[wanted.view], _narrowed(wanted))
    total = await tx.session.scalar(_joined(select(func.count())).where(narrowed)) or 0
    page = max(1, wanted.page)
    rows = await _rows(tx, narrowed, limit=PAGE, offset=(page - 1) * PAGE)
    counted = (
        await tx.session.execute(
            _joined(select(*(func.count(when((view, 1))) for view in views.values())))
        )
    ).one()
    return Inbox(rows, dict(zip(views, counted, strict=True)), total, page * PAGE < total)


async def search(
    tx: Transaction,
    by: Colleague,
    words: str,
    limit: int = 20,
) -> Sequence[InboxRow]:
    """Cases that hold all of the words, or have the number, whatever their state."""
    return await _rows(tx, _found(words), limit=limit, offset=0) if words.strip() else []


async def cases_of(tx: Transaction, by: Colleague, numbers: Collection[int]) -> Sequence[InboxRow]:
    """Some cases by their numbers, in one statement."""
    if not numbers:
        return []
    return await _rows(tx, Case.number.in_(numbers), limit=len(numbers), offset=0)


def _views(by: Colleague, now: datetime) -> dict[View, ColumnElement[bool]]:
    promised = and_(Case.closed_at.is_(None), Case.promised_on.is_not(None))
    return {
        View.MINE: and_(_is_open(), Case.assigned == by.person_id),
        View.FREE: and_(_is_open(), Staff.person_id.is_(None)),
        View.WAITING: or_(promised, Case.unread),
        View.LATE: and_(promised, is_late(now)),
        View.ALL: true(),
    }


def is_late(now: datetime) -> ColumnElement[bool]:
    """A promised day has passed, whether or not another one was promised since."""
    return or_(Case.promised_on < local_day(now), Case.late_since.is_not(None))


def _is_open() -> ColumnElement[bool]:
    return or_(Case.closed_at.is_(None), Case.unread)


def _narrowed(wanted: InboxFilter) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [true()]
    if wanted.state is not None:
        parts.append(Case.state == wanted.state)
    if wanted.branch:
        parts.append(Case.branch == wanted.branch)
    if wanted.theme is not None:
        parts.append(Idea.theme == wanted.theme)
    if wanted.words.strip():
        parts.append(_found(wanted.words))
    return and_(*parts)


def _found(words: str) -> ColumnElement[bool]:
    """All words somewhere in the idea, or the number."""
    wanted = fold(words).split()[:_MOST_WORDS]
    texts = and_(true(), *(Idea.searched.contains(word, autoescape=True) for word in wanted))
    number = _NUMBER.fullmatch(words.strip())
    if number and possible(int(number[1])):
        return or_(texts, Case.number == int(number[1]))
    return texts


def _joined(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        wanted.select_from(Case).join(Idea, Idea.number == Case.number).outerjoin(Staff, holder())
    )


async def _rows(
    tx: Transaction, narrowed: ColumnElement[bool], *, limit: int, offset: int
) -> Sequence[InboxRow]:
    rows = await tx.session.execute(
        _joined(
            select(
                Case.number,
                Case.state,
                Case.title,
                func.substr(Idea.text, 1, _EXCERPT),
                Idea.kind,
                Idea.theme,
                Case.branch,
                Case.assigned,
                Staff.name,
                Case.promised_on,
                Case.late_since,
                Case.parked_until,
                Case.created_at,
                Case.closed_at,
                Case.unread,
                Case.version,
            )
        )
        .where(narrowed)
        .order_by(
            not_(_is_open()),
            Case.promised_on.is_(None),
            func.coalesce(Case.late_since, Case.promised_on),
            Case.closed_at.desc(),
            Case.created_at,
            Case.number,
        )
        .limit(limit)
        .offset(offset)
    )
    return [InboxRow(row[0], State(row[1]), *row[2:]) for row in rows]
