"""Reads of shifts. Change nothing."""

from storage.shifts.queries.one import Held, Helper, shift, shifts
from storage.shifts.queries.open import takeable
from storage.shifts.queries.own import busy, own, seen
from storage.shifts.queries.week import between, of_series, week

__all__ = [
    "Held",
    "Helper",
    "between",
    "busy",
    "of_series",
    "own",
    "seen",
    "shift",
    "shifts",
    "takeable",
    "week",
]
