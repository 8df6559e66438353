"""What volunteers see of shifts, and what they do with them."""

from handlers.conversation.commands import Command
from handlers.shifts.mine import leaving, showing, swapping, taking

__all__ = ["COMMANDS", "FLOWS", "look", "show"]

FLOWS = leaving.FLOWS
show, look = showing.show, showing.look

COMMANDS = (
    Command(("tagvagt", "takeshift"), taking.take, typed=False),
    Command(("nejvagt", "noshift"), taking.refuse, typed=False),
    Command(("venteliste", "waitinglist"), taking.wait, typed=False),
    Command(("ikkevente", "leavelist"), taking.leave_line, typed=False),
    Command(("kommer", "coming"), taking.come, typed=False),
    Command(("afbud", "cancelshift"), leaving.call_off),
    Command(("forsinket", "late"), leaving.late),
    Command(("byt", "swap"), swapping.start),
    Command(("bytja", "swapyes"), swapping.accept, typed=False),
    Command(("bytnej", "swapno"), swapping.refuse, typed=False),
)
