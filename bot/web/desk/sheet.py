"""A report as a spreadsheet: one sheet of facts and one for each chart, with cells of their types.

Whole numbers are numbers, shares are per cent, months are dates. Must not count anything.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from handlers.conversation import render
from handlers.conversation.pen import Pen
from handlers.conversation.values import Chart
from handlers.reports import Table, name_of, summary
from handlers.reports.tables import Cell
from storage.reports.queries import Report

WIDE, NARROW = 34, 14
OF_NO_IDEAS = frozenset({"agreements", "forms"})
"""The charts that count something else than ideas."""

LONGEST_NAME = 31
"""Characters of a sheet's name; some signs may not stand in one."""

FORBIDDEN = str.maketrans("", "", "[]:*?/\\")


def spreadsheet(
    report: Report,
    charts: tuple[Chart, ...],
    tables: tuple[Table, ...],
    pen: Pen,
    library: str,
) -> bytes:
    """The file."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": pen("report.title"), "company": library})
    sheets = _Sheets(book, pen)
    sheets.facts(report, library)
    for chart in charts:
        sheets.table(chart, report.period.months if chart.key == "months" else None)
    for table in tables:
        sheets.told(table)
    book.close()
    return out.getvalue()


class _Sheets:
    """Writes the sheets of one book."""

    def __init__(self, book: Any, pen: Pen) -> None:
        self._book = book
        self._pen = pen
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._month = book.add_format({"num_format": "mmmm yyyy", "align": "left"})
        self._share = book.add_format({"num_format": "0 %"})

    def facts(self, report: Report, library: str) -> None:
        """What this is, and the numbers that matter most."""
        sheet = self._sheet(self._pen("report.overview"))
        name = name_of(report.period, self._pen)
        sheet.write_row(0, 0, [library, name], self._bold)
        rows = render.rows(self._pen.texts, self._pen.language, summary(report))
        for number, (label, fact) in enumerate(rows, start=1):
            sheet.write_string(number, 0, label)
            if fact.isdecimal():
                sheet.write_number(number, 1, int(fact))
            else:
                sheet.write_string(number, 1, fact)
        sheet.write_string(len(rows) + 2, 0, self._pen("report.rule"))

    def table(self, chart: Chart, months: tuple[date, ...] | None) -> None:
        """One chart's numbers, and each as a share of all."""
        sheet = self._sheet(chart.title)
        counted = "count" if chart.key in OF_NO_IDEAS else "ideas"
        heads = (chart.title, self._pen(f"report.{counted}"), self._pen("report.share"))
        sheet.write_row(0, 0, heads, self._bold)
        total = sum(bar.n for bar in chart.bars)
        for number, bar in enumerate(chart.bars):
            row = number + 1
            if months is None:
                sheet.write_string(row, 0, bar.label)
            else:
                sheet.write_datetime(row, 0, months[number], self._month)
            sheet.write_number(row, 1, bar.n)
            sheet.write_number(row, 2, bar.n / total if total else 0, self._share)
        sheet.freeze_panes(1, 0)

    def told(self, table: Table) -> None:
        """A table of several things; what is not told because it is of few is left empty."""
        sheet = self._sheet(table.title)
        sheet.write_row(0, 0, table.heads, self._bold)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                sheet.write(number, column, *_typed(cell, self._share))
        sheet.write_string(len(table.rows) + 2, 0, table.note)
        sheet.freeze_panes(1, 0)

    def _sheet(self, title: str) -> Any:
        sheet = self._book.add_worksheet(title.translate(FORBIDDEN)[:LONGEST_NAME])
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, 4, NARROW)
        return sheet


def _typed(cell: Cell, share: Any) -> tuple[Any, ...]:
    """A cell of its type: per cent are numbers that can be reckoned with."""
    if isinstance(cell, str) and cell.endswith(" %"):
        return (int(cell.removesuffix(" %")) / 100, share)
    return ("" if cell is None else cell,)
