"""Reads dates by number: «3/5», «den 3.», «3. maj 2027», «May 3rd».

Must not know today.
"""

from __future__ import annotations

from handlers.conversation.dates.days import Calendar
from handlers.conversation.dates.kinds import Kind
from handlers.conversation.dates.reader import Reader, all_or_nothing


@all_or_nothing
def read_calendar(reader: Reader) -> Calendar | None:
    """«3/5», «den 3.», «3. maj 2027», «May 3rd», «den 3. i 5.»."""
    reader.pass_over(Kind.ON)
    the = bool(reader.take(Kind.THE))
    reader.pass_over(Kind.THE)
    return _written_date(reader, the) or month_first(reader) or _day_first(reader, the)


@all_or_nothing
def month_first(reader: Reader) -> Calendar | None:
    """«May 3rd, 2027»."""
    month = reader.take(Kind.MONTH)
    reader.pass_over(Kind.THE)
    day = reader.take(Kind.NUMBER)
    if not month or not day or day.number > 31 or reader.sees(Kind.HALF_DAY, Kind.OCLOCK):
        return None
    return Calendar(day.number, month.number, read_year(reader))


def _written_date(reader: Reader, the: bool) -> Calendar | None:
    """«3/5-27», «2027-05-03», and «10.12» unless a clock follows it."""
    clocks_follow = reader.sees(Kind.CLOCK, ahead=2) and reader.sees(Kind.DASH, ahead=1)
    if reader.sees(Kind.PAIR) and clocks_follow and not the:
        return None
    token = reader.take(Kind.DATE, Kind.PAIR)
    if not token:
        return None
    month, *year = token.more
    return Calendar(token.number, month, year[0] if year else read_year(reader))


@all_or_nothing
def _day_first(reader: Reader, the: bool) -> Calendar | None:
    """«3. maj», «den 3.», «den 3. i 5.», and the «3» of «3-5 maj»."""
    day = reader.take(Kind.NUMBER)
    if not day or reader.sees(Kind.UNIT, Kind.TIMES, Kind.HALF_DAY, Kind.OCLOCK):
        return None
    month = _month_number(reader)
    if month:
        return Calendar(day.number, month, read_year(reader))
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
def read_year(reader: Reader) -> int | None:
    """A year of four digits."""
    reader.pass_over(Kind.IN, Kind.HENCE, Kind.COMMA)
    year = reader.take(Kind.NUMBER)
    return year.number if year and 1900 <= year.number <= 9999 else None
