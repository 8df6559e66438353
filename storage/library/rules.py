"""What can be changed at the desk, and by whom.

Plain Python: no database, no clock. Must not know any single value or text.
"""

from __future__ import annotations

from enum import StrEnum

from storage.people.rules import Role

KEY_LONGEST = 80


class Subject(StrEnum):
    """What a change is about."""

    VALUE = "value"
    """A value of the library: a number, its hours, its branches."""

    TEXT = "text"
    """A text of the program, in the library's own words."""

    ANSWER = "answer"
    """A ready answer that staff choose from."""

    CHECK = "check"
    """A colleague's confirmation of something that no program can check."""

    MODEL = "model"
    """The library's model for volunteering: its draft, and what was published."""
    WORDS = "words"
    """Words that name a subject of the lexicon, in addition to the program's."""


NEEDED = {
    Subject.VALUE: Role.ADMINISTRATOR,
    Subject.TEXT: Role.ADMINISTRATOR,
    Subject.ANSWER: Role.COORDINATOR,
    Subject.CHECK: Role.ADMINISTRATOR,
    Subject.MODEL: Role.COORDINATOR,
    Subject.WORDS: Role.COORDINATOR,
}
"""The least role that may change each subject."""


class Overtaken(Exception):
    """A colleague changed the same thing after it was looked at; nothing was done."""

    def __init__(self, by_name: str | None) -> None:
        super().__init__("changed meanwhile")
        self.by_name = by_name
