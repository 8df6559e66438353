"""What somebody has beside their cases, in the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation.values import Message, Reply

NO_CASES = "mine.none"
"""Says that there is nothing in the list."""


def above(own: Sequence[Message], cases: Reply) -> Reply:
    """It stands above the cases; where there are none of these, nothing is said of them."""
    if not own:
        return cases
    there = tuple(message for message in cases.messages if message.key != NO_CASES)
    return replace(cases, messages=(*own, *there))
