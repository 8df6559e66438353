"""Says in words what was understood, so that a person can say yes or no.

The words are read again as the same thing, and name the year, the weekday and the 24-hour clock.
Must not decide anything.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, time
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date, format_time

from handlers.conversation.dates.values import (
    Every,
    Hours,
    Moment,
    Part,
    Pattern,
    Period,
    Recurring,
    Span,
    When,
    on_day,
)


def read_back(when: When, language: str) -> str:
    """«tirsdag den 3. maj 2027 kl. 14.00», «every Tuesday 16:00-18:00 from 1 December 2026»."""
    speaker = _Speaker(language)
    if isinstance(when, Recurring):
        return speaker.series(when)
    return speaker.moment(when) if isinstance(when, Moment) else speaker.span(when)


@cache
def texts_of(language: str) -> dict[str, str]:
    """The texts beside this module."""
    source = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    texts: dict[str, str] = tomllib.loads(source)["dates"]
    return texts


class _Speaker:
    """One language's words for days, clocks and series."""

    def __init__(self, language: str) -> None:
        self.texts = texts_of(language)
        self.locale = Locale.parse(language)

    def moment(self, moment: Moment) -> str:
        return _line(self.day(moment.day), self.clocks(_clock_of(moment), moment.part))

    def span(self, span: Span) -> str:
        """Hours of one day, or from one day to another."""
        first, last = span.first, span.last
        if first.clock and last.clock and span.last == _same_night(first, last.clock):
            return _line(self.day(first.day), self.clocks(Hours(first.clock, last.clock), None))
        in_year = first.day.year == last.day.year
        start = self.day(first.day, "day_of_year" if in_year else "day")
        return self.say(
            "between",
            first=_line(start, self.clocks(_clock_of(first), None)),
            last=self.moment(last),
        )

    def series(self, series: Recurring) -> str:
        line = _line(
            self.pattern(series.pattern),
            self.clocks(series.hours, series.part),
            self.bounds(series.first, series.last),
        )
        return ", ".join([line, *self.exceptions(series)])

    def pattern(self, pattern: Pattern) -> str:
        nth = "" if pattern.interval == 1 else "nth_"
        days = self.weekdays(pattern) if pattern.every is Every.WEEK else self.month_days(pattern)
        said = self.say(
            f"every_{nth}{pattern.every}",
            nth=self.every_nth(pattern.interval),
            days=days,
            weekdays=days,
        )
        weeks = {None: "", True: "odd_weeks", False: "even_weeks"}[pattern.odd_weeks]
        return _line(said, self.texts.get(weeks, ""))

    def weekdays(self, pattern: Pattern) -> str:
        """«mandag og onsdag», «mandag til fredag»."""
        days = pattern.weekdays
        names = [self.locale.days["format"]["wide"][day] for day in days]
        if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
            return self.say("weekdays", first=names[0], last=names[-1])
        return self.joined(names)

    def month_days(self, pattern: Pattern) -> str:
        """«første og tredje tirsdag», «1. og 15.»."""
        if not pattern.ordinals:
            return self.joined(self.ordinal(day) for day in pattern.month_days)
        return _line(self.joined(map(self.nth, pattern.ordinals)), self.weekdays(pattern))

    def exceptions(self, series: Recurring) -> Iterable[str]:
        for period in series.without:
            yield self.say("not_on", days=self.period(period))
        if series.school_holidays is not None:
            yield self.say("not_in_school_holidays")
        if series.without_public_holidays:
            yield self.say("not_on_public_holidays")

    def bounds(self, first: date, last: date | None) -> str:
        if last is None:
            return self.say("from", first=self.day(first, "short_day"))
        return self._between(first, last)

    def period(self, period: Period) -> str:
        if period.first == period.last:
            return self.day(period.first, "short_day")
        return self._between(period.first, period.last)

    def _between(self, first: date, last: date) -> str:
        style = "short_day_of_year" if first.year == last.year else "short_day"
        return self.say("between", first=self.day(first, style), last=self.day(last, "short_day"))

    def clocks(self, hours: Hours | None, part: Part | None) -> str:
        if hours is None:
            return self.say(f"part_{part}") if part else ""
        if hours.end is None:
            return self.say("at", start=self.clock(hours.start))
        return self.say("hours", start=self.clock(hours.start), end=self.clock(hours.end))

    def day(self, day: date, style: str = "day") -> str:
        return format_date(day, self.texts[style], self.locale)

    def clock(self, clock: time) -> str:
        return format_time(clock, self.texts["clock"], locale=self.locale)

    def every_nth(self, interval: int) -> str:
        return self.say("other") if interval == 2 else self.nth(interval)

    def nth(self, number: int) -> str:
        """«første», «sidste», «7.»."""
        if number < 0:
            return self.say("nth_last")
        return self.texts.get(f"nth_{number}") or self.ordinal(number)

    def ordinal(self, number: int) -> str:
        return self.say(f"ordinal_{self.locale.ordinal_form(number)}", n=str(number))

    def joined(self, words: Iterable[str]) -> str:
        *most, last = [*words] or [""]
        return self.say("and", most=", ".join(most), last=last) if most else last

    def say(self, key: str, **values: str) -> str:
        return self.texts[key].format(**values)


def _line(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _clock_of(moment: Moment) -> Hours | None:
    return Hours(moment.clock) if moment.clock else None


def _same_night(first: Moment, end: time) -> Moment:
    """The moment a clock comes next after `first`."""
    span = on_day(first.day, Hours(first.clock or time(), end))
    return span.last if isinstance(span, Span) else first
