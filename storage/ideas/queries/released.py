"""Ideas that staff have released, as anybody may see them: a title, a state, how many want it.

Returns nobody's own words and no names. An idea that is not released is treated as if there were
none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, func, select
from sqlalchemy import case as when
from sqlalchemy.orm import InstrumentedAttribute

from storage.cases.rules import possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.rules import CLOSED, LISTED, State
from storage.ideas.tables import Support

AT_A_TIME = 20


@dataclass(frozen=True)
class Released:
    """A released idea. `citizens` have suggested it, `wanting` want it as well; `mine` and `wanted`
    say whether the one who asks is among them.
    """

    number: int
    title: str
    state: State
    promised_on: date | None
    citizens: int
    mine: bool
    wanting: int = 0
    wanted: bool = False


@dataclass(frozen=True)
class Listed:
    """A page of the released ideas; whether there is another."""

    ideas: Sequence[Released]
    more: bool


def is_released() -> ColumnElement[bool]:
    """Whether everybody may see a case by its title."""
    return and_(
        Case.shown_title.is_not(None),
        Case.title.is_not(None),
        Case.shown_state.in_(list(LISTED)),
    )


def is_joinable() -> ColumnElement[bool]:
    """Whether other ideas may be merged into it: it is released and open."""
    return and_(is_released(), Case.state.not_in(list(CLOSED)))


async def joinable(tx: Transaction, person_id: int, numbers: Sequence[int]) -> Sequence[Released]:
    """Those of some cases that somebody may be written onto now, in the order given, in one
    statement.
    """
    heads = select(Case.number).where(is_joinable(), Case.number.in_(numbers))
    found = {row[0]: Released(*_plain(row)) for row in await _given(tx, person_id, _group(heads))}
    return [found[number] for number in numbers if number in found]


async def released(tx: Transaction, person_id: int | None, page: int = 1) -> Listed:
    """A page of all released ideas, the newest first, in two statements."""
    skipped = (max(1, page) - 1) * AT_A_TIME
    heads = select(Case.number).where(is_released()).order_by(Case.number.desc())
    found = await _released(tx, person_id, heads.limit(AT_A_TIME + 1).offset(skipped))
    return Listed(found[:AT_A_TIME], len(found) > AT_A_TIME)


async def one_released(tx: Transaction, person_id: int | None, number: int) -> Released | None:
    """One released idea; None when there is none."""
    if not possible(number):
        return None
    heads = select(Case.number).where(is_released(), Case.number == number)
    return next(iter(await _released(tx, person_id, heads)), None)


async def _released(
    tx: Transaction, person_id: int | None, heads: Select[int]
) -> Sequence[Released]:
    group = _group(heads)
    given = await _given(tx, person_id or 0, group)
    want = await _wanting(tx, person_id or 0, group) if given else {}
    return [Released(*_plain(row), *want.get(row[0], (0, False))) for row in given]


def _group(heads: Select[int]) -> CTE:
    """Some cases with all those merged into them, each beside the `root` that it counts for."""
    inside = (
        select(Case.number.label("root"), Case.number, Case.author)
        .where(Case.number.in_(heads.scalar_subquery()))
        .cte(recursive=True)
    )
    further = select(inside.c.root, Case.number, Case.author)
    return inside.union(further.join(inside, Case.merged_into == inside.c.number))


async def _given(tx: Transaction, person_id: int, group: CTE) -> Sequence[Any]:
    """The ideas, and who gave them or the same; one whose author is forgotten counts as one."""
    author = func.coalesce(group.c.author, -group.c.number)
    rows = await tx.connection.execute(
        select(
            Case.number,
            Case.shown_title,
            Case.shown_state,
            Case.shown_promise,
            *_people(author, person_id),
        )
        .join(group, group.c.root == Case.number)
        .group_by(Case.number)
        .order_by(Case.number.desc())
    )
    return rows.all()


async def _wanting(tx: Transaction, person_id: int, group: CTE) -> dict[int, tuple[int, bool]]:
    rows = await tx.connection.execute(
        select(group.c.root, *_people(Support.person_id, person_id))
        .join(group, Support.case_number == group.c.number)
        .group_by(group.c.root)
    )
    return {row[0]: (row[1], bool(row[2])) for row in rows}


def _people(
    who: ColumnElement[int] | InstrumentedAttribute[int], person_id: int
) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """How many people, and whether one of them asks."""
    return func.count(who.distinct()), func.max(when((who == person_id, 1), else_=0))


def _plain(row: Any) -> tuple[int, str, State, date | None, int, bool]:
    return row[0], row[1], State(row[2]), row[3], row[4], bool(row[5])
