"""What people are told when a shift is over. Storage decides what.

The tick holds the lock on the due row, and calls this in the transaction that commits it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from handlers.conversation.pen import Pen
from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Button, Message, Occasion
from handlers.shifts.after.wording import duration, facts, own_moods, who_came
from handlers.shifts.told.teller import Teller
from storage.people.queries import language_of
from storage.shifts import actions
from storage.shifts.queries import Held, Helper, hours, shift
from storage.shifts.rules import PlaceState, ShiftState, Step
from storage.shifts.times import at_wall
from storage.talk.actions import done
from storage.talk.tables import Due
from storage.volunteers.queries import volunteer

STEPS = frozenset({Step.AFTER, Step.MISSED, Step.ATTENDANCE, Step.YEAR})
"""The steps of due rows that are told here."""

TICKED = frozenset({PlaceState.ATTENDED, PlaceState.ABSENT})
THANKS = 6
"""How many ways of saying thanks there are: `shift_after.thanks_1` and so on."""


async def tell_after(occasion: Occasion, due: Due) -> None:
    """Do one of STEPS that is due, and strike it off."""
    payload, step = dict(due.payload), Step(due.payload["step"])
    await done(occasion.tx, due)
    if step is Step.AFTER:
        await _thank(occasion, payload)
    elif step is Step.MISSED:
        await _ask_missed(occasion, payload)
    elif step is Step.ATTENDANCE:
        await _ask_host(occasion, payload)
    else:
        await _tell_year(occasion, due.case_number or 0, payload["year"])


async def _thank(occasion: Occasion, payload: dict[str, Any]) -> None:
    """Say thanks, once, and ask one question. Nothing for somebody who was not there."""
    shift_id = payload["shift"]
    found = await actions.thank(occasion.tx, shift_id, payload["place"], occasion.now)
    if found is None:
        return
    if found.milestone:
        reached: Values = {"n": found.milestone, "library": occasion.library.name}
        await _tell_own(occasion, found.helper, Message("shift_after.milestone", reached))
    thanks = Key(f"shift_after.thanks_{found.count % THANKS + 1}")
    values: Values = {**facts(found.held), "thanks": thanks}
    asked = Message("shift_after.how", values, own_moods(shift_id))
    await _tell_own(occasion, found.helper, asked)


async def _ask_missed(occasion: Occasion, payload: dict[str, Any]) -> None:
    """Ask somebody who was not there a kind question, unless that was corrected meanwhile."""
    shift_id = payload["shift"]
    held = await shift(occasion.tx, shift_id)
    helper = _at(held, payload["place"])
    if held is None or helper is None or helper.state is not PlaceState.ABSENT:
        return
    buttons = (
        Button(f"/altvel {shift_id}", "shift_after.all_well"),
        Button(f"/jegvarder {shift_id}", "shift_after.i_was_there"),
        Button.to("frivilligbesked"),
    )
    await _tell_own(occasion, helper, Message("shift_after.missed", facts(held), buttons))


async def _ask_host(occasion: Occasion, payload: dict[str, Any]) -> None:
    """Ask the contact of the shift who came. Not when nobody was expected, the list is done, or the
    shift was moved, which has a due row of its own.
    """
    held = await shift(occasion.tx, payload["shift"])
    if held is None or held.shift.state != ShiftState.OPEN:
        return
    if held.shift.begins_at.isoformat() != payload["begins"]:
        return
    ticked = any(each.state in TICKED for each in held.helpers)
    if held.coming or (ticked and held.shift.mood is None):
        asked = who_came(held)
        teller = Teller.of(occasion)
        await teller.staff(held, asked.key, *asked.buttons, values=asked.values, unasked=True)


async def _tell_year(occasion: Occasion, number: int, year: int) -> None:
    """What a volunteer was part of in the year that is over; nothing if there was nothing."""
    tx = occasion.tx
    standing = await volunteer(tx, number)
    if standing is None or standing.case.author is None or not standing.person.name:
        return
    given = await hours(tx, number, _new_year(year), _new_year(year + 1))
    if not given.shifts:
        return
    pen = Pen(occasion.texts, await language_of(tx, standing.case.author))
    values: dict[str, Any] = {
        "year": year,
        "n": given.shifts,
        "time": duration(pen, given.minutes),
        "roles": [each.role for each in given.roles],
        "library": occasion.library.name,
    }
    proof = (Button("/bevis", "shift_hours.proof"),)
    message = Message("shift_after.year", values, proof, case=number)
    await tell_person(occasion, standing.case.author, message)


def _new_year(year: int) -> datetime:
    return at_wall(date(year, 1, 1), time(0))


def _at(held: Held | None, place_id: int) -> Helper | None:
    helpers = held.helpers if held else ()
    return next((each for each in helpers if each.place.id == place_id), None)


async def _tell_own(occasion: Occasion, helper: Helper, message: Message) -> None:
    if helper.person is not None:
        about = replace(message, case=helper.place.volunteer)
        await tell_person(occasion, helper.person, about)
