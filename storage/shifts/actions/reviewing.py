"""Drops volunteers from coming shifts that they may not work any more, and gives their places on.

Called after whatever takes the right to work from somebody. The next tick tells them, and the staff
who look after the shifts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.shifts.actions.line import freed
from storage.shifts.actions.planning import tell_dropped
from storage.shifts.actions.step import all_locked, may_stay, move, volunteer_locked
from storage.shifts.queries import Held, Helper
from storage.shifts.rules import COMING, OPEN, Act, ShiftState
from storage.shifts.tables import Shift, ShiftPlace
from storage.volunteers.queries import Standing, volunteer

Dropped = dict[int, list[Held]]
"""By volunteer, the shifts at which they were expected and are no more."""


async def review(tx: Transaction, number: int, now: datetime) -> list[Held]:
    """Look at one volunteer's shifts after they rested, ended, or lost a role or a certificate.
    Returns the shifts, by time, at which they are not expected any more. Raises NoSuchShift for
    whoever is no volunteer.
    """
    await volunteer_locked(tx, number)
    found = await tx.session.scalars(
        select(Shift.id)
        .join(ShiftPlace, ShiftPlace.shift == Shift.id)
        .where(ShiftPlace.volunteer == number, ShiftPlace.state.in_(OPEN), Shift.ends_at > now)
    )
    return (await _drop(tx, found.all(), now, number)).get(number, [])


async def review_role(tx: Transaction, role_id: int, now: datetime) -> list[Held]:
    """As `review`, for everybody in a role that was closed or became one with children.

    The shifts are locked before their people are read, so that nobody slips in meanwhile.
    """
    every = await tx.session.scalars(
        select(Shift.id).where(Shift.role == role_id, Shift.ends_at > now)
    )
    dropped = await _drop(tx, every.all(), now)
    by_id = {held.shift.id: held for theirs in dropped.values() for held in theirs}
    return sorted(by_id.values(), key=lambda held: (held.shift.begins_at, held.shift.id))


async def _drop(
    tx: Transaction, ids: Sequence[int], now: datetime, number: int | None = None
) -> Dropped:
    """Drop those who may not stay: of everybody, or only this one."""
    dropped: Dropped = defaultdict(list)
    there = await all_locked(tx, ids)
    standings = await _standings(tx, there, number)
    for held in there:
        gone = [each for each in _open(held, number) if not _stays(standings, held, each)]
        came = [each for each in gone if each.state in COMING]
        for each in gone:
            await move(tx, each.place, Act.DROP, now)
        for each in came:
            dropped[each.place.volunteer or 0].append(held)
        if gone:
            await tx.session.flush()
            await freed(tx, held.shift.id, now, lost=len(came))
    for whose, theirs in dropped.items():
        await tell_dropped(tx, theirs, whose, now)
    return dropped


def _open(held: Held, number: int | None) -> list[Helper]:
    """Who still has something to do with a shift that takes place: all of them, or one."""
    if held.shift.state != ShiftState.OPEN:
        return []
    theirs = [each for each in held.helpers if number in {None, each.place.volunteer}]
    return [each for each in theirs if each.state in OPEN and each.place.volunteer is not None]


async def _standings(
    tx: Transaction, there: Sequence[Held], number: int | None
) -> dict[int, Standing | None]:
    """How each of them stands, read once."""
    numbers = {each.place.volunteer or 0 for held in there for each in _open(held, number)}
    return {each: await volunteer(tx, each) for each in sorted(numbers)}


def _stays(standings: Mapping[int, Standing | None], held: Held, helper: Helper) -> bool:
    return may_stay(standings[helper.place.volunteer or 0], held, helper)
