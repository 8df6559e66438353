"""What a silenced person is told: why, until when, whom to ring, and where help is.

It is told once when it begins, and again as the answer to everything they say. Must not decide it.
"""

from __future__ import annotations

from datetime import date

from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Context, Message, Occasion
from handlers.library import Library
from storage.silences.actions import to_be_told, told
from storage.silences.queries import silence_of
from storage.talk.tables import Due


def sentences(reason: str, until: date, library: Library) -> tuple[Message, ...]:
    """All that they are told. It ends with where help is, whatever they wrote."""
    call = library.phone or Key("silence.counter")
    values: Values = {"reason": reason, "until": until, "call": call}
    return (Message("silence.told", values), help_is_near(library))


def help_is_near(library: Library) -> Message:
    """The numbers of help that the library has confirmed, and the emergency number."""
    if library.crisis_number and library.crisis_number_children:
        numbers = {"crisis": library.crisis_number, "children": library.crisis_number_children}
        return Message("silence.help_children", numbers)
    if library.crisis_number:
        return Message("silence.help", {"crisis": library.crisis_number})
    return Message("silence.danger")


async def answer(context: Context) -> tuple[Message, ...]:
    """The answer to everything they say."""
    found = await silence_of(context.tx, context.person_id, context.now)
    if found is None:
        return (help_is_near(context.library),)
    await told(context.tx, found, context.now)
    return sentences(found.reason, found.until, context.library)


async def tell_silenced(occasion: Occasion, due: Due) -> None:
    """The silence can no longer be taken back: tell its person."""
    found = await to_be_told(occasion.tx, due, occasion.now)
    if found is not None:
        for message in sentences(found.reason, found.until, occasion.library):
            await tell_person(occasion, found.person_id, message)
