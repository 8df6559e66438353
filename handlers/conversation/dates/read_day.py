"""Reads the words for one day or several days in a row: «på fredag», «den 3. maj», «uge 42».

Every rule takes tokens and gives day words, or nothing and leaves the reader where it was. Must not
know today.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation.dates.bounds import joined
from handlers.conversation.dates.days import Away, Calendar, Feast, NthWeekday, OnWeekday
from handlers.conversation.dates.kinds import DAYS, MONTHS, WEEKS, YEARS, Kind
from handlers.conversation.dates.periods import Season, Vacation, WeekDays
from handlers.conversation.dates.read_calendar import month_first, read_calendar, read_year
from handlers.conversation.dates.read_period import (
    SMALL,
    bare_week,
    read_month,
    read_week,
    read_weekend,
)
from handlers.conversation.dates.reader import Reader, all_or_nothing
from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.view import DayWords

MOST_WEEKS = 400
WEEKS_IN_DAYS = {7: 1, 8: 1, 14: 2}
"""Danes say «om otte dage» of a weekday and mean one week."""


@all_or_nothing
def read_days(reader: Reader) -> DayWords | None:
    """A day, or days from one to another joined by a dash."""
    both = _month_range(reader)
    first = both or read_day(reader)
    if both or first is None or not reader.sees(Kind.DASH):
        return first
    at = reader.at
    reader.take(Kind.DASH)
    last = read_day(reader)
    if last:
        return joined(first, last)
    reader.at = at
    return first


@all_or_nothing
def read_day(reader: Reader) -> DayWords | None:
    """The first rule that fits."""
    for rule in (
        _away,
        _nth_weekday,
        _weekday,
        read_week,
        read_calendar,
        _named,
        read_month,
        read_weekend,
    ):
        found = rule(reader)
        if found:
            return found
    return None


@all_or_nothing
def _away(reader: Reader) -> DayWords | None:
    """«i morgen», «om tre dage», «three weeks from now»."""
    relative = reader.take(Kind.RELATIVE)
    if relative:
        return Away(relative.number)
    hence = reader.take(Kind.HENCE)
    amount = reader.amount()
    unit = reader.unit(DAYS, WEEKS, MONTHS, YEARS)
    if not amount or not unit or not (reader.take(Kind.LATER) or hence):
        return None
    return Away(amount.number, unit.name)


@all_or_nothing
def _weekday(reader: Reader) -> DayWords | None:
    """«på fredag», «næste fredag», «fredag den 3. maj», «fredag i uge 42»."""
    reader.pass_over(Kind.ON)
    which = reader.take(Kind.THIS, Kind.NEXT, Kind.LAST)
    token = reader.take(Kind.WEEKDAY)
    if not token:
        return None
    if which and which.kind is Kind.LAST:
        raise CannotRead(Reason.PAST)
    weeks = _weeks_later(reader)
    if weeks:
        return OnWeekday(token.number, weeks_later=weeks)
    week = _week_of_weekday(reader)
    if week:
        return OnWeekday(token.number, week)
    if which and which.kind is Kind.NEXT:
        return OnWeekday(token.number, WeekDays(ahead=1))
    date = None if which else _calendar_after_weekday(reader)
    if date:
        return replace(date, weekday=token.number)
    return OnWeekday(token.number, today_counts=bool(which))


@all_or_nothing
def _weeks_later(reader: Reader) -> int | None:
    """The «om en uge» of «fredag om en uge», the «om 14 dage» of «fredag om 14 dage»."""
    away = _away(reader) if reader.sees(Kind.HENCE) else None
    if not isinstance(away, Away):
        return None
    weeks = away.amount if away.unit == WEEKS else WEEKS_IN_DAYS.get(away.amount, 0)
    return weeks if 0 < weeks < MOST_WEEKS else None


@all_or_nothing
def _week_of_weekday(reader: Reader) -> WeekDays | None:
    """«i næste uge», «i uge 42»."""
    reader.pass_over(*SMALL, Kind.COMMA)
    return bare_week(reader)


@all_or_nothing
def _calendar_after_weekday(reader: Reader) -> Calendar | None:
    """Not «fredag 10.10», which is a clock."""
    reader.pass_over(Kind.COMMA)
    return None if reader.peek().tells_time else read_calendar(reader)


@all_or_nothing
def _nth_weekday(reader: Reader) -> DayWords | None:
    """«den første tirsdag i maj», «sidste fredag i næste måned»; the month is not always said."""
    reader.pass_over(*SMALL)
    ordinal = reader.take(Kind.NUMBER, Kind.LAST)
    weekday = reader.take(Kind.WEEKDAY)
    if not ordinal or not weekday:
        return None
    last = ordinal.kind is Kind.LAST
    if not last and not (ordinal.ordinal and 1 <= ordinal.number <= 5):
        return None
    month = read_month(reader)
    return NthWeekday(-1 if last else ordinal.number, weekday.number, month)


@all_or_nothing
def _named(reader: Reader) -> DayWords | None:
    """«juleaften», «i påsken», «sommerferien»."""
    reader.pass_over(*SMALL, Kind.AT, Kind.THIS, Kind.NEXT)
    token = reader.take(Kind.FEAST, Kind.SEASON, Kind.VACATION)
    if not token:
        return None
    if token.kind is Kind.VACATION:
        return Vacation(token.name)
    return (Feast if token.kind is Kind.FEAST else Season)(token.name, read_year(reader))


@all_or_nothing
def _month_range(reader: Reader) -> DayWords | None:
    """«May 3-5»: the month is lent to the second day."""
    first = month_first(reader)
    joint = reader.take(Kind.DASH)
    last = reader.take(Kind.NUMBER)
    if not first or not joint or not last:
        return None
    return joined(first, Calendar(last.number, first.month, read_year(reader)))
