"""A new shift at the desk, or many that come again: a sentence in plain words or a form, read back
day by day, and made by a second press.

Looking at what it would be changes nothing; only the last form does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from aiohttp import web

from bot.web.desk.shift import PRESSED_TWICE, problem
from bot.web.desk.shifts import HERE, UNDER, day_in, hours_in, week_url
from bot.web.forms import Fields, number_in, text_of
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, pen_of, said, see_other
from bot.web.who import for_staff
from handlers.shifts.naming import Named
from handlers.shifts.plan import day_name, free_day
from handlers.shifts.saying import RoleNamed, Sayable, read
from handlers.shifts.wish import Wish
from handlers.shifts.wording import nights_told
from storage.cases.rules import NotValid, Problem, local_day
from storage.database import Transaction
from storage.people.queries import Colleague, colleagues
from storage.people.rules import Role
from storage.shifts import actions
from storage.shifts.queries import made_lately
from storage.shifts.rules import MOST_SHIFTS
from storage.shifts.times import Hours
from storage.shifts.wanted import Repeated, Wanted
from storage.volunteers.queries import roles
from storage.volunteers.rules import RoleState
from storage.volunteers.tables import VolunteerRole

routes = web.RouteTableDef()
NEW = f"{HERE}/ny"

WEEKS = {"1": 1, "2": 2}
"""How a form says that something comes again: every week, every other week."""


@dataclass(frozen=True)
class Draft:
    """A new shift as far as it is known, as its fields have it."""

    role: int = 0
    day: str = ""
    begins: str = ""
    ends: str = ""
    minimum: int = 1
    maximum: int = 2
    branch: str = ""
    title: str = ""
    note: str = ""
    contact: int = 0
    every: str = ""
    until: str = ""
    said: str = ""
    days: tuple[date, ...] = field(default=())


@routes.get(NEW)
@for_staff(Role.COORDINATOR)
async def show_new(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The form, empty or filled in by a sentence; with `vis` also what it would come to."""
    words = request.query.get("saet", "")[:300].replace("\x00", "")
    draft = _draft(request, request.query)
    if not words:
        return await _page(request, staff, draft, read_back="vis" in request.query)
    house, language = request.app[HOUSE], str(language_of(request))
    async with house.database.reading() as tx:
        open_roles = await _open(tx)
    found = read(words, _sayable(request, open_roles), house.clock(), language)
    trouble = said(request, found.unclear.key, words=found.unclear.words) if found.unclear else None
    draft = _filled(draft, found.wish, words)
    return await _page(request, staff, draft, words, trouble=trouble, read_back=not trouble)


async def _page(
    request: web.Request,
    staff: Colleague,
    draft: Draft,
    words: str = "",
    *,
    trouble: str | None = None,
    read_back: bool = False,
) -> web.Response:
    async with request.app[HOUSE].database.reading() as tx:
        found, people = await _open(tx), await colleagues(tx)
    chosen = next((role for role in found if role.id == draft.role), None)
    days = draft.days or _pattern(draft)
    hours = hours_in({"begins": draft.begins, "ends": draft.ends})
    offered = [_day(request, day, hours) for day in days] if chosen and hours else []
    return page(
        request,
        "desk/shift_new.html",
        400 if trouble else 200,
        staff=staff,
        draft=draft,
        words=words,
        roles=[(role.id, role.title) for role in found],
        people=[(each.person_id, each.name) for each in people],
        role=chosen.title if chosen else "",
        branch=request.app[HOUSE].library.branch(
            draft.branch or (chosen.branch if chosen else None)
        ),
        days=offered if read_back else [],
        lacks=read_back and not offered,
        week=week_url(day_in(draft.day) or local_day(request.app[HOUSE].clock())),
        problem=trouble,
    )


def _day(request: web.Request, day: date, hours: Hours) -> dict[str, Any]:
    """A day as it is read back; on a holiday there is no shift unless somebody says so, and one
    that goes on into a holiday is told.
    """
    language = language_of(request)
    free = free_day(day, pen_of(request))
    into = " ".join(nights_told(pen_of(request), [day], hours))
    return {"iso": day.isoformat(), "name": day_name(day, language), "free": free, "into": into}


async def _open(tx: Transaction) -> Sequence[VolunteerRole]:
    return [role for role in await roles(tx) if role.state == RoleState.OPEN]


def _sayable(request: web.Request, found: Sequence[VolunteerRole]) -> Sayable:
    """What of the library can be named in a sentence."""
    branches = request.app[HOUSE].library.branches
    return Sayable(
        tuple(RoleNamed(role.id, role.title, role.branch) for role in found),
        tuple(Named(each.slug, each.name) for each in branches),
    )


def _filled(draft: Draft, wish: Wish, words: str) -> Draft:
    """The form as a sentence fills it in; what it does not say stays."""
    known: dict[str, Any] = {
        "role": wish.role,
        "begins": f"{wish.begins:%H:%M}" if wish.begins else None,
        "ends": f"{wish.ends:%H:%M}" if wish.ends else None,
        "minimum": wish.least or wish.most,
        "maximum": wish.most or wish.least,
        "branch": wish.branch,
        "note": wish.note or None,
        "day": wish.days[0].isoformat() if wish.days else None,
        "days": wish.days[:MOST_SHIFTS] or None,
        "said": words,
    }
    return replace(draft, **{name: value for name, value in known.items() if value is not None})


def _pattern(draft: Draft) -> tuple[date, ...]:
    """The days that the form asks for: one, or one a week until another."""
    first, last = day_in(draft.day), day_in(draft.until)
    if first is None:
        return ()
    if draft.every not in WEEKS or last is None:
        return (first,)
    step = timedelta(weeks=WEEKS[draft.every])
    count = max(0, (last - first) // step) + 1
    return tuple(first + n * step for n in range(min(count, MOST_SHIFTS)))


def _draft(request: web.Request, given: Any) -> Draft:
    """What a form or a link says."""
    words: dict[str, Any] = {
        name: text_of(given, name)
        for name in ("day", "begins", "ends", "branch", "title", "note", "every", "until", "said")
    }
    house = request.app[HOUSE]
    if house.library.branch(words["branch"]) is None:
        words["branch"] = ""
    if day_in(words["day"]) is None:
        words["day"] = ""
    return Draft(
        role=number_in(given.get("role")),
        minimum=number_in(given.get("minimum", "1")),
        maximum=number_in(given.get("maximum", "2")),
        contact=number_in(given.get("contact")),
        **words,
    )


@routes.post(NEW)
@for_staff(Role.COORDINATOR)
async def make(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Make what was read back: a shift on each day that is still ticked."""
    fields = await request.post()
    draft = _draft(request, fields)
    try:
        first = await _made(request, staff, draft, fields)
    except NotValid as wrong:
        shown = replace(draft, days=tuple(_days(fields, "offered")))
        trouble = said(request, "shift_desk.not_valid", what=problem(request, wrong))
        return await _page(request, staff, shown, trouble=trouble, read_back=True)
    return see_other(f"{UNDER}/{first}?gjort=ny")


async def _made(request: web.Request, staff: Colleague, draft: Draft, fields: Fields) -> int:
    """The id of the first one. Raises NotValid."""
    hours, days, now = hours_in(fields), _days(fields, "days"), request.app[HOUSE].clock()
    offered = _days(fields, "offered")
    if hours is None or not days:
        raise NotValid("hours" if hours is None else "days", Problem.MISSING)
    begins_at, ends_at = hours.on(days[0])
    wanted = Wanted(
        draft.role,
        begins_at,
        ends_at,
        draft.minimum,
        draft.maximum,
        draft.branch or None,
        draft.title or None,
        draft.note or None,
        draft.contact or None,
    )
    async with request.app[HOUSE].database.transaction() as tx:
        if (same := await made_lately(tx, staff, wanted, now - PRESSED_TWICE)) is not None:
            return same
        if len(offered) == 1:
            return (await actions.make(tx, staff, wanted, now)).id
        words = draft.said or said(request, f"shift_desk.every_{draft.every or '1'}", **_of(draft))
        again = Repeated(words, hours, days, set(offered) - set(days))
        _, made = await actions.make_series(tx, staff, wanted, again, now)
        return made[0].id


def _of(draft: Draft) -> dict[str, Any]:
    first, last = day_in(draft.day), day_in(draft.until)
    return {"first": first or last or date.min, "last": last or first or date.min}


def _days(fields: Fields, name: str) -> list[date]:
    found = (day_in(str(each)) for each in fields.getall(name, [])[: MOST_SHIFTS + 1])
    return sorted({day for day in found if day is not None})
