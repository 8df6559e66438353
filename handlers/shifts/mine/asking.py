"""Whose shift it is about, and what is said when it is not as it was: to who is no volunteer, of a
shift that is over, cancelled or another's, and of one that is not theirs at all.

Every act finds the volunteer by who speaks; nobody reaches another one's shift from here.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable

from handlers.conversation.values import Begin, Button, Context, Reply, say
from handlers.shifts.mine.words import MINE, what
from storage.lifecycle import IllegalMove
from storage.shifts.queries import Held, seen
from storage.shifts.rules import CannotTake, NoSuchShift, PlaceState, ShiftState
from storage.volunteers.queries import Standing, own
from storage.volunteers.rules import CLOSED

_NUMBERED = re.compile(r"[#]?(\d{1,9})(?:\s+(\d{1,9}))?")

PLACE_OLD = frozenset(
    {
        PlaceState.GONE,
        PlaceState.MOVED,
        PlaceState.DROPPED,
        PlaceState.DECLINED,
        PlaceState.LAPSED,
        PlaceState.WAITING,
        PlaceState.ATTENDED,
    }
)
"""Where somebody stands at a shift that has words of its own when an old button is pressed."""


def numbers(rest: str) -> tuple[int, int | None] | None:
    """The shift that a command names, and the number after it; None for words and for nothing."""
    found = _NUMBERED.fullmatch(rest.strip())
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None


async def speaker(context: Context) -> Standing | None:
    """The volunteer who speaks, as long as they are one."""
    standing = await own(context.tx, context.person_id)
    return standing if standing is not None and standing.state not in CLOSED else None


def stranger(meaning: str, words: str) -> Reply:
    """Who is no volunteer has no shifts; what they wrote can go to staff."""
    if words and numbers(words) is None:
        offer = {"why": "offer", "words": words, "possible": [meaning]}
        return Reply(begin=Begin("meant", offer))
    return say("shift_mine.not_one", Button("/frivillig", "command.frivillig"))


def unknown() -> Reply:
    """There is no such shift, or it is not for them: the two look the same."""
    return say("shift_old.unknown", MINE)


async def found(context: Context, standing: Standing, shift_id: int) -> Held | None:
    """A shift that this volunteer may know of."""
    return await seen(context.tx, standing.case.number, shift_id)


async def tried(
    context: Context, standing: Standing, shift_id: int, act: Awaitable[Reply]
) -> Reply:
    """Do something with a shift; or say kindly why it cannot be done any more."""
    try:
        return await act
    except NoSuchShift:
        return unknown()
    except CannotTake as why:
        held = await found(context, standing, shift_id)
        return _cannot(context, held, why.why) if held is not None else unknown()
    except IllegalMove:
        held = await found(context, standing, shift_id)
        return old(context, standing.case.number, held) if held is not None else unknown()


def _cannot(context: Context, held: Held, why: str) -> Reply:
    if why == "full":
        join = Button(f"/venteliste {held.shift.id}", "command.venteliste")
        return say("shift_old.full", join, MINE, what=what(context, held))
    if why == "over" and held.shift.ends_at > context.now:
        why = "begun"
    return say(f"shift_old.{why}", MINE, what=what(context, held))


def gone(context: Context, held: Held) -> Reply | None:
    """What is said of a shift that nobody can do anything with any more."""
    if held.shift.state == ShiftState.CANCELLED:
        return say("shift_old.cancelled", MINE, what=what(context, held))
    if held.shift.ends_at <= context.now:
        return say("shift_old.over", MINE, what=what(context, held))
    return None


def old(context: Context, number: int, held: Held) -> Reply:
    """What has become of a shift, for a button from before that."""
    over = gone(context, held)
    if over is not None:
        return over
    place = held.of(number)
    if place is None or place.state not in PLACE_OLD:
        return say("shift_old.not_yours", again(held), what=what(context, held))
    back = () if place.state is PlaceState.WAITING else (again(held),)
    return say(f"shift_old.{place.state}", *back, MINE, what=what(context, held))


def again(held: Held) -> Button:
    """The way to take a shift after all, or its line where it is full."""
    if held.left > 0:
        return Button(f"/tagvagt {held.shift.id}", "command.tagvagt")
    return Button(f"/venteliste {held.shift.id}", "command.venteliste")
