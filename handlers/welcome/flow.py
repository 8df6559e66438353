"""The menu, help, the language, who speaks here, and a human.

Must not know the other subjects, except by the names of their commands and flows.
"""

from __future__ import annotations

from handlers.conversation.commands import Command
from handlers.conversation.parsers import folded
from handlers.conversation.values import (
    Begin,
    Button,
    Card,
    Context,
    Message,
    Reply,
    Row,
    say,
)
from handlers.library import Library
from handlers.welcome.ways import citizens_menu, is_asked, menu
from storage.people.actions import mute, speak
from storage.people.rules import Channel, Language, Role


def greeting() -> tuple[Message, ...]:
    """What a page says before anything was said: the menu, which must be visible at once."""
    return (citizens_menu(),)


def about_me(library: Library) -> tuple[Message, ...]:
    """The text below it: who answers, and what happens to what is written."""
    return (
        Message("welcome.hello", {"library": library.name}),
        Message("welcome.not_human"),
        Message("welcome.privacy_short"),
    )


def apology(library: Library, number: int) -> Message:
    """The apology for a message that cannot be handled; the number leads to its dead letter."""
    if not library.phone:
        return Message("common.apology_at_the_counter", {"number": number})
    return Message("common.apology", {"phone": library.phone, "number": number})


async def cancelled(context: Context, _: str) -> Reply:
    """Leave the present flow. The dialogue keeps the draft and says so."""
    return await menu(context)


async def _leave(context: Context, _: str) -> Reply:
    """`/farvel`: stop sending anything to this chat."""
    if context.channel is not Channel.TELEGRAM:
        return await menu(context)
    await mute(context.tx, context.channel, context.address, context.now)
    return say("welcome.goodbye", phone=context.library.phone)


async def _menu(context: Context, _: str) -> Reply:
    return await menu(context)


async def _start(context: Context, payload: str) -> Reply:
    """A deep link: `ide` or `ide_<branch>` begins an idea, `partner` the register, `frivillig` or
    `frivillig_<branch>` the sign-up of a volunteer, `her_<code>` says that a volunteer has come;
    everything else greets.
    """
    subject, _, branch = payload.lower().partition("_")  # posters may write it in capitals
    known = context.library.branch(branch)
    at = {"branch": known.slug} if known else {}
    if subject == "ide":
        return Reply(begin=Begin("idea", at))
    if subject == "frivillig":
        return Reply(begin=Begin("volunteer", at))
    if subject == "partner":
        return Reply(begin=Begin("partner"))
    if subject == "her":
        return Reply(begin=Begin("shift_here", given={"code": branch} if branch else {}))
    return Reply((hello(context), *(await menu(context)).messages))


def hello(context: Context) -> Message:
    """Who speaks here, and what for."""
    if _at_the_desk(context):
        return Message("welcome.desk_hello")
    return Message("welcome.hello", {"library": context.library.name})


async def _hello(context: Context, _: str) -> Reply:
    if is_asked(context):
        return say("welcome.hello_again")
    return Reply((hello(context), *(await menu(context)).messages))


async def _thanks(_: Context, __: str) -> Reply:
    return say("welcome.thanks")


async def _help(context: Context, _: str) -> Reply:
    if not _at_the_desk(context):
        return say("welcome.help")
    subjects = ["cases", "partners", "volunteers", "shifts", "toolbox", "words"]
    if not context.overheard:
        subjects.append("me")
        if context.may(Role.ADMINISTRATOR):
            subjects.append("administrator")
    rows = (Row(f"desk_help.about_{each}", text_key=f"desk_help.{each}") for each in subjects)
    title = context.pen("desk_help.title")
    return Reply((Message("desk_help.told", card=Card(title, tuple(rows))),))


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
    """Change the language, or ask which one; the answer is already in the new one."""
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


def _at_the_desk(context: Context) -> bool:
    return context.colleague is not None


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
