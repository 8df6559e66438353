"""What people hear when a shift is over. Decides nothing: storage does.

The tick holds the lock on the due row, and calls this in the transaction that commits it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from handlers.conversation import render
from handlers.conversation.texts import Key, Texts, Values
from handlers.conversation.values import Button, Message
from handlers.library import Library
from handlers.shifts.after.wording import duration, facts, own_moods, who_came
from storage.cases.working_days import COPENHAGEN
from storage.database import Transaction
from storage.people.queries import Colleague, colleagues, language_of
from storage.people.rules import Role
from storage.shifts import actions
from storage.shifts.coming import year_before
from storage.shifts.queries import Held, Helper, hours, shift
from storage.shifts.rules import PlaceState, ShiftState
from storage.talk.actions import tell
from storage.talk.rules import DESK
from storage.volunteers.queries import volunteer

THANKS = 6
"""So many ways of saying thanks there are: `shift_after.thanks_1` and so on."""


async def thank(
    tx: Transaction, shift_id: int, place_id: int, texts: Texts, library: Library, now: datetime
) -> None:
    """Step.AFTER: thanks, once, and one question. Nothing for who was not there."""
    found = await actions.thank(tx, shift_id, place_id, now)
    if found is None:
        return
    if found.milestone:
        reached: Values = {"n": found.milestone, "library": library.name}
        await _tell_own(tx, found.helper, Message("shift_after.milestone", reached), texts, now)
    thanks = Key(f"shift_after.thanks_{found.count % THANKS + 1}")
    values: Values = {**facts(found.held), "thanks": thanks}
    asked = Message("shift_after.how", values, own_moods(shift_id))
    await _tell_own(tx, found.helper, asked, texts, now)


async def ask_missed(
    tx: Transaction, shift_id: int, place_id: int, texts: Texts, now: datetime
) -> None:
    """Step.MISSED: a kind question to who was not there, if that was not put right meanwhile."""
    held = await shift(tx, shift_id)
    helper = _at(held, place_id)
    if held is None or helper is None or helper.state is not PlaceState.ABSENT:
        return
    buttons = (
        Button(f"/altvel {shift_id}", "shift_after.all_well"),
        Button(f"/jegvarder {shift_id}", "shift_after.i_was_there"),
        Button("/frivilligbesked", "command.frivilligbesked"),
    )
    await _tell_own(tx, helper, Message("shift_after.missed", facts(held), buttons), texts, now)


async def ask_host(
    tx: Transaction, shift_id: int, texts: Texts, library: Library, now: datetime
) -> None:
    """Step.ATTENDANCE: who came? Asked of who is the contact. Not of a shift with nobody at it."""
    held = await shift(tx, shift_id)
    if held is None or held.shift.state != ShiftState.OPEN or now < held.shift.ends_at:
        return
    here = {PlaceState.ATTENDED, PlaceState.ABSENT}
    if not held.coming and not any(each.state in here for each in held.helpers):
        return
    if not held.coming and held.shift.mood is not None:
        return
    await tell_hosts(tx, held, who_came(held), texts, now)


async def tell_year(
    tx: Transaction, number: int, texts: Texts, library: Library, now: datetime
) -> None:
    """Step.YEAR: what somebody was part of in the year that is over; nothing if they were not."""
    standing = await volunteer(tx, number)
    if standing is None or standing.case.author is None or not standing.person.name:
        return
    year = year_before(now)
    given = await hours(tx, number, _new_year(year), _new_year(year + 1))
    if not given.shifts:
        return
    language = await language_of(tx, standing.case.author)
    values: dict[str, Any] = {
        "year": year,
        "n": given.shifts,
        "time": duration(texts, language, given.minutes),
        "roles": [each.role for each in given.roles],
        "library": library.name,
    }
    proof = (Button("/bevis", "shift_hours.proof"),)
    message = Message("shift_after.year", values, proof, case=number)
    await tell(tx, standing.case.author, render.words(texts, language, message), now)


def _new_year(year: int) -> datetime:
    return datetime.combine(date(year, 1, 1), time(0), COPENHAGEN).astimezone(UTC)


async def tell_hosts(
    tx: Transaction, held: Held, message: Message, texts: Texts, now: datetime
) -> None:
    """Say something to who looks after a shift: its contact, the role's, or the coordinators."""
    for each in hosts(held, list(await colleagues(tx))):
        words = render.words(texts, await language_of(tx, each.person_id), message)
        await tell(tx, each.person_id, words, now, place=DESK)


def hosts(held: Held, everybody: list[Colleague]) -> list[Colleague]:
    """Who looks after a shift, in the order of the persons."""
    there = sorted(everybody, key=lambda each: each.person_id)
    for contact in (held.shift.contact, held.role.contact):
        named = [each for each in there if each.person_id == contact]
        if named:
            return named
    return [each for each in there if each.may(Role.COORDINATOR)]


def _at(held: Held | None, place_id: int) -> Helper | None:
    helpers = held.helpers if held else ()
    return next((each for each in helpers if each.place.id == place_id), None)


async def _tell_own(
    tx: Transaction, helper: Helper, message: Message, texts: Texts, now: datetime
) -> None:
    if helper.person is None:
        return
    words = render.words(
        texts,
        await language_of(tx, helper.person),
        Message(message.key, message.values, message.buttons, case=helper.place.volunteer),
    )
    await tell(tx, helper.person, words, now)
