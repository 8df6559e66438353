"""Swaps: one of them, and who can be asked by name. The caller has found a number by who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.cases.rules import possible
from storage.database import Transaction
from storage.shifts.queries.fitting import Candidate, clashing, colleagues_of
from storage.shifts.queries.one import Held, Helper, shift
from storage.shifts.rules import COMING, HOLDS, SwapState
from storage.shifts.tables import ShiftPlace, ShiftSwap
from storage.volunteers.queries import may_work

MOST = 20


@dataclass(frozen=True)
class Swap:
    """A place that somebody would like another one to take over: whose it is, and who is asked."""

    row: ShiftSwap
    held: Held
    giver: Helper
    asked: Candidate

    @property
    def state(self) -> SwapState:
        """What became of it."""
        return SwapState(self.row.state)


async def swap(tx: Transaction, swap_id: int) -> Swap | None:
    """A swap by its id, whoever asks: only what storage and its clock do begins here."""
    if not possible(swap_id):
        return None
    row = await tx.session.get(ShiftSwap, swap_id, populate_existing=True)
    place = await tx.session.get(ShiftPlace, row.place) if row is not None else None
    held = await shift(tx, place.shift) if place is not None else None
    if row is None or held is None:
        return None
    giver = next(each for each in held.helpers if each.place.id == row.place)
    named = await colleagues_of(tx, held.shift.role, (row.asked,))
    asked = named[0] if named else Candidate(row.asked, "", None, None)
    return Swap(row, held, giver, asked)


async def own_swap(tx: Transaction, number: int, swap_id: int) -> Swap | None:
    """A swap that this volunteer asked for or is asked about; nobody else's."""
    found = await swap(tx, swap_id)
    if found is None or number not in {found.row.asked, found.giver.place.volunteer}:
        return None
    return found


async def asked_swaps(tx: Transaction, number: int, now: datetime) -> Sequence[Swap]:
    """The places that somebody is asked to take over, and has not answered."""
    ids = await tx.session.scalars(
        select(ShiftSwap.id)
        .where(ShiftSwap.asked == number, ShiftSwap.state == SwapState.ASKED, ShiftSwap.until > now)
        .order_by(ShiftSwap.id)
    )
    found = [await swap(tx, each) for each in ids.all()]
    return [each for each in found if each is not None and each.giver.state in COMING]


async def open_swaps(tx: Transaction, shift_id: int, now: datetime) -> Sequence[Swap]:
    """The questions by name about places of a shift that nobody has answered yet. The caller tells
    those who are asked.
    """
    ids = await tx.session.scalars(
        select(ShiftSwap.id)
        .join(ShiftPlace, ShiftPlace.id == ShiftSwap.place)
        .where(
            ShiftPlace.shift == shift_id,
            ShiftSwap.state == SwapState.ASKED,
            ShiftSwap.until > now,
        )
        .order_by(ShiftSwap.id)
    )
    found = [await swap(tx, each) for each in ids.all()]
    return [each for each in found if each is not None]


async def said_no(tx: Transaction, held: Held) -> dict[int, int | None]:
    """Who was asked by name to take a place of a shift and said no, with who had asked last. Not of
    a shift that was changed since: it is another question.
    """
    rows = await tx.session.execute(
        select(ShiftSwap.asked, ShiftPlace.volunteer)
        .join(ShiftPlace, ShiftPlace.id == ShiftSwap.place)
        .where(
            ShiftPlace.shift == held.shift.id,
            ShiftSwap.state == SwapState.NO,
            ShiftSwap.asked_at >= held.shift.changed_at,
        )
        .order_by(ShiftSwap.id)
    )
    return {row.asked: row.volunteer for row in rows}


async def who_can_swap(tx: Transaction, number: int, held: Held) -> Sequence[Candidate]:
    """Whom the holder of a place may name: who has the same role, may work it and is free.

    Nobody learns here of anybody whom they do not work with.
    """
    own = held.of(number)
    if own is None or own.state not in COMING:
        return []
    there = {each.place.volunteer for each in held.helpers if each.state in HOLDS}
    known = [
        each
        for each in await colleagues_of(tx, held.shift.role)
        if each.number not in there and each.person is not None
    ]
    busy = await clashing(tx, [each.number for each in known], held.shift)
    day = held.days[-1]
    free = [each for each in known if each.number not in busy]
    found = [each for each in free if await may_work(tx, each.number, held.shift.role, day)]
    return sorted(found, key=lambda each: (each.name.casefold(), each.number))[:MOST]
