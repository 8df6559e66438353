"""What somebody has said already, offered as the answer to a question."""

from __future__ import annotations

from handlers.conversation.flow import Choice

QUOTED = 60
"""So much of what somebody has said already stands on a button."""


def said_already(words: str) -> tuple[Choice, ...]:
    """The choice of one's own earlier words, where there are any."""
    if not words:
        return ()
    label = words if len(words) <= QUOTED else f"{words[:QUOTED].rstrip()}…"
    return (Choice("said", label, words),)
