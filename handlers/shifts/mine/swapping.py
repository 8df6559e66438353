"""`/byt 12`: ask another volunteer to take a place over, and the answer to that. The place does not
move before their yes. Only names of volunteers in the same role are shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.values import Button, Context, Reply, say
from handlers.shifts.mine.asking import Named, about_one, again, numbers, old, speaker
from handlers.shifts.mine.hearing import asks_which
from handlers.shifts.mine.words import MINE, calendar, what, whole
from handlers.shifts.told import tell_swap, tell_swapped
from storage.cases.rules import first_name
from storage.shifts import actions
from storage.shifts.queries import own_swap, said_no, who_can_swap
from storage.shifts.rules import COMING, CannotSwap, NoSuchShift


async def _start(context: Context, one: Named) -> Reply:
    """`/byt 12` asks with whom, as buttons; `/byt 12 7` asks that volunteer."""
    if one.place is None or one.place.state not in COMING:
        return old(context, one.number, one.held)
    if one.more is None:
        return await _who(context, one)
    return await _ask(context, one, one.more)


async def _who(context: Context, one: Named) -> Reply:
    """The volunteers who have the role, may work it and are free, by first name."""
    id, held = one.id, one.held
    refused = await said_no(context.tx, held)
    known = await who_can_swap(context.tx, one.number, held)
    others = [each for each in known if each.number not in refused]
    off = Button.to("afbud", id)
    if not others:
        return say("shift_swap.nobody", off, MINE, what=what(context, held))
    names = told_apart([each.name for each in others])
    buttons = [
        Button(f"/byt {id} {each.number}", label=name)
        for each, name in zip(others, names, strict=True)
    ]
    return say("shift_swap.who", *buttons, off, what=what(context, held))


def told_apart(names: Sequence[str]) -> list[str]:
    """First names; equal ones get the first letter of the last name: "Anna B."."""
    first = [first_name(name) for name in names]
    return [
        f"{short} {name.split()[-1][0]}." if first.count(short) > 1 and " " in name else short
        for short, name in zip(first, names, strict=True)
    ]


async def _ask(context: Context, one: Named, other: int) -> Reply:
    number, id = one.number, one.id
    others = await who_can_swap(context.tx, number, one.held)
    chosen = next((each for each in others if each.number == other), None)
    if chosen is None:  # do not reveal whether there is such a volunteer
        return await _who(context, one)
    name = first_name(chosen.name)
    off = Button.to("afbud", id)
    try:
        swap = await actions.ask_swap(context.tx, number, id, other, context.now)
    except CannotSwap as cannot:
        key = _NOT_ASKED.get(cannot.why, "cannot")
        return say(f"shift_swap.{key}", off, MINE, name=name)
    await tell_swap(context, swap)
    return say("shift_swap.asked", MINE, name=name)


_NOT_ASKED = {"asked": "asked_already", "said_no": "said_no"}
"""Refusals with a text of their own, for the one who asks."""


start = about_one(_start, "shift_cancel", asks_which("byt"))


async def accept(context: Context, rest: str) -> Reply:
    """`/bytja 3`: I take it over."""
    return await _answer(context, rest, yes=True)


async def refuse(context: Context, rest: str) -> Reply:
    """`/bytnej 3`: not this time. No reason is asked for."""
    return await _answer(context, rest, yes=False)


async def _free(context: Context, number: int, swap_id: int) -> Reply:
    """The one who asked has no place any more: show the way to take it instead."""
    swap = await own_swap(context.tx, number, swap_id)
    if swap is None or swap.held.left <= 0:
        return say("shift_swap.over", MINE)
    return say("shift_swap.over_but_free", again(swap.held), MINE)


async def _answer(context: Context, rest: str, *, yes: bool) -> Reply:
    standing, named = await speaker(context), numbers(rest)
    if standing is None or named is None:
        return say("shift_swap.over", MINE)
    number = standing.case.number
    try:
        swap = await actions.answer_swap(context.tx, number, named[0], yes, context.now)
    except NoSuchShift:
        return say("shift_swap.over", MINE)
    except CannotSwap as cannot:
        if cannot.why == "gone" and yes:
            return await _free(context, number, named[0])
        return say("shift_swap.busy" if cannot.why == "not_for_them" else "shift_swap.over", MINE)
    await tell_swapped(context, swap, yes=yes)
    if not yes:
        return say("shift_swap.no_done", MINE)
    shift = await whole(context, swap.held)
    return say("shift_swap.yes_done", calendar(swap.held.shift.id), MINE, shift=shift)
