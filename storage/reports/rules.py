"""What a report counts, and what it may show.

Only numbers: never a name, a title or anybody's words. Each table counts by one property, and a
period is whole months, so that no number and no difference between two numbers is about a person.
Numbers from few volunteers are left out, and so is any sum from which one could be worked out.
Plain Python: no database, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from storage.talk.pace import COPENHAGEN

MOST_MONTHS = 60
FEWEST_PEOPLE = 3
"""Figures from fewer people are hidden: the hours of one are for them and their coordinator."""


class Outcome(StrEnum):
    """Whether the promise of an answer was kept. RESTING: nobody waits for the library, because the
    idea was taken back or merged into another, or the citizen was asked something.
    """

    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    WAITING = "waiting"
    OVERDUE = "overdue"
    RESTING = "resting"


class Whom(StrEnum):
    """The answer to "Sammen med hvem?"."""

    TOGETHER = "together"
    ALONE = "alone"
    UNDECIDED = "undecided"


class Form(StrEnum):
    """The forms in which the library works together with citizens."""

    TOGETHER = "together"
    AGREEMENT = "agreement"
    MET = "met"
    VOLUNTEER = "volunteer"


def first_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def later(month: date, months: int) -> date:
    """The first day of the month so many months later."""
    years, number = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(years, number + 1, 1)


@dataclass(frozen=True)
class Period:
    """Whole months, given by the first day of the first and of the last; at most five years."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last or later(self.first, MOST_MONTHS) <= self.last:
            raise ValueError("no such period")
        if self.first.day != 1 or self.last.day != 1:
            raise ValueError("a period is whole months")

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return tuple(later(self.first, n) for n in range(count))

    @property
    def ends(self) -> tuple[datetime, ...]:
        """For each month, the moment at which it ends in Denmark."""
        return tuple(_midnight(later(month, 1)) for month in self.months)

    @property
    def start(self) -> datetime:
        """The moment at which the period begins in Denmark."""
        return _midnight(self.first)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), COPENHAGEN)


def lately(today: date) -> Period:
    """The present month and the eleven before it."""
    return Period(later(first_of(today), -11), first_of(today))


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 1))
