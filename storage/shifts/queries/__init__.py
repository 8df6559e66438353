"""Reads of shifts. Change nothing."""

from storage.shifts.queries.one import Held, Helper, shift

__all__ = ["Held", "Helper", "shift"]
