"""One shift at the desk: how it stands, everybody's standing, and where it is decided.

What may be done is asked of storage, which says why not; here it is only laid out and passed on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.web.cases import NUMBER
from bot.web.desk.shift_view import shown
from bot.web.desk.shifts import HERE, UNDER, day_in, hours_in
from bot.web.forms import Fields, number_in, text_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said
from bot.web.who import for_staff
from handlers.conversation.texts import Values
from storage.cases.rules import NotValid, Problem
from storage.database import Transaction
from storage.lifecycle import IllegalMove
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.shifts import actions
from storage.shifts.coming import CannotCome
from storage.shifts.queries import shift
from storage.shifts.rules import CannotChange, CannotTake, NoSuchShift
from storage.shifts.wanted import Changes

routes = web.RouteTableDef()
ONE = f"{UNDER}/{NUMBER}"

EVERYBODY = "alle"
Doing = Callable[[web.Request, Transaction, Colleague, Fields], Awaitable[str]]
"""Does something to the shift of an address; where it leads, "" for the shift itself."""


@dataclass(frozen=True)
class Trouble:
    """Why something was not done, and what was written for it."""

    key: str
    values: Values
    act: str
    fields: Fields
    status: int = 409


@routes.get(ONE)
@for_staff()
async def show_shift(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """One shift: everybody's standing, and what a colleague can do."""
    return await _page(request, staff)


@routes.get(f"{HERE}/{NUMBER}")
@for_staff()
async def the_same(request: web.Request, _: Colleague) -> web.StreamResponse:
    """The address as somebody may write it who was at the week."""
    raise web.HTTPSeeOther(f"{UNDER}/{number_of(request)}")


async def _page(
    request: web.Request, staff: Colleague, trouble: Trouble | None = None
) -> web.Response:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        held = await shift(tx, number_of(request))
        if held is None:
            raise web.HTTPNotFound
        values = await shown(request, tx, staff, held)
    done = request.query.get("gjort", "")
    known = house.texts.has(f"shift_page.did_{done}")
    return page(
        request,
        "desk/shift.html",
        trouble.status if trouble else 200,
        staff=staff,
        **values,
        problem=said(request, trouble.key, **trouble.values) if trouble else None,
        tried=trouble.act if trouble else "",
        given=dict(trouble.fields) if trouble else {},
        done=said(request, f"shift_page.did_{done}") if known and not trouble else None,
    )


def act(path: str, role: Role = Role.COORDINATOR) -> Callable[[Doing], Doing]:
    """Add the address at which a form asks for something to be done to a shift."""

    def of(doing: Doing) -> Doing:
        @routes.post(f"{ONE}/{path}")
        @for_staff(role)
        async def does(request: web.Request, staff: Colleague) -> web.StreamResponse:
            fields = await request.post()
            try:
                async with request.app[HOUSE].database.transaction() as tx:
                    where = await doing(request, tx, staff, fields)
            except NoSuchShift:
                raise web.HTTPNotFound from None
            except (CannotTake, CannotChange, CannotCome, NotValid, IllegalMove) as wrong:
                return await _page(request, staff, _trouble(request, wrong, path, fields))
            request.app[HOUSE].watch.nudge()
            to = where or f"{UNDER}/{number_of(request)}?gjort={path}"
            return web.Response(status=303, headers={"Location": to})

        does.__name__, does.__doc__ = doing.__name__, doing.__doc__
        return doing

    return of


def _trouble(request: web.Request, wrong: Exception, path: str, fields: Fields) -> Trouble:
    if isinstance(wrong, CannotTake | CannotCome):
        return Trouble(f"shift_page.cannot_{wrong.why}", {}, path, fields)
    if isinstance(wrong, CannotChange):
        return Trouble(f"shift_page.cannot_change_{wrong.why}", {"n": wrong.held}, path, fields)
    if isinstance(wrong, NotValid):
        values = {"what": problem(request, wrong)}
        return Trouble("shift_page.not_valid", values, path, fields, 400)
    return Trouble("shift_page.meanwhile", {}, path, fields)


def problem(request: web.Request, wrong: NotValid) -> str:
    """What is wrong with a field, with its name."""
    key = f"shift_page.wrong_{wrong.field}"
    if request.app[HOUSE].texts.has(key):
        return said(request, key)
    values = {"limit": wrong.limit} if wrong.limit else {}
    return said(request, f"problem.{wrong.problem}", **values)


def number_of(request: web.Request) -> int:
    """The shift of the address."""
    return int(request.match_info["number"])


@act("giv")
async def give(request: web.Request, tx: Transaction, staff: Colleague, fields: Fields) -> str:
    """Give a volunteer a place, against a rule with a reason."""
    who, over = number_in(fields.get("number")), text_of(fields, "over")
    now = request.app[HOUSE].clock()
    await actions.assign(tx, staff, number_of(request), who, over or None, now)
    return ""


@act("tag")
async def take_back(request: web.Request, tx: Transaction, staff: Colleague, fields: Fields) -> str:
    """Take a place back."""
    who, now = number_in(fields.get("number")), request.app[HOUSE].clock()
    await actions.release(tx, staff, number_of(request), who, now)
    return ""


@act("kopi")
async def copy(request: web.Request, tx: Transaction, staff: Colleague, fields: Fields) -> str:
    """The same shift once more, on another day; the copy is shown."""
    day = day_in(text_of(fields, "day"))
    if day is None:
        raise NotValid("day", Problem.MISSING)
    made = await actions.copy(tx, staff, number_of(request), day, request.app[HOUSE].clock())
    return f"{UNDER}/{made.id}?gjort=kopi"


@act("aflys")
async def cancel(request: web.Request, tx: Transaction, staff: Colleague, fields: Fields) -> str:
    """Cancel it, or it and all later ones."""
    reason, now = text_of(fields, "reason"), request.app[HOUSE].clock()
    later = fields.get("later") == "1"
    await actions.cancel(tx, staff, number_of(request), reason, now, later=later)
    return ""


@act("aendr")
async def change(request: web.Request, tx: Transaction, staff: Colleague, fields: Fields) -> str:
    """Change it, or it and all later ones."""
    now, later = request.app[HOUSE].clock(), fields.get("later") == "1"
    await actions.change(tx, staff, number_of(request), _changes(fields), now, later=later)
    return ""


def _changes(fields: Fields) -> Changes:
    """What the form says now; storage finds out what of it is new. Raises NotValid."""
    day, hours = day_in(text_of(fields, "day")), hours_in(fields)
    if day is None or hours is None:
        raise NotValid("day" if day is None else "hours", Problem.MISSING)
    return Changes(
        day,
        hours,
        number_in(fields.get("minimum")),
        number_in(fields.get("maximum")),
        **{name: text_of(fields, name) for name in ("branch", "title", "note")},
        contact=number_in(fields.get("contact")),
    )


@act("kom", Role.HOST)
async def came(request: web.Request, tx: Transaction, staff: Colleague, fields: Fields) -> str:
    """Somebody was there; "alle" is everybody who was expected."""
    id, now = number_of(request), request.app[HOUSE].clock()
    if fields.get("number") == EVERYBODY:
        await actions.attend_all(tx, staff, id, now)
    else:
        await actions.attend(tx, staff, id, number_in(fields.get("number")), now)
    return f"{UNDER}/{id}#hold"


@act("udeblev", Role.HOST)
async def missed(request: web.Request, tx: Transaction, staff: Colleague, fields: Fields) -> str:
    """Somebody was not there."""
    who, now = number_in(fields.get("number")), request.app[HOUSE].clock()
    await actions.miss(tx, staff, number_of(request), who, now)
    return f"{UNDER}/{number_of(request)}#hold"
