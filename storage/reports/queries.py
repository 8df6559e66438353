"""The report of a period: one statement for ideas, one for agreements and six for volunteering,
whatever the size of the library.

The database groups ideas by everything that is asked; this module adds the groups up. Staff of
every role may read it; the `Colleague` argument proves that staff ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, literal, select

from storage.agreements.levels import AgreementLevel
from storage.agreements.queries import counted as agreements_counted
from storage.cases.rules import CaseKind
from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.queries import is_late
from storage.ideas.rules import State, Theme
from storage.ideas.tables import Idea
from storage.people.queries import Colleague
from storage.reports.rules import Form, Outcome, Period, Whom
from storage.reports.volunteering import Volunteering, volunteering


@dataclass(frozen=True)
class Report:
    """Figures for a period: ideas given in it, counted in six ways; agreements begun in it;
    volunteering. A key of None stands for "not told".
    """

    period: Period
    months: Mapping[date, int] = field(default_factory=Counter)
    outcomes: Mapping[Outcome, int] = field(default_factory=Counter)
    states: Mapping[State, int] = field(default_factory=Counter)
    themes: Mapping[Theme | None, int] = field(default_factory=Counter)
    branches: Mapping[str | None, int] = field(default_factory=Counter)
    whom: Mapping[Whom, int] = field(default_factory=Counter)
    agreements: Mapping[AgreementLevel, int] = field(default_factory=Counter)
    volunteering: Volunteering = field(default_factory=Volunteering)

    @property
    def total(self) -> int:
        """All ideas of the period."""
        return sum(self.months.values())

    @property
    def forms(self) -> Mapping[Form, int]:
        """How often each form of cooperation was begun (S27)."""
        return {
            Form.TOGETHER: self.whom[Whom.TOGETHER],
            Form.AGREEMENT: sum(self.agreements.values()),
            Form.MET: self.volunteering.met,
            Form.VOLUNTEER: self.volunteering.begun,
        }

    @property
    def answered(self) -> int:
        """The ideas that have been answered."""
        return self.outcomes[Outcome.IN_TIME] + self.outcomes[Outcome.TOO_LATE]


async def report(tx: Transaction, by: Colleague, period: Period, now: datetime) -> Report:
    """Count the ideas given in a period, in their present state."""
    rows = await tx.connection.execute(
        select(
            _month(period).label("month"),
            _outcome(now).label("outcome"),
            Case.state,
            Idea.theme,
            Case.branch,
            _whom().label("whom"),
            func.count().label("ideas"),
        )
        .join(Idea, Idea.number == Case.number)
        .where(
            Case.kind == CaseKind.IDEA,
            Case.created_at >= period.start,
            Case.created_at < period.ends[-1],
        )
        .group_by("month", "outcome", Case.state, Idea.theme, Case.branch, "whom")
    )
    counts = [Counter[object]() for _ in range(6)]
    for row in rows:
        for counted, value in zip(counts, row[:6], strict=True):
            counted[value] += row.ideas
    months, outcomes, states, themes, branches, whom = counts
    return Report(
        period,
        Counter({month: months[n] for n, month in enumerate(period.months)}),
        Counter({outcome: outcomes[outcome] for outcome in Outcome}),
        Counter({state: states[state] for state in State}),
        Counter({theme: themes[theme] for theme in (*Theme, None)}),
        Counter({_known(branch): number for branch, number in branches.items()}),
        Counter({answer: whom[answer] for answer in Whom}),
        (await agreements_counted(tx, period.start, period.ends[-1])).made,
        await volunteering(tx, period),
    )


def _known(branch: object) -> str | None:
    return None if branch is None else str(branch)


def _month(period: Period) -> ColumnElement[int]:
    """The index of the month, counted from the period's first, in Danish time."""
    return case(
        *((Case.created_at < end, literal(n)) for n, end in enumerate(period.ends)),
        else_=literal(-1),
    )


def _outcome(now: datetime) -> ColumnElement[str]:
    waits = and_(Case.closed_at.is_(None), Case.promised_on.is_not(None))
    return case(
        (Case.in_time.is_(True), Outcome.IN_TIME.value),
        (Case.answered_at.is_not(None), Outcome.TOO_LATE.value),
        (and_(waits, is_late(now)), Outcome.OVERDUE.value),
        (waits, Outcome.WAITING.value),
        else_=Outcome.RESTING.value,
    )


def _whom() -> ColumnElement[str]:
    return case(
        (Idea.partners.is_not(None), Whom.TOGETHER.value),
        (Idea.no_partner_reason.is_not(None), Whom.ALONE.value),
        else_=Whom.UNDECIDED.value,
    )
