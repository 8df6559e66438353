"""One shift at the desk: how it stands, everybody's standing, and where it is decided.

What may be done is asked of storage, which says why not; here it is only laid out and passed on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.web.cases import NUMBER
from bot.web.desk.shift_view import shown
from bot.web.desk.shifts import HERE, UNDER, day_in, hours_in
from bot.web.forms import Fields, number_in, text_of
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, said, see_other
from bot.web.who import for_staff
from handlers.conversation.texts import Values
from handlers.conversation.values import Context
from handlers.shifts.told import tell_cancelled, tell_changed, tell_given
from storage.cases.rules import NotValid, Problem, local_day
from storage.database import Transaction
from storage.lifecycle import IllegalMove
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, Channel, Role
from storage.shifts import actions
from storage.shifts.coming import CannotCome
from storage.shifts.queries import Held, copied_lately, shift
from storage.shifts.rules import CannotChange, CannotTake, NoSuchShift
from storage.shifts.times import Hours
from storage.shifts.wanted import Changes
from storage.talk.rules import DESK

routes = web.RouteTableDef()
ONE = f"{UNDER}/{NUMBER}"

CHANGED = ("day", "begins", "ends", "minimum", "maximum", "branch", "title", "note", "contact")
"""The fields of the form that changes it; each sends along what it held when it was read."""

FIELDS = ("number", "over", "reason", "later", *CHANGED)
"""All that the forms of the page can send: given back with a refusal."""

EVERYBODY, LATER = "alle", "1"
PRESSED_TWICE = timedelta(minutes=1)
"""Whoever makes the same shift again within this time has pressed twice."""

Doing = Callable[[Context, Colleague, int, Fields], Awaitable[str]]
"""Does something to a shift, as a dialogue does, and tells those whom it concerns; where it leads,
"" for the shift itself.
"""


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
    known = house.texts.has(f"shift_desk.did_{done}")
    return page(
        request,
        "desk/shift.html",
        trouble.status if trouble else 200,
        staff=staff,
        **values,
        problem=said(request, trouble.key, **trouble.values) if trouble else None,
        tried=trouble.act if trouble else "",
        changed=CHANGED,
        given=_given(trouble.fields, values["now"]) if trouble else {},
        done=said(request, f"shift_desk.did_{done}") if known and not trouble else None,
    )


def _given(fields: Fields, now: dict[str, Any]) -> dict[str, Any]:
    """What was written, to be sent again; what was left as it was read is as it is now, so that it
    takes back nothing that a colleague has changed meanwhile.
    """
    given: dict[str, Any] = {name: text_of(fields, name) for name in FIELDS}
    left = [name for name in CHANGED if fields.get(f"was_{name}") == fields.get(name)]
    return {**given, **{name: now[name] for name in left}}


def act(path: str, role: Role = Role.COORDINATOR) -> Callable[[Doing], Doing]:
    """Add the address at which a form asks for something to be done to a shift."""

    def of(doing: Doing) -> Doing:
        @routes.post(f"{ONE}/{path}")
        @for_staff(role)
        async def does(request: web.Request, staff: Colleague) -> web.StreamResponse:
            fields = await request.post()
            try:
                async with request.app[HOUSE].database.transaction() as tx:
                    where = await doing(
                        as_said(request, tx, staff), staff, number_of(request), fields
                    )
            except NoSuchShift:
                raise web.HTTPNotFound from None
            except (CannotTake, CannotChange, CannotCome, NotValid, IllegalMove) as wrong:
                return await _page(request, staff, _trouble(request, wrong, path, fields))
            request.app[HOUSE].watch.nudge()
            to = where or f"{UNDER}/{number_of(request)}?gjort={path}"
            return see_other(to)

        does.__name__, does.__doc__ = doing.__name__, doing.__doc__
        return doing

    return of


def _trouble(request: web.Request, wrong: Exception, path: str, fields: Fields) -> Trouble:
    if isinstance(wrong, CannotTake | CannotCome):
        return Trouble(f"shift_desk.cannot_{wrong.why}", {}, path, fields)
    if isinstance(wrong, CannotChange):
        return Trouble(f"shift_desk.cannot_change_{wrong.why}", {"n": wrong.held}, path, fields)
    if isinstance(wrong, NotValid):
        values = {"what": problem(request, wrong)}
        return Trouble("shift_desk.not_valid", values, path, fields, 400)
    return Trouble("shift_desk.meanwhile", {}, path, fields)


def problem(request: web.Request, wrong: NotValid) -> str:
    """What is wrong with a field, with its name."""
    key = f"shift_desk.wrong_{wrong.field}"
    if request.app[HOUSE].texts.has(key):
        return said(request, key)
    values = {"limit": wrong.limit} if wrong.limit else {}
    return said(request, f"problem.{wrong.problem}", **values)


def number_of(request: web.Request) -> int:
    """The shift of the address."""
    return int(request.match_info["number"])


def as_said(request: web.Request, tx: Transaction, staff: Colleague) -> Context:
    """What a form sends, as if it had been said at the desk: others hear of it in the same way."""
    house = request.app[HOUSE]
    return Context(
        tx=tx,
        person_id=staff.person_id,
        language=language_of(request),
        age=AgeBand.FROM_15,
        place=DESK,
        talk_id=0,
        now=house.clock(),
        library=house.library,
        texts=house.texts,
        colleague=staff,
        channel=Channel.DESK,
    )


@act("giv")
async def give(context: Context, staff: Colleague, id: int, fields: Fields) -> str:
    """Give a volunteer a place, against a rule with a reason."""
    who, over = number_in(fields.get("number")), text_of(fields, "over")
    held = await actions.assign(context.tx, staff, id, who, over or None, context.now)
    await tell_given(context, held, who)
    return ""


@act("tag")
async def take_back(context: Context, staff: Colleague, id: int, fields: Fields) -> str:
    """Take a place back."""
    who = number_in(fields.get("number"))
    held = await actions.release(context.tx, staff, id, who, context.now)
    await tell_given(context, held, who)
    return ""


@act("kopi")
async def copy(context: Context, staff: Colleague, id: int, fields: Fields) -> str:
    """The same shift once more, on another day; the copy is shown."""
    day = day_in(text_of(fields, "day"))
    if day is None:
        raise NotValid("day", Problem.MISSING)
    again = await copied_lately(context.tx, staff, id, day, context.now - PRESSED_TWICE)
    made = again or (await actions.copy(context.tx, staff, id, day, context.now)).id
    return f"{UNDER}/{made}?gjort=kopi"


@act("aflys")
async def cancel(context: Context, staff: Colleague, id: int, fields: Fields) -> str:
    """Cancel it, or it and all later ones."""
    reason, later = text_of(fields, "reason"), fields.get("later") == LATER
    gone = await actions.cancel(context.tx, staff, id, reason, context.now, later=later)
    await tell_cancelled(context, gone)
    return ""


@act("aendr")
async def change(context: Context, staff: Colleague, id: int, fields: Fields) -> str:
    """Change it, or it and all later ones: by what is new, so that each keeps what is its own."""
    held, later = await shift(context.tx, id), fields.get("later") == LATER
    if held is None:
        raise NoSuchShift
    wanted = _new(held, _changes(fields))
    seen = number_in(fields.get("seen")) or None
    changed = await actions.change(
        context.tx, staff, id, wanted, context.now, later=later, seen=seen
    )
    await tell_changed(context, changed)
    return f"{UNDER}/{id}?gjort={'mistet' if changed.lost else 'aendr'}"


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
        text_of(fields, "branch"),
        text_of(fields, "title"),
        text_of(fields, "note"),
        number_in(fields.get("contact")),
    )


def _new(held: Held, form: Changes) -> Changes:
    """What of a form is other than the shift is now."""
    row = held.shift
    was = Changes(
        local_day(row.begins_at),
        Hours.of(row.begins_at, row.ends_at),
        row.minimum,
        row.maximum,
        row.branch or "",
        row.title or "",
        row.note or "",
        row.contact or 0,
    )
    same = {name: None for name, value in vars(form).items() if value == getattr(was, name)}
    if form.maximum != row.maximum:
        same.pop("minimum", None)  # the two are said together
    return replace(form, **same)


@act("kom", Role.HOST)
async def came(context: Context, staff: Colleague, id: int, fields: Fields) -> str:
    """Somebody was there; "alle" is everybody who was expected."""
    if fields.get("number") == EVERYBODY:
        await actions.attend_all(context.tx, staff, id, context.now)
    else:
        await actions.attend(context.tx, staff, id, number_in(fields.get("number")), context.now)
    return f"{UNDER}/{id}#hold"


@act("udeblev", Role.HOST)
async def missed(context: Context, staff: Colleague, id: int, fields: Fields) -> str:
    """Somebody was not there."""
    await actions.miss(context.tx, staff, id, number_in(fields.get("number")), context.now)
    return f"{UNDER}/{id}#hold"
