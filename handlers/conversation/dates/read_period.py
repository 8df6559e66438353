"""Reads words for several days: «uge 42», «i maj», «næste weekend».

Must not know today.
"""

from __future__ import annotations

from handlers.conversation.dates.days import OnWeekday
from handlers.conversation.dates.kinds import MONTHS, WEEKS, Kind
from handlers.conversation.dates.periods import MonthDays, WeekDays, WeekendDays
from handlers.conversation.dates.read_calendar import read_year
from handlers.conversation.dates.reader import Reader, all_or_nothing
from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.view import DayWords

SMALL = (Kind.IN, Kind.HENCE, Kind.ON, Kind.THE)


@all_or_nothing
def read_week(reader: Reader) -> DayWords | None:
    """«uge 42», «i næste uge om tirsdagen», «i uge 42 på tirsdag»."""
    reader.pass_over(*SMALL)
    week = bare_week(reader)
    if not week:
        return None
    at = reader.at
    reader.pass_over(*SMALL, Kind.COMMA)
    weekday = reader.take(Kind.WEEKDAY, Kind.WEEKDAYS)
    if weekday and week.last is None and not reader.sees(Kind.THE):
        return OnWeekday(weekday.number, week)
    reader.at = at
    return week


@all_or_nothing
def bare_week(reader: Reader) -> WeekDays | None:
    """«uge 42», «weeks 27-32», «næste uge», «week 3 2027»."""
    which = reader.take(Kind.THIS, Kind.NEXT, Kind.LAST)
    if not reader.unit(WEEKS):
        return None
    if which and which.kind is Kind.LAST:
        raise CannotRead(Reason.PAST)
    number = None if which else reader.take(Kind.NUMBER)
    if not number:
        return WeekDays(ahead=int(which.kind is Kind.NEXT)) if which else None
    return WeekDays(number.number, _last_week(reader), read_year(reader))


@all_or_nothing
def _last_week(reader: Reader) -> int | None:
    joint = reader.take(Kind.DASH, Kind.UNTIL)
    reader.unit(WEEKS)
    last = reader.take(Kind.NUMBER) if joint else None
    return last.number if last and not reader.sees(Kind.MONTH) else None


@all_or_nothing
def read_month(reader: Reader) -> MonthDays | None:
    """«i maj», «maj 2027», «næste måned»."""
    reader.pass_over(*SMALL)
    which = reader.take(Kind.THIS, Kind.NEXT)
    month = reader.take(Kind.MONTH)
    if month:
        return MonthDays(month.number, read_year(reader))
    if which and reader.unit(MONTHS):
        return MonthDays(ahead=int(which.kind is Kind.NEXT))
    return None


@all_or_nothing
def read_weekend(reader: Reader) -> DayWords | None:
    """«i weekenden», «næste weekend»."""
    reader.pass_over(*SMALL)
    which = reader.take(Kind.THIS, Kind.NEXT)
    token = reader.take(Kind.WEEKEND)
    if not token or token.number:
        return None
    return WeekendDays(ahead=int(bool(which and which.kind is Kind.NEXT)))
