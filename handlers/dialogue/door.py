"""Handles one message: from what came in to the lines that are kept and answered."""

import re
from dataclasses import dataclass, replace

from handlers import joining, welcome
from handlers.conversation import render
from handlers.conversation.values import (
    Context,
    Message,
    Press,
    Said,
    Text,
)
from handlers.dialogue.caring import gentled, turn_of
from handlers.dialogue.handing_over import handed_over
from handlers.dialogue.meeting import first_contact
from handlers.dialogue.own_words import file_card, own_words, shown_under
from storage.people.rules import NOTICE_VERSION
from storage.talk.actions import Position, Words
from storage.talk.rules import Who

FOLDED = re.compile(r"~\d{1,3}")
"""A press that names a button by its position, for channels without room for the whole value."""


@dataclass(frozen=True)
class Heard:
    """A message, handled: the person's own line, the lines of the answer, and the new position."""

    said: Words
    told: list[Words]
    position: Position


def discreetly(said: Said) -> Said:
    """What was said, with the secret of a link taken out of the words. This comes before anything
    is kept.
    """
    return joining.link_in(said) if isinstance(said, Text) else said


async def converse(
    context: Context,
    position: Position,
    asked: int,
    said: Said,
    client_id: str,
    notice_version: int = NOTICE_VERSION,
    door: Message | None = None,
) -> Heard:
    """Handle one message. `asked` is the line of the open question, if any. `door` are the messages
    that the channel itself shows to newcomers.
    """
    said, gently = gentled(context, await _unfolded(context, said, asked))
    context.position = position
    context.line_text = await own_words(context, said, asked)
    greeting = await first_contact(context, notice_version, door)
    turn = await handed_over(context, await turn_of(context, position, asked, said))
    messages = _in_order(context, (*greeting, *gently), turn.messages)
    told = [render.words(context.texts, context.language, message) for message in messages]
    shown = file_card(context, said)
    about = turn.about if turn.about is not None else context.about
    return Heard(
        said=Words(context.line_text, Who.YOU, card=shown, case_number=about, client_id=client_id),
        told=told,
        position=turn.walk.position() if turn.walk else Position(),
    )


def _in_order(
    context: Context, first: tuple[Message, ...], answer: tuple[Message, ...]
) -> tuple[Message, ...]:
    """Put what a newcomer must be told first, once. Help comes before everything, and whoever needs
    it is not greeted.
    """
    rest = tuple(message for message in answer if message not in first)
    if not context.urgent:
        return (*first, *rest)
    hello = welcome.hello(context)
    return (*rest[:-1], *(message for message in first if message != hello), *rest[-1:])


async def _unfolded(context: Context, said: Said, asked: int) -> Said:
    """A press that names its button by its position ("~2"), with the button's own value instead."""
    if not isinstance(said, Press) or not FOLDED.fullmatch(said.value):
        return said
    shown = await shown_under(context, said.line, asked)
    place = int(said.value[1:])
    return replace(said, value=str(shown[place]["value"])) if place < len(shown) else said
