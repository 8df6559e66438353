"""Puts what was given into words: how long, which shift, who must still be ticked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.parsers import folded
from handlers.conversation.pen import Pen
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Message
from storage.shifts.coming import Mood
from storage.shifts.queries import Held, Helper
from storage.shifts.rules import PlaceState
from storage.volunteers.rules import NAME_LONGEST

EACH_AT_MOST = 4
"""Up to this many people get a button each; a longer list is ticked at the desk."""

MOODS = tuple(Mood)


def whole_name(known: str, typed: str) -> str | None:
    """The name for a certificate, as its owner typed it. None when the name known here is no part
    of it, so nobody gets the certificate of somebody else.
    """
    name = " ".join(typed.replace("\x00", "").split())
    fits = set(folded(known).split()) <= set(folded(name).split())
    return name if fits and len(name) <= NAME_LONGEST else None


def facts(held: Held) -> Values:
    """Which shift it is: its name and when it began."""
    return {"what": held.title, "when": held.shift.begins_at}


def duration(pen: Pen, minutes: int) -> str:
    """Minutes as a phrase: 2 timer og 30 minutter."""
    whole, rest = divmod(minutes, 60)
    hours = pen("shift_hours.hours", n=whole)
    if not rest:
        return hours
    left = pen("shift_hours.minutes", n=rest)
    both = {"hours": hours, "minutes": left}
    return pen("shift_hours.both", **both) if whole else left


def own_moods(shift_id: int) -> tuple[Button, ...]:
    """Buttons for how a shift was, for the volunteer."""
    return tuple(Button(f"/saadanvar {shift_id} {mood}", f"shift_mood.{mood}") for mood in MOODS)


def host_moods(shift_id: int) -> tuple[Button, ...]:
    """The same for the host."""
    return tuple(Button(f"/vagtgik {shift_id} {mood}", f"shift_mood.{mood}") for mood in MOODS)


def who_came(held: Held) -> Message:
    """Who was there, who was not, and who must still be ticked, each with a button.

    When nobody is left to tick, the host is asked how it went.
    """
    waiting = held.coming
    values: Values = {
        **facts(held),
        "came": _names(held.helpers, PlaceState.ATTENDED),
        "missing": _names(held.helpers, PlaceState.ABSENT),
        "waiting": [each.name for each in waiting],
    }
    if waiting:
        return Message("shift_came.who", values, _ticks(held, waiting))
    told = "shift_came.all" if values["came"] else "shift_came.nobody"
    asks = held.shift.mood is None
    return Message(told, values, host_moods(held.shift.id) if asks else ())


def _names(helpers: Sequence[Helper], state: PlaceState) -> list[str]:
    return [each.name for each in helpers if each.state is state and each.name]


def _ticks(held: Held, waiting: Sequence[Helper]) -> tuple[Button, ...]:
    shift_id = held.shift.id
    everybody = (Button(f"/kom {shift_id} alle", "shift_came.everybody"),)
    each = [
        button
        for helper in waiting[:EACH_AT_MOST]
        for button in (
            _tick("kom", "one_came", shift_id, helper),
            _tick("udeblev", "one_missed", shift_id, helper),
        )
    ]
    return (*(everybody if len(waiting) > 1 else ()), *each)


def _tick(command: str, key: str, shift_id: int, helper: Helper) -> Button:
    value = f"/{command} {shift_id} {helper.place.volunteer}"
    return Button(value, f"shift_came.{key}", values={"name": helper.name})
