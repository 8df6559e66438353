"""Who is told what about a live talk: the citizen in their own talk, staff at the desk.

Must not decide anything, nor change a talk.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from handlers.conversation import render
from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Texts
from handlers.conversation.values import Button, Message, Occasion
from handlers.library import Library
from storage.cases.rules import CaseKind
from storage.database import Transaction
from storage.people.queries import Colleague, colleagues
from storage.people.rules import Language, Role
from storage.talk.actions import Words, add_line, send_on, tell
from storage.talk.queries import newest_draft, talk_at
from storage.talk.rules import DESK, PRIVATE, Who

RESUME = Button.to("videre")


def end_button(number: int | None = None) -> Button:
    """The button that ends a talk: the citizen's, or with a number the staff's."""
    return Button.to("afslut") if number is None else Button.to("afslut", number)


async def tell_citizen(
    tx: Transaction, person_id: int, kind: CaseKind, words: Words, now: datetime
) -> None:
    """Tell the citizen something in a live talk, at once, also by night.

    A mail is sent only about a case that has a page of its own.
    """
    if kind is not CaseKind.TALK:
        await tell(tx, person_id, words, now, at_once=True)
        return
    talk_id, seq = await add_line(tx, person_id, words, now, place=PRIVATE)
    await send_on(tx, person_id, talk_id, seq, seq, now, place=PRIVATE, at_once=True)


async def tell_staff(
    occasion: Occasion, people: Iterable[int], message: Message, *, at_once: bool = False
) -> list[tuple[int, int]]:
    """Tell colleagues something at the desk and in their chats; returns the line of each.

    In the order of the persons, as everywhere: so two tellers cannot wait for one another.
    """
    return [
        (person, await tell_person(occasion, person, message, place=DESK, at_once=at_once))
        for person in sorted(set(people))
    ]


async def everybody(tx: Transaction) -> list[int]:
    """All who work here."""
    return [colleague.person_id for colleague in await colleagues(tx)]


async def named(tx: Transaction, library: Library) -> list[Colleague]:
    """Who is told at once when somebody is in distress: the colleague that the library has named,
    by name or mail; the administrators when there is none or they left; as a last resort everybody.
    """
    staff = await colleagues(tx)
    found = [each for each in staff if library.alerts(each.name, each.mail)]
    return found or [c for c in staff if c.role is Role.ADMINISTRATOR] or list(staff)


def quoted(texts: Texts, language: Language, text: str, name: str, number: int) -> Words:
    """What a colleague says to the citizen, under their own name."""
    return Words(
        text,
        Who.STAFF,
        name,
        render.buttons(texts, language, (end_button(),)),
        case_number=number,
    )


async def draft_button(tx: Transaction, person_id: int, now: datetime) -> tuple[Button, ...]:
    """The button to continue what was left for the talk, if anything."""
    talk = await talk_at(tx, person_id, PRIVATE)
    kept = await newest_draft(tx, talk.id, now) if talk else None
    return (RESUME,) if kept else ()
