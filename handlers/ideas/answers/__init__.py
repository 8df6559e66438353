"""The ready answers and reasons that staff choose from, in conversation: all staff read them,
coordinators write and delete them. The desk has the same.

Citizens read them some day, so they may be shown wherever staff talk, in the group too.
"""

from handlers.conversation.commands import Command
from handlers.ideas.answers import showing, writing
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS"]

FLOWS = writing.FLOWS

_HOST, _COORDINATOR = Role.HOST, Role.COORDINATOR

COMMANDS = (
    Command(("svarene", "answers"), showing.show_all, _HOST, aside=True, typed=False),
    Command(("svarkort", "answercard"), showing.show_one, _HOST, aside=True, typed=False),
    Command(("nytsvar", "newanswer"), writing.new, _COORDINATOR, typed=False),
    Command(("retsvar", "changeanswer"), writing.change, _COORDINATOR, typed=False),
    Command(("sletsvar", "deleteanswer"), writing.delete, _COORDINATOR, typed=False),
    Command(("hentsvar", "recallanswer"), writing.take_up, _COORDINATOR, typed=False),
)
