"""Reads the words of a series: how it repeats, and what is left out.

Must not know today; `meaning.py` finds the first and the last day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.conversation.dates.days import Calendar, DayWords, WeekDays, joined
from handlers.conversation.dates.reader import END, Reader, all_or_nothing
from handlers.conversation.dates.single import SMALL, read_day
from handlers.conversation.dates.values import Every, Pattern
from handlers.conversation.dates.words import DAYS, MONTHS, WEEKS, Kind

FORTNIGHT = (14, DAYS)
"""Danes say «hver 14. dag» of every other week."""
WORKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
LONGEST_INTERVAL = 60


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
def read_pattern(reader: Reader) -> Pattern | None:
    """The first rule that fits. A week or month without its days is filled by `meaning.py`."""
    reader.pass_over(*SMALL)
    return _workdays(reader) or _in_month(reader) or _every(reader) or _plural(reader)


def merged(first: Pattern, second: Pattern) -> Pattern | None:
    """«tirsdage» and «hver anden uge» said apart; nothing when they are two series."""
    if not first.weekdays:
        first, second = second, first
    weekly = first.every is second.every is Every.WEEK
    if not weekly or second.weekdays or first.interval > 1:
        return None
    return replace(first, interval=second.interval)


@all_or_nothing
def _workdays(reader: Reader) -> Pattern | None:
    """«på hverdage», «every weekday»."""
    return Pattern(Every.WEEK, weekdays=WORKDAYS) if reader.take(Kind.WORKDAYS) else None


@all_or_nothing
def _in_month(reader: Reader) -> Pattern | None:
    """«den første tirsdag i måneden», «sidste fredag hver måned», «den 15. hver måned»."""
    reader.take(Kind.EVERY)
    reader.pass_over(Kind.THE)
    ordinals = _ordinals(reader)
    weekday = reader.take(Kind.WEEKDAY)
    reader.pass_over(*SMALL)
    each = reader.take(Kind.EVERY)
    reader.pass_over(*SMALL)
    if not ordinals or not reader.unit(MONTHS) or not (weekday or each):
        return None
    if weekday and max(ordinals) <= 5:
        return Pattern(Every.MONTH, weekdays=(weekday.number,), ordinals=ordinals)
    days = min(ordinals) > 0 and max(ordinals) <= 31 and not weekday
    return Pattern(Every.MONTH, month_days=ordinals) if days else None


@all_or_nothing
def _ordinals(reader: Reader) -> tuple[int, ...] | None:
    found: set[int] = set()
    while reader.sees(Kind.LAST) or reader.peek().ordinal:
        token = reader.take(Kind.NUMBER, Kind.LAST)
        if not token:
            return None
        found.add(token.number if token.kind is Kind.NUMBER else -1)
        reader.pass_over(Kind.AND, Kind.COMMA, Kind.THE)
    return tuple(sorted(found, key=lambda n: (n < 0, n))) or None


@all_or_nothing
def _every(reader: Reader) -> Pattern | None:
    """«hver tirsdag», «hver anden uge», «every 2 weeks», «hver mandag og onsdag i lige uger»."""
    if not reader.take(Kind.EVERY):
        return None
    interval = _interval(reader)
    if not interval:
        return None
    weekdays = _weekdays(reader, Kind.WEEKDAY, Kind.WEEKDAYS)
    if weekdays:
        return Pattern(Every.WEEK, interval, weekdays, odd_weeks=_odd_weeks(reader))
    if reader.take(Kind.WEEKEND):
        return Pattern(Every.WEEK, interval, WEEKEND)
    unit = reader.unit(DAYS, WEEKS, MONTHS)
    if not unit:
        return None
    if (interval, unit.name) == FORTNIGHT:
        return Pattern(Every.WEEK, 2)
    return Pattern(Every(unit.name), interval)


def _interval(reader: Reader) -> int | None:
    """«hver anden», «every third», «every 2»; «hver første» is not one."""
    number = reader.take(Kind.NUMBER)
    if not number:
        return 1
    return number.number if 2 <= number.number <= LONGEST_INTERVAL else None


@all_or_nothing
def _plural(reader: Reader) -> Pattern | None:
    """«tirsdage», «om tirsdagen», «mandage og onsdage», «tirsdag i ulige uger», «weekender»."""
    if reader.sees(Kind.WEEKEND) and reader.peek().number:
        reader.take(Kind.WEEKEND)
        return Pattern(Every.WEEK, weekdays=WEEKEND)
    weekdays = _weekdays(reader, Kind.WEEKDAYS)
    if weekdays:
        return Pattern(Every.WEEK, weekdays=weekdays, odd_weeks=_odd_weeks(reader))
    weekdays = _weekdays(reader, Kind.WEEKDAY)
    odd_weeks = _odd_weeks(reader) if weekdays else None
    if weekdays is None or odd_weeks is None:
        return None
    return Pattern(Every.WEEK, weekdays=weekdays, odd_weeks=odd_weeks)


@all_or_nothing
def _weekdays(reader: Reader, *kinds: Kind) -> tuple[int, ...] | None:
    """«mandag og onsdag», «mandag, onsdag og fredag», «mandag til fredag»."""
    found: list[int] = []
    while token := reader.take(*kinds):
        found += _up_to(reader, token.number, *kinds)
        after = reader.at
        reader.pass_over(Kind.AND, Kind.COMMA, Kind.ON, Kind.HENCE, Kind.EVERY)
        if not reader.sees(*kinds):
            reader.at = after
            break
    return tuple(sorted(set(found))) or None


def _up_to(reader: Reader, first: int, *kinds: Kind) -> list[int]:
    """The weekday itself, or all from it: «mandag-fredag»; not «mandag til fredag den 1. maj»."""
    dated = (Kind.THE, Kind.NUMBER, Kind.DATE)
    joined_to = reader.sees(Kind.DASH, Kind.UNTIL) and reader.sees(*kinds, ahead=1)
    if not joined_to or reader.sees(*dated, ahead=2):
        return [first]
    reader.take(Kind.DASH, Kind.UNTIL)
    last = reader.take(*kinds) or END
    return [day % 7 for day in range(first, first + (last.number - first) % 7 + 1)]


@all_or_nothing
def _odd_weeks(reader: Reader) -> bool | None:
    """«i lige uger», «i ulige uger»."""
    reader.pass_over(*SMALL)
    even = reader.take(Kind.EVEN)
    return bool(even.number) if even and reader.unit(WEEKS) else None


@all_or_nothing
def read_exceptions(reader: Reader) -> Exceptions | None:
    """«ikke i ferien», «undtagen 23. december og uge 7», «not on public holidays»."""
    if not reader.take(Kind.NOT):
        return None
    found = _exception(reader, Exceptions()) or Exceptions()
    while found and (more := _one_more_exception(reader, found)):
        found = more
    return Exceptions(_lend_months(found.days), *_rest(found)) if found else None


def _rest(found: Exceptions) -> tuple[tuple[int, ...], bool, bool]:
    return found.weekdays, found.school_holidays, found.public_holidays


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
    first = read_day(reader) or _one_more(reader, found)
    at = reader.at
    if first and reader.take(Kind.DASH, Kind.UNTIL):
        last = read_day(reader)
        if last:
            return joined(first, last)
        reader.at = at
    return first


def _one_more(reader: Reader, found: Exceptions) -> DayWords | None:
    """The 8 of «uge 7 og 8», the 3 of «3 og 10. december»."""
    number = reader.take(Kind.NUMBER)
    after_week = bool(found.days) and isinstance(found.days[-1], WeekDays)
    if number and after_week:
        return WeekDays(number.number)
    return None


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
