"""Reads clock times: «kl. 16.30», «halv fire», «fem minutter i halv fire», «from 4 to 6pm».

Must not know about days, except whether one has been said already.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers.conversation.dates.clocks import ClockWords, HourWords
from handlers.conversation.dates.kinds import HOURS, MINUTES, Kind
from handlers.conversation.dates.reader import Reader, all_or_nothing
from handlers.conversation.dates.tokens import Token


def read_hours(reader: Reader, *, day_known: bool) -> HourWords | None:
    """Two clocks, or one that is marked as a clock; «10.10» is a clock once the day is known."""
    return (
        _two_clocks(reader, spoken_clock, day_known)
        or _one_clock(reader, day_known)
        or _two_clocks(reader, _bare_clock, day_known)
    )


def _one_clock(reader: Reader, day_known: bool) -> HourWords | None:
    bare = day_known and reader.peek().tells_time
    start = _bare_clock(reader) if bare else spoken_clock(reader)
    return HourWords(start) if start else None


@all_or_nothing
def _two_clocks(
    reader: Reader, first: Callable[[Reader], ClockWords | None], day_known: bool
) -> HourWords | None:
    """«16-18», «fra 16 til 18», «mellem 16 og 18», «kl. 16.00-17.30»."""
    opening = reader.take(Kind.BETWEEN, Kind.FROM)
    between = opening is not None and opening.kind is Kind.BETWEEN
    could_be_dates = not day_known and reader.sees(Kind.PAIR)
    start = first(reader)
    joint = reader.take(Kind.AND) if between else reader.take(Kind.DASH, Kind.UNTIL)
    could_be_dates &= reader.sees(Kind.PAIR)
    end = spoken_clock(reader) or _bare_clock(reader) if start and joint else None
    if start and end and not could_be_dates and not reader.sees(Kind.MONTH, Kind.TIMES):
        return HourWords(start, end)
    return None


@all_or_nothing
def read_end(reader: Reader) -> ClockWords | None:
    """«til kl. 18», «til 18», said apart from where it begins."""
    if not reader.take(Kind.UNTIL, Kind.DASH):
        return None
    end = spoken_clock(reader) or _bare_clock(reader)
    return end if not reader.sees(Kind.MONTH, Kind.TIMES) else None


@all_or_nothing
def read_length(reader: Reader) -> int | None:
    """Minutes: «i to timer», «for 90 minutes», «i en halv time»."""
    if not reader.take(Kind.IN, Kind.FOR):
        return None
    amount = reader.amount()
    half = reader.take(Kind.HALF_TO, Kind.HALF_PAST)
    reader.pass_over(Kind.ARTICLE)
    unit = reader.unit(HOURS, MINUTES)
    if unit and half:
        return 30
    return amount.number * (60 if unit.name == HOURS else 1) if unit and amount else None


@all_or_nothing
def spoken_clock(reader: Reader) -> ClockWords | None:
    """A clock that cannot be anything else."""
    marked = bool(reader.take(Kind.AT))
    return _half(reader) or _offset(reader) or _named(reader) or _figures(reader, marked)


@all_or_nothing
def _bare_clock(reader: Reader) -> ClockWords | None:
    """A number that is a clock only because of what stands around it."""
    token = reader.take(Kind.PAIR)
    if token:
        return _face(token, token.more[0], reader)
    number = reader.amount() or reader.take(Kind.NUMBER)
    ordinal = number and number.ordinal and (number.spelled or not reader.done)
    return _face(number, 0, reader) if number and not ordinal else None


@all_or_nothing
def _named(reader: Reader) -> ClockWords | None:
    """«16:30», «noon»."""
    token = reader.take(Kind.CLOCK)
    if token and token.spelled:
        return ClockWords(token.number, exact=True)
    return _face(token, token.more[0], reader) if token else None


@all_or_nothing
def _half(reader: Reader) -> ClockWords | None:
    """Danish counts the half hour towards the next («halv fire»), English from the last."""
    word = reader.take(Kind.HALF_TO, Kind.HALF_PAST)
    hour = _hour(reader) if word else None
    if not word or not hour:
        return None
    return _moved(hour, -30 if word.kind is Kind.HALF_TO else 30, reader)


@all_or_nothing
def _offset(reader: Reader) -> ClockWords | None:
    """«kvart over to», «fem minutter i halv fire», «a quarter to five»."""
    if reader.sees(Kind.QUARTER, ahead=1):
        reader.pass_over(Kind.ARTICLE)
    amount = reader.take(Kind.QUARTER) or reader.amount()
    spelled = bool(reader.unit(MINUTES)) or bool(amount and amount.spelled)
    way = reader.take(Kind.PAST, Kind.TO, Kind.IN, Kind.UNTIL)
    if not amount or not way or amount.number > 29:
        return None
    if way.text == "of" or (way.kind is Kind.UNTIL and not (spelled and way.text == "to")):
        return None
    half = reader.take(Kind.HALF_TO)
    hour = _hour(reader)
    minutes = amount.number if way.kind is Kind.PAST else -amount.number
    return _moved(hour, minutes - (30 if half else 0), reader) if hour else None


@all_or_nothing
def _figures(reader: Reader, marked: bool) -> ClockWords | None:
    """«kl 16», «kl. 10.12», «kl 1630», «4pm», «8 o'clock», «16-tiden»."""
    token = reader.take(Kind.NUMBER, Kind.ARTICLE, Kind.PAIR)
    if not token:
        return None
    if token.kind is Kind.PAIR:
        before = reader.sees(Kind.HALF_DAY)
        return _face(token, token.more[0], reader) if marked or before else None
    dashed = int(reader.sees(Kind.DASH))
    if reader.sees(Kind.OCLOCK, ahead=dashed):
        reader.at += dashed + 1
        marked = True
    if not marked and not reader.sees(Kind.HALF_DAY):
        return None
    if token.number >= 100:
        return ClockWords(*divmod(token.number, 100), exact=True)
    return _face(token, 0, reader)


def _hour(reader: Reader) -> Token | None:
    """The hour after «halv» or «over»."""
    reader.pass_over(Kind.AT)
    hour = reader.take(Kind.NUMBER, Kind.ARTICLE)
    return hour if hour and hour.number <= 24 and not reader.sees(Kind.MONTH, Kind.UNIT) else None


def _moved(hour: Token, minutes: int, reader: Reader) -> ClockWords:
    """Some minutes before or after an hour, which is on 24 hours when it is above twelve."""
    around = 24 if hour.number > 12 or hour.number == 0 else 12
    at, minute = divmod((hour.number * 60 + minutes) % (around * 60), 60)
    return ClockWords(at or 12 if around == 12 else at, minute, around == 24, _half_day(reader))


def _face(token: Token, minute: int, reader: Reader) -> ClockWords:
    """A clock in figures: «16.30» and «04.30» are exact, «4.30» and «10» are not."""
    exact = bool(token.more) and (token.ordinal or token.number >= 10)
    return ClockWords(token.number, minute, exact, _half_day(reader))


def _half_day(reader: Reader) -> str:
    token = reader.take(Kind.HALF_DAY)
    return token.name if token else ""
