"""A shift in words for the volunteer who works it: when, where, whom to call. Decides nothing."""

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
"""The button to one's own shifts."""

TOLD = frozenset({PlaceState.CONFIRMED, PlaceState.WAITING, PlaceState.OFFERED, PlaceState.ASKED})
"""States of a place that are named in a list; a place that is simply taken is not."""


def facts(library: Library, held: Held) -> dict[str, Value]:
    """A shift's name, day, hours and place."""
    branch = library.branch(held.branch)
    return {
        "number": held.shift.id,
        "title": held.title,
        "begins": held.shift.begins_at,
        "ends": held.shift.ends_at,
        "where": branch.name if branch else library.name,
    }


def what(context: Context, held: Held) -> str:
    """A shift on one line: its name, day, hours and place."""
    return context.pen("shift_mine.what", **facts(context.library, held))


async def whole(context: Context, held: Held) -> str:
    """Everything one needs to know to work a shift: also the note, and whom to call."""
    told = [what(context, held)]
    if held.shift.note:
        told.append(context.pen("shift_mine.note", note=held.shift.note))
    told.append(await call(context, held))
    return "\n".join(told)


async def call(context: Context, held: Held) -> str:
    """Whom to call about a shift: its contact, else whoever is at the library."""
    name = wording.to_call(await colleagues(context.tx), held)
    return wording.call(context.pen, name, context.library)


def listed(context: Context, number: int, shifts: Iterable[Held]) -> str:
    """Shifts by day, each on a line with its number, so that it can be named without a button."""
    lines = []
    for day, of_day in groupby(shifts, lambda held: local_day(held.shift.begins_at)):
        named = context.pen("shift_mine.day", day=day)
        lines.append(named[:1].upper() + named[1:])
        lines += [line(context, number, held) for held in of_day]
    return "\n".join(lines)


def line(context: Context, number: int, held: Held) -> str:
    """One shift on a line under its day, with the volunteer's state where it is named."""
    said = context.pen("shift_mine.one", **facts(context.library, held))
    own = held.of(number)
    if own is not None and own.state in TOLD:
        values: Values = {"place": held.in_line(number), "until": own.place.until or ""}
        return f"{said}: {context.pen(f'shift_mine.is_{own.state}', **values)}"
    if own is None and held.left <= 0:
        return f"{said}: {context.pen('shift_mine.is_full')}"
    return said


def calendar(id: int) -> Button:
    """The button to a file that puts a shift into one's own calendar."""
    return Button(f"/kalender {id}", "shift_mine.calendar")


def see(context: Context, held: Held) -> Button:
    """The button to one shift, labelled with its time."""
    return Button(f"/vagt {held.shift.id}", "shift_mine.see", values=facts(context.library, held))
