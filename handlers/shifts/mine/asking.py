"""Which volunteer speaks and which shift is meant; and what is said where there is none: to whoever
is no volunteer, of a shift that is over, cancelled or somebody else's.

Every act finds the volunteer by who speaks; nobody reaches another one's shift from here.
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
"""Where somebody stands at a shift that has words of its own when an old button is pressed."""


@dataclass(frozen=True)
class Named:
    """A shift that a volunteer has named, one that they may know of; `more` is the number that
    stood after its own.
    """

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
        """Theirs at the shift."""
        return self.held.of(self.number)


Act = Callable[[Context, Named], Awaitable[Reply]]
Otherwise = Callable[[Context, Standing, str], Awaitable[Reply]]


def about_one(act: Act, meaning: str, otherwise: Otherwise) -> Run:
    """A command about one shift that is still to come. Who is no volunteer is told so: `meaning` is
    what their words may have been about. Without a number `otherwise` answers.
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
    """Do something with a shift; or say kindly why it cannot be done, or not any more."""
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
    return say("shift_mine.not_one", Button.to("frivillig"))


def unknown() -> Reply:
    """There is no such shift, or it is not for them: the two look the same."""
    return say("shift_old.unknown", MINE)


async def found(context: Context, standing: Standing, shift_id: int) -> Held | None:
    """A shift that this volunteer may know of."""
    return await seen(context.tx, standing.case.number, shift_id)


def _cannot(context: Context, held: Held, why: str) -> Reply:
    if why == "full":
        join = Button.to("venteliste", held.shift.id)
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
        return Button.to("tagvagt", held.shift.id)
    return Button.to("venteliste", held.shift.id)
