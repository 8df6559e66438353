"""Reads of shifts. Change nothing."""

from storage.shifts.queries.around import around
from storage.shifts.queries.calendar import Entry, calendar, edition_of, one_entry
from storage.shifts.queries.hours import Given, Hours, Past, hours, hours_for_staff, passed
from storage.shifts.queries.morning import Ahead, ahead
from storage.shifts.queries.one import Held, Helper, shift, shifts
from storage.shifts.queries.open import takeable
from storage.shifts.queries.own import busy, own, seen
from storage.shifts.queries.swaps import (
    Swap,
    asked_swaps,
    open_swaps,
    own_swap,
    said_no,
    who_can_swap,
)
from storage.shifts.queries.week import (
    copied_lately,
    made_lately,
    of_series,
    series_of,
    week,
)

__all__ = [
    "Ahead",
    "Entry",
    "Given",
    "Held",
    "Helper",
    "Hours",
    "Past",
    "Swap",
    "ahead",
    "around",
    "asked_swaps",
    "busy",
    "calendar",
    "copied_lately",
    "edition_of",
    "hours",
    "hours_for_staff",
    "made_lately",
    "of_series",
    "one_entry",
    "open_swaps",
    "own",
    "own_swap",
    "passed",
    "said_no",
    "seen",
    "series_of",
    "shift",
    "shifts",
    "takeable",
    "week",
    "who_can_swap",
]
