"""Reads how a series repeats: «hver anden torsdag», «sidste fredag hver måned».

Must not know today; `recurring.py` finds the first and the last day.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation.dates.kinds import DAYS, MONTHS, WEEKS, Kind
from handlers.conversation.dates.read_period import SMALL
from handlers.conversation.dates.reader import END, Reader, all_or_nothing
from handlers.conversation.dates.values import Every, Pattern

FORTNIGHT = (14, DAYS)
"""Danes say «hver 14. dag» of every other week."""
WORKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
LONGEST_INTERVAL = 60


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
