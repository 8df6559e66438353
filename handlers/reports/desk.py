"""`/rapport`, `/rapport 2026`: the numbers of the last twelve months, or of a year.

Where pictures can be shown it is one, with the most important numbers beside it.
"""

from __future__ import annotations

from handlers.conversation.values import Button, Card, Context, Message, Reply, say
from handlers.reports.charts import charts, name_of, summary
from handlers.reports.tables import lines
from storage.cases.rules import local_day
from storage.reports.queries import report
from storage.reports.rules import Period, lately, year

FIRST_YEAR = 2017
"""The strategy began in this year; no data is older."""


async def show(context: Context, rest: str) -> Reply:
    """The report as a card with charts."""
    by, wanted, today = context.staff(), rest.strip(), local_day(context.now)
    period = lately(today)
    if wanted:
        if not _is_year(wanted, today.year):
            return say("report.which", first=FIRST_YEAR, last=today.year)
        period = year(int(wanted))
    found = await report(context.tx, by, period, context.now)
    card = Card(
        name_of(period, context.pen),
        summary(found),
        charts=charts(found, context.pen, context.library),
    )
    here = Message("report.here", {}, _other_periods(period, today.year), card)
    roles = "\n".join(lines(found, context.pen))
    return Reply((here, *((Message("report_volunteers.all", {"lines": roles}),) if roles else ())))


def _is_year(wanted: str, latest: int) -> bool:
    return wanted.isdecimal() and len(wanted) == 4 and FIRST_YEAR <= int(wanted) <= latest


def _other_periods(shown: Period, this_year: int) -> tuple[Button, ...]:
    years = [number for number in (this_year, this_year - 1) if year(number) != shown]
    return tuple(Button(f"/rapport {number}", label=str(number)) for number in years)
