"""Agreements with partners: begun, drafted from what both expect, agreed, kept up and ended."""

from handlers.agreements import answering, begin, card, drafting, expecting, living, wanting
from handlers.agreements.beside import with_agreements
from handlers.agreements.clock import tell_agreement
from handlers.conversation.commands import Command
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS", "tell_agreement", "with_agreements"]

FLOWS = (
    begin.WITH,
    begin.AGREE,
    expecting.EXPECT,
    *drafting.FLOWS,
    *answering.FLOWS,
    *living.FLOWS,
)

_COORDINATOR = Role.COORDINATOR

COMMANDS = (
    Command(("aftale", "agreement"), begin.start, aside=True),
    Command(("aftaler", "agreements"), card.listed, aside=True),
    Command(("nyaftale", "newagreement"), begin.anew, typed=False),
    Command(("begyndaftale", "takeup"), wanting.take_up, _COORDINATOR, typed=False),
    Command(("forvent", "expect"), expecting.start, typed=False),
    Command(("punkt", "clause"), drafting.write, typed=False),
    Command(("okay", "fine"), answering.okay, aside=True, typed=False),
    Command(("jaaftale", "agree"), answering.start_yes, typed=False),
    Command(("fortsaet", "goon"), living.go_on, aside=True, typed=False),
    Command(("retaftale", "revise"), living.revise, aside=True, typed=False),
    Command(("stopaftale", "endagreement"), living.stop, typed=False),
    Command(("tilbageblik", "lookback"), living.look_back, typed=False),
    Command(("afloeser", "successor"), living.succeed, typed=False),
    Command(("dropaftale", "dropagreement"), living.drop, typed=False),
    Command(("periode", "period"), drafting.period, _COORDINATOR, typed=False),
    Command(("underskriver", "signatory"), drafting.signatory, _COORDINATOR, typed=False),
    Command(("niveau", "level"), drafting.level, _COORDINATOR, typed=False),
    Command(("sendaftale", "sendagreement"), drafting.send, _COORDINATOR, aside=True, typed=False),
    Command(("aftaleretur", "callback"), drafting.call_back, _COORDINATOR, aside=True, typed=False),
    Command(("tiljurist", "tolawyer"), drafting.hand_over, _COORDINATOR, aside=True, typed=False),
    Command(("erunderskrevet", "issigned"), drafting.signed, _COORDINATOR, typed=False),
    Command(("gammelaftale", "keepold"), living.keep_old, _COORDINATOR, aside=True, typed=False),
)
