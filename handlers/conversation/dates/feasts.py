"""The days and seasons that Danes call by name, and the usual school holidays.

Must not know words: `words.py` maps them to the names used here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from handlers.conversation.dates.values import Period

_FIXED = {
    "new_years_day": (1, 1),
    "epiphany": (1, 6),
    "candlemas": (2, 2),
    "valentines_day": (2, 14),
    "womens_day": (3, 8),
    "labour_day": (5, 1),
    "liberation_eve": (5, 4),
    "constitution_day": (6, 5),
    "midsummer_eve": (6, 23),
    "midsummer_day": (6, 24),
    "halloween": (10, 31),
    "martinmas_eve": (11, 10),
    "lucia": (12, 13),
    "little_christmas_eve": (12, 23),
    "christmas_eve": (12, 24),
    "christmas_day": (12, 25),
    "boxing_day": (12, 26),
    "new_years_eve": (12, 31),
}
_FROM_EASTER = {
    "shrovetide": -49,
    "palm_sunday": -7,
    "maundy_thursday": -3,
    "good_friday": -2,
    "easter_sunday": 0,
    "easter_monday": 1,
    "prayer_day": 26,
    "ascension_day": 39,
    "whit_sunday": 49,
    "whit_monday": 50,
}
_SEASONS = {
    "christmas": ("christmas_eve", "boxing_day"),
    "new_year": ("new_years_day", "new_years_day"),
    "easter": ("maundy_thursday", "easter_monday"),
    "whitsun": ("whit_sunday", "whit_monday"),
}


def feast(name: str, year: int) -> date:
    """The day with this name in this year."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    return easter(year) + timedelta(days=_FROM_EASTER[name])


def season(name: str, year: int) -> Period:
    """The days with this name in this year."""
    first, last = _SEASONS[name]
    return Period(feast(first, year), feast(last, year))


@lru_cache(maxsize=8)
def usual_school_holidays(first_year: int, last_year: int) -> tuple[Period, ...]:
    """What most municipalities choose; a library gives its own when they differ.

    Week 7, the week before Easter to Easter Monday, weeks 27-32, week 42 and 22 December to
    2 January.
    """
    years = range(first_year, last_year + 1)
    return tuple(period for year in years for period in _school_year(year))


def _school_year(year: int) -> tuple[Period, ...]:
    return (
        _weeks(year, 7, 7, "winter"),
        Period(easter(year) - timedelta(days=8), easter(year) + timedelta(days=1), "easter"),
        _weeks(year, 27, 32, "summer"),
        _weeks(year, 42, 42, "autumn"),
        Period(date(year, 12, 22), date(year + 1, 1, 2), "christmas"),
    )


def _weeks(year: int, first: int, last: int, name: str) -> Period:
    return Period(date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7), name)
