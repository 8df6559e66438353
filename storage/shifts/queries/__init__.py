"""Reads of shifts. Change nothing."""

from storage.shifts.queries.around import around
from storage.shifts.queries.calendar import Entry, calendar, edition_of, one_entry
from storage.shifts.queries.hours import Given, Hours, Past, hours, hours_for_staff, passed
from storage.shifts.queries.one import Held, Helper, shift

__all__ = [
    "Entry",
    "Given",
    "Held",
    "Helper",
    "Hours",
    "Past",
    "around",
    "calendar",
    "edition_of",
    "hours",
    "hours_for_staff",
    "one_entry",
    "passed",
    "shift",
]
