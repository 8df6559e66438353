"""Who is told what about an agreement: the partner's contact persons in their own talk and
language, the colleague in charge at the desk. Must not decide anything.
"""

from __future__ import annotations

from handlers.agreements.acting import see
from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Message, Occasion
from storage.agreements.queries import Whole, listeners
from storage.agreements.rules import Party
from storage.database import Transaction
from storage.people.queries import colleague, colleagues, language_of
from storage.people.rules import Language, Role
from storage.talk.rules import DESK, PRIVATE


async def tell_side(occasion: Occasion, whole: Whole, party: Party, message: Message) -> int:
    """Tell one side; returns how many people were told. The partner is not told what can be taken
    back.
    """
    if party is Party.PARTNER and whole.unheard:
        return 0
    if party is Party.PARTNER:
        people, place = set(await listeners(occasion.tx, whole)), PRIVATE
    else:
        people, place = set(await _holders(occasion.tx, whole)), DESK
    for person_id in sorted(people):
        await tell_person(occasion, person_id, message, place=place)
    return len(people)


async def drafted_in(tx: Transaction, whole: Whole) -> Language:
    """The language of the usual words: that of the partner's first contact person, else Danish."""
    there = await listeners(tx, whole)
    return await language_of(tx, there[0]) if there else Language.DA


async def _holders(tx: Transaction, whole: Whole) -> list[int]:
    """The colleague who has it; all coordinators when that one has left."""
    assigned = whole.case.assigned
    if assigned is not None and await colleague(tx, assigned) is not None:
        return [assigned]
    return [each.person_id for each in await colleagues(tx) if each.may(Role.COORDINATOR)]


def news(whole: Whole, key: str, party: Party, *ways: str, **values: object) -> Message:
    """A message with the buttons for what comes next, and the one to the agreement."""
    number = whole.number
    buttons = (*(Button.to(way, number) for way in ways), see(number))
    given: Values = {"ref": number, "partner": whole.partner.name, **values}  # type: ignore[dict-item]
    of_case = number if party is Party.PARTNER else None
    return Message(f"agreement_news.{key}", given, buttons, case=of_case)
