"""Finds where a series begins and ends and what it leaves out, seen from now.

Must not read tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import dropwhile, islice

from dateutil.relativedelta import relativedelta

from handlers.conversation.dates.bounds import joined
from handlers.conversation.dates.days import Away, Calendar, NthWeekday, OnWeekday
from handlers.conversation.dates.parts import Sentence
from handlers.conversation.dates.read_exceptions import Exceptions
from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.values import (
    HORIZON,
    ONE_DAY,
    Every,
    Hours,
    Pattern,
    Period,
    Recurring,
    on_day,
)
from handlers.conversation.dates.view import FARTHEST_YEARS, DayWords, View

ALL_WEEK = tuple(range(7))


def repeat(
    said: Sentence, pattern: Pattern, hours: Hours | None, view: View, now: datetime
) -> Recurring:
    """The series, cut to days on which it takes place from now on, or CannotRead."""
    pattern, bounds = _complete(pattern, said, view)
    pattern, exceptions = _without_weekdays(pattern, said.exceptions)
    first, last = _bounds(bounds, said, view)
    first = _anchor(pattern, first)
    last = min(_last_by_length(said.length, first), last or date.max)
    if last < view.today:
        raise CannotRead(Reason.PAST)
    series = Recurring(
        pattern,
        first,
        None if last == date.max else last,
        hours,
        None if hours else said.part,
        *_left_out(exceptions, replace(view, earliest=max(first, view.today))),
    )
    return _cut(series, said.count, now)


def _complete(pattern: Pattern, said: Sentence, view: View) -> tuple[Pattern, list[DayWords]]:
    """Gives «hver uge» its weekdays and «hver måned» its day, from the other day words."""
    days = list(said.days)
    if pattern.every is Every.WEEK and not pattern.weekdays:
        weekdays = tuple(sorted(d.weekday for d in days if isinstance(d, OnWeekday)))
        days = [d for d in days if not isinstance(d, OnWeekday)]
        if not weekdays and said.start:
            weekdays = (said.start.find(view).first.weekday(),)
        pattern = replace(pattern, weekdays=weekdays)
    if pattern.every is Every.MONTH and not (pattern.weekdays or pattern.month_days):
        pattern, days = _complete_month(pattern, days, said.start, view)
    if pattern.every is not Every.DAY and not (pattern.weekdays or pattern.month_days):
        raise CannotRead(Reason.WHICH_DAY)
    return pattern, days


def _complete_month(
    pattern: Pattern, days: list[DayWords], start: DayWords | None, view: View
) -> tuple[Pattern, list[DayWords]]:
    named = days.pop(0) if days else start
    if isinstance(named, NthWeekday) and not named.month:
        ordinals, weekdays = (named.ordinal,), (named.weekday,)
        return replace(pattern, ordinals=ordinals, weekdays=weekdays), days
    if isinstance(named, Calendar) and 1 <= named.day <= 31:
        return replace(pattern, month_days=(named.day,)), days
    raise CannotRead(Reason.WHICH_DAY)


def _without_weekdays(pattern: Pattern, exceptions: Exceptions) -> tuple[Pattern, Exceptions]:
    """«hver dag undtagen søndag» is a series on the other six weekdays."""
    weekdays = ALL_WEEK if pattern.every is Every.DAY else pattern.weekdays
    named = tuple(d for d in exceptions.days if isinstance(d, OnWeekday) and not d.week)
    out = {*exceptions.weekdays}
    if len(weekdays) > 1:
        out |= {day.weekday for day in named}
        days = tuple(day for day in exceptions.days if day not in named)
        exceptions = replace(exceptions, days=days)
    if not out:
        return _whole_week(pattern), exceptions
    left = tuple(day for day in weekdays if day not in out)
    if not left:
        raise CannotRead(Reason.NEVER)
    if pattern.every is Every.MONTH or (pattern.every is Every.DAY and pattern.interval > 1):
        raise CannotRead(Reason.SEVERAL)
    return _whole_week(replace(pattern, every=Every.WEEK, weekdays=left)), exceptions


def _whole_week(pattern: Pattern) -> Pattern:
    """Seven weekdays a week are every day."""
    every_week = pattern.interval == 1 and pattern.odd_weeks is None
    if pattern.every is Every.WEEK and pattern.weekdays == ALL_WEEK and every_week:
        return Pattern(Every.DAY)
    return pattern


def _bounds(days: list[DayWords], said: Sentence, view: View) -> tuple[date, date | None]:
    """The first and the last day that were said; today and no end when they were not."""
    if days and (len(days) > 1 or said.start or said.end):
        raise CannotRead(Reason.SEVERAL)
    if days:
        period = days[0].find(view)
        if period.first == period.last:
            raise CannotRead(Reason.SEVERAL)
        return max(period.first, view.today), period.last
    if said.start and said.end:
        period = joined(said.start, said.end).find(view)
        return period.first, period.last
    first = said.start.find(view).first if said.start else view.today
    return first, said.end.find(view).last if said.end else None


def _anchor(pattern: Pattern, first: date) -> date:
    """The day from which «every other» counts: the first that fits from the day said."""
    farthest = first + relativedelta(years=FARTHEST_YEARS)
    fits = replace(pattern, interval=1).rule(first, farthest)
    day = next((at.date() for at in fits), None)
    if day is None:
        raise CannotRead(Reason.NEVER)
    return day


def _last_by_length(length: Away | None, first: date) -> date:
    """«i 6 uger» counts from the first time."""
    if length is None:
        return date.max
    end = length.find(View(first, first, ())).first
    if end <= first:
        raise CannotRead(Reason.WRONG_ORDER)
    return end - ONE_DAY


def _left_out(
    exceptions: Exceptions, view: View
) -> tuple[tuple[Period, ...], tuple[Period, ...] | None, bool]:
    """Exceptions as dates; a school holiday may have begun before the series."""
    days = _merged(each.find(view) for each in exceptions.days)
    school = view.school_holidays if exceptions.school_holidays else None
    return days, school, exceptions.public_holidays


def _merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """In order, without names, and with neighbours made one."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda each: each.first):
        if merged and period.first <= merged[-1].last + ONE_DAY:
            last = max(merged[-1].last, period.last)
            merged[-1] = Period(merged[-1].first, last)
        else:
            merged.append(Period(period.first, period.last))
    return tuple(merged)


def _cut(series: Recurring, count: int | None, now: datetime) -> Recurring:
    """The same series between its own first and last day from now on."""
    farthest = series.first + relativedelta(years=FARTHEST_YEARS)
    if series.last and series.last > farthest:
        raise CannotRead(Reason.TOO_FAR)
    bounded = replace(series, last=farthest) if count and not series.last else series
    days = list(islice(_from_now(bounded, now), count))
    if not days:
        raise CannotRead(Reason.NEVER)
    if count and not series.last and len(days) < count:
        raise CannotRead(Reason.TOO_FAR)
    last = days[-1] if bounded.last else None
    end = last or days[0] + HORIZON
    return replace(
        series,
        first=days[0],
        last=last,
        without=_within(series.without, days[0], end),
        school_holidays=_within(series.school_holidays, days[0], end)
        if series.school_holidays is not None
        else None,
    )


def _from_now(series: Recurring, now: datetime) -> Iterable[date]:
    def over(day: date) -> bool:
        return on_day(day, series.hours, series.part).ends <= now

    return dropwhile(over, series.days())


def _within(periods: tuple[Period, ...], first: date, last: date) -> tuple[Period, ...]:
    return tuple(p for p in periods if p.first <= last and p.last >= first)
