"""From where days are looked for, and what all words for days have in common.

Must not know any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from dateutil.relativedelta import relativedelta

from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.values import Period

FARTHEST_YEARS = 8
"""A year further away than this is taken for a slip; eight years always hold a leap day."""


@dataclass(frozen=True)
class View:
    """From where days are looked for: today, the first possible day, and the school holidays."""

    today: date
    earliest: date
    school_holidays: tuple[Period, ...]

    def later(self, day: date) -> View:
        """The same with only days after `day` possible."""
        return replace(self, earliest=day + timedelta(days=1))

    def years(self, year: int | None) -> Iterator[int]:
        """The years to look in: the one said, or from the earliest on."""
        farthest = self.today.year + FARTHEST_YEARS
        if year is None:
            yield from range(self.earliest.year - 1, farthest + 1)
        elif not 2000 <= year <= farthest:
            raise CannotRead(Reason.TOO_FAR if year > farthest else Reason.PAST)
        else:
            yield year

    def first(self, periods: Iterator[Period], year: int | None) -> Period | None:
        """The first that is not over; when a year was said, that year's."""
        return next((p for p in periods if year is not None or p.last >= self.earliest), None)


class DayWords(Protocol):
    """Words for a day or for several days in a row."""

    def find(self, view: View) -> Period:
        """The next such days, or CannotRead."""


def farthest(day: date) -> date:
    """The last day that can be meant on `day`."""
    return day + relativedelta(years=FARTHEST_YEARS, month=12, day=31)


def one(day: date) -> Period:
    """A period of one day."""
    return Period(day, day)


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
