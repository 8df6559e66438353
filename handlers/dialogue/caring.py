"""Looks at a message before it can be an answer: does it need care, is it meant for a human?

A message that needs care is answered at once, and its words are held back until the person decides
what happens to them: in any flow, in free text and in a live talk alike. Must not know the
wordings.
"""

from __future__ import annotations

from dataclasses import asdict, replace

from handlers import care
from handlers.care import alarms, live
from handlers.care.recognising import Care
from handlers.conversation import engine
from handlers.conversation.contacts import without_contact
from handlers.conversation.flow import Answer, OneOf
from handlers.conversation.parsers import parse, yes_or_no
from handlers.conversation.questions import choices
from handlers.conversation.values import (
    Attachment,
    Begin,
    Context,
    Edited,
    Message,
    Opened,
    Press,
    Reply,
    Said,
    Text,
    say,
)
from handlers.conversation.walk import Turn, Walk, restored
from handlers.dialogue import turns
from handlers.dialogue.listed import CANCEL, COMMANDS, FLOWS, MENU
from storage.people.rules import AgeBand
from storage.talk.actions import Position


def gentled(context: Context, said: Said) -> tuple[Said, tuple[Message, ...]]:
    """What was said, without a child's telephone number or mail address, and a message that says
    so.
    """
    if context.age is not AgeBand.UNDER_15 or context.colleague is not None:
        return said, ()
    instead = context.pen("care.removed")
    if isinstance(said, Text | Edited):
        kept: Said = replace(said, text=without_contact(said.text, instead))
    elif isinstance(said, Attachment):
        kept = replace(said, caption=without_contact(said.caption, instead))
    else:
        return said, ()
    return (kept, ()) if kept == said else (kept, (Message("care.contact_removed"),))


async def turn_of(context: Context, position: Position, asked: int, said: Said) -> Turn:
    """The turn of a message. turns.py handles what needs no care and is no part of a live talk."""
    if position.flow == care.HELD:
        return await _decided(context, position, asked, said)
    found = alarms.noticed(context, said)
    if found is not None:
        return await _cared_for(context, position, asked, said, found)
    return await _usual(context, position, asked, said)


async def _usual(context: Context, position: Position, asked: int, said: Said) -> Turn:
    if live.in_it(context) and not context.silenced:
        return await _in_talk(context, position, asked, said)
    return await turns.turn_of(context, position, asked, said)


async def _cared_for(
    context: Context, position: Position, asked: int, said: Said, found: Care
) -> Turn:
    await alarms.speak_as_they_do(context, said)
    reply = await alarms.answered(context, found)
    if found is Care.CHILD:
        turn = await _usual(context, position, asked, said)
        return replace(turn, messages=(*reply.messages, *turn.messages))
    if isinstance(said, Text):
        args = {"care": str(found), "words": said.text, "asked": asked, "stood": asdict(position)}
        held = await engine.begin(context, FLOWS[care.HELD], Begin(care.HELD, args))
        return replace(held, messages=(*reply.messages, *held.messages), about=reply.about)
    return await _put_again(context, position, reply)


async def _put_again(context: Context, position: Position, reply: Reply) -> Turn:
    """Say something, and put the open question again."""
    flow = FLOWS.get(position.flow or "")
    if flow is None:
        menu = await MENU.run(context, "")
        return Turn((*reply.messages, *menu.messages), about=reply.about)
    turn = await engine.ask(context, restored(flow, position))
    return replace(turn, messages=(*reply.messages, *turn.messages), about=reply.about)


async def _decided(context: Context, position: Position, asked: int, said: Said) -> Turn:
    """Words were held back; the answer decides whether they are sent on or dropped."""
    walk = restored(FLOWS[care.HELD], position)
    stood = Position(**walk.args["stood"])
    before = int(walk.args["asked"])
    wanted = await _wanted(context, walk, asked, said)
    context.position = stood
    if wanted is None:
        return await turn_of(context, stood, before, said)
    alarming = Care(walk.args["care"]).alarms
    if wanted == alarms.HUMAN:
        return await turns.turn_of(context, stood, before, Press(before, "/personale"))
    if wanted == alarms.LEAVE:
        return await _put_again(context, stood, say("care.left_out"))
    if alarming:
        await alarms.taken_back(context)
    else:
        context.line_text = walk.args["words"]
    return await _usual(context, stood, before, Text(walk.args["words"]))


async def _wanted(context: Context, walk: Walk, asked: int, said: Said) -> str | None:
    """What the person wants done with the words held back; None when they said something else."""
    step = walk.flow.step(walk.step or "")
    if not isinstance(step, OneOf) or not isinstance(said, Press | Text):
        return None
    if isinstance(said, Press) and said.line != asked:
        return None
    options = await choices(context, walk.flow, walk.answers, step)
    plain = yes_or_no(said)
    if plain is not None:
        return options[0].value if plain else alarms.LEAVE
    parsed = await parse(step, said, context, options)
    return str(parsed.value) if isinstance(parsed, Answer) else None


async def _in_talk(context: Context, position: Position, asked: int, said: Said) -> Turn:
    """A live talk: words go to a human, commands act, and what leads elsewhere ends the talk."""
    if live.ends(said):
        reply = await live.end(context)
        return Turn(reply.messages, None, reply.begin)
    walk = restored(FLOWS[care.LIVE.name], position)
    slashed = isinstance(said, Press | Opened) or (
        isinstance(said, Text) and said.text.lstrip().startswith("/")
    )
    called = COMMANDS.called(said)
    leaves = called is not None and called.command in {CANCEL, MENU}
    if not slashed and not leaves:
        return await _said(context, walk, said)
    if called is not None and called.command is care.PERSONALE:
        return await _put_again(context, position, say("live.still"))
    if called is None or called.command.aside:
        return await turns.turn_of(context, position, asked, said)
    ended = await live.end(context)
    if called.command.name == "afslut":
        return Turn(ended.messages, None, ended.begin)
    turn = await turns.turn_of(context, Position(), 0, said)
    return replace(turn, messages=(*ended.messages, *turn.messages))


async def _said(context: Context, walk: Walk, said: Said) -> Turn:
    reply = await live.heard(context, walk.answers, said)
    if reply.about is None:
        return Turn(reply.messages, walk)
    on = replace(walk, step=live.ON, args={**walk.args, live.ON: True})
    return Turn(reply.messages, on, about=reply.about)
