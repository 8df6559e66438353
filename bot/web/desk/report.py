"""The report of a chosen period: a page with charts and tables to print, and a spreadsheet.

The same numbers as the command `/rapport`. Must not count anything.
"""

from __future__ import annotations

from datetime import date

from aiohttp import web

from bot.web.desk.sheet import spreadsheet
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, pen_of
from bot.web.who import for_staff
from handlers.conversation import render
from handlers.reports import charts, month_name, name_of, summary, tables
from storage.cases.rules import local_day
from storage.people.queries import Colleague
from storage.reports.queries import Report
from storage.reports.queries import report as counted
from storage.reports.rules import Period, first_of, lately, later, year

routes = web.RouteTableDef()

CHOICES = 36
"""So many months can be chosen from, the newest first."""

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@routes.get("/desk/rapport")
@for_staff()
async def report(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The numbers as charts, each with its table."""
    house, language = request.app[HOUSE], language_of(request)
    found = await _report(request, staff)
    period = found.period
    return page(
        request,
        "desk/report.html",
        staff=staff,
        name=name_of(period, pen_of(request)),
        facts=render.rows(house.texts, language, summary(found)),
        charts=charts(found, pen_of(request), house.library),
        tables=tables(found, pen_of(request)),
        months=_choices(request),
        first=_slug(period.first),
        last=_slug(period.last),
        shortcuts=_shortcuts(local_day(house.clock())),
        made=house.clock(),
    )


@routes.get("/desk/rapport.xlsx")
@for_staff()
async def sheet(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The same numbers for a spreadsheet."""
    house = request.app[HOUSE]
    found = await _report(request, staff)
    drawn = charts(found, pen_of(request), house.library)
    told = tables(found, pen_of(request))
    name = f"{_slug(found.period.first)}_{_slug(found.period.last)}"
    return web.Response(
        body=spreadsheet(found, drawn, told, pen_of(request), house.library.name),
        content_type=SHEET,
        headers={
            "Content-Disposition": f'attachment; filename="sammen-rapport_{name}.xlsx"',
            "Cache-Control": "no-store",
        },
    )


async def _report(request: web.Request, staff: Colleague) -> Report:
    house = request.app[HOUSE]
    now = house.clock()
    async with house.database.reading() as tx:
        return await counted(tx, staff, _period(request, local_day(now)), now)


def _period(request: web.Request, today: date) -> Period:
    """The months that are asked for; the last twelve where that is no period."""
    first, last = (_month(request.query.get(name, "")) for name in ("fra", "til"))
    if first is None or last is None:
        return lately(today)
    try:
        return Period(min(first, last), max(first, last))
    except ValueError:
        return lately(today)


def _month(asked: str) -> date | None:
    try:
        return date.fromisoformat(f"{asked}-01")
    except ValueError:
        return None


def _slug(month: date) -> str:
    return f"{month:%Y-%m}"


def _choices(request: web.Request) -> list[tuple[str, str]]:
    newest = first_of(local_day(request.app[HOUSE].clock()))
    months = (later(newest, -n) for n in range(CHOICES))
    return [(_slug(month), month_name(month, language_of(request))) for month in months]


def _shortcuts(today: date) -> list[tuple[str, str, str]]:
    """Periods that are often wanted: a text's name, first and last month."""
    named = {
        "lately": lately(today),
        "this_year": Period(date(today.year, 1, 1), first_of(today)),
        "last_year": year(today.year - 1),
        "this_month": Period(first_of(today), first_of(today)),
    }
    return [(name, _slug(period.first), _slug(period.last)) for name, period in named.items()]
