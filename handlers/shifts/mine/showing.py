"""`/vagter` and `/vagt 12`: one's own shifts first, then those to take, by day with a button each;
and one shift with everything that can be done.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.conversation.numbers import page_of
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Context, Message, Reply, say
from handlers.library import Library
from handlers.shifts.mine.asking import Named, about_one, old, speaker, stranger
from handlers.shifts.mine.words import MINE, facts, listed, see, what, whole
from storage.cases.rules import first_name
from storage.shifts.queries import Held, Swap, asked_swaps, own, takeable
from storage.shifts.rules import COMING, UNANSWERED, PlaceState
from storage.volunteers.queries import Standing
from storage.volunteers.rules import NEW, State

PAGE = 6
"""How many shifts to take are shown at a time: one button each is enough for a telephone."""

SOON = timedelta(hours=24)
"""A shift has the button "I am late" from this long before it begins."""


async def show(context: Context, rest: str) -> Reply:
    """`/vagter`: mine, then those that I can take; a number is the page of the latter."""
    standing = await speaker(context)
    if standing is None:
        return stranger("shift_list", rest)
    number = standing.case.number
    mine = await own(context.tx, number, context.now)
    free = await takeable(context.tx, number, context.now)
    asked = await asked_swaps(context.tx, number, context.now)
    return Reply(
        (
            _mine(context, number, mine),
            _free(context, standing, free, page_of(rest)),
            *(_asked(context, each) for each in asked),
        )
    )


def _asked(context: Context, swap: Swap) -> Message:
    """Another volunteer has asked them to take a place over, and waits for the answer."""
    values: Values = {
        "name": first_name(swap.giver.name),
        "what": what(context, swap.held),
        "until": swap.row.until,
    }
    return Message("shift_mine.asks", values, swap_buttons(swap))


def swap_buttons(swap: Swap) -> tuple[Button, Button]:
    """The buttons yes and no for taking a place over."""
    id = swap.row.id
    yes = Button(f"/bytja {id}", "shift_mine.yes_take")
    return yes, Button(f"/bytnej {id}", "shift_mine.no_thanks")


def _mine(context: Context, number: int, mine: list[Held]) -> Message:
    if not mine:
        return Message("shift_mine.none_yours")
    shown = listed(context, number, mine)
    return Message("shift_mine.yours", {"shifts": shown}, tuple(see(context, h) for h in mine))


def _free(context: Context, standing: Standing, free: list[Held], page: int) -> Message:
    if standing.state in NEW:
        return Message("shift_mine.not_yet", {}, (Button.to("frivillig"),))
    if standing.state is State.PAUSED:
        return Message("shift_mine.paused", {}, (Button.to("kommigen"),))
    shown = free[(page - 1) * PAGE : page * PAGE]
    if not shown:
        write = Button.to("frivilligbesked")
        return Message("shift_mine.none_free", {}, (write,))
    more = [Button(f"/vagter {page + 1}", "shift_mine.more")] if free[page * PAGE :] else []
    buttons = (*(take(context.library, held) for held in shown), *more)
    values = {"shifts": listed(context, standing.case.number, shown)}
    return Message("shift_mine.free", values, buttons)


def take(library: Library, held: Held) -> Button:
    """The button that takes a shift, or joins the waiting list of a full one."""
    if held.left > 0:
        return Button(f"/tagvagt {held.shift.id}", "shift_mine.take", values=facts(library, held))
    wait = f"/venteliste {held.shift.id}"
    return Button(wait, "shift_mine.wait", values=facts(library, held))


async def show_all(context: Context, _: Standing, __: str) -> Reply:
    """The same, for a command about one shift that names none."""
    return await show(context, "")


async def _look(context: Context, one: Named) -> Reply:
    """`/vagt 12`: one shift, and what can be done."""
    return await card(context, one.number, one.held)


look = about_one(_look, "shift_list", show_all)


async def card(context: Context, number: int, held: Held) -> Reply:
    """A shift with its facts, the volunteer's state in it, and the buttons for that."""
    place = held.of(number)
    if place is None or place.state not in {*COMING, *UNANSWERED, PlaceState.WAITING}:
        if held.shift.begins_at <= context.now:
            return old(context, number, held)
        key = "shift_mine.card_free" if held.left > 0 else "shift_mine.card_full"
        return say(key, take(context.library, held), MINE, what=what(context, held))
    values: Values = {
        "shift": await whole(context, held),
        "place": held.in_line(number),
        "until": place.place.until or "",
    }
    message = Message(
        f"shift_mine.card_{place.state}", values, ways(held, place.state, context.now)
    )
    return Reply((message,))


def ways(held: Held, state: PlaceState, now: datetime) -> tuple[Button, ...]:
    """What a volunteer with a place can do about it, in order."""
    id = held.shift.id
    off, swap = Button.to("afbud", id), Button.to("byt", id)
    if state in UNANSWERED:
        yes = Button(f"/tagvagt {id}", "shift_mine.yes_take")
        return yes, Button(f"/nejvagt {id}", "shift_mine.no_thanks")
    if state is PlaceState.WAITING:
        return Button.to("ikkevente", id), MINE
    if state not in COMING:
        return (MINE,)
    coming = [Button.to("kommer", id)] if state is PlaceState.TAKEN else []
    near = held.shift.begins_at - now <= SOON
    late = [Button.to("forsinket", id)] if near else []
    return (*coming, off, *late, swap, MINE)
