"""Puts what somebody has besides cases, such as agreements, above the list of their cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation.values import Message, Reply

NO_CASES = "mine.none"
"""The text that says that the list of cases is empty."""


def above(own: Sequence[Message], cases: Reply) -> Reply:
    """The list with `own` above it. The message that there are no cases is then left out."""
    if not own:
        return cases
    there = tuple(message for message in cases.messages if message.key != NO_CASES)
    return replace(cases, messages=(*own, *there))
