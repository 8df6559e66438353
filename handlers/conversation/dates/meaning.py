"""From the parts of a sentence to days and clocks, seen from now.

What it cannot settle it refuses with a reason; it never picks in silence. Must not read tokens.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.conversation.dates.bounds import Between, joined
from handlers.conversation.dates.clocks import ClockWords, HourWords
from handlers.conversation.dates.days import Away
from handlers.conversation.dates.local import comes_twice, is_skipped, local
from handlers.conversation.dates.parts import Sentence
from handlers.conversation.dates.periods import Rest
from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.recurring import repeat
from handlers.conversation.dates.values import (
    ONE_DAY,
    Every,
    Hours,
    Moment,
    Pattern,
    Period,
    Span,
    When,
    on_day,
)
from handlers.conversation.dates.view import DayWords, View, farthest, one


def find_meaning(said: Sentence, now: datetime, school_holidays: tuple[Period, ...]) -> When:
    """What the sentence means when it is said now, or CannotRead."""
    today = local(now).date()
    view = View(today, today, school_holidays)
    said = _tidy(said)
    if said.pattern:
        return repeat(said, said.pattern, _hours(said), view, now)
    if said.count is not None:
        raise CannotRead(Reason.WHICH_DAY)
    if said.start and said.end:
        return _from_to(said, joined(said.start, said.end), view, now)
    if said.exceptions:
        raise CannotRead(Reason.ONLY_NOT)
    if said.start and said.length:
        return _check(_for_days(said, said.start, said.length, view), now)
    if (said.start or said.end or said.length) and not isinstance(said.end, Rest):
        raise CannotRead(Reason.WHICH_DAY)
    when = _on_the_day(said, view)
    if _is_over(when, now) and not isinstance(said.end, Rest):
        when = _on_the_day(said, view.later(today))
    return _check(when, now)


def _tidy(said: Sentence) -> Sentence:
    """Puts what was said apart together: «mandag ... til onsdag», «kl. 16 ... til kl. 18»."""
    said = replace(said)
    needs_start = (said.end and not isinstance(said.end, Rest)) or said.length
    if needs_start and not said.start and not said.pattern and len(said.days) == 1:
        said.start, said.days = said.days[0], []
    if len(said.days) == 1 and isinstance(said.days[0], Between) and not said.pattern:
        between = said.days[0]
        said.start, said.end, said.days = between.first, between.last, []
    if said.start and said.end and not said.pattern:
        _share_clocks(said)
    else:
        said.hours = _one_pair(said)
    if len(said.hours) > 1:
        raise CannotRead(Reason.SEVERAL)
    return said


def _share_clocks(said: Sentence) -> None:
    """One clock said before the last day belongs to the first day."""
    if len(said.hours) == 1 and not said.hours[0].end and not said.start_clock:
        said.start_clock, said.hours = said.hours[0].start, []


def _one_pair(said: Sentence) -> list[HourWords]:
    hours = list(said.hours)
    if said.start_clock:
        hours.append(HourWords(said.start_clock))
    if said.end_clock and len(hours) == 1 and not hours[0].end:
        return [replace(hours[0], end=said.end_clock)]
    if said.end_clock:
        hours.append(HourWords(said.end_clock))
    if said.minutes is not None and len(hours) == 1 and not hours[0].end:
        return [replace(hours[0], minutes=said.minutes)]
    if said.minutes is not None:
        raise CannotRead(Reason.NO_SUCH_CLOCK)
    return hours


def _hours(said: Sentence) -> Hours | None:
    return said.hours[0].read(said.part) if said.hours else None


def _on_the_day(said: Sentence, view: View) -> Moment | Span:
    """The one day, or the days in a row, that all day words agree on."""
    words = [said.end] if isinstance(said.end, Rest) and not said.days else said.days
    periods = {_agreed(each, view) for each in words}
    if len(periods) > 1:
        raise CannotRead(Reason.SEVERAL)
    hours = _hours(said)
    if not periods and not hours:
        raise CannotRead(Reason.WHICH_DAY)
    period = periods.pop() if periods else one(view.earliest)
    if period.first == period.last:
        return on_day(period.first, hours, None if hours else said.part)
    if hours or said.part:
        raise CannotRead(Reason.WHICH_DAY)
    return Span(Moment(period.first), Moment(period.last))


def _agreed(words: DayWords, view: View) -> Period:
    return replace(words.find(view), name="")


def _from_to(said: Sentence, between: Between, view: View, now: datetime) -> When:
    """Several days: one long span, or the same hours on each of them."""
    if said.days or said.length or said.minutes is not None:
        raise CannotRead(Reason.SEVERAL)
    if said.hours or said.exceptions:
        return repeat(said, Pattern(Every.DAY), _hours(said), view, now)
    period = between.find(view)
    first, last = _clock(said, said.start_clock), _clock(said, said.end_clock)
    if said.part and not (first or last):
        return repeat(said, Pattern(Every.DAY), None, view, now)
    span = Span(
        Moment(period.first, first.start if first else None),
        Moment(period.last, last.start if last else None),
    )
    if span.ends <= span.starts:
        raise CannotRead(Reason.WRONG_ORDER)
    return _check(span, now)


def _clock(said: Sentence, clock: ClockWords | None) -> Hours | None:
    return HourWords(clock).read(said.part) if clock else None


def _for_days(said: Sentence, start: DayWords, length: Away, view: View) -> Span:
    """«fra mandag i 3 dage»."""
    first = start.find(view).first
    last = length.find(View(first, first, ())).first - ONE_DAY
    if last < first or said.hours or said.days or said.start_clock:
        raise CannotRead(Reason.SEVERAL)
    return Span(Moment(first), Moment(last))


def _is_over(when: Moment | Span, now: datetime) -> bool:
    return when.ends <= now


def _check(when: Moment | Span, now: datetime) -> Moment | Span:
    """Refuses what is over, and clocks that the day does not have once."""
    if _is_over(when, now):
        raise CannotRead(Reason.PAST)
    for moment in (when,) if isinstance(when, Moment) else (when.first, when.last):
        if moment.day > farthest(local(now).date()):
            raise CannotRead(Reason.TOO_FAR)
        if moment.clock and is_skipped(moment.day, moment.clock):
            raise CannotRead(Reason.CLOCK_SKIPPED)
        if moment.clock and comes_twice(moment.day, moment.clock):
            raise CannotRead(Reason.CLOCK_TWICE)
    return when
