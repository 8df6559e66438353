"""Shifts: staff make them, volunteers take them, and both see how it goes."""

from handlers.conversation.commands import Command
from handlers.conversation.values import Context, Reply
from handlers.shifts import after, mine, told

__all__ = ["COMMANDS", "FLOWS", "tell_shift"]


async def _shifts(context: Context, rest: str) -> Reply:
    """`/vagter`: a volunteer's own and those they may take."""
    return await mine.show(context, rest)


tell_shift = told.tell_shift
FLOWS = (*mine.FLOWS, *after.FLOWS)
COMMANDS = (
    Command(("vagter", "shifts"), _shifts),
    *mine.COMMANDS,
    *after.COMMANDS,
    *told.COMMANDS,
)
