"""Taking a shift with one tap, the yes to one that was offered or asked about, the waiting list,
and "yes, I am coming". A press that comes too late hears what has happened meanwhile.
"""

from __future__ import annotations

from handlers.conversation.values import Button, Context, Reply, say
from handlers.shifts.mine.asking import (
    again,
    found,
    gone,
    numbers,
    old,
    speaker,
    stranger,
    tried,
    unknown,
)
from handlers.shifts.mine.hearing import which
from handlers.shifts.mine.showing import look, show
from handlers.shifts.mine.words import MINE, calendar, line_place, what, whole
from storage.shifts import actions
from storage.shifts.asking import line_told_at
from storage.shifts.queries import Held
from storage.shifts.rules import COMING, UNANSWERED, PlaceState
from storage.volunteers.queries import Standing


async def take(context: Context, rest: str) -> Reply:
    """`/tagvagt 12`: it is mine now; also the yes to an offer and to "can you step in?"."""
    standing, named = await speaker(context), numbers(rest)
    if standing is None:
        return stranger("shift_confirm", rest)
    if named is None:
        return await show(context, "")
    return await tried(context, standing, named[0], _take(context, standing, named[0]))


async def _take(context: Context, standing: Standing, id: int) -> Reply:
    number = standing.case.number
    held = await found(context, standing, id)
    if held is None:
        return unknown()
    over, place = gone(context, held), held.of(number)
    if over is not None:
        return over
    if place is not None and place.state in COMING:
        return say("shift_old.twice", _call_off(id), MINE, what=what(context, held))
    if place is not None and place.state in UNANSWERED:
        await actions.accept(context.tx, number, id, context.now)
    else:
        await actions.take(context.tx, number, id, context.now)
    return await taken(context, standing, id)


async def taken(context: Context, standing: Standing, id: int) -> Reply:
    """A shift is theirs: when and where it is, who to call, and the way to the calendar."""
    held = await found(context, standing, id)
    if held is None:
        return unknown()
    shift = await whole(context, held)
    return say("shift_mine.taken", calendar(id), _call_off(id), MINE, shift=shift)


def _call_off(id: int) -> Button:
    return Button(f"/afbud {id}", "shift_mine.cannot_after_all")


async def wait(context: Context, rest: str) -> Reply:
    """`/venteliste 12`: stand in the line of a full shift. One that has room is simply taken."""
    standing, named = await speaker(context), numbers(rest)
    if standing is None:
        return stranger("shift_list", rest)
    if named is None:
        return await show(context, "")
    return await tried(context, standing, named[0], _wait(context, standing, named[0]))


async def _wait(context: Context, standing: Standing, id: int) -> Reply:
    held = await found(context, standing, id)
    if held is None:
        return unknown()
    over, place = gone(context, held), held.of(standing.case.number)
    if over is not None:
        return over
    if place is not None and place.state is PlaceState.WAITING:
        return _in_line(context, line_place(held, standing.case.number), held)
    if held.left > 0:
        return await _take(context, standing, id)
    where = await actions.wait(context.tx, standing.case.number, id, context.now)
    if where == 0:  # a place has just become free, and is theirs to say yes to
        return await look(context, str(id))
    return _in_line(context, where, held)


def _in_line(context: Context, place: int, held: Held) -> Reply:
    """Where they stand; so near the shift that no word could follow, what silence means."""
    leave = Button(f"/ikkevente {held.shift.id}", "command.ikkevente")
    follows = line_told_at(context.now, held.shift.begins_at) is not None
    key = "shift_mine.in_line" if follows else "shift_mine.in_line_late"
    return say(key, leave, MINE, place=place, what=what(context, held))


async def leave_line(context: Context, rest: str) -> Reply:
    """`/ikkevente 12`: out of the line again."""
    standing, named = await speaker(context), numbers(rest)
    if standing is None or named is None:
        return unknown()
    id = named[0]

    async def act() -> Reply:
        held = await found(context, standing, id)
        if held is None:
            return unknown()
        await actions.leave_line(context.tx, standing.case.number, id, context.now)
        return say("shift_mine.out_of_line", MINE, what=what(context, held))

    return await tried(context, standing, id, act())


async def refuse(context: Context, rest: str) -> Reply:
    """`/nejvagt 12`: no to an offer, or to stepping in. Nobody asks why."""
    standing, named = await speaker(context), numbers(rest)
    if standing is None or named is None:
        return unknown()
    id = named[0]

    async def act() -> Reply:
        held = await found(context, standing, id)
        if held is None:
            return unknown()
        await actions.refuse(context.tx, standing.case.number, id, context.now)
        return say("shift_mine.refused", MINE)

    return await tried(context, standing, id, act())


async def come(context: Context, rest: str) -> Reply:
    """`/kommer 12`: yes to "can you still?". With words: which shift is meant is asked."""
    standing, named = await speaker(context), numbers(rest)
    if standing is None:
        return stranger("shift_confirm", rest)
    if named is None:
        return await which(context, standing, rest, coming=True)
    return await tried(context, standing, named[0], _come(context, standing, named[0]))


async def _come(context: Context, standing: Standing, id: int) -> Reply:
    number = standing.case.number
    held = await found(context, standing, id)
    if held is None:
        return unknown()
    over, place = gone(context, held), held.of(number)
    if over is not None:
        return over
    if place is not None and place.state in UNANSWERED:
        return await _take(context, standing, id)
    if place is not None and place.state not in COMING and place.state is not PlaceState.WAITING:
        return say("shift_old.come_after_all", again(held), MINE, what=what(context, held))
    if place is None or place.state is PlaceState.WAITING:
        return old(context, number, held)
    await actions.confirm(context.tx, number, id, context.now)
    return say("shift_mine.coming", _call_off(id), MINE, shift=await whole(context, held))
