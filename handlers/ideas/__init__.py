"""Ideas: given by citizens, decided at the desk, and answered."""

from handlers.conversation.commands import Command
from handlers.ideas import (
    answers,
    approve,
    company,
    counter,
    decide,
    desk,
    digest,
    flow,
    message,
    mine,
    more,
    respond,
)
from handlers.ideas.acts import begins
from handlers.ideas.desk import at_hand
from handlers.ideas.mine import case_with
from storage.people.rules import Role

__all__ = ["COMMANDS", "FLOWS", "at_hand", "case_with"]

FLOWS = (
    flow.IDEA,
    more.MORE,
    more.ATTACH,
    message.MESSAGE,
    *respond.FLOWS,
    counter.NOTER,
    desk.NOTE,
    approve.APPROVE,
    *decide.FLOWS,
    *answers.FLOWS,
)

_HOST, _COORDINATOR = Role.HOST, Role.COORDINATOR

COMMANDS = (
    flow.OPEN,
    Command(("besked", "message"), message.start),
    Command(("mine", "my"), mine.show_mine, aside=True, always=True),
    Command(("sag", "case"), desk.show_case, aside=True, typed=False, always=True),
    Command(("tilfoej", "add"), respond.start_adding, aside=True, typed=False),
    Command(("vedhaeft", "attach"), more.attach, typed=False),
    Command(("svar", "answer"), respond.start_answering, aside=True, takes_words=True),
    Command(("traek", "withdraw"), respond.start_withdrawing, aside=True, typed=False),
    Command(("ideer", "ideas"), company.show_released, aside=True),
    Command(("ogsaa", "too"), company.want_too, aside=True, typed=False),
    Command(("ogsaaikke", "nottoo"), company.want_no_more, aside=True, typed=False, always=True),
    Command(("sager", "cases", "inbox"), desk.show_inbox, _HOST, aside=True),
    Command(("overblik", "digest"), digest.show, _HOST, aside=True),
    Command(("find",), desk.find, _HOST, aside=True, typed=False),
    Command(("noter", "counter"), counter.start, _HOST),
    Command(("note",), desk.write_note, _HOST, aside=True, typed=False),
    Command(("hist", "history"), desk.show_history, _HOST, aside=True, typed=False),
    Command(("tag", "take"), decide.take, _HOST, aside=True, typed=False),
    Command(("giv", "give"), decide.start_giving, _HOST, typed=False),
    Command(("spoerg", "ask"), begins("ask", "question"), _HOST, typed=False),
    Command(("soeg", "partners"), decide.search_partners, _COORDINATOR, typed=False),
    Command(("godkend", "approve"), approve.start, _COORDINATOR, typed=False),
    Command(("besvar", "reply"), begins("reply", "words"), _HOST, typed=False),
    Command(("igang", "begin"), decide.start, _COORDINATOR, typed=False),
    Command(("parker", "park"), begins("park", "until"), _COORDINATOR, typed=False),
    Command(("afvis", "decline"), begins("decline", "reason"), _COORDINATOR, typed=False),
    Command(("henvis", "redirect"), begins("redirect", "reason"), _COORDINATOR, typed=False),
    Command(("slaasammen", "merge"), decide.start_merging, _COORDINATOR, typed=False),
    Command(("skil", "separate"), decide.separate, _COORDINATOR, typed=False),
    Command(("blevtil", "realise"), begins("realise", "became"), _COORDINATOR, typed=False),
    Command(("genaabn", "reopen"), begins("reopen", "reason"), _COORDINATOR, typed=False),
    Command(("titel", "title"), begins("rename", "title"), _COORDINATOR, typed=False),
    Command(("skjul", "hide"), decide.hide, _COORDINATOR, typed=False),
    Command(("tema", "theme"), begins("sort", "theme"), _HOST, typed=False),
    Command(("fortryd", "undo"), decide.undo, _HOST, aside=True, typed=False),
    *answers.COMMANDS,
)
