"""Puts what somebody has besides cases, such as agreements, on top of the list of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation.values import Message, Reply

NO_CASES = "mine.none"
"""Says that there is nothing in the list."""


def above(own: Sequence[Message], cases: Reply) -> Reply:
    """The list with it on top; that there are no cases is then not said."""
    if not own:
        return cases
    there = tuple(message for message in cases.messages if message.key != NO_CASES)
    return replace(cases, messages=(*own, *there))
