"""What a live talk is: why it began, who ends it, and who is faster.

Plain Python: no database, no clock.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

WORDS_LONGEST = 4000

SILENT_LASTS = timedelta(days=30)
"""A talk in which nobody has said anything for so long has ended."""

PESTER = timedelta(minutes=10)
"""Who begins again within this time does not make every telephone at the library ring again."""


class Reason(StrEnum):
    """Why a talk stands open: the citizen asked for it, or the robot heard something.

    A talk that the robot opened is for staff to write in; the citizen need not answer.
    """

    ASKED = "asked"
    DISTRESS = "distress"
    VIOLENCE = "violence"
    ILLNESS = "illness"
    THREAT = "threat"

    @property
    def urgent(self) -> bool:
        """Whether a named person was told at once."""
        return self is not Reason.ASKED


class Ended(StrEnum):
    """Who ended a talk."""

    CITIZEN = "citizen"
    STAFF = "staff"
    CLOCK = "clock"


class TalkState(StrEnum):
    """Where a case stands that is nothing but a talk."""

    OPEN = "open"
    ENDED = "ended"


class NoTalk(Exception):
    """No talk is open on that case (any more); nothing was done."""


class HasIt(Exception):
    """A colleague has the talk: `by_name`, by first name; nothing was done."""

    def __init__(self, by_name: str) -> None:
        super().__init__("a colleague has it")
        self.by_name = by_name
