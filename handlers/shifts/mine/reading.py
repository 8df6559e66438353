"""Reads a volunteer's own words about a shift: which day, late or not coming, and whether the
reason is health. Pure; it guesses, so the caller shows a button instead of acting.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from handlers.conversation.dates import Moment, Span, understand
from handlers.conversation.parsers import folded


class Want(StrEnum):
    """What somebody who cannot come as planned wants to say."""

    OFF = "off"
    LATE = "late"
    SWAP = "swap"
    MISSED = "missed"


_LATE = re.compile(
    r"\b(forsink\w*|for sent?|senere|minutter|kvarter|naar (det )?(ikke|foerst)|sov over|"
    r"late\b|delayed|minutes|foerst (kl|halv)|overslept)"
)
_SWAP = re.compile(
    r"\b(bytte?\w*|flytt\w*|afloeser|overtage|tage (over|min)|en anden (dag|til)|andet tidspunkt|"
    r"swap\w*|cover for|take my|move my)"
)
_MISSED = re.compile(
    r"\b(glemt\w*|forgot|missed|missede|smuttede|(naaede|moedte|kom|fik) (ikke|itte?)|skulle have)"
)
_HEALTH = re.compile(
    r"\b(syg\w*|sick\w*|ill|illness|feb\w*r|fever|influenza|flu|corona\w*|covid\w*|forkoel\w*|"
    r"helbred\w*|health\w*|laege\w*|doctor\w*|hospital\w*|indlagt|oper(er\w*|ation\w*)|surgery|"
    r"braekke\w*|ondt|smerte\w*|pain\w*|kastet op|opkast\w*|maveo?nd\w*|migraene\w*|migraine|"
    r"hovedpine|headache|hurt\w*|injur\w*|kommet til skade|kraeft\w*|cancer|angst\w*|anxiety|"
    r"depress?\w*|stress\w*|gravid\w*|pregnan\w*|foed(er|sel\w*)|medicin\w*|medicine|daarlig\w*|"
    r"psyk\w*|tandlaege\w*|dentist|behandling\w*|treatment|diagnose\w*|skadestue\w*)"
)
_WEEKDAY = re.compile(
    r"\b((man|tirs|ons|tors|fre|loer|soen)dag|(mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_NUMBER = re.compile(r"\d{1,3}")
MOST_WORDS = 24
MOST_DAYS = 60
LONGEST_DATE = 5
"""The most words that name a day: "tirsdag den 12. maj"."""


def wanted(words: str) -> Want:
    """Late, a swap, missed; for anything else that they cannot come."""
    plain = folded(words)
    if _MISSED.search(plain):
        return Want.MISSED
    if _LATE.search(plain):
        return Want.LATE
    return Want.SWAP if _SWAP.search(plain) else Want.OFF


def about_health(words: str) -> bool:
    """Whether the words are about somebody's health: the library keeps none of them."""
    return _HEALTH.search(folded(words)) is not None


def minutes_in(words: str) -> int | None:
    """How many minutes late somebody says that they are."""
    plain = folded(words)
    found = _NUMBER.search(plain)
    if found is not None:
        hours = re.search(r"\b(timer?|hours?)\b", plain) is not None
        return int(found[0]) * (60 if hours else 1)
    for pattern, minutes in (
        (r"tre kvarter", 45),
        (r"halvanden time", 90),
        (r"kvarter|quarter", 15),
        (r"halv time|half an hour", 30),
        (r"time|hour", 60),
        (r"ti min|ten min", 10),
        (r"fem min|five min|lidt|a bit|a little|et oejeblik", 5),
        (r"tyve min|twenty min", 20),
    ):
        if re.search(pattern, plain):
            return minutes
    return None


def meant_days(
    words: str, days: Collection[date], now: datetime, language: str
) -> frozenset[date] | None:
    """Which of some days the words mean; None when they name no day.

    "på tirsdag" means the next shift on a Tuesday, even if it is a week away.
    """
    named = days_in(words, now, language)
    if named is None:
        return None
    if found := named & frozenset(days):
        return found
    if _WEEKDAY.search(folded(words)) is None:
        return frozenset()
    weekdays = {day.weekday() for day in named}
    return frozenset(sorted(day for day in days if day.weekday() in weekdays)[:1])


def days_in(words: str, now: datetime, language: str) -> frozenset[date] | None:
    """The days that words name, anywhere in the sentence; None when they name none."""
    days: set[date] = set()
    parts = words.split()[:MOST_WORDS]
    at = 0
    while at < len(parts):
        length, found = _longest(parts[at : at + LONGEST_DATE], now, language)
        days |= found
        at += length
    return frozenset(days) or None


def _longest(parts: list[str], now: datetime, language: str) -> tuple[int, set[date]]:
    for length in range(len(parts), 0, -1):
        when = understand(" ".join(parts[:length]), now, language)
        if isinstance(when, Moment):
            return length, {when.day}
        if isinstance(when, Span):
            return length, set(_each(when))
    return 1, set()


def _each(span: Span) -> Iterator[date]:
    day, first = span.first.day, span.first.day
    while day <= span.last.day and (day - first).days < MOST_DAYS:
        yield day
        day += timedelta(days=1)
