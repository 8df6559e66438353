"""What words for several days in a row mean: weeks, months, weekends, seasons and holidays.

Must not read tokens and must not know clocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers.conversation.dates.feasts import season
from handlers.conversation.dates.kinds import MONTHS, WEEKS
from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.values import Period
from handlers.conversation.dates.view import View, monday


@dataclass(frozen=True)
class WeekDays:
    """«uge 42», «uge 27-32», «næste uge»."""

    number: int | None = None
    last: int | None = None
    year: int | None = None
    ahead: int = 0

    def find(self, view: View) -> Period:
        """Monday to Sunday of the week, or of the weeks."""
        if self.number is None:
            first = monday(view.today) + timedelta(weeks=self.ahead)
            return Period(first, first + timedelta(days=6))
        period = view.first(self._weeks(view, self.number), self.year)
        if period is None:
            raise CannotRead(Reason.NO_SUCH_WEEK)
        return period

    def _weeks(self, view: View, number: int) -> Iterator[Period]:
        for year in view.years(self.year):
            try:
                first = date.fromisocalendar(year, number, 1)
                last = date.fromisocalendar(year, self.last or number, 7)
            except ValueError:
                continue
            if first <= last:
                yield Period(first, last)


@dataclass(frozen=True)
class MonthDays:
    """«maj», «maj 2027», «næste måned»."""

    month: int | None = None
    year: int | None = None
    ahead: int = 0

    def find(self, view: View) -> Period:
        """The whole month, also when it has begun."""
        if self.month is None:
            return _month(view.today + relativedelta(day=1, months=self.ahead))
        months = (_month(date(year, self.month, 1)) for year in view.years(self.year))
        return next(p for p in months if self.year is not None or p.last >= view.earliest)


def _month(first: date) -> Period:
    return Period(first, first + relativedelta(day=31))


@dataclass(frozen=True)
class WeekendDays:
    """«i weekenden»: Saturday and Sunday, the ones we are in when we are."""

    ahead: int = 0

    def find(self, view: View) -> Period:
        """Saturday and Sunday."""
        saturday = monday(view.today) + timedelta(days=5, weeks=self.ahead)
        return Period(saturday, saturday + timedelta(days=1))


@dataclass(frozen=True)
class Season:
    """«jul», «påsken»; «til jul» ends before it begins."""

    name: str
    year: int | None = None

    def find(self, view: View) -> Period:
        """The next one that is not over."""
        periods = (season(self.name, year) for year in view.years(self.year))
        return next(p for p in periods if self.year is not None or p.last >= view.earliest)


@dataclass(frozen=True)
class Vacation:
    """«sommerferien»; a vacation without a name is the next one."""

    name: str = ""

    def find(self, view: View) -> Period:
        """The next one that is not over, also when it has begun."""
        for period in sorted(view.school_holidays, key=lambda each: each.first):
            if period.last >= view.earliest and self.name in ("", period.name):
                return period
        raise CannotRead(Reason.WHICH_DAY)


@dataclass(frozen=True)
class Rest:
    """«resten af året»: up to the end of the day's own week, month or year."""

    unit: str

    def find(self, view: View) -> Period:
        """From today."""
        if self.unit == WEEKS:
            last = monday(view.today) + timedelta(days=6)
        else:
            last = view.today + relativedelta(day=31, month=None if self.unit == MONTHS else 12)
        return Period(view.today, last)
