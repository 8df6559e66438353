"""Care: a human at any step, and messages that the program must not overlook."""

from handlers.care.alarms import HELD, HOLD
from handlers.care.desk import (
    SAY,
    end_talk,
    not_sent,
    reply,
    show_talk,
    show_talks,
    take,
    take_over,
    waiting,
)
from handlers.care.live import LIVE, end, resume, start
from handlers.conversation.commands import Command
from handlers.conversation.values import Context, Reply
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS", "HELD", "LIVE", "PERSONALE", "not_sent", "talks_first"]


async def _end(context: Context, rest: str) -> Reply:
    """`/afslut`, for either side."""
    return await (end if context.colleague is None else end_talk)(context, rest)


def talks_first(inbox: Command) -> Command:
    """The command for the inbox, with open talks above the cases."""

    async def run(context: Context, rest: str) -> Reply:
        talks = () if rest.strip() else await waiting(context)
        cases = await inbox.run(context, rest)
        return Reply((*talks, *cases.messages), cases.begin)

    return Command(inbox.names, run, inbox.role, aside=inbox.aside)


FLOWS = (LIVE, HOLD, SAY)
PERSONALE = Command(("personale", "staff", "menneske", "human"), start)

_HOST = Role.HOST
COMMANDS = (
    PERSONALE,
    Command(("afslut", "end"), _end, typed=False),
    Command(("videre", "resume"), resume, typed=False),
    Command(("samtaler", "talks"), show_talks, _HOST, aside=True),
    Command(("samtale", "talk"), show_talk, _HOST, aside=True, typed=False),
    Command(("tagsamtale", "taketalk"), take, _HOST, aside=True, typed=False),
    Command(("overtag", "takeover"), take_over, _HOST, aside=True, typed=False),
    Command(("sig", "say"), reply, _HOST, typed=False),
)
