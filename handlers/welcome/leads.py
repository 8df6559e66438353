"""What each meaning of free text leads to: a command, a flow, an answer, or a note to staff.

Meanings without a line here become notes. Every intent has a label, `meaning.<intent>`. Must not
ask anything: unasked.py does.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers.conversation.parsers import folded
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.welcome.ways import citizens_menu, contact, is_asked
from storage.people.rules import Channel

CALLS = {
    "idea_open": "/ide",
    "idea_status": "/mine",
    "privacy": "/privat",
    "human": "/personale",
    "help": "/hjaelp",
    "language": "/sprog",
    "greeting": "/hej",
    "volunteer_stop": "/stopfrivillig",
}
"""Commands that only show or ask something, so they are obeyed at once."""

SHIFTS = {"shift_list": "/vagter", "shift_confirm": "/kommer", "shift_cancel": "/afbud"}
LOOKED_UP = {**SHIFTS, "agreement": "/aftaler", "partner_who": "/sammen"}
"""Commands that get the words: what they do depends on the person, and on their shifts or ideas.
They change nothing before a button is pressed, and offer to send the words to staff.
"""

AT_WORK = {"toolbox": "/metode"}
"""Commands for a colleague's words, which they get; they only show something."""

BEGINS: dict[str, Callable[[str], Begin]] = {
    "idea_new": lambda words: Begin("idea", given={"text": words}),
    "volunteer_signup": lambda words: Begin("volunteer", given={"wish": words}),
    "partner_offer": lambda words: Begin("partner", {"said": words}),
}
"""Flows, and how each uses the words that led to it."""

THANKS = frozenset({"tak", "tusindtak", "thanks", "thank", "thx"})

ASIDE = frozenset({"idea_status", "privacy", "help", "language", "library_faq"})
"""Meanings answered in the middle of something else; other matters wait until that is over."""


def _elsewhere(context: Context, words: str) -> Reply:
    """Loans, opening hours and the like: say how to reach the library; never guess an answer."""
    library = context.library
    send = () if is_asked(context) else (Button(f"/besked {words}", "welcome.send_it"),)
    told = Message("welcome.elsewhere", {"contact": contact(library)}, send)
    hours = (Message("welcome.here", {"hours": library.hours}),) if library.hours else ()
    return Reply((told, *hours))


def _no_more(context: Context, _: str) -> Reply:
    """Somebody wants no more messages: show the ways to stop them that exist in this channel."""
    ways = [Button("/mail stop", "mail.stop")] if context.library.mails else []
    if context.channel is Channel.TELEGRAM:
        ways.insert(0, Button("/farvel", "welcome.say_goodbye"))
    key = "welcome.no_more" if ways else "welcome.no_more_here"
    return Reply((Message(key, {}, (*ways, Button.to("menu"))),))


def _nothing_more(_: Context, words: str) -> Reply:
    thanked = THANKS.intersection(folded(words).split())
    return say("welcome.thanks" if thanked else "welcome.all_right")


def _only_a_robot(context: Context, _: str) -> Reply:
    menu = () if is_asked(context) else (citizens_menu(),)
    return Reply((Message("welcome.small_talk"), *menu))


TELLS: dict[str, Callable[[Context, str], Reply]] = {
    "library_faq": _elsewhere,
    "stop": _no_more,
    "thanks": _nothing_more,
    "small_talk": _only_a_robot,
}


def at_once(context: Context, intent: str, words: str) -> Reply | None:
    """The answer to a meaning that needs no yes; None when something would be sent."""
    if intent in CALLS:
        return Reply(call=CALLS[intent])
    if intent in LOOKED_UP:
        return Reply(call=f"{LOOKED_UP[intent]} {words}")
    return TELLS[intent](context, words) if intent in TELLS else None


def at_work(intent: str | None, words: str) -> Reply | None:
    """The answer to a colleague's words; None when they have buttons and commands for it."""
    return Reply(call=f"{AT_WORK[intent]} {words}") if intent in AT_WORK else None


def either(intent: str) -> str:
    """What to look up when it is unclear whether they come: "do you come?" is asked with yes and
    no.
    """
    return "shift_confirm" if intent == "shift_cancel" else intent


def with_a_yes(intent: str, words: str) -> Reply:
    """What a yes leads to: the flow with the words as its first answer, or a note to staff."""
    if intent in BEGINS:
        return Reply(begin=BEGINS[intent](words))
    return Reply(begin=Begin("message", {"about": intent}, {"text": words}))
