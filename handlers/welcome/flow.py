"""Menu, help, language, who we are, a human; and what becomes of words that nobody asked for.

Must not know the other subjects, except by the names of their commands and flows.
"""

from __future__ import annotations

from handlers.conversation.commands import Command
from handlers.conversation.flow import Answers, Flow, OneOf
from handlers.conversation.parsers import folded
from handlers.conversation.texts import Key
from handlers.conversation.values import (
    Begin,
    Button,
    Context,
    Message,
    Reply,
    Said,
    Text,
    say,
)
from handlers.library import Library
from storage.people.actions import mute, speak
from storage.people.rules import Channel, Language

WORDS_OF_AN_IDEA = 4
"""Words that somebody writes unasked are offered to be an idea from this many on (S66)."""

CITIZEN_MENU = ("ide", "mine", "hjaelp")
DESK_MENU = ("sager", "noter", "hjaelp")


def menu(context: Context) -> Reply:
    """What can be done here, as buttons; at the desk, what staff can do."""
    at_work = _at_the_desk(context)
    return Reply((_desk_choices() if at_work else _choices(),))


def _choices() -> Message:
    return Message("welcome.menu", {}, _buttons(CITIZEN_MENU))


def _desk_choices() -> Message:
    return Message("welcome.desk_menu", {}, _buttons(DESK_MENU))


def _buttons(names: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(Button(f"/{name}", f"command.{name}") for name in names)


def greeting(library: Library) -> tuple[Message, ...]:
    """What a page says to somebody who has said nothing yet."""
    return (
        Message("welcome.hello", {"library": library.name}),
        Message("welcome.not_human"),
        Message("welcome.privacy_short"),
        _choices(),
    )


def contact(library: Library) -> tuple[str | Key, ...]:
    """The ways to reach a human that the library has told of; the counter is always one."""
    return library.ways or (Key("welcome.counter"),)


def apology(library: Library, number: int) -> Message:
    """What is said once of a message that cannot be handled; the number finds its dead letter."""
    if not library.phone:
        return Message("common.apology_at_the_counter", {"number": number})
    return Message("common.apology", {"phone": library.phone, "number": number})


async def cancelled(context: Context, _: str) -> Reply:
    """Leave what was going on; the dialogue keeps the draft and says so."""
    return menu(context)


async def unasked(context: Context, said: Said) -> Reply:
    """Words outside any flow land somewhere useful: an idea, or the menu."""
    if not isinstance(said, Text):
        return Reply((Message("welcome.file_without_idea"), *menu(context).messages))
    if not _at_the_desk(context) and len(folded(said.text).split()) >= WORDS_OF_AN_IDEA:
        return Reply(begin=Begin("unasked", {"words": said.text}))
    return Reply((Message("welcome.not_understood"), *menu(context).messages))


async def _leave(context: Context, _: str) -> Reply:
    """`/farvel`: nothing more is sent to the chat that this is said in."""
    if context.channel is not Channel.TELEGRAM:
        return menu(context)
    await mute(context.tx, context.channel, context.address, context.now)
    return say("welcome.goodbye", phone=context.library.phone)


async def _menu(context: Context, _: str) -> Reply:
    return menu(context)


async def _start(context: Context, payload: str) -> Reply:
    """A deep link: `ide` or `ide_<branch>` opens the idea; anything else greets."""
    subject, _, branch = payload.partition("_")
    if subject == "ide":
        known = context.library.branch(branch)
        return Reply(begin=Begin("idea", {"branch": known.slug} if known else {}))
    return await _hello(context, "")


async def _hello(context: Context, _: str) -> Reply:
    hello = Message("welcome.hello", {"library": context.library.name})
    return Reply((hello, *menu(context).messages))


async def _thanks(_: Context, __: str) -> Reply:
    return say("welcome.thanks")


async def _help(context: Context, _: str) -> Reply:
    return Reply((Message("welcome.desk_help" if _at_the_desk(context) else "welcome.help"),))


async def _about(context: Context, _: str) -> Reply:
    library = context.library
    about = Message("welcome.about", {"library": library.name, "strategy": library.strategy})
    return Reply((about, Message("welcome.not_human")))


async def _privacy(context: Context, _: str) -> Reply:
    library = context.library
    if not library.dpo:
        return say("welcome.privacy_no_dpo", library=library.name)
    return say("welcome.privacy", library=library.name, dpo=library.dpo)


async def _language(context: Context, wanted: str) -> Reply:
    """Change the language, or ask which; what follows is said in the new one."""
    languages = {"da": Language.DA, "dansk": Language.DA, "danish": Language.DA}
    languages |= {"en": Language.EN, "engelsk": Language.EN, "english": Language.EN}
    chosen = languages.get(folded(wanted))
    if chosen is None:
        buttons = tuple(Button(f"/sprog {code}", f"welcome.language_{code}") for code in Language)
        return Reply((Message("welcome.which_language", {}, buttons),))
    return await _speak(context, chosen)


async def _english(context: Context, _: str) -> Reply:
    return await _speak(context, Language.EN)


async def _danish(context: Context, _: str) -> Reply:
    return await _speak(context, Language.DA)


async def _speak(context: Context, chosen: Language) -> Reply:
    await speak(context.tx, context.person_id, chosen)
    context.language = chosen
    return say("welcome.language_changed")


async def _land(context: Context, answers: Answers) -> Reply:
    if answers["is_idea"] == "idea":
        return Reply(begin=Begin("idea", given={"text": answers.args["words"]}))
    if answers["is_idea"] == "human":
        return Reply(begin=Begin("live", {"case": None}))
    return menu(context)


def _at_the_desk(context: Context) -> bool:
    return context.colleague is not None


UNASKED = Flow(
    name="unasked",
    version=1,
    steps=(OneOf(key="is_idea", choices=("idea", "human", "other")),),
    finish=_land,
)

FLOWS = (UNASKED,)

COMMANDS = (
    Command(("menu",), _menu),
    Command(("start",), _start, typed=False),
    Command(("farvel", "goodbye"), _leave, typed=False, always=True),
    Command(("hej", "hi", "hello", "hejsa", "goddag", "dav", "halloej"), _hello, aside=True),
    Command(("tak", "mange tak", "tak skal du have", "thanks", "thank you"), _thanks, aside=True),
    Command(("hjaelp", "help"), _help, aside=True, always=True),
    Command(("sprog", "language"), _language, aside=True, always=True),
    Command(("english", "engelsk", "in english", "sprog en"), _english, aside=True, always=True),
    Command(("dansk", "danish", "paa dansk", "sprog da"), _danish, aside=True, always=True),
    Command(("om", "about"), _about, aside=True, always=True),
    Command(("privat", "privacy"), _privacy, aside=True, always=True),
)
