"""Everybody's standing at a shift in words, and the mark that goes with it."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation.pen import Pen
from handlers.conversation.plan import Planned
from storage.cases.rules import first_name
from storage.shifts.asking import reminded_at
from storage.shifts.queries import Held, Helper
from storage.shifts.rules import COMING, PlaceState, Step

MARKS = {
    "confirmed": "✓",
    "attended": "✓",
    "taken": "•",
    "silent": "?",
    "absent": "–",
    "unticked": "?",
}
"""Letters that every typeface has, also the one that pictures are drawn with."""

SHOWN = COMING | {PlaceState.ATTENDED, PlaceState.ABSENT}
"""Whose name stands in the plan: those who are expected, and afterwards those who were."""

QUIET_WORDS = frozenset({"taken"})
"""Needs no word beside the name: the name alone says it."""


def standing_key(held: Held, helper: Helper, now: datetime) -> str:
    """Where somebody stands, as a text names it. "silent": they were asked whether they can still
    come, after they had taken it, and have not answered. "unticked": it is over, and nobody has
    said whether they were there.
    """
    if helper.state in COMING and held.shift.ends_at <= now:
        return "unticked"
    asked_at = reminded_at(held.shift.begins_at, Step.DAYS)
    if helper.state is PlaceState.TAKEN and helper.place.since < asked_at <= now:
        return "silent"
    return str(helper.state)


def standing_word(held: Held, helper: Helper, pen: Pen, now: datetime) -> str:
    """Where somebody stands, in words."""
    return pen(f"shift_stands.{standing_key(held, helper, now)}")


def called(helper: Helper, pen: Pen) -> str:
    """What somebody is called in a plan; one who was erased is nobody any more."""
    return first_name(helper.name) or pen("shift_plan.somebody")


def called_whole(helper: Helper, pen: Pen) -> str:
    """The whole name, where a colleague has to know exactly who it is."""
    return helper.name or pen("shift_plan.somebody")


def planned(held: Held, pen: Pen, now: datetime) -> tuple[Planned, ...]:
    """Who is expected at a shift, in the order in which they came."""
    return tuple(_planned(held, each, pen, now) for each in held.helpers if each.state in SHOWN)


def _planned(held: Held, helper: Helper, pen: Pen, now: datetime) -> Planned:
    key = standing_key(held, helper, now)
    words = [] if key in QUIET_WORDS else [pen(f"shift_stands.{key}")]
    if helper.place.late and helper.state in COMING:
        words.append(pen("shift_plan.late", n=helper.place.late))
    return Planned(MARKS[key], called(helper, pen), ", ".join(words))


def others(held: Held, pen: Pen) -> tuple[str, ...]:
    """How many wait, think about an offer, or were asked to step in."""
    counted = {
        state: sum(each.state is state for each in held.helpers)
        for state in (PlaceState.OFFERED, PlaceState.ASKED, PlaceState.WAITING)
    }
    return tuple(pen(f"shift_plan.n_{state}", n=n) for state, n in counted.items() if n)
