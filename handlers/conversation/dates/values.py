"""What a person can mean by «when»: a moment, a span or a series, or something we must ask about.

Days and clocks are the library's own (Europe/Copenhagen), because that is what was said; `starts`
and `ends` give them as aware UTC. Nothing here reads words, and nothing here knows the time now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as nth_weekday

from handlers.conversation.dates.local import is_public_holiday, utc

ONE_DAY = timedelta(days=1)
HORIZON = relativedelta(years=2)
"""How far a series without an end is unrolled."""


class Part(StrEnum):
    """A part of the day, said instead of a clock or beside one."""

    MORNING = "morning"
    FORENOON = "forenoon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included; a school holiday also has a `name`."""

    first: date
    last: date
    name: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Hours:
    """Local clocks; an `end` that is not after `start` is on the next day."""

    start: time
    end: time | None = None


@dataclass(frozen=True)
class Moment:
    """A day, with a clock or only a part of the day when that was all that was said."""

    day: date
    clock: time | None = None
    part: Part | None = None

    @property
    def starts(self) -> datetime:
        """The clock, or the beginning of a day without one; aware UTC."""
        return utc(self.day, self.clock or time())

    @property
    def ends(self) -> datetime:
        """The clock itself, or the end of a day without a clock."""
        return self.starts if self.clock else utc(self.day + ONE_DAY, time())


@dataclass(frozen=True)
class Span:
    """From one moment to another: hours of one day, or several days."""

    first: Moment
    last: Moment

    @property
    def starts(self) -> datetime:
        """Aware UTC."""
        return self.first.starts

    @property
    def ends(self) -> datetime:
        """Aware UTC; the end of the last day when it has no clock."""
        return self.last.ends


class Every(StrEnum):
    """What a series counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Pattern:
    """How a series repeats. Weekdays count from 0 (Monday); an ordinal of -1 is «the last»."""

    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    odd_weeks: bool | None = None
    """True: only ISO weeks with odd numbers; False: only even; None: all."""

    def rule(self, first: date, last: date) -> rrule:
        """The series as an RFC 5545 rule over days, still with its exceptions."""
        starts, until = datetime.combine(first, time()), datetime.combine(last, time())
        if self.every is Every.DAY:
            return rrule(DAILY, starts, self.interval, until=until)
        if self.every is Every.WEEK:
            return rrule(
                WEEKLY, starts, self.interval, wkst=MO, byweekday=self.weekdays, until=until
            )
        nth = [nth_weekday(day, n) for day in self.weekdays for n in self.ordinals]
        days = self.month_days or None
        return rrule(
            MONTHLY, starts, self.interval, byweekday=nth or None, bymonthday=days, until=until
        )


@dataclass(frozen=True)
class Recurring:
    """A series: a pattern between two days, at the same local clock, with exceptions.

    `first` and `last` are days on which it takes place; without `last` it goes on until somebody
    ends it. `school_holidays` is None when nobody asked to leave them out.
    """

    pattern: Pattern
    first: date
    last: date | None = None
    hours: Hours | None = None
    part: Part | None = None
    without: tuple[Period, ...] = ()
    school_holidays: tuple[Period, ...] | None = None
    without_public_holidays: bool = False

    def days(self) -> Iterator[date]:
        """The days it takes place, in order; two years of them when it has no end."""
        last = self.last or self.first + HORIZON
        for at in self.pattern.rule(self.first, last):
            if self.takes_place(at.date()):
                yield at.date()

    def takes_place(self, day: date) -> bool:
        """Whether no exception hits `day`, which the pattern itself has met."""
        odd = bool(day.isocalendar().week % 2)
        if self.pattern.odd_weeks not in (None, odd):
            return False
        if self.without_public_holidays and is_public_holiday(day):
            return False
        return not any(day in gap for gap in (*self.without, *(self.school_holidays or ())))

    def occurrences(self) -> Iterator[Moment | Span]:
        """Each time it takes place, in order, at the same local clock in summer and winter."""
        return (on_day(day, self.hours, self.part) for day in self.days())


def on_day(day: date, hours: Hours | None, part: Part | None = None) -> Moment | Span:
    """The hours of one day as a moment or a span."""
    if hours is None:
        return Moment(day, part=part)
    if hours.end is None:
        return Moment(day, hours.start)
    last = day if hours.end > hours.start else day + ONE_DAY
    return Span(Moment(day, hours.start), Moment(last, hours.end))


When = Moment | Span | Recurring
