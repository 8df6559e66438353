"""What people are told about shifts unasked: reminders, offers, questions, changes.

The clock calls `tell_before`; the other functions are for dialogues in which somebody did something
that others must know. Storage decides what.
"""

from handlers.conversation.commands import Command
from handlers.shifts.told.changes import tell_cancelled, tell_changed, tell_given
from handlers.shifts.told.clock import tell_before
from handlers.shifts.told.desk import find_cover, tell_staff
from handlers.shifts.told.swaps import tell_swap, tell_swapped
from storage.people.rules import Role

__all__ = [
    "COMMANDS",
    "tell_before",
    "tell_cancelled",
    "tell_changed",
    "tell_given",
    "tell_staff",
    "tell_swap",
    "tell_swapped",
]

COMMANDS = (Command(("findafloeser", "findcover"), find_cover, Role.COORDINATOR, typed=False),)
