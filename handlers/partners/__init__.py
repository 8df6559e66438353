"""The register of partners: what they say of themselves, and what staff see and decide."""

from handlers.conversation.commands import Command
from handlers.partners import (
    contact,
    desk,
    edit,
    flow,
    learnt,
    more,
    putting_right,
    rest,
    their_contacts,
    wordlist,
    writing_down,
)
from handlers.partners.beside import with_partners
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS", "with_partners"]

FLOWS = (
    flow.PARTNER,
    more.MORE,
    edit.EDIT,
    *rest.FLOWS,
    contact.ME,
    writing_down.WRITTEN,
    putting_right.RIGHT,
    *their_contacts.CONTACTS,
    *desk.FLOWS,
    learnt.FORGET,
    *wordlist.FLOWS,
)

_COORDINATOR = Role.COORDINATOR

COMMANDS = (
    Command(("partner",), desk.show, aside=True),
    Command(("partnere", "partnerlist"), desk.show_all, aside=True),
    Command(("partnerret", "partneredit"), edit.start, typed=False),
    Command(("partnerpause",), rest.pause, typed=False, always=True),
    Command(("partnermed", "partnerback"), rest.resume, aside=True, typed=False),
    Command(("partnerpasser", "partnerfits"), rest.confirm, aside=True, typed=False),
    Command(("partnerud", "partnerout"), rest.leave, typed=False, always=True),
    Command(("partnerlink",), contact.link, aside=True, typed=False),
    Command(("partnervidere", "partnerpass"), contact.pass_on, aside=True, typed=False),
    Command(("partnermig", "partnerme"), contact.me, typed=False),
    Command(("partnerkontakt", "partnercontact"), their_contacts.people, _COORDINATOR, typed=False),
    Command(("partnerja", "partneryes"), desk.accept, _COORDINATOR, aside=True, typed=False),
    Command(("partnernej", "partnerno"), desk.begin_refusing, _COORDINATOR, typed=False),
    Command(("partnersammen", "partnerunite"), desk.begin_uniting, _COORDINATOR, typed=False),
    Command(("laert", "learnt"), learnt.show, Role.HOST, aside=True, typed=False),
    Command(("ordliste", "wordlist"), wordlist.show, Role.HOST, aside=True, typed=False),
    Command(("nytord", "newword"), wordlist.add, _COORDINATOR, typed=False),
    Command(("fjernord", "removeword"), wordlist.remove, _COORDINATOR, typed=False),
    Command(("partnerfortryd", "partnerundo"), desk.undo, _COORDINATOR, aside=True, typed=False),
)
