"""The flows and commands of every subject: a new one is a line here."""

from collections.abc import Callable

from handlers import absence, care, joining, mail, privacy, reports, silences, volunteers, welcome
from handlers.conversation.commands import Command, Commands
from handlers.conversation.flow import Flow
from handlers.conversation.values import (
    Context,
    Message,
    Reply,
)
from handlers.errors import COMMANDS as ERROR_COMMANDS
from handlers.ideas import COMMANDS as IDEA_COMMANDS
from handlers.ideas import FLOWS as IDEA_FLOWS


async def _in_flow_only(_: Context, __: str) -> Reply:
    return Reply((Message("common.nothing_open"),))


BACK = Command(("tilbage", "back"), _in_flow_only, always=True)
SKIP = Command(("spring", "skip", "spring over"), _in_flow_only, always=True)
MENU = next(command for command in welcome.COMMANDS if command.name == "menu")
CANCEL = Command(
    ("annuller", "cancel", "stop", "afbryd", "stop her", "stop here"),
    welcome.cancelled,
    always=True,
)

_FLOWING = (
    welcome.FLOWS,
    care.FLOWS,
    mail.FLOWS,
    privacy.FLOWS,
    IDEA_FLOWS,
    volunteers.FLOWS,
    silences.FLOWS,
    absence.FLOWS,
)
FLOWS: dict[str, Flow] = {flow.name: flow for own in _FLOWING for flow in own}
_ALSO: dict[str, Callable[[Command], Command]] = {
    "sager": care.talks_first,
    "sag": volunteers.also,
    "fortryd": volunteers.also,
}
_IDEAS = tuple(_ALSO[c.name](c) if c.name in _ALSO else c for c in IDEA_COMMANDS)
_SUBJECTS = (
    welcome.COMMANDS,
    care.COMMANDS,
    joining.COMMANDS,
    mail.COMMANDS,
    privacy.COMMANDS,
    ERROR_COMMANDS,
    _IDEAS,
    volunteers.COMMANDS,
    silences.COMMANDS,
    absence.COMMANDS,
    reports.COMMANDS,
)
COMMANDS = Commands((BACK, SKIP, CANCEL, *(each for own in _SUBJECTS for each in own)))
