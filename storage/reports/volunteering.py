"""The part of the report about volunteering: in which roles, how many hours, how it was.

Figures from too few people would be about somebody, and are left out. The caller has checked that
staff ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.cases.rules import CaseKind
from storage.cases.tables import Case
from storage.database import Transaction
from storage.introductions.tables import Introduction
from storage.reports.rules import FEWEST_PEOPLE, Period, later
from storage.shifts.coming import FEWEST_ANSWERS, Mood
from storage.shifts.rules import PlaceState
from storage.shifts.tables import Shift, ShiftPlace
from storage.volunteers.rules import Verdict
from storage.volunteers.tables import Trial, VolunteerRole


@dataclass(frozen=True)
class Context:
    """A role, as a context in which volunteering was tried (S47).

    minutes: None when too few people gave them. good: per cent of the answers that were good; None
    when there were too few. verdict: of the trial that was closed last.
    """

    role: str
    trials: int
    minutes: int | None
    good: int | None
    verdict: Verdict | None


@dataclass(frozen=True)
class Mooded:
    """The shifts of a month as people found them (S50): per cent of good answers from volunteers
    and from hosts; None when there were too few.
    """

    month: date
    own: int | None
    host: int | None


@dataclass(frozen=True)
class Volunteering:
    """All figures about volunteering. `begun`: people who became, or want to become, volunteers in
    the period; `met`: how many were introduced to each other.
    """

    begun: int = 0
    met: int = 0
    contexts: Sequence[Context] = ()
    moods: Sequence[Mooded] = ()


async def volunteering(tx: Transaction, period: Period) -> Volunteering:
    """Count what belongs to a period, in six statements whatever the size of the library."""
    return Volunteering(
        await _begun(tx, period),
        await _met(tx, period),
        await _contexts(tx, period),
        await _moods(tx, period),
    )


async def _begun(tx: Transaction, period: Period) -> int:
    found = await tx.connection.scalar(
        select(func.count())
        .select_from(Case)
        .where(
            Case.kind == CaseKind.VOLUNTEER,
            Case.created_at >= period.start,
            Case.created_at < period.ends[-1],
        )
    )
    return found or 0


async def _met(tx: Transaction, period: Period) -> int:
    found = await tx.connection.scalar(
        select(func.count())
        .select_from(Introduction)
        .where(Introduction.agreed_at >= period.start, Introduction.agreed_at < period.ends[-1])
    )
    return found or 0


async def _contexts(tx: Transaction, period: Period) -> list[Context]:
    """Every role that was tried or in which somebody helped, by title."""
    trials, verdicts = Counter[str](), dict[str, Verdict]()
    for row in await tx.connection.execute(_tried(period)):
        trials[row.title] += 1
        if row.verdict:
            verdicts[row.title] = Verdict(row.verdict)
    given = {row.title: row for row in await tx.connection.execute(_given(period))}
    return [
        Context(
            title,
            trials[title],
            _minutes(given.get(title)),
            _share(given[title]) if title in given else None,
            verdicts.get(title),
        )
        for title in sorted({*trials, *given})
    ]


def _minutes(row: Any) -> int | None:
    """The minutes, or None when too few people gave them."""
    if row is None:
        return 0
    return int(row.minutes) if row.people >= FEWEST_PEOPLE else None


def _share(row: Any) -> int | None:
    """Per cent of good answers, or None when there are too few."""
    return round(100 * row.good / row.answers) if row.answers >= FEWEST_ANSWERS else None


def _tried(period: Period) -> Select[str, str | None]:
    """The trials that ran in a period; the one closed last comes last."""
    return (
        select(VolunteerRole.title, Trial.verdict)
        .join(VolunteerRole, VolunteerRole.id == Trial.role)
        .where(Trial.begins_on < later(period.last, 1), Trial.ends_on >= period.first)
        .order_by(Trial.closed_at.is_not(None), Trial.closed_at, Trial.id)
    )


def _given(period: Period) -> Select[*tuple[Any, ...]]:
    """For each role: the minutes given, by how many people, and how it was."""
    return (
        select(
            VolunteerRole.title,
            func.coalesce(func.sum(ShiftPlace.minutes), 0).label("minutes"),
            func.count(ShiftPlace.volunteer.distinct()).label("people"),
            func.count(ShiftPlace.mood).label("answers"),
            _good(ShiftPlace.mood).label("good"),
        )
        .select_from(ShiftPlace)
        .join(Shift, Shift.id == ShiftPlace.shift)
        .join(VolunteerRole, VolunteerRole.id == Shift.role)
        .where(ShiftPlace.state == PlaceState.ATTENDED, *_within(period))
        .group_by(VolunteerRole.title)
    )


async def _moods(tx: Transaction, period: Period) -> list[Mooded]:
    """Month by month; months with nothing to show are left out."""
    own, host = [
        {row.month: _share(row) for row in await tx.connection.execute(_by_month(period, mood))}
        for mood in (ShiftPlace.mood, Shift.mood)
    ]
    months = [Mooded(month, own.get(n), host.get(n)) for n, month in enumerate(period.months)]
    return [each for each in months if each.own is not None or each.host is not None]


def _by_month(period: Period, mood: InstrumentedAttribute[str | None]) -> Select[*tuple[Any, ...]]:
    """Answers in each of the period's months, in Danish time."""
    month = case(
        *((Shift.begins_at < end, literal(n)) for n, end in enumerate(period.ends)),
        else_=literal(-1),
    )
    asked = select(
        month.label("month"), func.count(mood).label("answers"), _good(mood).label("good")
    ).select_from(Shift)
    if mood.class_ is ShiftPlace:
        asked = asked.join(ShiftPlace, ShiftPlace.shift == Shift.id)
    return asked.where(mood.is_not(None), *_within(period)).group_by("month")


def _good(mood: InstrumentedAttribute[str | None]) -> ColumnElement[int]:
    return func.count(case((mood == Mood.GOOD, 1)))


def _within(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Shift.begins_at >= period.start, Shift.begins_at < period.ends[-1]
