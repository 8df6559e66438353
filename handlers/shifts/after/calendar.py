"""`/kalender`: a volunteer's shifts in their own calendar, all or one at a time."""

from __future__ import annotations

from handlers.conversation.numbers import id_and_words
from handlers.conversation.parsers import folded
from handlers.conversation.values import Button, Context, Message, Reply
from handlers.shifts.after.acts import not_one, own_number
from storage.shifts import actions
from storage.shifts.queries import edition_of, one_entry

ANEW = frozenset({"nulstil", "ny", "nyt", "reset", "new"})


async def show(context: Context, rest: str) -> Reply:
    """`/kalender`, `/kalender 12`: a link to all, or to one; `/kalender nulstil`: a new link."""
    number = await own_number(context)
    edition = await edition_of(context.tx, number) if number else None
    if number is None or edition is None:
        return not_one()
    shift_id, _ = id_and_words(rest)
    if shift_id is not None and await one_entry(context.tx, number, shift_id):
        return Reply((await of_one(context, number, shift_id),))
    anew = folded(rest) in ANEW
    if anew:
        edition = await actions.new_link(context.tx, number)
    link = context.library.links.calendar(number, edition)
    key = "shift_calendar.anew" if anew else "shift_calendar.all"
    reset = () if anew else (Button("/kalender nulstil", "shift_calendar.reset"),)
    return Reply((Message(key, {"link": link}, reset),))


async def of_one(context: Context, number: int, shift_id: int) -> Message:
    """The file of one shift for a calendar, as a message: it was taken, moved or cancelled."""
    edition = await edition_of(context.tx, number) or 0
    link = context.library.links.shift(number, edition, shift_id)
    every = Button("/kalender", "shift_calendar.every")
    return Message("shift_calendar.one", {"link": link}, (every,))
