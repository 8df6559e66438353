"""Where days begin and end: «til jul», «efter ferien», «fra 3. til 5. maj».

Must not read tokens and must not know clocks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.conversation.dates.days import Calendar
from handlers.conversation.dates.periods import Season, Vacation
from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.values import Period
from handlers.conversation.dates.view import DayWords, View, one


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
