"""The kinds of words that a date is made of.

Must not know any word: `danish.py` and `english.py` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a token is to the rules; those marked «light» may be passed over unread."""

    NUMBER = auto()
    ORDINAL = auto()  # only in the vocabulary: a token is a NUMBER that is ordinal
    ARTICLE = auto()  # "en uge", "a week": one, or nothing. Light.
    DATE = auto()
    CLOCK = auto()
    PAIR = auto()  # "10.12": a date or a clock
    WEEKDAY = auto()
    WEEKDAYS = auto()  # "tirsdage": every Tuesday
    WORKDAYS = auto()
    WEEKEND = auto()
    MONTH = auto()
    RELATIVE = auto()  # days from today
    FEAST = auto()
    SEASON = auto()
    VACATION = auto()
    PUBLIC_HOLIDAYS = auto()
    UNIT = auto()
    PART = auto()
    HALF_DAY = auto()  # am, pm. Light: "I am free".
    HALF_TO = auto()
    HALF_PAST = auto()
    QUARTER = auto()
    PAST = auto()
    TO = auto()  # "five before four"
    OCLOCK = auto()
    AT = auto()
    IN = auto()  # Danish "i", which also means "to" of a clock and "for" of a duration. Light.
    HENCE = auto()  # "om tre dage", "in three days". Light.
    LATER = auto()  # "three days from now"
    FOR = auto()
    ON = auto()  # Light.
    THE = auto()  # Light.
    AND = auto()  # Light.
    COMMA = auto()  # Light.
    DASH = auto()
    FROM = auto()
    AFTER = auto()
    BETWEEN = auto()
    UNTIL = auto()
    REST = auto()
    EVERY = auto()
    THIS = auto()
    NEXT = auto()
    LAST = auto()
    EVEN = auto()
    TIMES = auto()
    NOT = auto()
    OR = auto()
    VAGUE = auto()
    FILLER = auto()  # Light.
    UNKNOWN = auto()
    END = auto()


LIGHT = frozenset(
    {
        Kind.ARTICLE,
        Kind.HALF_DAY,
        Kind.IN,
        Kind.HENCE,
        Kind.ON,
        Kind.THE,
        Kind.AND,
        Kind.COMMA,
        Kind.FILLER,
    }
)


Meaning = tuple[Kind, int | str]
Meanings = dict[Kind, dict[int | str, str]]
DAYS, WEEKS, MONTHS, YEARS, HOURS, MINUTES = "day", "week", "month", "year", "hour", "minute"


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language. Phrases that are split by commas mean the same."""

    words: Meanings
    phrases: Mapping[str, tuple[Meaning, ...]]
    numbers: str
    """From zero."""
    ordinals: str
    """From zeroth."""
    other: str
    """A second way to say «second»: «hvert andet», «every other»."""
    articles: str
    joints: tuple[str, ...] = ()
    """What joins a weekday and a part of the day in one word: «fredagsaften»."""
