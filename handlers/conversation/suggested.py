"""Offers what somebody said earlier as the answer to a question."""

from __future__ import annotations

from handlers.conversation.flow import Choice

QUOTED = 60
"""A button quotes at most this many characters."""


def said_already(words: str) -> tuple[Choice, ...]:
    """The person's earlier words as a choice, if there are any."""
    if not words:
        return ()
    label = words if len(words) <= QUOTED else f"{words[:QUOTED].rstrip()}…"
    return (Choice("said", label, words),)
