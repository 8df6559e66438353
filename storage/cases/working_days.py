"""Working days in Denmark: which day a promised answer falls on. Plain Python, no clock, no I/O.

A working day is Monday to Friday, no public holiday (the `holidays` library; Store Bededag is none
since 2024, act no. 214 of 6 March 2023) and none of the days on which municipalities keep closed
although no holiday act names them. Those are an assumption, not law, and so a parameter.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from holidays import country_holidays

from storage.talk.pace import COPENHAGEN

CLOSED = frozenset({(6, 5), (12, 24), (12, 31)})
"""Month and day of Grundlovsdag, Christmas Eve and New Year's Eve."""

MORNING = time(8)
"""When a day's work that nobody asked for is done and told, in Denmark."""

_SATURDAY = 5


def promised_date(
    received: datetime, days: int, closed: frozenset[tuple[int, int]] = CLOSED
) -> date:
    """The last day on which an answer keeps the promise: the `days`th working day after receipt.

    `received` is an aware moment; its day is the one on the wall in Copenhagen, and counting starts
    the day after. Raises ValueError for a moment without a zone and for less than one day.
    """
    if received.tzinfo is None:
        raise ValueError("the moment of receipt must be aware")
    if days < 1:
        raise ValueError("a promise takes at least one working day")
    day = received.astimezone(COPENHAGEN).date()
    for _ in range(days):
        day = next_working_day(day, closed)
    return day


def morning(day: date) -> datetime:
    """The hour of a day at which the library begins."""
    return datetime.combine(day, MORNING, COPENHAGEN)


def next_working_day(day: date, closed: frozenset[tuple[int, int]] = CLOSED) -> date:
    """The first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day, closed):
        day += timedelta(days=1)
    return day


def working_days_before(day: date, days: int, closed: frozenset[tuple[int, int]] = CLOSED) -> date:
    """The working day that lies so many working days before `day`."""
    for _ in range(days):
        day -= timedelta(days=1)
        while not is_working_day(day, closed):
            day -= timedelta(days=1)
    return day


def is_working_day(day: date, closed: frozenset[tuple[int, int]] = CLOSED) -> bool:
    """Whether the library's staff can be expected at work."""
    return day.weekday() < _SATURDAY and not is_free_day(day, closed)


def is_free_day(day: date, closed: frozenset[tuple[int, int]] = CLOSED) -> bool:
    """Whether nobody works on that day, whichever weekday it is: a public holiday, or closed."""
    return (day.month, day.day) in closed or day in _public_holidays(day.year)


@lru_cache(maxsize=16)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("DK", years=year))
