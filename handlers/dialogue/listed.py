"""The flows and commands of all subjects: a new one is a line here.

Raises at the start when two subjects use the same name.
"""

from collections.abc import Iterable

from handlers import (
    absence,
    administration,
    agreements,
    care,
    introductions,
    joining,
    mail,
    partners,
    privacy,
    reports,
    shifts,
    silences,
    toolbox,
    volunteers,
    welcome,
)
from handlers.conversation.commands import Command, Commands
from handlers.conversation.flow import Flow
from handlers.conversation.values import (
    Context,
    Reply,
    say,
)
from handlers.errors import COMMANDS as ERROR_COMMANDS
from handlers.ideas import COMMANDS as IDEA_COMMANDS
from handlers.ideas import FLOWS as IDEA_FLOWS


async def _in_flow_only(_: Context, __: str) -> Reply:
    return say("common.nothing_open")


BACK = Command(("tilbage", "back"), _in_flow_only, always=True)
SKIP = Command(("spring", "skip", "spring over"), _in_flow_only, always=True)
MENU = next(command for command in welcome.COMMANDS if command.name == "menu")
CANCEL = Command(
    ("annuller", "cancel", "stop", "afbryd", "stop her", "stop here"),
    welcome.cancelled,
    always=True,
)

FLOWING = (
    welcome.FLOWS,
    care.FLOWS,
    mail.FLOWS,
    privacy.FLOWS,
    IDEA_FLOWS,
    volunteers.FLOWS,
    shifts.FLOWS,
    introductions.FLOWS,
    agreements.FLOWS,
    partners.FLOWS,
    toolbox.FLOWS,
    silences.FLOWS,
    absence.FLOWS,
    administration.FLOWS,
)


def by_name(flows: Iterable[Flow]) -> dict[str, Flow]:
    """Flows by name. A position is stored with the name, so two flows of one name would be mixed
    up. Raises ValueError.
    """
    found: dict[str, Flow] = {}
    for flow in flows:
        if found.setdefault(flow.name, flow) is not flow:
            raise ValueError(f"two flows are called {flow.name}")
    return found


FLOWS = by_name(flow for own in FLOWING for flow in own)


def _of_others(command: Command) -> Command:
    """A command about a case, extended to cases of other kinds."""
    if command.name == "sager":
        return care.talks_first(command)
    return agreements.with_agreements(volunteers.also(partners.with_partners(command)))


_IDEAS = tuple(map(_of_others, IDEA_COMMANDS))
_SUBJECTS = (
    welcome.COMMANDS,
    care.COMMANDS,
    joining.COMMANDS,
    mail.COMMANDS,
    privacy.COMMANDS,
    ERROR_COMMANDS,
    _IDEAS,
    volunteers.COMMANDS,
    shifts.COMMANDS,
    introductions.COMMANDS,
    agreements.COMMANDS,
    partners.COMMANDS,
    toolbox.COMMANDS,
    silences.COMMANDS,
    absence.COMMANDS,
    administration.COMMANDS,
    reports.COMMANDS,
)
ALL = (BACK, SKIP, CANCEL, *(each for own in _SUBJECTS for each in own))
COMMANDS = Commands(ALL)
