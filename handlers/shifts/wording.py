"""Puts shifts and wishes for shifts into words. Pure: reads nothing, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from itertools import groupby

from babel.dates import format_date

from handlers.conversation.dates.local import is_public_holiday
from handlers.conversation.pen import Pen
from handlers.conversation.texts import LOCALES, Values
from handlers.conversation.values import Context
from handlers.shifts.plan import free_day, place_of
from handlers.shifts.wish import Wish
from storage.people.rules import Language
from storage.shifts.queries import Held
from storage.shifts.times import Hours, days_of

MOST_LEFT_OUT = 12
"""Up to this many days without a shift are named; of more only the number."""


def when_told(pen: Pen, days: Sequence[date], begins: time, ends: time) -> str:
    """One day with its hours; for several days the weekdays and hours, then every date by month."""
    hours = Hours(begins, ends)
    begins_at, ends_at = hours.on(days[0])
    clock: Values = {"begins": begins_at, "ends": ends_at}
    if len(days) == 1:
        return pen("shift_read.one", **clock)
    names = dict.fromkeys(
        _name(day, "EEEE", pen.language) for day in sorted(days, key=date.weekday)
    )
    head = pen("shift_read.many", **clock, weekdays=[*names])
    return "\n".join((_capital(head), *_months(pen, days)))


def _months(pen: Pen, days: Sequence[date]) -> Iterator[str]:
    for _, group in groupby(days, key=lambda day: (day.year, day.month)):
        month = [*group]
        numbers = [pen("shift_read.day", n=day.day) for day in month]
        values: Values = {"month": _name(month[0], "LLLL y", pen.language), "days": numbers}
        yield _capital(pen("shift_read.month", **values))


def _name(day: date, pattern: str, language: Language) -> str:
    return format_date(day, pattern, locale=LOCALES[language])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def without_told(pen: Pen, days: Sequence[date]) -> Iterator[str]:
    """The days without a shift; a holiday with its name."""
    if len(days) > MOST_LEFT_OUT:
        yield pen("shift_read.without_n", n=len(days))
    for day in days:
        if name := free_day(day, pen):
            yield pen("shift_read.feast", day=day, feast=name)
        elif len(days) <= MOST_LEFT_OUT:
            yield pen("shift_read.without", day=day)


def feasts_in(day: date, hours: Hours) -> list[date]:
    """The public holidays that a shift touches: its day, or the day into which it goes on."""
    return [each for each in days_of(*hours.on(day)) if is_public_holiday(each)]


def feasts_told(pen: Pen, days: Sequence[date]) -> Iterator[str]:
    """Public holidays, each with its name: "Torsdag den 24. december er Juleaften."."""
    for day in days:
        values: Values = {"day": day, "feast": free_day(day, pen)}
        yield _capital(pen("shift_read.is_feast", **values))


def nights_told(pen: Pen, days: Sequence[date], hours: Hours) -> Iterator[str]:
    """The public holidays into which shifts on these days go on."""
    into = [feast for day in days for feast in feasts_in(day, hours) if feast != day]
    return feasts_told(pen, into)


def people_told(pen: Pen, least: int, most: int) -> str:
    """How many: "2 personer", "2-4 personer"."""
    if least == most:
        return pen("shift_read.people", n=most)
    return pen("shift_read.people_range", least=least, n=most)


def fact(context: Context, name: str, words: str) -> str:
    """A known fact with its label: "Sted: Kastrup"."""
    return context.pen(f"shift_read.{name}", words=words)


def called_told(context: Context, wish: Wish) -> list[str]:
    """The name and the contact, where they were said."""
    as_role = context.pen("shift_read.as_role")
    said = (("title", wish.title), ("contact", wish.whom))
    return [fact(context, name, words or as_role) for name, words in said if words is not None]


def wish_told(context: Context, wish: Wish, role: str) -> str:
    """A whole wish, read back. It must be complete."""
    days = wish.working
    if wish.begins is None or wish.ends is None or wish.most is None:
        raise ValueError("something was not asked about")
    house = context.library.branch(wish.branch)
    least, hours = wish.least or 1, Hours(wish.begins, wish.ends)
    told = [
        context.pen("shift_read.count", n=len(days), role=role),
        _capital(when_told(context.pen, days, wish.begins, wish.ends)),
        *([fact(context, "place", house.name)] if house else []),
        fact(context, "many_people", people_told(context.pen, least, wish.most)),
        *([fact(context, "note", wish.note)] if wish.note else []),
        *called_told(context, wish),
        *without_told(context.pen, wish.without),
        *nights_told(context.pen, days, hours),
    ]
    return "\n".join(told)


def shift_line(context: Context, held: Held) -> str:
    """A shift on one line: "12 · IT-hjælper, tirsdag den 1. december kl. 16.00-18.00, Kastrup"."""
    row = held.shift
    place = place_of(held, context.library)
    key = "shift_read.line_at" if place else "shift_read.line"
    values: Values = {
        "ref": row.id,
        "title": held.title,
        "begins": row.begins_at,
        "ends": row.ends_at,
        "place": place,
    }
    return context.pen(key, **values)
