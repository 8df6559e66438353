"""The roles of volunteers in conversation: written, checked, opened, tried and closed."""

from handlers.conversation.commands import Command
from handlers.volunteers.roles import desk, trials, writing
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS"]

FLOWS = (*writing.FLOWS, *desk.FLOWS, *trials.FLOWS)

_HOST, _COORDINATOR = Role.HOST, Role.COORDINATOR

COMMANDS = (
    Command(("roller", "roles"), desk.show_all, _HOST, aside=True, typed=False),
    Command(("rollekort", "rolecard"), desk.show_one, _HOST, aside=True, typed=False),
    Command(("nyrolle", "newrole"), desk.new, _COORDINATOR, typed=False),
    Command(("udfyldrolle", "fillrole"), desk.complete, _COORDINATOR, typed=False),
    Command(("retrolle", "changerole"), desk.change, _COORDINATOR, typed=False),
    Command(("aabnrolle", "openrole"), desk.open_one, _COORDINATOR, typed=False),
    Command(("lukrolle", "closerole"), desk.close_one, _COORDINATOR, typed=False),
    Command(("forsoeg", "trials"), trials.show_all, _HOST, aside=True, typed=False),
    Command(("nytforsoeg", "newtrial"), trials.begin, _COORDINATOR, typed=False),
    Command(("slutforsoeg", "endtrial"), trials.end, _COORDINATOR, typed=False),
)
