"""After a shift: attendance, thanks and one question, hours on paper, the calendar.

Due rows of shifts whose step is in STEPS go to `tell_after`. Whoever tells that a shift was taken
may add `calendar_of_one`.
"""

from handlers.conversation.commands import Command
from handlers.shifts.after import attending, calendar, feedback, hours
from handlers.shifts.after.calendar import of_one as calendar_of_one
from handlers.shifts.after.telling import STEPS, tell_after
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS", "STEPS", "calendar_of_one", "tell_after"]

FLOWS = (*attending.FLOWS, *feedback.FLOWS, *hours.FLOWS)

COMMANDS = (
    Command(("kode", "shiftcode"), attending.show_code, Role.HOST, aside=True, typed=False),
    Command(("kommet", "whocame"), attending.who, Role.HOST, aside=True, typed=False),
    Command(("kom", "came"), attending.tick, Role.HOST, aside=True, typed=False),
    Command(("udeblev", "missed"), attending.miss, Role.HOST, aside=True, typed=False),
    Command(("vagtgik", "shiftwent"), feedback.how_it_went, Role.HOST, aside=True, typed=False),
    Command(("jegerher", "iamhere", "jeg er her", "i am here"), attending.here),
    Command(("altvel", "allwell"), attending.all_well, aside=True, typed=False),
    Command(("jegvarder", "iwasthere"), attending.was_there, aside=True, typed=False),
    Command(("saadanvar", "itwas"), feedback.how_it_was, typed=False),
    Command(("bedre", "better"), feedback.better, typed=False),
    Command(("timer", "hours"), hours.show, aside=True, typed=False),
    Command(("minetimer", "mine timer", "my hours"), hours.show, aside=True, private=True),
    Command(("mintimer", "myhours"), hours.mend, typed=False),
    Command(("bevis", "frivilligbevis", "certificate"), hours.proof, aside=True, private=True),
    Command(("bevisnavn", "certificatename"), hours.name_it, typed=False),
    Command(("kalender", "calendar"), calendar.show, aside=True, private=True),
)
