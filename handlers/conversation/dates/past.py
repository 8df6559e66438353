"""Reads a day in the past: «i går», «i fredags», «den 1. maj». `understand` finds the next such
day.

Must not know the grammar: it reads the words from an earlier day on, and takes what lies before
now.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.conversation.dates import LONGEST, understand
from handlers.conversation.dates.kinds import Kind
from handlers.conversation.dates.local import local
from handlers.conversation.dates.reasons import Reason, Unclear
from handlers.conversation.dates.tokens import Token, tokenise
from handlers.conversation.dates.values import Moment

AHEAD = frozenset({Kind.RELATIVE, Kind.HENCE, Kind.NEXT})
"""Words that mean the future wherever they stand."""

BEHIND = (timedelta(days=8), timedelta(days=366))
"""How far back the words are read from: far enough for the last «fredag», and the last «1. maj»."""


def understand_past(words: str, now: datetime, language: str) -> Moment | Unclear:
    """The last day that `words` can mean when they are said at `now` (aware), or what to ask."""
    today = local(now).date()
    near = understand(words, now, language)
    if isinstance(near, Moment) and near.day <= today:
        return near
    tokens = tokenise(words[:LONGEST], language)
    if (ago := _days_ago(tokens)) is not None:
        return Moment(today - timedelta(days=ago))
    if any(token.kind in AHEAD for token in tokens):
        return near if isinstance(near, Unclear) else Unclear(Reason.AHEAD)
    bare = " ".join(token.text for token in tokens if token.kind is not Kind.LAST)
    for back in BEHIND:
        found = understand(bare, now - back, language)
        if isinstance(found, Moment) and found.day <= today:
            return found
    return near if isinstance(near, Unclear) else Unclear(Reason.AHEAD)


def _days_ago(tokens: list[Token]) -> int | None:
    """The 1 of «i går»."""
    found = [token.number for token in tokens if token.kind is Kind.RELATIVE]
    return -found[0] if len(found) == 1 and found[0] < 0 else None
