"""What both volunteers are told about a swap: the one asked, and the one who asked."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Context
from handlers.shifts.told.teller import Teller
from storage.cases.rules import first_name
from storage.shifts.actions import Happened
from storage.shifts.asking import can_be_asked
from storage.shifts.queries import Held, Helper, Swap, open_swaps
from storage.shifts.rules import COMING, ShiftState
from storage.shifts.tables import ShiftPlace


async def tell_swap(context: Context, swap: Swap) -> None:
    """Ask somebody whether they take a place over."""
    await _own(context, swap, "shift_news.swap", *_answers(swap))


async def tell_asked(context: Context, shifts: Iterable[Held], key: str) -> None:
    """Shifts were moved or cancelled: tell those who were asked to take a place in one."""
    for held in shifts:
        for swap in await open_swaps(context.tx, held.shift.id, context.now):
            on = held.shift.state == ShiftState.OPEN
            if not on or swap.giver.state in COMING:
                await _own(context, swap, key, *(_answers(swap) if on else ()))


def _answers(swap: Swap) -> tuple[Button, Button]:
    id = swap.row.id
    yes = Button(f"/bytja {id}", "shift_news.yes_take")
    return yes, Button(f"/bytnej {id}", "shift_news.no_thanks")


async def _own(context: Context, swap: Swap, key: str, *buttons: Button) -> None:
    """Tell the one who was asked; by night only what cannot wait for the morning."""
    place = ShiftPlace(shift=swap.held.shift.id, volunteer=swap.asked.number)
    asked = Helper(place, swap.asked.name, swap.asked.person)
    begins = swap.held.shift.begins_at
    until = min(swap.row.until, begins)
    values: Values = {"name": first_name(swap.giver.name), "until": until}
    waits = can_be_asked(context.now, begins)
    await Teller.of(context).own(
        swap.held,
        asked,
        key,
        *buttons,
        values=values,
        unasked=waits,
        until=until if buttons else None,
    )


async def tell_swapped(context: Context, swap: Swap, *, yes: bool) -> None:
    """Tell the one who asked the answer; after a yes also the colleagues in charge of the shift."""
    teller, name = Teller.of(context), first_name(swap.asked.name)
    if not yes:
        off = Button(f"/afbud {swap.held.shift.id}", "shift_news.cannot")
        await teller.own(swap.held, swap.giver, "shift_news.swap_no", off, values={"name": name})
        return
    out = Button(f"/kalender {swap.held.shift.id}", "shift_news.calendar_out")
    await teller.own(swap.held, swap.giver, "shift_news.swap_yes", out, values={"name": name})
    values = {"name": swap.giver.name, "other": swap.asked.name}
    await teller.staff(swap.held, "shift_staff.swapped", values=values)


async def tell_unanswered(teller: Teller, found: Happened) -> None:
    """Tell the one who asked that there was no answer, and that the place is still theirs."""
    if found.swap is None:
        return
    id = found.held.shift.id
    another = Button(f"/byt {id}", "shift_news.swap_another")
    off = Button(f"/afbud {id}", "shift_news.cannot")
    values = {"name": first_name(found.swap.asked.name)}
    await teller.own(
        found.held, found.swap.giver, "shift_news.swap_over", another, off, values=values
    )
