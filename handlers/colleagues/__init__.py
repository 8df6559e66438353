"""Who works here: seen, invited, given another role, and taken off again. For administrators, and
only where nobody else reads it.
"""

from handlers.colleagues import desk
from handlers.conversation.commands import Command
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS"]

FLOWS = desk.FLOWS

_ADMIN = Role.ADMINISTRATOR

COMMANDS = (
    Command(("kolleger", "colleagues"), desk.show, _ADMIN, aside=True, private=True),
    Command(("inviter", "invite"), desk.invite, _ADMIN, typed=False, private=True),
    Command(
        ("inviterikke", "uninvite"), desk.take_back, _ADMIN, aside=True, typed=False, private=True
    ),
    Command(
        ("kollegarolle", "colleaguerole"),
        desk.begins("colleague_role"),
        _ADMIN,
        typed=False,
        private=True,
    ),
    Command(
        ("kollegaslut", "colleagueend"),
        desk.begins("colleague_end"),
        _ADMIN,
        typed=False,
        private=True,
    ),
)
