"""Partners: who could take part, as they tell of themselves and as staff see them."""

from handlers.conversation.commands import Command
from handlers.partners import desk, flow, more, own
from handlers.partners.beside import with_partners
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS", "with_partners"]

FLOWS = (flow.PARTNER, more.MORE, *own.FLOWS, *desk.FLOWS)

_COORDINATOR = Role.COORDINATOR

COMMANDS = (
    Command(("partner",), desk.show, aside=True),
    Command(("partnere", "partnerlist"), desk.show_all, aside=True),
    Command(("partnerret", "partneredit"), own.RUNS["partnerret"], typed=False),
    Command(("partnerpause",), own.RUNS["partnerpause"], typed=False, always=True),
    Command(("partnermed", "partnerback"), own.RUNS["partnermed"], aside=True, typed=False),
    Command(("partnerpasser", "partnerfits"), own.RUNS["partnerpasser"], aside=True, typed=False),
    Command(("partnerud", "partnerout"), own.RUNS["partnerud"], typed=False, always=True),
    Command(("partnerlink",), own.RUNS["partnerlink"], aside=True, typed=False),
    Command(("partnervidere", "partnerpass"), own.RUNS["partnervidere"], aside=True, typed=False),
    Command(("partnermig", "partnerme"), own.RUNS["partnermig"], typed=False),
    Command(("partnerja", "partneryes"), desk.accept, _COORDINATOR, aside=True, typed=False),
    Command(("partnernej", "partnerno"), desk.begin_refusing, _COORDINATOR, typed=False),
    Command(("partnersammen", "partnerunite"), desk.begin_uniting, _COORDINATOR, typed=False),
    Command(("partnerfortryd", "partnerundo"), desk.undo, _COORDINATOR, aside=True, typed=False),
)
