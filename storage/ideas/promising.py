"""What an act does to the day by which its citizen was promised an answer.

Plain Python: no database, no clock.
"""

from __future__ import annotations

from enum import Enum

from storage.ideas.rules import Act


class Promise(Enum):
    """What an act does to the date that the citizen was promised an answer by."""

    KEEP = "keep"
    STOP = "stop"
    RENEW = "renew"


PROMISES = {
    Act.ASK: Promise.STOP,
    Act.ANSWER: Promise.RENEW,
    Act.SEARCH: Promise.RENEW,
    Act.APPROVE: Promise.STOP,
    Act.REALISE: Promise.STOP,
    Act.PARK: Promise.STOP,
    Act.DECLINE: Promise.STOP,
    Act.REDIRECT: Promise.STOP,
    Act.MERGE: Promise.STOP,
    Act.REPLY: Promise.STOP,
    Act.JOIN: Promise.STOP,
    Act.WITHDRAW: Promise.STOP,
    Act.REOPEN: Promise.RENEW,
    Act.WAKE: Promise.RENEW,
    Act.LATE: Promise.RENEW,
}
"""Acts that are not here keep the date. The citizen hears of a new date with the act itself."""

ANSWERS = frozenset({Act.APPROVE, Act.PARK, Act.DECLINE, Act.REDIRECT, Act.REPLY})
"""What answers a citizen: a yes, a no or a later day with its reason, or words to a note."""

AFRESH = frozenset({Act.REOPEN, Act.WAKE})
"""Acts that begin a new time of waiting: what was late before is over."""


def days_more(days: int) -> int:
    """How many working days are promised anew when a promise was broken: half as many."""
    return max(1, days // 2)
