"""A colleague is away: their cases are given to somebody else meanwhile, and come back if they
like.

Colleagues say themselves when they are away. Each case changes hands as if by hand, in the order of
the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from storage.cases.rules import CaseKind, NotValid, Problem, local_day
from storage.cases.tables import Case
from storage.cases.working_days import morning
from storage.database import Transaction
from storage.ideas.actions.step import staff_step
from storage.ideas.rules import Act
from storage.people import actions as people
from storage.people.queries import Colleague, colleague
from storage.talk import actions as talk
from storage.talk.rules import DueKind
from storage.talk.tables import Due


@dataclass(frozen=True)
class Absence:
    """The days, both included; who takes the cases (None: nobody in particular); whether they come
    back afterwards.
    """

    first: date
    last: date
    to: int | None
    back: bool


@dataclass(frozen=True)
class Handed:
    """Cases that changed hands because `of` is away until a day, or is back (None)."""

    of: Colleague
    to: Colleague | None
    until: date | None
    numbers: Sequence[int]


async def leave(tx: Transaction, by: Colleague, absence: Absence, now: datetime) -> Handed | None:
    """Say that one is away; the cases are handed on at once, or (None) when the first day comes.

    Raises NotThoseDays, NotValid.
    """
    today = local_day(now)
    await people.go_away(tx, by, absence.first, absence.last, today)
    stand_in = await _stand_in(tx, by, absence.to, absence.first)
    if absence.to is not None and stand_in is None:
        raise NotValid("to", Problem.AWAY)
    whose = {"person": by.person_id, "last": absence.last.isoformat()}
    await talk.plan(tx, DueKind.BACK, morning(absence.last + timedelta(days=1)), whose)
    if absence.first > today:
        later: dict[str, Any] = {"to": absence.to, "back": absence.back}
        await talk.plan(tx, DueKind.AWAY, morning(absence.first), whose | later)
        return None
    return await _hand_over(tx, by, stand_in, absence.last, now, back=absence.back)


async def begin_absence(tx: Transaction, due: Due, now: datetime) -> Handed | None:
    """The first day has come: hand the cases on, unless the plan was changed meanwhile."""
    await talk.done(tx, due)
    away = await _as_planned(tx, due)
    if away is None or away.away_until is None:
        return None
    stand_in = await _stand_in(tx, away, due.payload["to"], local_day(now))
    return await _hand_over(tx, away, stand_in, away.away_until, now, back=due.payload["back"])


async def end_absence(tx: Transaction, due: Due, now: datetime) -> Handed | None:
    """The last day is over: cases come back, unless their holder has done so before."""
    await talk.done(tx, due)
    away = await _as_planned(tx, due)
    return await return_to_work(tx, away, now) if away else None


async def return_to_work(tx: Transaction, by: Colleague, now: datetime) -> Handed | None:
    """Somebody is there again; None when they were not away."""
    if not await people.come_back(tx, by.person_id):
        return None
    numbers = [
        number
        for number in await _numbers(tx, Case.lent_by == by.person_id)
        if await _give(tx, by, number, to=by.person_id, lent_by=None, now=now)
    ]
    return Handed(by, by, None, numbers)


async def _hand_over(
    tx: Transaction, by: Colleague, to: Colleague | None, until: date, now: datetime, *, back: bool
) -> Handed:
    numbers = await _numbers(tx, Case.assigned == by.person_id)
    person = to.person_id if to else None
    lent_by = by.person_id if back else None
    for number in numbers:
        await _give(tx, by, number, to=person, lent_by=lent_by, now=now)
    return Handed(by, to, until, numbers)


async def _give(
    tx: Transaction,
    by: Colleague,
    number: int,
    *,
    to: int | None,
    lent_by: int | None,
    now: datetime,
) -> bool:
    step = await staff_step(tx, by, number, Act.HAND_ON)
    if by.person_id not in {step.case.assigned, step.case.lent_by}:
        return False  # somebody else has taken it this very moment
    given = await step.write(now, case={"assigned": to, "lent_by": lent_by})
    given.previous = None  # no act of one's own on the case: being there again takes it back
    return True


async def _numbers(tx: Transaction, which: ColumnElement[bool]) -> Sequence[int]:
    found = await tx.session.scalars(
        select(Case.number)
        .where(which, Case.closed_at.is_(None), Case.kind != CaseKind.TALK)
        .order_by(Case.number)
    )
    return found.all()


async def _stand_in(tx: Transaction, by: Colleague, to: int | None, day: date) -> Colleague | None:
    """Who takes the cases, if they are still staff and not away on that day."""
    found = await colleague(tx, to) if to is not None else None
    if found is None or found.away(day) or found.person_id == by.person_id:
        return None
    return found


async def _as_planned(tx: Transaction, due: Due) -> Colleague | None:
    """Whose absence it is, if the plan was not changed since."""
    found = await colleague(tx, due.payload["person"])
    if found is None or found.away_until is None:
        return None
    return found if found.away_until.isoformat() == due.payload["last"] else None
