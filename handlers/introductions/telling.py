"""What each side of an introduction is told, in its own talk and language.

Every line about an introduction has a button with its number; so the line is found again when it
must be forgotten. Contact data is only in `shown`, which is said once both have said yes, and never
in a line of a case. Must not decide anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation import render
from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Key, Value, Values
from handlers.conversation.values import Button, Message, Occasion
from handlers.library import Library
from handlers.together import kind_word
from storage.introductions.actions.held import Held
from storage.introductions.queries import Listener, Seen, listeners, seen
from storage.introductions.rules import TOGETHER, Side
from storage.introductions.tables import Introduction
from storage.people.rules import Language
from storage.talk.actions import tell
from storage.talk.rules import DESK


def hils(id: int, label: str = "introduction.look") -> Button:
    """The button to an introduction."""
    return Button(f"/hils {id}", label)


def no_thanks(id: int) -> Button:
    """The button for a no."""
    return Button.to("nejtak", id, quiet=True)


def write(id: int) -> Button:
    """The button for writing to the other side."""
    return Button.to("skriv", id)


def other(seen: Seen) -> str | Key:
    """What the other side is called: its name where that may be told, else a general word."""
    if seen.theirs is not None and seen.kind is None:
        return seen.theirs.name
    if seen.their_name:
        return seen.their_name
    if seen.kind is not None:
        return kind_word(seen.kind)
    if seen.side is Side.OTHER:
        return Key("together.citizen")
    return Key("together.author" if seen.of_an_idea else "together.also")


def question(seen: Seen, library: Library) -> Message:
    """The question whether somebody wants to be introduced."""
    asked = {Side.IDEA: "ask_idea", Side.OTHER: "ask_partner" if seen.partner else "ask_citizen"}
    values: Values = {
        "who": other(seen),
        "about": seen.about,
        "library": library.name,
        "until": seen.expires_at,
    }
    buttons = [hils(seen.id, "introduction.yes"), no_thanks(seen.id)]
    if seen.talks:
        buttons.insert(1, write(seen.id))
    return Message(f"introduction.{asked[seen.side]}", values, tuple(buttons))


def standing(seen: Seen) -> Message:
    """The state of an introduction, in a line for one side."""
    key = "agreed" if seen.stand in TOGETHER else "waits" if seen.answered else "asked"
    return Message(f"introduction.page_{key}", {"who": other(seen)})


def shown(seen: Seen) -> tuple[Message, ...]:
    """What the other side chose to show; only after both have said yes."""
    if seen.theirs is None:
        return ()
    ways: list[str | Key] = [way for way in (seen.theirs.phone, seen.theirs.mail) if way]
    values: dict[str, Value] = {"name": seen.theirs.name, "ways": ways}
    key = "introduction.theirs" if ways else "introduction.theirs_here"
    ending = Button(f"/nejtak {seen.id}", "introduction.end", quiet=True)
    first = Message(key, values, (write(seen.id), ending))
    if not seen.text:
        return (first,)
    return (first, Message("introduction.their_text", {"text": seen.text}, (hils(seen.id),)))


async def tell_side(occasion: Occasion, row: Introduction, side: Side, message: Message) -> None:
    """Tell everybody of one side, as news of their case."""
    for listener in await listeners(occasion.tx, row, side):
        await _say(occasion, listener, message)


async def _say(
    occasion: Occasion, listener: Listener, message: Message, *, of_the_case: bool = True
) -> None:
    case = listener.case if of_the_case else None
    words = render.words(occasion.texts, Language(listener.language), replace(message, case=case))
    await tell(occasion.tx, listener.person_id, words, occasion.now)


async def ask_sides(occasion: Occasion, row: Introduction, sides: Sequence[Side]) -> None:
    """Ask everybody of some sides."""
    for side in sides:
        for listener in await listeners(occasion.tx, row, side):
            found = await seen(occasion.tx, listener.person_id, row.id)
            if found is not None:
                await _say(occasion, listener, question(found, occasion.library))


async def tell_agreed(occasion: Occasion, held: Held, *, but: int | None = None) -> None:
    """Both have said yes: tell each side what the other shows. `but`: a person who gets it as the
    answer.
    """
    tx, row = occasion.tx, held.row
    for side in Side:
        for listener in await listeners(tx, row, side):
            if listener.person_id == but:
                continue
            both = Message("introduction.both", {"about": row.about}, (hils(row.id),))
            await _say(occasion, listener, both)
            found = await seen(tx, listener.person_id, row.id)
            for message in shown(found) if found else ():
                await _say(occasion, listener, message, of_the_case=False)
        colleague = held.sides[side].colleague
        if colleague is not None:
            await tell_colleague(occasion, row, "both_said", colleague=colleague)


async def tell_colleague(
    occasion: Occasion, row: Introduction, key: str, *, colleague: int | None = None
) -> None:
    """Tell the colleague who proposed it or speaks for a side; no names and no contact data."""
    person_id = colleague or (row.by if row.by_name else None)
    if person_id is None:
        return
    first = (Button.to("svarfor", row.id),) if key == "unreachable" else ()
    buttons = (*first, Button.to("sammen", row.case_number), hils(row.id))
    message = Message(f"introduction.desk_{key}", {"ref": row.case_number}, buttons)
    await tell_person(occasion, person_id, message, place=DESK)
