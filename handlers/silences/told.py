"""What somebody hears who is silenced: why, until when, whom to ring, and where help is.

Said once when it begins, and as the answer to whatever they say meanwhile. Must not decide it.
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
    """All that they are to know; that help is near comes last, whatever they wrote."""
    call = library.phone or Key("silence.counter")
    values: Values = {"reason": reason, "until": until, "call": call}
    return (Message("silence.told", values), help_is_near(library))


def help_is_near(library: Library) -> Message:
    """The numbers that the library has confirmed, and the one that everybody knows."""
    if library.crisis_number and library.crisis_number_children:
        numbers = {"crisis": library.crisis_number, "children": library.crisis_number_children}
        return Message("silence.help_children", numbers)
    if library.crisis_number:
        return Message("silence.help", {"crisis": library.crisis_number})
    return Message("silence.danger")


async def answer(context: Context) -> tuple[Message, ...]:
    """What is answered to whatever they say."""
    found = await silence_of(context.tx, context.person_id, context.now)
    if found is None:
        return (help_is_near(context.library),)
    await told(context.tx, found, context.now)
    return sentences(found.reason, found.until, context.library)


async def tell_silenced(occasion: Occasion, due: Due) -> None:
    """It can no longer be taken back: they are told."""
    found = await to_be_told(occasion.tx, due, occasion.now)
    if found is not None:
        for message in sentences(found.reason, found.until, occasion.library):
            await tell_person(occasion, found.person_id, message)
