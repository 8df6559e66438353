"""What can be changed at the desk, who may, and what it means that a colleague was faster.

Plain Python: no database, no clock. Must not know any single value or text.
"""

from __future__ import annotations

from enum import StrEnum

from storage.people.rules import Role

KEY_LONGEST = 80


class Subject(StrEnum):
    """What a change is about."""

    VALUE = "value"
    """Something the library says of itself: a number, its hours, its branches."""

    TEXT = "text"
    """A text of the program, in other words than the program came with."""

    ANSWER = "answer"
    """An answer that staff choose from."""

    CHECK = "check"
    """A promise that something is in order which no program can see."""

    MODEL = "model"
    """The library's model for volunteering: its draft, and what was published."""
    WORDS = "words"
    """Words that name a subject of the lexicon, beside those that the program came with."""


NEEDED = {
    Subject.VALUE: Role.ADMINISTRATOR,
    Subject.TEXT: Role.ADMINISTRATOR,
    Subject.ANSWER: Role.COORDINATOR,
    Subject.CHECK: Role.ADMINISTRATOR,
    Subject.MODEL: Role.COORDINATOR,
    Subject.WORDS: Role.COORDINATOR,
}
"""Who may change what."""


class Overtaken(Exception):
    """A colleague changed the same thing since it was looked at; nothing was done."""

    def __init__(self, by_name: str | None) -> None:
        super().__init__("changed meanwhile")
        self.by_name = by_name
