"""What words for one day mean: each class finds the next day it can be.

Must not read tokens and must not know clocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule
from dateutil.rrule import weekday as nth_weekday

from handlers.conversation.dates.feasts import feast
from handlers.conversation.dates.kinds import DAYS, MONTHS, WEEKS
from handlers.conversation.dates.periods import MonthDays, WeekDays
from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.values import Period
from handlers.conversation.dates.view import FARTHEST_YEARS, View, one


@dataclass(frozen=True)
class Away:
    """«i dag», «i overmorgen», «om tre uger», «in two months»."""

    amount: int
    unit: str = DAYS

    def find(self, view: View) -> Period:
        """From today; a day in the past is refused."""
        if self.amount < 0:
            raise CannotRead(Reason.PAST)
        if self.amount > 365 * FARTHEST_YEARS:
            raise CannotRead(Reason.TOO_FAR)
        if self.unit == DAYS:
            return one(view.today + timedelta(days=self.amount))
        if self.unit == WEEKS:
            return one(view.today + timedelta(weeks=self.amount))
        if self.unit == MONTHS:
            return one(view.today + relativedelta(months=self.amount))
        return one(view.today + relativedelta(years=min(self.amount, 2 * FARTHEST_YEARS)))


@dataclass(frozen=True)
class Calendar:
    """«den 3.», «3. maj», «fredag den 3. maj 2027»; what is not said is found."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    def find(self, view: View) -> Period:
        """The first such day; when the weekday does not fit, it is refused."""
        period = view.first(map(one, self._days(view)), self.year)
        if period is None:
            raise CannotRead(Reason.NO_SUCH_DATE)
        if self.weekday not in (None, period.first.weekday()):
            raise CannotRead(Reason.WRONG_WEEKDAY)
        return period

    def _days(self, view: View) -> Iterator[date]:
        months = (self.month,) if self.month is not None else range(1, 13)
        for year in view.years(self.year):
            for month in months:
                try:
                    yield date(year, month, self.day)
                except ValueError:
                    continue


@dataclass(frozen=True)
class OnWeekday:
    """«fredag» is the next one after today, «nu på fredag» can be today.

    With a week it is the day of that week: «fredag i uge 42», «næste fredag» (in next week).
    «Fredag om en uge» is a week later than «fredag».
    """

    weekday: int
    week: WeekDays | None = None
    today_counts: bool = False
    weeks_later: int = 0

    def find(self, view: View) -> Period:
        """The day itself."""
        if self.week:
            return one(self.week.find(view).first + timedelta(days=self.weekday))
        base = max(view.today, view.earliest)
        days = (self.weekday - base.weekday()) % 7
        days = days if days or self.today_counts else 7
        return one(base + timedelta(days=days, weeks=self.weeks_later))


@dataclass(frozen=True)
class NthWeekday:
    """«den første tirsdag i maj»; without a month it is for a series, or «last Friday»."""

    ordinal: int
    weekday: int
    month: MonthDays | None = None

    def find(self, view: View) -> Period:
        """The one of the next such month that is not over."""
        if self.month is None:
            raise CannotRead(Reason.PAST if self.ordinal < 0 else Reason.WHICH_DAY)
        month = self.month.find(view)
        day = self._day(month)
        if day and day < view.earliest and self.month.month and not self.month.year:
            day = self._day(self.month.find(view.later(month.last)))
        if day is None:
            raise CannotRead(Reason.NO_SUCH_DATE)
        return one(day)

    def _day(self, month: Period) -> date | None:
        nth = nth_weekday(self.weekday, self.ordinal)
        days = rrule(MONTHLY, month.first, byweekday=nth, until=month.last)
        return next((at.date() for at in days), None)


@dataclass(frozen=True)
class Feast:
    """«juleaften», «2. påskedag», «grundlovsdag 2027»."""

    name: str
    year: int | None = None

    def find(self, view: View) -> Period:
        """The next one that is not over."""
        days = (one(feast(self.name, year)) for year in view.years(self.year))
        return next(p for p in days if self.year is not None or p.last >= view.earliest)
