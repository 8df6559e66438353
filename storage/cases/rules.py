"""What holds for every case, whatever it is about: its code, its limits, its clock.

Plain Python: no database, no clock. Must not know the states of any kind of case.
"""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime, timedelta
from enum import StrEnum

from storage.talk.pace import COPENHAGEN

UNDO_LASTS = timedelta(minutes=2)
"""How long an act of the staff can be taken back; only then does the citizen hear of it."""

CODE_LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
"""No 0/O, 1/I/L, 2/Z, 5/S or 8/B: the code is read from paper and typed by hand."""

CODE_LENGTH = 8

TRIES_WINDOW = timedelta(hours=1)
TRIES_PER_CASE = 60
TRIES_PER_ADDRESS = 60
"""Generous, for a whole school class may sit behind one address."""
TRIES_PER_PERSON = 8

WARNED_BEFORE = 2
"""Working days before a promised day on which staff are warned of it."""

PHONE = re.compile(r"\+?[0-9][0-9 ]{6,18}[0-9]")
"""Eight digits and more, with the spaces that people write."""

NOTE_LONGEST = 2000
TEMPLATE_TITLE_LONGEST = 80
TEMPLATE_TEXT_LONGEST = 1000
"""As much as a question or a reason may have."""


class CaseKind(StrEnum):
    """What a case can be about."""

    IDEA = "idea"
    TALK = "talk"
    NOTE = "note"
    PARTNER = "partner"
    AGREEMENT = "agreement"
    VOLUNTEER = "volunteer"


class Source(StrEnum):
    """Where a case came from."""

    WEB = "web"
    TELEGRAM = "telegram"
    COUNTER = "counter"
    VOLUNTEER = "volunteer"


class CaseAct(StrEnum):
    """What can happen to a case of any kind, beside the moves of its own life cycle."""

    NOTE = "note"
    OPEN = "open"
    CONNECT = "connect"
    UNDO = "undo"
    WARN = "warn"
    SILENCE = "silence"
    UNSILENCE = "unsilence"
    ERASE = "erase"
    HOLD = "hold"
    LIFT = "lift"
    KEEP = "keep"
    BEGIN = "begin"
    SPEAK = "speak"
    ALARM = "alarm"
    MISREAD = "misread"
    TAKE_TALK = "take_talk"
    TELL = "tell"
    LEAVE_TALK = "leave_talk"
    END_TALK = "end_talk"
    UNANSWERED = "unanswered"
    INTRODUCE = "introduce"
    INTRO_YES = "intro_yes"
    INTRO_BOTH = "intro_both"
    INTRO_NO = "intro_no"
    INTRO_END = "intro_end"
    INTRO_OVER = "intro_over"
    INTRO_WENT = "intro_went"
    SHIFT_GIVEN = "shift_given"
    SHIFT_BACK = "shift_back"


class Watch(StrEnum):
    """What a due row of a promise is for: to warn staff before the day, to let the day pass, and to
    tell staff that it has.
    """

    WARN = "warn"
    OVER = "over"
    LATE = "late"


class Problem(StrEnum):
    """What can be wrong with a value."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    UNKNOWN = "unknown"
    PAST = "past"
    TOO_FAR = "too_far"
    CHILD = "child"
    ITSELF = "itself"
    CLOSED = "closed"
    AWAY = "away"
    SKIPPED = "skipped"


class NotValid(Exception):
    """A value cannot be kept; nothing was done. `limit` is the most characters it may have."""

    def __init__(self, field: str, problem: Problem, limit: int | None = None) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem
        self.limit = limit


class NoSuchCase(Exception):
    """There is no case with that number."""


def required(field: str, text: str | None, limit: int) -> str:
    """The text without spaces around it. Raises NotValid when it is empty or too long."""
    kept = optional(field, text, limit)
    if kept is None:
        raise NotValid(field, Problem.MISSING)
    return kept


def optional(field: str, text: str | None, limit: int) -> str | None:
    """The text without spaces around it, None when nothing is left. Raises NotValid."""
    kept = (text or "").strip()
    if len(kept) > limit:
        raise NotValid(field, Problem.TOO_LONG, limit)
    return kept or None


def possible(number: int) -> bool:
    """Whether a row could have that number: a typed one may be larger than a column can hold."""
    return 0 < number < 2**31


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """The code as it is printed: XXXX-XXXX."""
    return f"{code[:4]}-{code[4:]}"


def typed_code(text: str) -> str:
    """What somebody typed, as it would be stored: capitals only, without dash and space."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def first_name(name: str) -> str:
    """What the citizen sees of a colleague's name."""
    return (name.split() or [""])[0]


def local_day(now: datetime) -> date:
    """The day it is in Denmark."""
    return now.astimezone(COPENHAGEN).date()
