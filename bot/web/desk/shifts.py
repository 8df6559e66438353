"""The week's shifts at the desk: a plan that one can look at, and print on one sheet.

Must not change anything: one shift has its own page (shift.py), and new ones theirs (shift_new.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import page, pen_of
from bot.web.who import for_staff
from handlers.library import Branch
from handlers.shifts.plan import monday_of, week_plan
from storage.cases.rules import local_day
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.shifts.queries import week
from storage.shifts.times import Hours

routes = web.RouteTableDef()
HERE, UNDER = "/desk/vagter", "/desk/vagt"
NEXT = timedelta(days=7)
FIRST, LAST = date(2017, 1, 2), date(2099, 1, 1)
"""Outside of these there is nothing to look for."""


@routes.get(HERE)
@for_staff()
async def show_week(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """A week as a plan, of one house or of all."""
    house = request.app[HOUSE]
    now = house.clock()
    monday = monday_of(day_in(request.query.get("dag", "")) or local_day(now))
    branch = house.library.branch(request.query.get("sted"))
    async with house.database.reading() as tx:
        found = await week(tx, monday, branch.slug if branch else None)
    place = branch.name if branch else ""
    return page(
        request,
        "desk/shifts.html",
        staff=staff,
        week=week_plan(found, monday, place, pen_of(request), house.library, now),
        weeks=_weeks(monday, branch, local_day(now)),
        day=monday.isoformat(),
        branch=branch.slug if branch else "",
        may=staff.may(Role.COORDINATOR),
        printed=now,
    )


def day_in(written: str) -> date | None:
    """A day as a form sends it; None for what is none."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def hours_in(fields: Mapping[str, Any]) -> Hours | None:
    """From when till when, as a form sends it; None for what is no time."""
    try:
        begins, ends = (
            time.fromisoformat(str(fields.get(name, ""))) for name in ("begins", "ends")
        )
    except ValueError:
        return None
    return Hours(begins.replace(tzinfo=None), ends.replace(tzinfo=None))


def _weeks(monday: date, branch: Branch | None, today: date) -> list[dict[str, Any]]:
    """The week before, this one, and the one after: where their links lead."""
    days = (("before", monday - NEXT), ("now", monday_of(today)), ("after", monday + NEXT))
    return [
        {
            "key": key,
            "number": day.isocalendar().week,
            "url": week_url(day, branch.slug if branch else ""),
            "here": day == monday,
        }
        for key, day in days
    ]


def week_url(day: date, branch: str = "") -> str:
    """Where the plan of a day's week is found."""
    return f"{HERE}?{urlencode({'dag': day.isoformat(), **({'sted': branch} if branch else {})})}"
