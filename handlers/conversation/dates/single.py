"""Reads the words for one day or several days in a row: «på fredag», «den 3. maj», «uge 42».

Every rule takes tokens and gives day words from `days.py`, or nothing and leaves the reader where
it was. Must not know today.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation.dates.days import (
    Away,
    Calendar,
    DayWords,
    Feast,
    MonthDays,
    NthWeekday,
    OnWeekday,
    Season,
    Vacation,
    WeekDays,
    WeekendDays,
    joined,
)
from handlers.conversation.dates.reader import Reader, all_or_nothing
from handlers.conversation.dates.values import CannotRead, Reason
from handlers.conversation.dates.words import DAYS, MONTHS, WEEKS, YEARS, Kind

SMALL = (Kind.IN, Kind.HENCE, Kind.ON, Kind.THE)
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
    for rule in (_away, _nth_weekday, _weekday, _week, _calendar, _named, _month, _weekend):
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
    return _bare_week(reader)


@all_or_nothing
def _calendar_after_weekday(reader: Reader) -> Calendar | None:
    """Not «fredag 10.10», which is a clock."""
    reader.pass_over(Kind.COMMA)
    return None if reader.sees(Kind.PAIR) else _calendar(reader)


@all_or_nothing
def _week(reader: Reader) -> DayWords | None:
    """«uge 42», «i næste uge om tirsdagen», «i uge 42 på tirsdag»."""
    reader.pass_over(*SMALL)
    week = _bare_week(reader)
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
def _bare_week(reader: Reader) -> WeekDays | None:
    """«uge 42», «weeks 27-32», «næste uge», «week 3 2027»."""
    which = reader.take(Kind.THIS, Kind.NEXT, Kind.LAST)
    if not reader.unit(WEEKS):
        return None
    if which and which.kind is Kind.LAST:
        raise CannotRead(Reason.PAST)
    number = None if which else reader.take(Kind.NUMBER)
    if not number:
        return WeekDays(ahead=int(which.kind is Kind.NEXT)) if which else None
    return WeekDays(number.number, _last_week(reader), _year(reader))


@all_or_nothing
def _last_week(reader: Reader) -> int | None:
    joint = reader.take(Kind.DASH, Kind.UNTIL)
    reader.unit(WEEKS)
    last = reader.take(Kind.NUMBER) if joint else None
    return last.number if last and not reader.sees(Kind.MONTH) else None


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
    month = _month(reader)
    return NthWeekday(-1 if last else ordinal.number, weekday.number, month)


@all_or_nothing
def _calendar(reader: Reader) -> Calendar | None:
    """«3/5», «den 3.», «3. maj 2027», «May 3rd», «den 3. i 5.»."""
    reader.pass_over(Kind.ON)
    the = bool(reader.take(Kind.THE))
    reader.pass_over(Kind.THE)
    return _written_date(reader, the) or _month_first(reader) or _day_first(reader, the)


@all_or_nothing
def _month_first(reader: Reader) -> Calendar | None:
    """«May 3rd, 2027»."""
    month = reader.take(Kind.MONTH)
    reader.pass_over(Kind.THE)
    day = reader.take(Kind.NUMBER)
    if not month or not day or day.number > 31 or reader.sees(Kind.HALF_DAY, Kind.OCLOCK):
        return None
    return Calendar(day.number, month.number, _year(reader))


def _written_date(reader: Reader, the: bool) -> Calendar | None:
    """«3/5-27», «2027-05-03», and «10.12» unless a clock follows it."""
    clocks_follow = reader.sees(Kind.CLOCK, ahead=2) and reader.sees(Kind.DASH, ahead=1)
    if reader.sees(Kind.PAIR) and clocks_follow and not the:
        return None
    token = reader.take(Kind.DATE, Kind.PAIR)
    if not token:
        return None
    month, *year = token.more
    return Calendar(token.number, month, year[0] if year else _year(reader))


@all_or_nothing
def _day_first(reader: Reader, the: bool) -> Calendar | None:
    """«3. maj», «den 3.», «den 3. i 5.», and the «3» of «3-5 maj»."""
    day = reader.take(Kind.NUMBER)
    if not day or reader.sees(Kind.UNIT, Kind.TIMES, Kind.HALF_DAY, Kind.OCLOCK):
        return None
    month = _month_number(reader)
    if month:
        return Calendar(day.number, month, _year(reader))
    lent = reader.sees(Kind.DASH, Kind.UNTIL, Kind.AND) and reader.sees(Kind.MONTH, ahead=2)
    if the or lent or (day.ordinal and not day.spelled):
        return Calendar(day.number)
    return None


@all_or_nothing
def _month_number(reader: Reader) -> int | None:
    """The month after a day: a name, or a number with a dot."""
    reader.pass_over(Kind.IN)
    month = reader.take(Kind.MONTH, Kind.NUMBER)
    if not month or (month.kind is Kind.NUMBER and not (month.ordinal and month.number <= 12)):
        return None
    return month.number


@all_or_nothing
def _year(reader: Reader) -> int | None:
    reader.pass_over(Kind.IN, Kind.HENCE, Kind.COMMA)
    year = reader.take(Kind.NUMBER)
    return year.number if year and 1900 <= year.number <= 9999 else None


@all_or_nothing
def _named(reader: Reader) -> DayWords | None:
    """«juleaften», «i påsken», «sommerferien»."""
    reader.pass_over(*SMALL, Kind.AT, Kind.THIS, Kind.NEXT)
    token = reader.take(Kind.FEAST, Kind.SEASON, Kind.VACATION)
    if not token:
        return None
    if token.kind is Kind.VACATION:
        return Vacation(token.name)
    return (Feast if token.kind is Kind.FEAST else Season)(token.name, _year(reader))


@all_or_nothing
def _month(reader: Reader) -> MonthDays | None:
    """«i maj», «maj 2027», «næste måned»."""
    reader.pass_over(*SMALL)
    which = reader.take(Kind.THIS, Kind.NEXT)
    month = reader.take(Kind.MONTH)
    if month:
        return MonthDays(month.number, _year(reader))
    if which and reader.unit(MONTHS):
        return MonthDays(ahead=int(which.kind is Kind.NEXT))
    return None


@all_or_nothing
def _weekend(reader: Reader) -> DayWords | None:
    """«i weekenden», «næste weekend»."""
    reader.pass_over(*SMALL)
    which = reader.take(Kind.THIS, Kind.NEXT)
    token = reader.take(Kind.WEEKEND)
    if not token or token.number:
        return None
    return WeekendDays(ahead=int(bool(which and which.kind is Kind.NEXT)))


@all_or_nothing
def _month_range(reader: Reader) -> DayWords | None:
    """«May 3-5»: the month is lent to the second day."""
    first = _month_first(reader)
    joint = reader.take(Kind.DASH)
    last = reader.take(Kind.NUMBER)
    if not first or not joint or not last:
        return None
    return joined(first, Calendar(last.number, first.month, _year(reader)))
