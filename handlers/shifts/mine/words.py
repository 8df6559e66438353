"""A shift in words, as the volunteer who works it needs it: when, where, who to call. Decides
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from handlers.conversation.texts import Value, Values
from handlers.conversation.values import Button, Context
from handlers.library import Library
from handlers.shifts.told import wording
from storage.cases.rules import local_day
from storage.people.queries import colleagues
from storage.shifts.queries import Held
from storage.shifts.rules import PlaceState

MINE = Button.to("vagter")
"""The way to all that one has to do with shifts."""

TOLD = frozenset({PlaceState.CONFIRMED, PlaceState.WAITING, PlaceState.OFFERED, PlaceState.ASKED})
"""Where a place stands is said in a list where it is not simply theirs."""


def facts(library: Library, held: Held) -> dict[str, Value]:
    """What a shift is called, when and where it is."""
    branch = library.branch(held.branch)
    return {
        "number": held.shift.id,
        "title": held.title,
        "begins": held.shift.begins_at,
        "ends": held.shift.ends_at,
        "where": branch.name if branch else library.name,
    }


def what(context: Context, held: Held) -> str:
    """A shift in one line: its name, day, hours and place."""
    return context.pen("shift_mine.what", **facts(context.library, held))


async def whole(context: Context, held: Held) -> str:
    """A shift with all that must be known to work it: also what to think of, and who to call."""
    told = [what(context, held)]
    if held.shift.note:
        told.append(context.pen("shift_mine.note", note=held.shift.note))
    told.append(await call(context, held))
    return "\n".join(told)


async def call(context: Context, held: Held) -> str:
    """Who to call about a shift: its contact, else whoever is at the library."""
    name = wording.to_call(await colleagues(context.tx), held)
    return wording.call(context.pen, name, context.library)


def listed(context: Context, number: int, shifts: Iterable[Held]) -> str:
    """Shifts by day, each in a line with its number, so that it can be named without a button."""
    lines = []
    for day, of_day in groupby(shifts, lambda held: local_day(held.shift.begins_at)):
        named = context.pen("shift_mine.day", day=day)
        lines.append(named[:1].upper() + named[1:])
        lines += [line(context, number, held) for held in of_day]
    return "\n".join(lines)


def line(context: Context, number: int, held: Held) -> str:
    """One shift in a list under its day, and where one stands in it when that is to be told."""
    said = context.pen("shift_mine.one", **facts(context.library, held))
    own = held.of(number)
    if own is not None and own.state in TOLD:
        values: Values = {"place": held.in_line(number), "until": own.place.until or ""}
        return f"{said}: {context.pen(f'shift_mine.is_{own.state}', **values)}"
    if own is None and held.left <= 0:
        return f"{said}: {context.pen('shift_mine.is_full')}"
    return said


def calendar(id: int) -> Button:
    """The way to a file that puts a shift into a calendar of one's own."""
    return Button(f"/kalender {id}", "shift_mine.calendar")


def see(context: Context, held: Held) -> Button:
    """The way to one shift, named by its time."""
    return Button(f"/vagt {held.shift.id}", "shift_mine.see", values=facts(context.library, held))
