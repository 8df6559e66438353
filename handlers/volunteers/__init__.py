"""Volunteers: signing up, what both sides promise, and the staff's side of it."""

from handlers.conversation.commands import Command
from handlers.volunteers import deciding, desk, expecting, model, own, publishing, roles, signup
from handlers.volunteers.deciding import begins
from handlers.volunteers.desk import also
from handlers.volunteers.told import tell_volunteer
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS", "also", "tell_volunteer"]

FLOWS = (
    signup.VOLUNTEER,
    signup.MORE,
    *own.FLOWS,
    *expecting.FLOWS,
    *deciding.FLOWS,
    *roles.FLOWS,
    *publishing.FLOWS,
)

_HOST, _COORDINATOR = Role.HOST, Role.COORDINATOR

COMMANDS = (
    Command(("frivillig", "volunteer"), signup.start),
    Command(("frivilligmodel", "volunteermodel"), model.show, aside=True),
    Command(("vilover", "wepromise"), expecting.start, typed=False),
    Command(("jeglover", "ipromise"), expecting.agree, typed=False),
    Command(("tavshed", "confidential"), expecting.secrecy, typed=False),
    Command(("holdpause", "takebreak"), own.pause, typed=False),
    Command(("kommigen", "comeback"), own.come_back, typed=False),
    Command(("stopfrivillig", "stopvolunteering"), own.stop, typed=False),
    Command(("frivilligbesked", "volunteermessage"), own.write, typed=False),
    Command(("frivillige", "volunteers"), desk.show_all, _HOST, aside=True),
    Command(("kan", "whocan"), desk.find, _HOST, aside=True, typed=False),
    Command(("talt", "talked"), deciding.talked, _COORDINATOR, typed=False),
    Command(("rolle", "giverole"), begins("vol_role", "role"), _COORDINATOR, typed=False),
    Command(("fratag", "takerole"), begins("vol_leave", "role"), _COORDINATOR, typed=False),
    Command(("paaproeve", "ontrial"), deciding.try_out, _COORDINATOR, typed=False),
    Command(("aktiv", "activate"), deciding.activate, _COORDINATOR, typed=False),
    Command(("flueben", "ticked"), begins("vol_tick", "step"), _HOST, typed=False),
    Command(("attest", "childcheck"), begins("vol_check", "status"), _COORDINATOR, typed=False),
    Command(
        ("frivillignej", "volunteerno"),
        begins("vol_no", "reason"),
        _COORDINATOR,
        typed=False,
    ),
    Command(("udelad", "leaveout"), expecting.start_leaving_out, _COORDINATOR, typed=False),
    *roles.COMMANDS,
    Command(("retmodel", "changemodel"), publishing.change, _COORDINATOR, typed=False),
    Command(("udgivmodel", "publishmodel"), publishing.publish, _COORDINATOR, typed=False),
)
