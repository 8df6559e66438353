"""Reads the number of an introduction from what somebody writes."""

from __future__ import annotations

from handlers.conversation.numbers import NUMBERED


def number_of(rest: str) -> int | None:
    """The number after a command."""
    found = NUMBERED.fullmatch(rest.strip())
    return int(found[1]) if found else None


def number_and_rest(rest: str) -> tuple[int | None, str]:
    """The number after a command, and the words after that."""
    found = NUMBERED.fullmatch(rest.strip())
    return (int(found[1]), (found[2] or "").strip()) if found else (None, "")
