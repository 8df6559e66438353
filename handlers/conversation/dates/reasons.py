"""Why words were not taken as a date, as keys of texts that ask again.

Must not know the grammar.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why words were not taken as a date; each is a text that says what to write instead."""

    NOT_A_DATE = "not_a_date"
    TOO_LONG = "too_long"
    UNREAD = "unread"
    BARE_NUMBER = "bare_number"
    SEVERAL = "several"
    VAGUE = "vague"
    ONLY_NOT = "only_not"
    PAST = "past"
    AHEAD = "ahead"
    TOO_FAR = "too_far"
    NO_SUCH_DATE = "no_such_date"
    NO_SUCH_WEEK = "no_such_week"
    NO_SUCH_CLOCK = "no_such_clock"
    CLOCK_AND_PART = "clock_and_part"
    CLOCK_SKIPPED = "clock_skipped"
    CLOCK_TWICE = "clock_twice"
    WRONG_WEEKDAY = "wrong_weekday"
    WRONG_ORDER = "wrong_order"
    WHICH_DAY = "which_day"
    NEVER = "never"


@dataclass(frozen=True)
class Unclear:
    """Something to ask again. `words` are the person's own words that could not be read."""

    reason: Reason
    words: str = ""

    @property
    def key(self) -> str:
        """The text to send; it may use {words}."""
        return f"dates.{self.reason}"


class CannotRead(Exception):
    """Raised inside the grammar only; `understand` turns it into its `Unclear`."""

    def __init__(self, reason: Reason, words: str = "") -> None:
        super().__init__(reason)
        self.unclear = Unclear(reason, words)
