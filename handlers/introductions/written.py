"""How an introduction is named in what somebody writes: by its number."""

from __future__ import annotations

from handlers.conversation.numbers import NUMBERED


def number_of(rest: str) -> int | None:
    """The number that a command is followed by."""
    found = NUMBERED.fullmatch(rest.strip())
    return int(found[1]) if found else None


def number_and_rest(rest: str) -> tuple[int | None, str]:
    """The number that a command is followed by, and the words after it."""
    found = NUMBERED.fullmatch(rest.strip())
    return (int(found[1]), (found[2] or "").strip()) if found else (None, "")
