"""The tables of the report, where a bar would say too little: in which roles volunteering was tried
and how it went, and how each month's shifts were. Nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.conversation.pen import Pen
from handlers.reports.months import month_name
from storage.reports.queries import Report
from storage.reports.volunteering import Context

Cell = str | int | None
"""Words or a number; None for a number from too few people to be shown."""


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first column says what a row is about."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str


def tables(report: Report, pen: Pen) -> tuple[Table, ...]:
    """The tables that have something to show."""
    found = (_contexts(report, pen), _moods(report, pen))
    return tuple(table for table in found if table.rows)


def _contexts(report: Report, pen: Pen) -> Table:
    def said(key: str) -> str:
        return pen(f"report_volunteers.{key}")

    heads = ("context", "trials", "hours", "good", "verdict")
    rows = tuple(_context(each, pen) for each in report.volunteering.contexts)
    told = tuple(said(f"head_{head}") for head in heads)
    return Table("contexts", said("contexts"), told, rows, said("few"))


def _context(found: Context, pen: Pen) -> tuple[Cell, ...]:
    hours = None if found.minutes is None else round(found.minutes / 60)
    verdict = pen(f"report_volunteers.verdict_{found.verdict or 'none'}")
    return (found.role, found.trials, hours, _per_cent(found.good), verdict)


def _moods(report: Report, pen: Pen) -> Table:
    def said(key: str) -> str:
        return pen(f"report_volunteers.{key}")

    rows = tuple(
        (month_name(each.month, pen.language), _per_cent(each.own), _per_cent(each.host))
        for each in report.volunteering.moods
    )
    heads = tuple(said(f"head_{head}") for head in ("month", "own", "host"))
    return Table("moods", said("moods"), heads, rows, said("few"))


def _per_cent(share: int | None) -> str | None:
    return None if share is None else f"{share} %"


def lines(report: Report, pen: Pen) -> Iterator[str]:
    """The roles, one a line, for a chat."""
    nothing = pen("report_volunteers.too_few")
    for row in _contexts(report, pen).rows:
        names = ("role", "trials", "hours", "good", "verdict")
        values = {
            name: nothing if cell is None else cell for name, cell in zip(names, row, strict=True)
        }
        yield pen("report_volunteers.line", **values)
