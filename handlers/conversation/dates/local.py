"""The library's own clock and calendar: Danish local time and public holidays.

Must not know words or the time now.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache

import holidays
from holidays.constants import OPTIONAL, PUBLIC

from storage.talk.pace import COPENHAGEN


def utc(day: date, clock: time) -> datetime:
    """The local clock as UTC.

    In a series, a clock that summer time skips moves on by an hour, and a clock that comes twice is
    the first of the two.
    """
    return datetime.combine(day, clock, COPENHAGEN).astimezone(UTC)


def local(at: datetime) -> datetime:
    """An aware time as the library's clocks show it."""
    return at.astimezone(COPENHAGEN)


def is_skipped(day: date, clock: time) -> bool:
    """Whether the clock does not exist that day, because summer time begins."""
    return local(utc(day, clock)).time() != clock


def comes_twice(day: date, clock: time) -> bool:
    """Whether the clock exists twice that day, because summer time ends."""
    at = datetime.combine(day, clock, COPENHAGEN)
    return not is_skipped(day, clock) and at.utcoffset() != at.replace(fold=1).utcoffset()


def is_public_holiday(day: date) -> bool:
    """Danish holidays, and the three days libraries close too: 5 June, 24 and 31 December."""
    return day in _closed_days(day.year)


@lru_cache(maxsize=32)
def _closed_days(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year, categories=(PUBLIC, OPTIONAL)))
