"""Two sides are introduced: each is asked, chooses what it shows, and both say yes."""

from handlers.conversation.commands import Command
from handlers.conversation.values import Context, Reply
from handlers.introductions import bring, desk, meet, parting, write
from handlers.introductions.clock import tell_met

__all__ = ["COMMANDS", "FLOWS", "tell_met"]


async def _look(context: Context, rest: str) -> Reply:
    """`/hils 7`: for staff, or for one of its sides; a colleague can be a side too."""
    if context.colleague is None or await meet.is_theirs(context, rest):
        return await meet.show(context, rest)
    return await desk.look(context, rest)


FLOWS = (bring.TOGETHER, desk.INTRODUCE, desk.ANSWER, meet.MEET, write.WRITE)

COMMANDS = (
    Command(("sammen", "together"), bring.start, typed=False),
    Command(("hils", "meet"), _look, typed=False),
    Command(("nejtak", "nothanks"), parting.leave, aside=True, typed=False),
    Command(("skriv", "write"), write.start, aside=True, typed=False),
    Command(("gik", "went"), parting.tell_how, aside=True, typed=False),
    Command(("ikkesammen", "calloff"), desk.call_off, desk.LEAST, aside=True, typed=False),
    Command(("svarfor", "answerfor"), desk.start_answering, desk.LEAST, typed=False),
)
