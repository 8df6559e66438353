"""Conversations about shifts: staff plan them, volunteers take them and come."""

from handlers.conversation.commands import Command
from handlers.shifts.told import tell_shift
from handlers.shifts.told.desk import find_cover
from storage.people.rules import Role

__all__ = ["COMMANDS", "tell_shift"]

COMMANDS = (Command(("findafloeser", "findcover"), find_cover, Role.COORDINATOR, typed=False),)
