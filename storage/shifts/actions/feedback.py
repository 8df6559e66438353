"""What a shift was like: one word from the volunteer, one from the host, and that thanks were said.

Words about what could be better are not kept at a shift: they become an idea (storage/ideas).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.cases import queries as cases
from storage.cases.rules import local_day
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.shifts.actions.step import locked
from storage.shifts.coming import THANKED_UNTIL, Mood, milestone
from storage.shifts.queries import Held, Helper
from storage.shifts.rules import NoSuchShift, PlaceState
from storage.shifts.tables import Shift, ShiftPlace


@dataclass(frozen=True)
class Thanked:
    """Thanks are due now: `count` shifts so far, and the round number that was just reached."""

    held: Held
    helper: Helper
    count: int
    milestone: int | None


async def say_mood(tx: Transaction, number: int, shift_id: int, mood: Mood) -> Held:
    """A volunteer's answer to how a shift was. The caller has found `number` by who speaks.

    Raises NoSuchShift.
    """
    held = await locked(tx, shift_id)
    helper = held.of(number)
    if helper is None or helper.state is not PlaceState.ATTENDED:
        raise NoSuchShift
    helper.place.mood = mood
    await tx.session.flush()
    return held


async def say_how_it_went(
    tx: Transaction, by: Colleague, shift_id: int, mood: Mood, now: datetime
) -> Held:
    """The host's answer to how a shift went. Raises NotAllowed, NoSuchShift."""
    if not by.may(Role.HOST):
        raise NotAllowed
    held = await locked(tx, shift_id)
    if now < held.shift.begins_at:
        raise NoSuchShift
    held.shift.mood = mood
    await tx.session.flush()
    return held


async def thank(tx: Transaction, shift_id: int, place_id: int, now: datetime) -> Thanked | None:
    """Decide whether to say thanks for a place now, and write down that it was said: once for each
    place, once a day to anybody, and not long after the shift.
    """
    number = await tx.session.scalar(select(ShiftPlace.volunteer).where(ShiftPlace.id == place_id))
    if number is None:
        return None
    await cases.locked(tx, number)  # two shifts of a day take turns
    held = await locked(tx, shift_id)
    helper = held.of(number)
    if helper is None or helper.state is not PlaceState.ATTENDED or helper.place.thanked_at:
        return None
    last = await _last_thanked(tx, number)
    today = local_day(now)
    if (last and local_day(last) == today) or now > held.shift.ends_at + THANKED_UNTIL:
        return None
    count, before = await _counts(tx, number, last)
    helper.place.thanked_at = now
    await tx.session.flush()
    return Thanked(held, helper, count, milestone(before, count))


async def _last_thanked(tx: Transaction, number: int) -> datetime | None:
    return await tx.session.scalar(
        select(func.max(ShiftPlace.thanked_at)).where(ShiftPlace.volunteer == number)
    )


async def _counts(tx: Transaction, number: int, last: datetime | None) -> tuple[int, int]:
    """How many shifts they came to, and how many of those had ended when they were last thanked."""
    ends = (
        await tx.session.scalars(
            select(Shift.ends_at)
            .join(ShiftPlace, ShiftPlace.shift == Shift.id)
            .where(ShiftPlace.volunteer == number, ShiftPlace.state == PlaceState.ATTENDED)
        )
    ).all()
    before = sum(last is not None and each <= last for each in ends)
    return len(ends), before
