"""The words for a talk: who says a line, at which place, what can be due.

Plain Python: no database, no clock.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from hashlib import sha256
from typing import Any

DRAFT_LASTS = timedelta(days=30)
"""How long an unfinished conversation is kept and offered again."""

PRIVATE = "private"
"""The place of a person's own talk with the library: one, whatever door they use."""

DESK = "desk"
"""The place of a member of staff's own talk with the desk."""


def case_place(number: int) -> str:
    """The place where a member of staff decides one case."""
    return f"case:{number}"


@dataclass(frozen=True)
class Asked:
    """The open question, none by default: the line that asks it, and a digest of what it asks.

    The digest stays the same when the question is put again, and differs for another matter.
    """

    line: int = 0
    question: str = ""


def asked_at(line: int, flow: str | None, step: str | None, answers: Mapping[str, Any]) -> Asked:
    """The question that a conversation waits at; `line` is the last one said in it."""
    if flow is None:
        return Asked()
    told = [flow, step, *(answers.get(key) for key in ("given", "args", "pending"))]
    return Asked(line, sha256(json.dumps(told, sort_keys=True).encode()).hexdigest())


def place_case(place: str) -> int | None:
    """The number of the case that a place belongs to, if it belongs to one."""
    kind, _, number = place.partition(":")
    return int(number) if kind == "case" and number.isdecimal() else None


class Who(StrEnum):
    """Who says a line: the person, the library's robot, or a named member of staff."""

    YOU = "you"
    LIBRARY = "library"
    STAFF = "staff"


class DueKind(StrEnum):
    """What can be for later. FETCH and UNSAY are done by the Telegram door, the others by the
    clock.
    """

    TELL = "tell"
    WAKE = "wake"
    PROMISE = "promise"
    DIGEST = "digest"
    AWAY = "away"
    BACK = "back"
    SILENCED = "silenced"
    RETURNED = "returned"
    FORGET = "forget"
    UNANSWERED = "unanswered"
    VOLUNTEER = "volunteer"
    SHIFT = "shift"
    AGREEMENT = "agreement"
    PARTNER = "partner"
    FETCH = "fetch"
    UNSAY = "unsay"
    MEET = "meet"


AT_TELEGRAM = (DueKind.FETCH, DueKind.UNSAY)
"""What waits until Telegram is asked; where there is no bot it waits in vain."""


class Priority(IntEnum):
    """What is sent first: an answer, then news, then a message to many."""

    REPLY = 0
    NOTICE = 1
    BROADCAST = 2


class Sending(StrEnum):
    """What became of an outgoing message.

    DEAD was given up, and staff see it. UNWANTED was not sent: its person had left, it was
    overtaken (by time or by what became of its matter), or a colleague put it away.
    """

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    UNWANTED = "unwanted"


class Fate(StrEnum):
    """What becomes of a dead letter: it waits for somebody to look at it, is to be tried again,
    was handled after all, or was put away.
    """

    WAITING = "waiting"
    AGAIN = "again"
    HANDLED = "handled"
    PUT_AWAY = "put_away"


OPEN = (Fate.WAITING, Fate.AGAIN)
"""A dead letter that somebody has still to look at."""

LETTER_LASTS = timedelta(days=30)
"""How long a dead letter is kept after it was handled or put away."""
