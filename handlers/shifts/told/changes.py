"""Tells of changed and cancelled shifts: everybody who is on one, waits for it or was asked.

Somebody on many shifts of a series gets one message about all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from handlers.conversation.values import Button, Context
from handlers.shifts.told.swaps import tell_asked
from handlers.shifts.told.teller import Teller
from storage.cases.rules import first_name
from storage.shifts.actions import Changed
from storage.shifts.queries import Held, Helper
from storage.shifts.rules import COMING, PlaceState

Pair = tuple[Held, Helper]


async def tell_changed(context: Context, changed: Changed) -> None:
    """Tell that shifts have another time, place or note."""
    teller = Teller.of(context)
    for lost in changed.lost:
        out = _out(lost.held)
        await teller.own(lost.held, lost.helper, f"shift_news.lost_{lost.why}", out)
    for pairs in _by_person(changed.tell):
        await _changed(teller, pairs, moved=changed.moved)
    if changed.moved:
        await tell_asked(context, changed.shifts, "shift_news.swap_moved")


async def _changed(teller: Teller, pairs: Sequence[Pair], *, moved: bool) -> None:
    held, helper = pairs[0]
    kind = "moved" if moved else "changed"
    if len(pairs) > 1:
        mine = Button("/vagter", "shift_news.see_all")
        shifts = [each for each, _ in pairs]
        await teller.many(
            helper.person or 0, helper.place.volunteer, shifts, f"shift_news.many_{kind}", mine
        )
        return
    if helper.state not in COMING:
        await teller.own(held, helper, f"shift_news.{kind}_other", _see(held))
        return
    off = Button(f"/afbud {held.shift.id}", "shift_news.no_cannot")
    yes = Button(f"/kommer {held.shift.id}", "shift_news.yes_still")
    if moved:
        await teller.own(held, helper, "shift_news.moved", yes, off, _calendar(held))
    elif held.shift.note:
        note = {"note": held.shift.note}
        await teller.own(held, helper, "shift_news.changed_note", _see(held), values=note)
    else:
        await teller.own(held, helper, "shift_news.changed", _see(held))


def _calendar(held: Held) -> Button:
    """The button to the changed shift, for one's own calendar."""
    return Button(f"/kalender {held.shift.id}", "shift_news.calendar")


def _out(held: Held) -> Button:
    """The button for somebody who is not to come: it removes the shift from their calendar."""
    return Button(f"/kalender {held.shift.id}", "shift_news.calendar_out")


def _see(held: Held) -> Button:
    return Button(f"/vagt {held.shift.id}", "shift_news.see")


async def tell_cancelled(context: Context, helds: Iterable[Held]) -> None:
    """Tell everybody on cancelled shifts, with the reason."""
    teller, cancelled = Teller.of(context), list(helds)
    for pairs in _by_person([(held, each) for held in cancelled for each in held.helpers]):
        held, helper = pairs[0]
        reason = {"reason": held.shift.reason or ""}
        if len(pairs) > 1:
            shifts = [each for each, _ in pairs]
            await teller.many(
                helper.person or 0,
                helper.place.volunteer,
                shifts,
                "shift_news.many_cancelled",
                values=reason,
            )
        else:
            await teller.own(held, helper, "shift_news.cancelled", _out(held), values=reason)

    await tell_asked(context, cancelled, "shift_news.swap_gone")


def _by_person(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """The shifts of each person, in the order of the persons."""

    def who(pair: Pair) -> int:
        return pair[1].person or 0

    there = sorted((pair for pair in pairs if pair[1].person is not None), key=who)
    return [list(each) for _, each in groupby(there, key=who)]


async def tell_given(context: Context, held: Held, number: int) -> None:
    """Tell that a colleague gave somebody a place, or took it back."""
    helper, by = held.of(number), context.colleague
    if helper is None or by is None:
        return
    teller, id = Teller.of(context), held.shift.id
    name = {"name": first_name(by.name)}
    if helper.state in COMING:
        off = Button(f"/afbud {id}", "shift_news.no_cannot")
        yes = Button(f"/kommer {id}", "shift_news.yes_can")
        await teller.own(held, helper, "shift_news.given", yes, off, _calendar(held), values=name)
    elif helper.state is PlaceState.GONE:
        await teller.own(held, helper, "shift_news.taken_back", _out(held), values=name)
