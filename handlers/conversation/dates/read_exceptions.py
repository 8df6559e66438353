"""Reads what a series leaves out: «ikke i ferien», «undtagen 23. december og uge 7».

Must not know today.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.conversation.dates.bounds import joined
from handlers.conversation.dates.days import Calendar
from handlers.conversation.dates.kinds import Kind
from handlers.conversation.dates.periods import WeekDays
from handlers.conversation.dates.read_day import read_day
from handlers.conversation.dates.read_period import SMALL
from handlers.conversation.dates.read_series import WEEKEND, read_pattern
from handlers.conversation.dates.reader import Reader, all_or_nothing
from handlers.conversation.dates.view import DayWords


@dataclass(frozen=True)
class Exceptions:
    """What is left out: days, weekdays, or all of a kind of holiday."""

    days: tuple[DayWords, ...] = ()
    weekdays: tuple[int, ...] = ()
    school_holidays: bool = False
    public_holidays: bool = False

    def __add__(self, other: Exceptions) -> Exceptions:
        return Exceptions(
            self.days + other.days,
            self.weekdays + other.weekdays,
            self.school_holidays or other.school_holidays,
            self.public_holidays or other.public_holidays,
        )

    def __bool__(self) -> bool:
        return self != Exceptions()


@all_or_nothing
def read_exceptions(reader: Reader) -> Exceptions | None:
    """«ikke i ferien», «undtagen 23. december og uge 7», «not on public holidays»."""
    if not reader.take(Kind.NOT):
        return None
    found = _exception(reader, Exceptions()) or Exceptions()
    while found and (more := _one_more_exception(reader, found)):
        found = more
    return replace(found, days=_lend_months(found.days)) if found else None


@all_or_nothing
def _one_more_exception(reader: Reader, found: Exceptions) -> Exceptions | None:
    """After «og» or a comma; a comma may also go on to something else, such as «hver tirsdag»."""
    first = reader.take(Kind.AND, Kind.COMMA, Kind.NOT)
    if not first:
        return None
    at = reader.at
    if first.kind is Kind.COMMA and read_pattern(reader):
        return None
    reader.at = at
    reader.pass_over(Kind.AND, Kind.NOT)
    return _exception(reader, found)


@all_or_nothing
def _exception(reader: Reader, found: Exceptions) -> Exceptions | None:
    """What was found and one thing more."""
    reader.pass_over(*SMALL, Kind.EVERY)
    if reader.sees(Kind.VACATION) and not reader.peek().name and reader.take(Kind.VACATION):
        return found + Exceptions(school_holidays=True)
    if reader.take(Kind.PUBLIC_HOLIDAYS):
        return found + Exceptions(public_holidays=True)
    if reader.take(Kind.WEEKEND):
        return found + Exceptions(weekdays=WEEKEND)
    weekday = reader.take(Kind.WEEKDAYS)
    if weekday:
        return found + Exceptions(weekdays=(weekday.number,))
    days = _days(reader, found)
    return found + Exceptions((days,)) if days else None


@all_or_nothing
def _days(reader: Reader, found: Exceptions) -> DayWords | None:
    """A day, days from one to another, or one more week number."""
    reader.take(Kind.FROM)
    first = read_day(reader) or _one_more_week(reader, found)
    at = reader.at
    if first and reader.take(Kind.DASH, Kind.UNTIL):
        last = read_day(reader)
        if last:
            return joined(first, last)
        reader.at = at
    return first


def _one_more_week(reader: Reader, found: Exceptions) -> DayWords | None:
    """The 8 of «uge 7 og 8»."""
    after_week = bool(found.days) and isinstance(found.days[-1], WeekDays)
    number = reader.take(Kind.NUMBER) if after_week else None
    return WeekDays(number.number) if number else None


def _lend_months(days: tuple[DayWords, ...]) -> tuple[DayWords, ...]:
    """«den 3. og 10. december»: both are in December."""
    lent: list[DayWords] = []
    last: DayWords | None = None
    for day in reversed(days):
        bare = isinstance(day, Calendar) and day.month is None
        if bare and isinstance(day, Calendar) and isinstance(last, Calendar):
            last = replace(day, month=last.month, year=last.year)
        else:
            last = day
        lent.append(last)
    return tuple(reversed(lent))
