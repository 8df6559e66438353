"""What administrators decide, in a chat: who works here, what the library says of itself, and what
is kept of a case.

Only where nobody else reads it, and nothing without a yes.
"""

from handlers.administration import colleagues, data, library, texts
from handlers.conversation.commands import Command, Run
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS"]

FLOWS = (*colleagues.FLOWS, *library.FLOWS, *texts.FLOWS, *data.FLOWS)


def _command(*names: str, run: Run, aside: bool = False, typed: bool = False) -> Command:
    return Command(names, run, Role.ADMINISTRATOR, aside=aside, typed=typed, private=True)


COMMANDS = (
    _command("kolleger", "colleagues", run=colleagues.show, aside=True, typed=True),
    _command("inviter", "invite", run=colleagues.invite),
    _command("inviterikke", "uninvite", run=colleagues.take_back, aside=True),
    _command("kollegarolle", "colleaguerole", run=colleagues.begins("colleague_role")),
    _command("kollegaslut", "colleagueend", run=colleagues.begins("colleague_end")),
    _command("bibliotek", "library", run=library.start),
    _command("tekst", "text", run=texts.show, aside=True),
    _command("rettekst", "changetext", run=texts.change),
    _command("henttekst", "recalltext", run=texts.take_up),
    _command("hold", "holdcase", run=data.begins("case_hold")),
    _command("slip", "letgo", run=data.begins("case_lift")),
    _command("sletborger", "erasecitizen", run=data.begins("case_erase")),
)
