"""Conversations about shifts: staff plan them, volunteers take them and come."""

from handlers.conversation.commands import Command
from handlers.conversation.values import Context, Reply
from handlers.shifts import after, mine

__all__ = ["COMMANDS", "FLOWS"]


async def _shifts(context: Context, rest: str) -> Reply:
    """`/vagter`: of a volunteer their own and those they may take."""
    return await mine.show(context, rest)


FLOWS = (*mine.FLOWS, *after.FLOWS)
COMMANDS = (Command(("vagter", "shifts"), _shifts), *mine.COMMANDS, *after.COMMANDS)
