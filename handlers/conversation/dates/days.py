"""What day words mean: each class finds the next period it can be, seen from a day.

Must not read tokens (`single.py` does) and must not know clocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule
from dateutil.rrule import weekday as nth_weekday

from handlers.conversation.dates.feasts import feast, season
from handlers.conversation.dates.values import CannotRead, Period, Reason
from handlers.conversation.dates.words import DAYS, MONTHS, WEEKS

FARTHEST_YEARS = 8
"""Further away than this is a slip of the finger; eight years always hold a leap day."""


@dataclass(frozen=True)
class View:
    """Where days are seen from: today, the first day that can be meant, and the school holidays."""

    today: date
    earliest: date
    school_holidays: tuple[Period, ...]

    def later(self, day: date) -> View:
        """The same place when only days after `day` can be meant."""
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
class WeekendDays:
    """«i weekenden»: Saturday and Sunday, the ones we are in when we are."""

    ahead: int = 0

    def find(self, view: View) -> Period:
        """Saturday and Sunday."""
        saturday = monday(view.today) + timedelta(days=5, weeks=self.ahead)
        return Period(saturday, saturday + timedelta(days=1))


@dataclass(frozen=True)
class Feast:
    """«juleaften», «2. påskedag», «grundlovsdag 2027»."""

    name: str
    year: int | None = None

    def find(self, view: View) -> Period:
        """The next one that is not over."""
        days = (one(feast(self.name, year)) for year in view.years(self.year))
        return next(p for p in days if self.year is not None or p.last >= view.earliest)


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


@dataclass(frozen=True)
class Until:
    """«til jul», «til sommerferien»: the day before it begins; «til den 1. maj»: that day too."""

    days: DayWords

    def find(self, view: View) -> Period:
        """The last day as a period of one day."""
        period = self.days.find(view)
        if not isinstance(self.days, Season | Vacation):
            return one(period.last)
        if period.first <= view.earliest:
            period = self.days.find(view.later(period.last))
        return one(period.first - timedelta(days=1))


@dataclass(frozen=True)
class After:
    """«efter sommerferien»: the day after it ends."""

    days: DayWords

    def find(self, view: View) -> Period:
        """The first day as a period of one day."""
        return one(self.days.find(view).last + timedelta(days=1))


@dataclass(frozen=True)
class Between:
    """«22. december - 2. januar»: from the first day of one to the last day of the other."""

    first: DayWords
    last: DayWords

    def find(self, view: View) -> Period:
        """All the days; refused when they end before they begin."""
        first = self.first.find(view)
        last = self.last.find(replace(view, earliest=max(first.first, view.today)))
        if last.last < first.first:
            raise CannotRead(Reason.WRONG_ORDER)
        return Period(first.first, last.last)


def joined(first: DayWords, last: DayWords) -> Between:
    """From one to the other, the month and year of the last lent to the first: «3.-5. maj 2027»."""
    named = last.days if isinstance(last, Until) else last
    if isinstance(first, Calendar) and isinstance(named, Calendar):
        first = _lend(first, named)
    return Between(first, last)


def _lend(first: Calendar, last: Calendar) -> Calendar:
    if first.month is None and last.month is not None:
        same_month = first.day <= last.day
        first = replace(first, month=last.month if same_month else (last.month - 2) % 12 + 1)
    if first.year is None and last.year is not None and first.month and last.month:
        same_year = (first.month, first.day) <= (last.month, last.day)
        first = replace(first, year=last.year if same_year else last.year - 1)
    return first
