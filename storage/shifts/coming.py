"""When somebody can say that they came, how a shift was, and what is a reason to say thanks again.

Plain Python: no database, no clock.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

CODE_DIGITS = 4
"""Short: it is read from a wall, and good for one afternoon and a place of one's own alone."""

COME_BEFORE = timedelta(minutes=30)
COME_AFTER = timedelta(hours=3)
"""So long around a shift somebody can say that they are there."""

THANKED_AFTER = timedelta(minutes=30)
THANKED_UNTIL = timedelta(days=7)
"""So soon after its end thanks are said; a week later it would be odd."""

MILESTONES = (5, 25, 50, 100)
"""So many shifts are a reason to say thanks once more."""

MOST_MINUTES = 24 * 60
FEWEST_ANSWERS = 5
"""With fewer answers a number about moods could be about somebody."""


class Mood(StrEnum):
    """How a shift was, in one of three words."""

    GOOD = "good"
    MIXED = "mixed"
    HARD = "hard"


class CannotCome(Exception):
    """Nobody can be written down as there now; `why` names a text.

    "early" (the shift has not begun), "late" (it has been over for long), "no_place".
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def new_shift_code() -> str:
    """A code of digits alone, which never begins with a nought."""
    return str(secrets.randbelow(9 * 10 ** (CODE_DIGITS - 1)) + 10 ** (CODE_DIGITS - 1))


def digits_of(typed: str) -> str:
    """What somebody typed, without the signs that do not count."""
    return "".join(sign for sign in typed if sign in "0123456789")


def open_for(begins: datetime, ends: datetime, now: datetime) -> bool:
    """Whether a volunteer can say now that they are there."""
    return begins - COME_BEFORE <= now <= ends + COME_AFTER


def length(begins: datetime, ends: datetime) -> int:
    """How many minutes a shift lasts."""
    return int((ends - begins).total_seconds() // 60)


def milestone(before: int, count: int) -> int | None:
    """The highest of the round numbers that was reached since they were last thanked."""
    return max((each for each in MILESTONES if before < each <= count), default=None)
