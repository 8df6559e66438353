"""What others hear at once of what a volunteer has just done: staff of a call-off, of being late
and of why; the other side of a swap. What time does is told by told.py.
"""

from __future__ import annotations

from handlers.conversation import render
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Context, Message
from handlers.shifts.mine.words import facts
from storage.cases.rules import first_name
from storage.people.queries import Colleague, colleagues, language_of
from storage.people.rules import Language, Role
from storage.shifts.queries import Held
from storage.shifts.queries.swaps import Swap
from storage.talk.actions import tell
from storage.talk.rules import DESK
from storage.volunteers.queries import Standing


async def tell_staff(
    context: Context, held: Held, standing: Standing, key: str, more: Values | None = None
) -> None:
    """Tell who looks after a shift what a volunteer of it says."""
    number = standing.case.number
    see = Button(f"/frivillig {number}", "volunteers.see")
    for each in await responsible(context, held):
        language = await language_of(context.tx, each.person_id)
        values = {"name": standing.person.name, "what": _what(context, held, language)}
        message = Message(key, {**values, **(more or {})}, (see,))
        words = render.words(context.texts, language, message)
        await tell(context.tx, each.person_id, words, context.now, place=DESK)


async def responsible(context: Context, held: Held) -> list[Colleague]:
    """The contact of the shift or of its role, else all coordinators."""
    everybody = sorted(await colleagues(context.tx), key=lambda each: each.person_id)
    contact = held.shift.contact or held.role.contact
    named = [each for each in everybody if each.person_id == contact]
    return named or [each for each in everybody if each.may(Role.COORDINATOR)]


async def ask_swap(context: Context, swap: Swap) -> None:
    """Ask the one who was named; they hear when, where and from whom."""
    yes = Button(f"/bytja {swap.row.id}", "shift_swap.yes")
    no = Button(f"/bytnej {swap.row.id}", "shift_swap.no")
    values: Values = {"name": first_name(swap.giver.name), "until": swap.row.until}
    await _say(context, swap, swap.asked.number, swap.asked.person, "asks_you", values, (yes, no))


async def tell_answer(context: Context, swap: Swap, *, yes: bool) -> None:
    """The one who asked hears the answer; staff only when another one comes."""
    key = "given" if yes else "not_given"
    values: Values = {"name": first_name(swap.asked.name)}
    number, way = swap.giver.place.volunteer, Button("/vagter", "command.vagter")
    await _say(context, swap, number, swap.giver.person, key, values, (way,))
    if not yes:
        return
    for each in await responsible(context, swap.held):
        language = await language_of(context.tx, each.person_id)
        told = {"name": swap.giver.name, "other": swap.asked.name}
        told["what"] = _what(context, swap.held, language)
        words = render.words(context.texts, language, Message("shift_told.swapped", told))
        await tell(context.tx, each.person_id, words, context.now, place=DESK)


async def _say(
    context: Context,
    swap: Swap,
    number: int | None,
    person_id: int | None,
    key: str,
    values: Values,
    buttons: tuple[Button, ...],
) -> None:
    if person_id is None:
        return
    language = await language_of(context.tx, person_id)
    told = {**values, "what": _what(context, swap.held, language)}
    message = Message(f"shift_swap.{key}", told, buttons, case=number)
    await tell(context.tx, person_id, render.words(context.texts, language, message), context.now)


def _what(context: Context, held: Held, language: Language) -> str:
    return context.texts.render("shift_mine.what", language, facts(context, held))
