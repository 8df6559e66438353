"""The state of each person at a shift in words, and its mark."""

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
"""Letters that every typeface has, also that of the pictures."""

SHOWN = COMING | {PlaceState.ATTENDED, PlaceState.ABSENT}
"""States of those named in the plan: expected, and after the shift those who came or did not."""

QUIET_WORDS = frozenset({"taken"})
"""States that need no word: the name alone says it."""


def standing_key(held: Held, helper: Helper, now: datetime) -> str:
    """The state of a volunteer at a shift, as a text names it. "silent": they had taken the shift,
    were asked whether they can still come, and have not answered. "unticked": the shift is over,
    and nobody has said whether they came.
    """
    if helper.state in COMING and held.shift.ends_at <= now:
        return "unticked"
    asked_at = reminded_at(held.shift.begins_at, Step.DAYS)
    if helper.state is PlaceState.TAKEN and helper.place.since < asked_at <= now:
        return "silent"
    return str(helper.state)


def standing_word(held: Held, helper: Helper, pen: Pen, now: datetime) -> str:
    """The state of a volunteer at a shift, in words."""
    return pen(f"shift_stands.{standing_key(held, helper, now)}")


def called(helper: Helper, pen: Pen) -> str:
    """The name of a volunteer in a plan; an erased one has none."""
    return first_name(helper.name) or pen("shift_plan.somebody")


def called_whole(helper: Helper, pen: Pen) -> str:
    """The whole name, for colleagues who must know exactly who it is."""
    return helper.name or pen("shift_plan.somebody")


def planned(held: Held, pen: Pen, now: datetime) -> tuple[Planned, ...]:
    """Who is expected at a shift, in the order in which they got their places."""
    return tuple(_planned(held, each, pen, now) for each in held.helpers if each.state in SHOWN)


def _planned(held: Held, helper: Helper, pen: Pen, now: datetime) -> Planned:
    key = standing_key(held, helper, now)
    words = [] if key in QUIET_WORDS else [pen(f"shift_stands.{key}")]
    if helper.place.late and helper.state in COMING:
        words.append(pen("shift_plan.late", n=helper.place.late))
    return Planned(MARKS[key], called(helper, pen), ", ".join(words))


def others(held: Held, pen: Pen) -> tuple[str, ...]:
    """How many wait, have an offer, or were asked to step in."""
    counted = {
        state: sum(each.state is state for each in held.helpers)
        for state in (PlaceState.OFFERED, PlaceState.ASKED, PlaceState.WAITING)
    }
    return tuple(pen(f"shift_plan.n_{state}", n=n) for state, n in counted.items() if n)
