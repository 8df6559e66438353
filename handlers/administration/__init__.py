"""What administrators do in a chat: colleagues, the library's own values and texts, the list of
what must be ready before citizens come, and the data of a case. For all staff: their own name, mail
and sign-ins.

Only in private chats, and nothing without a yes.
"""

from handlers.administration import colleagues, data, library, me, ready, texts
from handlers.conversation.commands import Command, Run
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS"]

FLOWS = (
    *colleagues.FLOWS,
    *library.FLOWS,
    *texts.FLOWS,
    *ready.FLOWS,
    *data.FLOWS,
    *me.FLOWS,
)


def _command(
    *names: str,
    run: Run,
    role: Role = Role.ADMINISTRATOR,
    aside: bool = False,
    typed: bool = False,
) -> Command:
    return Command(names, run, role, aside=aside, typed=typed, private=True)


COMMANDS = (
    _command("kolleger", "colleagues", run=colleagues.show, aside=True, typed=True),
    _command("inviter", "invite", run=colleagues.invite),
    _command("inviterikke", "uninvite", run=colleagues.take_back, aside=True),
    _command("kollegalink", "colleaguelink", run=colleagues.begins("colleague_link")),
    _command("kollegarolle", "colleaguerole", run=colleagues.begins("colleague_role")),
    _command("kollegaslut", "colleagueend", run=colleagues.begins("colleague_end")),
    _command("bibliotek", "library", run=library.start),
    _command("tekst", "text", run=texts.show, aside=True),
    _command("rettekst", "changetext", run=texts.change),
    _command("henttekst", "recalltext", run=texts.take_up),
    _command("klar", "ready", run=ready.start),
    _command("ikkeklar", "notready", run=ready.take_back),
    _command("hold", "holdcase", run=data.begins("case_hold")),
    _command("slip", "letgo", run=data.begins("case_lift")),
    _command("sletborger", "erasecitizen", run=data.begins("case_erase")),
    _command("mig", "me", run=me.show, role=Role.HOST, aside=True),
    _command("mignavn", "myname", run=me.begin_name, role=Role.HOST),
    _command("migmail", "mymail", run=me.begin_mail, role=Role.HOST),
    _command("migslut", "signout", run=me.begin_end, role=Role.HOST),
)
