"""Finds the volunteer who speaks and the shift that is meant, and says so when there is none.

Every act finds the volunteer by the speaker, so nobody reaches another one's shift from here.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.conversation.commands import Run
from handlers.conversation.values import Begin, Button, Context, Reply, say
from handlers.shifts.mine.words import MINE, what
from storage.lifecycle import IllegalMove
from storage.shifts.queries import Held, Helper, seen
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
"""States of a place that have a text of their own for an old button."""


@dataclass(frozen=True)
class Named:
    """A shift that a volunteer has named and may know of; `more` is the number after its own."""

    standing: Standing
    held: Held
    more: int | None = None

    @property
    def number(self) -> int:
        """The volunteer's."""
        return self.standing.case.number

    @property
    def id(self) -> int:
        """The shift's."""
        return self.held.shift.id

    @property
    def place(self) -> Helper | None:
        """The volunteer's place at the shift."""
        return self.held.of(self.number)


Act = Callable[[Context, Named], Awaitable[Reply]]
Otherwise = Callable[[Context, Standing, str], Awaitable[Reply]]


def about_one(act: Act, meaning: str, otherwise: Otherwise) -> Run:
    """A command about one coming shift. Others than volunteers are told so; `meaning` is the
    meaning that their words may have had. Without a number, `otherwise` answers.
    """

    async def run(context: Context, rest: str) -> Reply:
        standing, named = await speaker(context), numbers(rest)
        if standing is None:
            return stranger(meaning, rest)
        if named is None:
            return await otherwise(context, standing, rest)
        return await with_one(context, standing, named, act)

    return run


async def with_one(
    context: Context, standing: Standing, named: tuple[int, int | None], act: Act
) -> Reply:
    """Do something with a shift; or say kindly why it cannot be done."""
    id, more = named
    held = await found(context, standing, id)
    if held is None:
        return unknown()
    try:
        return gone(context, held) or await act(context, Named(standing, held, more))
    except NoSuchShift:
        return unknown()
    except CannotTake as why:
        held = await found(context, standing, id)
        return _cannot(context, held, why.why) if held is not None else unknown()
    except IllegalMove:
        held = await found(context, standing, id)
        return old(context, standing.case.number, held) if held is not None else unknown()


def numbers(rest: str) -> tuple[int, int | None] | None:
    """The shift that a command names, and the number after it; None for other words."""
    found = _NUMBERED.fullmatch(rest.strip())
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None


async def speaker(context: Context) -> Standing | None:
    """The volunteer who speaks, while they are one."""
    standing = await own(context.tx, context.person_id)
    return standing if standing is not None and standing.state not in CLOSED else None


def stranger(meaning: str, words: str) -> Reply:
    """For somebody who is no volunteer: they have no shifts; their words can go to staff."""
    if words and numbers(words) is None:
        offer = {"why": "offer", "words": words, "possible": [meaning]}
        return Reply(begin=Begin("meant", offer))
    return say("shift_mine.not_one", Button.to("frivillig"))


def unknown() -> Reply:
    """There is no such shift, or it is somebody else's: the answer is the same."""
    return say("shift_old.unknown", MINE)


async def found(context: Context, standing: Standing, shift_id: int) -> Held | None:
    """The shift, if this volunteer may know of it."""
    return await seen(context.tx, standing.case.number, shift_id)


def _cannot(context: Context, held: Held, why: str) -> Reply:
    if why == "full":
        join = Button.to("venteliste", held.shift.id)
        return say("shift_old.full", join, MINE, what=what(context, held))
    if why == "over" and held.shift.ends_at > context.now:
        why = "begun"
    return say(f"shift_old.{why}", MINE, what=what(context, held))


def gone(context: Context, held: Held) -> Reply | None:
    """What is said of a shift with which nothing can be done any more; None for others."""
    if held.shift.state == ShiftState.CANCELLED:
        return say("shift_old.cancelled", MINE, what=what(context, held))
    if held.shift.ends_at <= context.now:
        return say("shift_old.over", MINE, what=what(context, held))
    return None


def old(context: Context, number: int, held: Held) -> Reply:
    """What has become of a shift since an old button was shown."""
    over = gone(context, held)
    if over is not None:
        return over
    place = held.of(number)
    if place is None or place.state not in PLACE_OLD:
        return say("shift_old.not_yours", again(held), what=what(context, held))
    back = () if place.state is PlaceState.WAITING else (again(held),)
    return say(f"shift_old.{place.state}", *back, MINE, what=what(context, held))


def again(held: Held) -> Button:
    """The button to take a shift after all, or to join its waiting list when it is full."""
    if held.left > 0:
        return Button.to("tagvagt", held.shift.id)
    return Button.to("venteliste", held.shift.id)
