"""Somebody lost the right to work shifts that they had: tell them not to come, and tell the
colleagues in charge of the shifts. All shifts of a person are in one message.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.texts import Values
from handlers.conversation.values import Button
from handlers.shifts.told.desk import see
from handlers.shifts.told.teller import Teller
from storage.shifts.actions import Happened
from storage.shifts.queries import Held


async def say_dropped(teller: Teller, found: Happened) -> None:
    """Tell both sides. An erased person has no name, and only staff are told."""
    helper, shifts = found.helper, found.dropped
    if helper is not None and helper.person is not None:
        if len(shifts) == 1:
            out = Button(f"/kalender {shifts[0].shift.id}", "shift_news.calendar_out")
            await teller.own(shifts[0], helper, "shift_news.dropped", out)
        else:
            number = helper.place.volunteer
            await teller.many(helper.person, number, list(shifts), "shift_news.many_dropped")
    for theirs in await _by_colleague(teller, shifts):
        await _staff(teller, theirs, found)


async def _by_colleague(teller: Teller, shifts: Sequence[Held]) -> list[list[Held]]:
    """The shifts, grouped by the colleagues in charge."""
    found: dict[tuple[int, ...], list[Held]] = {}
    for held in shifts:
        found.setdefault(await teller.who(held), []).append(held)
    return list(found.values())


async def _staff(teller: Teller, shifts: Sequence[Held], found: Happened) -> None:
    helper = found.helper
    values: Values = {"name": helper.name, "ref": helper.place.volunteer or 0} if helper else {}
    key = "shift_staff.dropped" if helper else "shift_staff.left"
    if len(shifts) > 1:
        values = {**values, "n": len(shifts)}
        key += "_many"
    them = (Button(f"/frivillig {values['ref']}", "volunteers.see"),) if helper else ()
    await teller.staff(shifts[0], key, *them, see(shifts[0]), values=values)
