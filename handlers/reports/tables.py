"""What the report tells in tables, because a bar says too little: where volunteering was tried and
how it went, and how the shifts of each month were. Nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.conversation.texts import Texts
from handlers.reports.months import month_name
from storage.people.rules import Language
from storage.reports.queries import Report
from storage.reports.volunteering import Context

Cell = str | int | None
"""Words or a number; None is what so few stand behind that it is not told."""


@dataclass(frozen=True)
class Table:
    """Rows under heads; what stands first in a row is what the row is about."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str


def tables(report: Report, texts: Texts, language: Language) -> tuple[Table, ...]:
    """Those of which there is something to tell."""
    found = (_contexts(report, texts, language), _moods(report, texts, language))
    return tuple(table for table in found if table.rows)


def _contexts(report: Report, texts: Texts, language: Language) -> Table:
    def said(key: str) -> str:
        return texts.render(f"report_volunteers.{key}", language)

    heads = ("context", "trials", "hours", "good", "verdict")
    rows = tuple(_context(each, texts, language) for each in report.volunteering.contexts)
    told = tuple(said(f"head_{head}") for head in heads)
    return Table("contexts", said("contexts"), told, rows, said("few"))


def _context(found: Context, texts: Texts, language: Language) -> tuple[Cell, ...]:
    hours = None if found.minutes is None else round(found.minutes / 60)
    verdict = texts.render(f"report_volunteers.verdict_{found.verdict or 'none'}", language)
    return (found.role, found.trials, hours, _per_cent(found.good), verdict)


def _moods(report: Report, texts: Texts, language: Language) -> Table:
    def said(key: str) -> str:
        return texts.render(f"report_volunteers.{key}", language)

    rows = tuple(
        (month_name(each.month, language), _per_cent(each.own), _per_cent(each.host))
        for each in report.volunteering.moods
    )
    heads = tuple(said(f"head_{head}") for head in ("month", "own", "host"))
    return Table("moods", said("moods"), heads, rows, said("few"))


def _per_cent(share: int | None) -> str | None:
    return None if share is None else f"{share} %"


def lines(report: Report, texts: Texts, language: Language) -> Iterator[str]:
    """The contexts, each in a line, for a chat."""
    nothing = texts.render("report_volunteers.too_few", language)
    for row in _contexts(report, texts, language).rows:
        names = ("role", "trials", "hours", "good", "verdict")
        values = {
            name: nothing if cell is None else cell for name, cell in zip(names, row, strict=True)
        }
        yield texts.render("report_volunteers.line", language, values)
