"""The parts of a sentence, and the rules that fill them in whatever order they were said.

Must not know today.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.conversation.dates.bounds import After, Until
from handlers.conversation.dates.clocks import ClockWords, HourWords
from handlers.conversation.dates.days import Away
from handlers.conversation.dates.kinds import DAYS, MONTHS, WEEKS, Kind
from handlers.conversation.dates.periods import Rest, WeekDays
from handlers.conversation.dates.read_clock import read_end, read_hours, read_length, spoken_clock
from handlers.conversation.dates.read_day import read_day, read_days
from handlers.conversation.dates.read_exceptions import Exceptions, read_exceptions
from handlers.conversation.dates.read_series import merged, read_pattern
from handlers.conversation.dates.reader import Reader, all_or_nothing
from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.values import Part, Pattern
from handlers.conversation.dates.view import DayWords


@dataclass
class Sentence:
    """What was said, part by part."""

    days: list[DayWords] = field(default_factory=list)
    start: DayWords | None = None
    end: DayWords | None = None
    hours: list[HourWords] = field(default_factory=list)
    start_clock: ClockWords | None = None
    end_clock: ClockWords | None = None
    minutes: int | None = None
    part: Part | None = None
    pattern: Pattern | None = None
    count: int | None = None
    length: Away | None = None
    exceptions: Exceptions = field(default_factory=Exceptions)

    @property
    def day_known(self) -> bool:
        """Whether a number that follows is no longer the day."""
        return bool(self.days or self.pattern or self.start)


def _refuse_second(said: object) -> None:
    """What can be said once only is never replaced in silence."""
    if said is not None:
        raise CannotRead(Reason.SEVERAL)


def _exceptions(reader: Reader, sentence: Sentence) -> bool:
    found = read_exceptions(reader)
    if found:
        sentence.exceptions += found
    return bool(found)


def _count(reader: Reader, sentence: Sentence) -> bool:
    """«10 gange»."""
    if not reader.sees(Kind.TIMES, ahead=1) or reader.peek().ordinal:
        return False
    number = reader.take(Kind.NUMBER)
    if number is None:
        return False
    reader.take(Kind.TIMES)
    _refuse_second(sentence.count)
    sentence.count = number.number
    return True


def _length(reader: Reader, sentence: Sentence) -> bool:
    """«i to timer», «i 6 uger»."""
    minutes = read_length(reader)
    if minutes is not None:
        _refuse_second(sentence.minutes)
        sentence.minutes = minutes
        return True
    length = _days_long(reader)
    if length:
        _refuse_second(sentence.length)
        sentence.length = length
    return bool(length)


@all_or_nothing
def _days_long(reader: Reader) -> Away | None:
    amount = reader.amount() if reader.take(Kind.IN, Kind.FOR) else None
    unit = reader.unit(DAYS, WEEKS, MONTHS)
    return Away(amount.number, unit.name) if amount and unit else None


def _hours(reader: Reader, sentence: Sentence) -> bool:
    hours = read_hours(reader, day_known=sentence.day_known)
    if hours:
        sentence.hours.append(hours)
    return bool(hours)


def _pattern(reader: Reader, sentence: Sentence) -> bool:
    pattern = read_pattern(reader)
    if not pattern:
        return False
    sentence.pattern = merged(sentence.pattern, pattern) if sentence.pattern else pattern
    if not sentence.pattern:
        raise CannotRead(Reason.SEVERAL)
    return True


def _rest(reader: Reader, sentence: Sentence) -> bool:
    """«resten af året»."""
    token = reader.take(Kind.REST)
    if token:
        _refuse_second(sentence.end)
        sentence.end = Rest(token.name)
    return bool(token)


def _from(reader: Reader, sentence: Sentence) -> bool:
    """«fra den 1. december», «efter jul», «fra kl. 16»."""
    at = reader.at
    word = reader.take(Kind.FROM, Kind.AFTER)
    clock = spoken_clock(reader) if word else None
    day = read_day(reader) if word else None
    if word and day and not sentence.start:
        sentence.start = After(day) if word.kind is Kind.AFTER else day
        sentence.start_clock = clock or _clock_of_day(reader)
        if isinstance(day, WeekDays) and day.last:
            _refuse_second(sentence.end)
            sentence.end = Until(day)
    elif clock and word and word.kind is Kind.FROM:
        sentence.hours.append(HourWords(clock))
    else:
        reader.at = at
    return reader.at > at


def _until(reader: Reader, sentence: Sentence) -> bool:
    """«til jul», «til onsdag kl. 12», «til kl. 18»."""
    at = reader.at
    day = _until_day(reader) if not sentence.end else None
    if day:
        sentence.end = Until(day)
        sentence.end_clock = _clock_of_day(reader)
        return True
    end = read_end(reader) if sentence.hours and not sentence.end_clock else None
    sentence.end_clock = end or sentence.end_clock
    if not end:
        reader.at = at
    return bool(end)


@all_or_nothing
def _until_day(reader: Reader) -> DayWords | None:
    if not reader.take(Kind.UNTIL, Kind.DASH):
        return None
    reader.pass_over(Kind.COMMA)
    return read_day(reader)


def _clock_of_day(reader: Reader) -> ClockWords | None:
    """The clock right after a day; two clocks belong to every day instead."""
    at = reader.at
    hours = read_hours(reader, day_known=True)
    if hours and hours.end is None:
        return hours.start
    reader.at = at
    return None


def _part(reader: Reader, sentence: Sentence) -> bool:
    """«om eftermiddagen»."""
    token = reader.take(Kind.PART)
    if token:
        _refuse_second(None if sentence.part == token.name else sentence.part)
        sentence.part = Part(token.name)
    return bool(token)


def _days(reader: Reader, sentence: Sentence) -> bool:
    days = read_days(reader)
    if days:
        sentence.days.append(days)
    return bool(days)


RULES: tuple[Callable[[Reader, Sentence], bool], ...] = (
    _exceptions,
    _count,
    _length,
    _pattern,
    _hours,
    _rest,
    _from,
    _until,
    _part,
    _days,
)
