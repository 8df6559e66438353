"""A report in words: its charts, their bars in reading order, its main figures.

The numbers come from storage; nothing is counted here. In long, open lists (states) empty bars are
left out; in short ones they are shown as 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handlers.conversation.pen import Pen
from handlers.conversation.texts import Values
from handlers.conversation.values import Bar, Chart, Row
from handlers.library import Library
from handlers.reports.months import month_name
from storage.agreements.levels import AgreementLevel
from storage.ideas.rules import State, Theme
from storage.reports.queries import Report
from storage.reports.rules import Form, Outcome, Period, Whom


def name_of(period: Period, pen: Pen) -> str:
    """The name of a period: its first and last month; a single month or year has its own."""
    if period.first == period.last:
        return month_name(period.first, pen.language)
    if (period.first.month, period.last.month) == (1, 12) and period.first.year == period.last.year:
        return str(period.first.year)
    ends = (period.first, period.last)
    first, last = (month_name(month, pen.language) for month in ends)
    return pen("report.period", first=first, last=last)


def charts(report: Report, pen: Pen, library: Library) -> tuple[Chart, ...]:
    """All charts; none about ideas when there are no ideas."""
    bars = {**(_of_ideas(report, pen, library) if report.total else {})}
    if any(report.forms.values()):
        bars["forms"] = [Bar(pen(f"report_form.{form}"), report.forms[form]) for form in Form]
    return tuple(
        Chart(key, pen(f"report.{key}"), tuple(found)) for key, found in bars.items() if found
    )


def _of_ideas(report: Report, pen: Pen, library: Library) -> dict[str, list[Bar]]:
    return {
        "months": [Bar(month_name(m, pen.language), n) for m, n in report.months.items()],
        "outcomes": _named("outcome", report.outcomes, Outcome, pen),
        "states": [
            Bar(pen(f"state.{state}"), report.states[state])
            for state in State
            if report.states[state]
        ],
        "themes": [
            Bar(_word(pen, "theme", theme), report.themes[theme]) for theme in (*Theme, None)
        ],
        "branches": list(_branches(report, pen, library)),
        "whom": _named("whom", report.whom, Whom, pen),
        "agreements": [
            Bar(pen(f"level.{level.word}"), report.agreements[level])
            for level in AgreementLevel
            if any(report.agreements.values())
        ],
    }


def _named(
    table: str,
    counted: Any,
    kinds: type[Outcome] | type[Whom],
    pen: Pen,
) -> list[Bar]:
    return [Bar(pen(f"{table}.{kind}"), counted[kind]) for kind in kinds]


def _branches(report: Report, pen: Pen, library: Library) -> Iterator[Bar]:
    """Each branch of the library; then the rest: all branches, or none named."""
    for branch in library.houses:
        if branch.open or report.branches[branch.slug]:
            yield Bar(branch.name, report.branches[branch.slug])
    known = {branch.slug for branch in library.houses}
    left = sum(n for slug, n in report.branches.items() if slug not in known)
    if library.branches:
        yield Bar(pen("report.not_told"), left)


def _word(pen: Pen, table: str, value: str | None) -> str:
    key = "report.not_told" if value is None else f"{table}.{value}"
    return pen(key)


def summary(report: Report) -> tuple[Row, ...]:
    """The few most important numbers."""
    kept: Values = {"n": report.outcomes[Outcome.IN_TIME], "of": report.answered}
    facts: list[tuple[str, str, Values]] = [
        ("report.total", "report.number", {"n": report.total}),
        ("report.kept", "report.of" if report.answered else "report.none_yet", kept),
        ("outcome.waiting", "report.number", {"n": report.outcomes[Outcome.WAITING]}),
        ("outcome.overdue", "report.number", {"n": report.outcomes[Outcome.OVERDUE]}),
        ("whom.together", "report.number", {"n": report.whom[Whom.TOGETHER]}),
    ]
    return tuple(Row(key, text_key=text, values=values) for key, text, values in facts)
