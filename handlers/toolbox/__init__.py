"""The toolbox: methods for co-creation, found by what is needed. For staff."""

from handlers.conversation.commands import Command
from handlers.toolbox.desk import FLOWS, find, show_one
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS"]

COMMANDS = (
    Command(
        ("metode", "method", "metoder", "methods", "vaerktoejskasse", "toolbox"),
        find,
        Role.HOST,
        aside=True,
    ),
    Command(("metodekort", "methodcard"), show_one, Role.HOST, aside=True, typed=False),
)
