"""Tells what became due about a shift that is not over.

What was overtaken before it could be sent is not sent: no "i morgen" after the shift.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from handlers.conversation.texts import Value, Values
from handlers.conversation.values import Button, Occasion
from handlers.shifts.told.desk import cover_buttons, see
from handlers.shifts.told.dropped import say_dropped
from handlers.shifts.told.swaps import tell_unanswered
from handlers.shifts.told.teller import Teller
from storage.shifts.actions import Happened, happen
from storage.shifts.asking import about_place, about_shift, useful_until
from storage.shifts.rules import News, PlaceState, Step
from storage.talk.tables import Due


async def tell_before(occasion: Occasion, due: Due) -> None:
    """Do what became due before or during a shift, and tell the people concerned."""
    found = await happen(occasion.tx, due, occasion.now)
    if found is not None:
        await _SAYING[found.step](Teller.of(occasion), found)


def off(found: Happened) -> Button:
    """The button "I cannot come"."""
    return Button(f"/afbud {found.held.shift.id}", "shift_news.cannot")


async def _reminds(teller: Teller, found: Happened, key: str, *buttons: Button) -> None:
    """A reminder; it is dropped once the next one is due."""
    if found.helper is not None:
        until = useful_until(found.held.shift.begins_at, found.step)
        await teller.own(found.held, found.helper, key, *buttons, until=until)


async def _week(teller: Teller, found: Happened) -> None:
    await _reminds(teller, found, "shift_news.week", off(found))


async def _days(teller: Teller, found: Happened) -> None:
    """Ask whether they can still come; somebody who has said so is only reminded."""
    if found.helper is not None and found.helper.state is PlaceState.CONFIRMED:
        await _reminds(teller, found, "shift_news.days_sure", off(found))
        return
    yes = Button(f"/kommer {found.held.shift.id}", "shift_news.yes_still")
    no = Button(f"/afbud {found.held.shift.id}", "shift_news.no_cannot")
    await _reminds(teller, found, "shift_news.days", yes, no)


async def _hours(teller: Teller, found: Happened) -> None:
    late = Button(f"/forsinket {found.held.shift.id}", "shift_news.late")
    await _reminds(teller, found, "shift_news.hours", late, off(found))


async def _still_full(teller: Teller, found: Happened) -> None:
    """Tell those who wait that they can make other plans; they keep their position on the list."""
    if found.helper is None:
        return
    leave = Button.to("ikkevente", found.held.shift.id)
    held, begins = found.held, found.held.shift.begins_at
    key = "shift_news.still_full"
    await teller.own(held, found.helper, key, leave, unasked=True, until=begins)


async def _silent(teller: Teller, found: Happened) -> None:
    if found.helper is None:
        return
    name, number = found.helper.name, found.helper.place.volunteer
    them = Button(f"/frivillig {number}", "volunteers.see")
    values: Values = {"name": name, "ref": number or 0}
    buttons = (them, see(found.held))
    about = about_place(found.helper.place.id)
    await teller.staff(found.held, "shift_staff.silent", *buttons, values=values, about=about)


async def _short(teller: Teller, found: Happened) -> None:
    held = found.held
    values = {"n": held.missing, "least": held.shift.minimum}
    buttons = cover_buttons(held)
    about = about_shift(held.shift.id)
    await teller.staff(held, "shift_staff.short", *buttons, values=values, about=about)


async def _news(teller: Teller, found: Happened) -> None:
    held, helper, news = found.held, found.helper, found.news
    if news is News.DROPPED:
        await say_dropped(teller, found)
        return
    if news is News.NOBODY:
        missing, about = {"n": held.missing}, about_shift(held.shift.id)
        await teller.staff(held, "shift_staff.nobody", see(held), values=missing, about=about)
    if helper is None or news is None:
        return
    id, values, until = held.shift.id, dict[str, Value](), held.shift.begins_at
    buttons: tuple[Button, ...] = ()
    if news in {News.OFFERED, News.ASKED}:
        yes = Button(f"/tagvagt {id}", "shift_news.yes_take")
        buttons = (yes, Button(f"/nejvagt {id}", "shift_news.no_thanks"))
        until = helper.place.until or until
        values = {"until": until}
    elif news is News.LAPSED:
        buttons = (Button(f"/venteliste {id}", "shift_news.wait_again"),)
    key = "asked_more" if news is News.ASKED and not held.missing else news
    await teller.own(
        held, helper, f"shift_news.{key}", *buttons, values=values, unasked=True, until=until
    )


_Say = Callable[[Teller, Happened], Awaitable[None]]

_SAYING: dict[Step, _Say] = {
    Step.WEEK: _week,
    Step.DAYS: _days,
    Step.HOURS: _hours,
    Step.STILL_FULL: _still_full,
    Step.SILENT: _silent,
    Step.SHORT: _short,
    Step.SWAP: tell_unanswered,
    Step.TELL: _news,
}
