"""Tells somebody something that they did not ask for, in their own language.

Must not decide who is told what, nor when.
"""

from __future__ import annotations

from handlers.conversation import render
from handlers.conversation.values import Message, Occasion
from storage.people.queries import language_of
from storage.talk.actions import tell
from storage.talk.rules import PRIVATE


async def tell_person(
    occasion: Occasion,
    person_id: int,
    message: Message,
    *,
    place: str = PRIVATE,
    at_once: bool = False,
) -> int:
    """Add a line to somebody's talk, or at another place of theirs; returns the line's number.

    `at_once`: send it by night too.
    """
    language = await language_of(occasion.tx, person_id)
    words = render.words(occasion.texts, language, message)
    return await tell(occasion.tx, person_id, words, occasion.now, place=place, at_once=at_once)
