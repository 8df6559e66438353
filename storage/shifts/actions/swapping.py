"""A swap: one volunteer asks another, by name, to take a place over.

The place stays theirs until the other one says yes; then it moves in one transaction, and nothing
else at the shift changes. Who asks and who answers is found by the caller; here only their own
places can be given and only their own questions answered.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.shifts.actions.line import freed
from storage.shifts.actions.planning import Row, plan
from storage.shifts.actions.reminding import plan_place
from storage.shifts.actions.step import locked, move, stand, volunteer_locked
from storage.shifts.asking import swap_until
from storage.shifts.queries import Held, Helper
from storage.shifts.queries.fitting import fits
from storage.shifts.queries.swaps import Swap, own_swap, said_no, swap
from storage.shifts.rules import (
    COMING,
    Act,
    CannotSwap,
    NoSuchShift,
    PlaceState,
    ShiftState,
    Step,
    SwapState,
)
from storage.shifts.tables import ShiftSwap


async def ask_swap(
    tx: Transaction, number: int, shift_id: int, other_number: int, now: datetime
) -> Swap:
    """Ask another volunteer to take a place over. Raises NoSuchShift, CannotSwap.

    Somebody who said no to a shift is not asked about it again, by anybody: a no that is asked
    about again is no free answer. Somebody who did not answer can be asked again.
    """
    held = await locked(tx, shift_id)
    giver = _giver(held, number, now)
    there = held.of(other_number)
    if other_number == number or (there is not None and there.state in COMING):
        raise CannotSwap("with_you")
    if await _being_asked(tx, giver):
        raise CannotSwap("asked")
    refused = await said_no(tx, held)
    if other_number in refused:
        raise CannotSwap("said_no" if refused[other_number] == number else "not_for_them")
    if not await fits(tx, other_number, held):
        raise CannotSwap("not_for_them")
    until = swap_until(now, held.shift.begins_at)
    row = ShiftSwap(place=giver.place.id, asked=other_number, until=until, asked_at=now)
    tx.session.add(row)
    await tx.flush()
    payload = {"step": Step.SWAP, "swap": row.id}
    await plan(tx, Row(Step.SWAP, until, payload, number))
    return await _whole(tx, row.id)


def _giver(held: Held, number: int, now: datetime) -> Helper:
    giver = held.of(number)
    if giver is None:
        raise NoSuchShift
    if giver.state not in COMING:
        raise CannotSwap("not_yours")
    if held.shift.state != ShiftState.OPEN or held.shift.begins_at <= now:
        raise CannotSwap("over")
    return giver


async def _being_asked(tx: Transaction, giver: Helper) -> bool:
    found = await tx.session.scalar(
        select(ShiftSwap.id).where(
            ShiftSwap.place == giver.place.id, ShiftSwap.state == SwapState.ASKED
        )
    )
    return found is not None


async def _whole(tx: Transaction, swap_id: int) -> Swap:
    found = await swap(tx, swap_id)
    if found is None:
        raise NoSuchShift
    return found


async def answer_swap(tx: Transaction, number: int, swap_id: int, yes: bool, now: datetime) -> Swap:
    """Answer yes or no to a swap that one is asked about; with a yes the place is theirs at once.

    Raises NoSuchShift when somebody else was asked, CannotSwap.
    """
    await volunteer_locked(tx, number)
    found = await own_swap(tx, number, swap_id)
    if found is None or found.row.asked != number:
        raise NoSuchShift
    await locked(tx, found.held.shift.id)
    found = await _whole(tx, swap_id)
    _still(found, now)
    if not yes:
        found.row.state = SwapState.NO
        await tx.flush()
        return found
    mine = found.held.of(number)
    if mine is not None and mine.state in COMING:
        raise CannotSwap("with_you")
    if not await fits(tx, number, found.held):
        raise CannotSwap("not_for_them")
    await _hand_over(tx, found, number, now)
    return await _whole(tx, swap_id)


def _still(found: Swap, now: datetime) -> None:
    """Raises CannotSwap when there is nothing to answer any more."""
    shift = found.held.shift
    if found.state is not SwapState.ASKED:
        raise CannotSwap("answered")
    if shift.state != ShiftState.OPEN or min(found.row.until, shift.begins_at) <= now:
        raise CannotSwap("over")
    if found.giver.state not in COMING:
        raise CannotSwap("gone")


async def _hand_over(tx: Transaction, found: Swap, number: int, now: datetime) -> None:
    """The place is the other one's now; one that was offered to them meanwhile is free again."""
    mine = found.held.of(number)
    offered = mine is not None and mine.state is PlaceState.OFFERED
    found.row.state = SwapState.YES
    await move(tx, found.giver.place, Act.HAND_OVER, now)
    act = Act.ACCEPT if offered else Act.TAKE
    held, helper = await stand(tx, found.held, number, act, now)
    helper.place.over = helper.place.given_by = None
    await plan_place(tx, held, helper, now)
    if offered:
        await freed(tx, held.shift.id, now)


async def let_swap_pass(tx: Transaction, swap_id: int, now: datetime) -> Swap | None:
    """A swap was not answered in time; returned when its asker is still expected, else None."""
    found = await swap(tx, swap_id)
    if found is None:
        return None
    await locked(tx, found.held.shift.id)
    found = await _whole(tx, swap_id)
    if found.state is not SwapState.ASKED:
        return None
    found.row.state = SwapState.OVER
    await tx.flush()
    holds = found.giver.state in COMING and found.held.shift.state == ShiftState.OPEN
    return found if holds and found.held.shift.begins_at > now else None
