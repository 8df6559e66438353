"""Takes a shift with one tap, accepts one that was offered, joins a waiting list, and confirms. A
press that comes too late is told what has happened meanwhile.
"""

from __future__ import annotations

from handlers.conversation.values import Button, Context, Reply, say
from handlers.shifts.mine.asking import Named, about_one, again, old
from handlers.shifts.mine.hearing import asks_which
from handlers.shifts.mine.showing import look, show_all
from handlers.shifts.mine.words import MINE, calendar, what, whole
from storage.shifts import actions
from storage.shifts.asking import line_told_at
from storage.shifts.rules import COMING, UNANSWERED, PlaceState


async def _take(context: Context, one: Named) -> Reply:
    """`/tagvagt 12`: take it; also accepts an offer, and "can you step in?"."""
    place = one.place
    if place is not None and place.state in COMING:
        return say("shift_old.twice", _call_off(one.id), MINE, what=what(context, one.held))
    if place is not None and place.state in UNANSWERED:
        await actions.accept(context.tx, one.number, one.id, context.now)
    else:
        await actions.take(context.tx, one.number, one.id, context.now)
    return await _taken(context, one)


async def _taken(context: Context, one: Named) -> Reply:
    """A shift is theirs: when and where it is, whom to call, and the way to the calendar."""
    shift = await whole(context, one.held)
    return say("shift_mine.taken", calendar(one.id), _call_off(one.id), MINE, shift=shift)


def _call_off(id: int) -> Button:
    return Button(f"/afbud {id}", "shift_mine.cannot_after_all")


async def _wait(context: Context, one: Named) -> Reply:
    """`/venteliste 12`: join the waiting list of a full shift. One with room is simply taken."""
    place = one.place
    if place is not None and place.state is PlaceState.WAITING:
        return _in_line(context, one, one.held.in_line(one.number))
    if one.held.left > 0:
        return await _take(context, one)
    where = await actions.wait(context.tx, one.number, one.id, context.now)
    if where == 0:  # a place has just become free and is offered to them
        return await look(context, str(one.id))
    return _in_line(context, one, where)


def _in_line(context: Context, one: Named, place: int) -> Reply:
    """Their position on the list. Near the shift, also what it means to get no message."""
    leave = Button.to("ikkevente", one.id)
    follows = line_told_at(context.now, one.held.shift.begins_at) is not None
    key = "shift_mine.in_line" if follows else "shift_mine.in_line_late"
    return say(key, leave, MINE, place=place, what=what(context, one.held))


async def _leave_line(context: Context, one: Named) -> Reply:
    """`/ikkevente 12`: leave the waiting list."""
    await actions.leave_line(context.tx, one.number, one.id, context.now)
    return say("shift_mine.out_of_line", MINE, what=what(context, one.held))


async def _refuse(context: Context, one: Named) -> Reply:
    """`/nejvagt 12`: decline an offer, or stepping in. No reason is asked for."""
    await actions.refuse(context.tx, one.number, one.id, context.now)
    return say("shift_mine.refused", MINE)


async def _come(context: Context, one: Named) -> Reply:
    """`/kommer 12`: yes to "can you still?". With free words, ask which shift is meant."""
    place = one.place
    if place is not None and place.state in UNANSWERED:
        return await _take(context, one)
    if place is not None and place.state not in COMING and place.state is not PlaceState.WAITING:
        return say("shift_old.come_after_all", again(one.held), MINE, what=what(context, one.held))
    if place is None or place.state is PlaceState.WAITING:
        return old(context, one.number, one.held)
    await actions.confirm(context.tx, one.number, one.id, context.now)
    shift = await whole(context, one.held)
    return say("shift_mine.coming", _call_off(one.id), MINE, shift=shift)


take = about_one(_take, "shift_confirm", show_all)
wait = about_one(_wait, "shift_list", show_all)
leave_line = about_one(_leave_line, "shift_list", show_all)
refuse = about_one(_refuse, "shift_cancel", show_all)
come = about_one(_come, "shift_confirm", asks_which(coming=True))
