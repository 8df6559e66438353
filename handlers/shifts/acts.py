"""What all acts of staff on a shift share: which shift, who acts, what is said when it fails."""

from __future__ import annotations

import re
from collections.abc import Awaitable

from handlers.conversation.values import Button, Context, Message, Reply, say
from handlers.shifts.naming import Named
from handlers.shifts.saying import RoleNamed, Sayable
from storage.cases.rules import NotValid, Problem, possible
from storage.lifecycle import IllegalMove
from storage.people.rules import NotAllowed
from storage.shifts.queries import Held, shift
from storage.shifts.rules import CannotChange, NoSuchShift, ShiftState
from storage.volunteers.queries import open_roles

_NUMBERED = re.compile(r"#?(\d{1,9})(?:[\s,:]+(.*))?", re.DOTALL)

LONGEST = 400
"""The most characters of a sentence about shifts; longer ones take too long to read."""

SHORT = 100
"""The most characters of an answer to one question."""

WEEK = Button.to("vagter")


def see(shift_id: int) -> Button:
    """The button to a shift."""
    return Button(f"/vagt {shift_id}", "shift.see", values={"ref": shift_id})


def numbered(rest: str) -> tuple[int | None, str]:
    """The number of a shift, and the words after it. The place of the talk names no shift."""
    found = _NUMBERED.fullmatch(rest.strip())
    if found is None:
        return None, rest.strip()
    return int(found[1]), (found[2] or "").strip()


async def named(context: Context, rest: str) -> tuple[Held | None, str]:
    """The shift that a colleague names, and the words after its number."""
    context.staff()
    number, words = numbered(rest)
    found = await shift(context.tx, number) if number and possible(number) else None
    return found, words


def over(context: Context, held: Held) -> str | None:
    """The name of the text that says why a shift can no longer be changed; None when it can."""
    if held.shift.state != ShiftState.OPEN:
        return "shift_not.cancelled"
    return "shift_not.over" if held.shift.ends_at <= context.now else None


async def sayable(context: Context) -> Sayable:
    """The roles and branches that can be named here."""
    roles = await open_roles(context.tx)
    return Sayable(
        [RoleNamed(each.id, each.title, each.branch) for each in roles],
        [Named(each.slug, each.name) for each in context.library.branches],
    )


PLAIN: dict[type[Exception], str] = {
    NoSuchShift: "shift.which",
    NotAllowed: "common.not_allowed",
    IllegalMove: "shift_not.moved",
}
_WRONG = {
    ("begins_at", Problem.PAST): "shift_not.past",
    ("begins_at", Problem.TOO_FAR): "shift_not.too_far",
    ("ends_at", Problem.TOO_FAR): "shift_not.too_long",
    ("days", Problem.TOO_LONG): "shift_not.too_many",
    ("role", Problem.CLOSED): "shift_not.role_closed",
    ("role", Problem.UNKNOWN): "shift_not.role_closed",
    ("maximum", Problem.TOO_FAR): "shift_not.people",
    ("minimum", Problem.TOO_FAR): "shift_not.people",
}


async def refused(act: Awaitable[Reply]) -> Reply:
    """Do it, or say why it cannot be done. An act that raises has changed nothing."""
    try:
        return await act
    except tuple(PLAIN) as plain:
        return say(PLAIN[type(plain)])
    except CannotChange as why:
        return say(f"shift_not.{why.why}", n=why.held)
    except NotValid as wrong:
        key = _WRONG.get((wrong.field, wrong.problem), f"problem.{wrong.problem}")
        return Reply((Message(key, {"limit": wrong.limit} if wrong.limit else {}),))
