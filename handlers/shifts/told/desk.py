"""What staff are told about a shift, and the search for a stand-in that they can begin."""

from __future__ import annotations

from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Context, Reply, say
from handlers.shifts.told.teller import Teller
from storage.shifts.actions import search
from storage.shifts.queries import Held
from storage.shifts.rules import NoSuchShift
from storage.volunteers.queries import Standing


def see(held: Held) -> Button:
    """The button to a shift."""
    return Button(f"/vagt {held.shift.id}", "shift_staff.see")


def cover_buttons(held: Held) -> tuple[Button, ...]:
    """What can be done about a shift with too few people."""
    return Button(f"/findafloeser {held.shift.id}", "shift_staff.search"), see(held)


async def tell_staff(
    context: Context, held: Held, standing: Standing, key: str, values: Values | None = None
) -> None:
    """Tell the colleagues in charge that a volunteer did something at a shift. The text may use
    {name}, {ref}, {what}, {when}.
    """
    number = standing.case.number
    them = Button(f"/frivillig {number}", "volunteers.see")
    given: Values = {"name": standing.person.name, "ref": number, **(values or {})}
    await Teller.of(context).staff(held, key, them, see(held), values=given)


async def find_cover(context: Context, rest: str) -> Reply:
    """`/findafloeser 12`: ask those who could step in, three at a time."""
    by = context.staff()
    id = int(rest) if rest.isdecimal() and len(rest) < 10 else 0
    try:
        asked = await search(context.tx, by, id, context.now)
    except NoSuchShift:
        return say("shift_staff.unknown")
    return say("shift_staff.asked", n=len(asked)) if asked else say("shift_staff.none_asked")
