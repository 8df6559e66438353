"""What both hear of a swap: who is asked, and who asked."""

from __future__ import annotations

from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Context
from handlers.shifts.told.teller import Teller
from storage.cases.rules import first_name
from storage.shifts.actions import Happened
from storage.shifts.asking import can_be_asked
from storage.shifts.queries import Helper, Swap
from storage.shifts.tables import ShiftPlace


async def tell_swap(context: Context, swap: Swap) -> None:
    """Somebody is asked by name whether they take a place over."""
    id = swap.row.id
    yes = Button(f"/bytja {id}", "shift_news.yes_take")
    no = Button(f"/bytnej {id}", "shift_news.no_thanks")
    place = ShiftPlace(shift=swap.held.shift.id, volunteer=swap.asked.number)
    asked = Helper(place, swap.asked.name, swap.asked.person)
    values: Values = {"name": first_name(swap.giver.name), "until": swap.row.until}
    waits = can_be_asked(context.now, swap.held.shift.begins_at)
    await Teller.of(context).own(
        swap.held, asked, "shift_news.swap", yes, no, values=values, unasked=waits
    )


async def tell_swapped(context: Context, swap: Swap, *, yes: bool) -> None:
    """Who asked hears the answer; of a yes also who looks after the shift."""
    teller, name = Teller.of(context), first_name(swap.asked.name)
    if not yes:
        off = Button(f"/afbud {swap.held.shift.id}", "shift_news.cannot")
        await teller.own(swap.held, swap.giver, "shift_news.swap_no", off, values={"name": name})
        return
    await teller.own(swap.held, swap.giver, "shift_news.swap_yes", values={"name": name})
    values = {"name": swap.giver.name, "other": swap.asked.name}
    await teller.staff(swap.held, "shift_staff.swapped", values=values)


async def tell_unanswered(teller: Teller, found: Happened) -> None:
    """Who asked hears that there was no answer, and that the place is still theirs."""
    if found.swap is None:
        return
    id = found.held.shift.id
    another = Button(f"/byt {id}", "shift_news.swap_another")
    off = Button(f"/afbud {id}", "shift_news.cannot")
    values = {"name": first_name(found.swap.asked.name)}
    await teller.own(
        found.held, found.swap.giver, "shift_news.swap_over", another, off, values=values
    )
