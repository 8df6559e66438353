"""The shifts that a volunteer may take. What somebody may not take is not there for them."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.shifts.queries.one import Held, shifts
from storage.shifts.queries.own import busy
from storage.shifts.rules import OPEN, ShiftState
from storage.shifts.tables import Shift
from storage.shifts.times import too_close
from storage.volunteers.queries import allows, volunteer

MOST = 300


async def takeable(
    tx: Transaction, number: int, now: datetime, until: datetime | None = None
) -> list[Held]:
    """The shifts to come that a volunteer may take: of their roles, when they are free, not theirs
    already. A full one is among them, for its line can be joined.
    """
    standing = await volunteer(tx, number)
    if standing is None:
        return []
    which = [
        Shift.state == ShiftState.OPEN,
        Shift.begins_at > now,
        Shift.role.in_([each.role.id for each in standing.places]),
    ]
    if until is not None:
        which.append(Shift.begins_at < until)
    found = [
        held
        for held in await shifts(tx, *which, most=MOST)
        if allows(standing, held.shift.role, held.days[-1]) and not _stands_in(held, number)
    ]
    return await _when_free(tx, number, found)


def _stands_in(held: Held, number: int) -> bool:
    own = held.of(number)
    return own is not None and own.state in OPEN


async def _when_free(tx: Transaction, number: int, found: list[Held]) -> list[Held]:
    if not found:
        return []
    ends = max(held.shift.ends_at for held in found)
    theirs = [held.shift for held in await busy(tx, number, found[0].shift.begins_at, ends)]
    return [
        held
        for held in found
        if not any(
            too_close(held.shift.begins_at, held.shift.ends_at, each.begins_at, each.ends_at)
            for each in theirs
        )
    ]
