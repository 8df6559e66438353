"""Who came: by the code that the host shows, or by the host's own hand. Both can be put right.

Nobody is written down as absent by a clock, and nothing follows from it but a kind question.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.cases import queries as cases
from storage.cases.actions import TooManyTries, WrongCode, blocked_until, wrong_code
from storage.cases.rules import UNDO_LASTS
from storage.database import Transaction
from storage.lifecycle import IllegalMove
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.shifts.actions.planning import of_place, plan
from storage.shifts.actions.step import locked, move
from storage.shifts.coming import (
    COME_BEFORE,
    THANKED_AFTER,
    CannotCome,
    digits_of,
    length,
    new_shift_code,
    open_for,
)
from storage.shifts.queries import Held, Helper
from storage.shifts.rules import (
    BUSY,
    COMING,
    Act,
    NoSuchShift,
    PlaceState,
    ShiftState,
    Step,
)
from storage.shifts.tables import Shift, ShiftPlace


@dataclass(frozen=True)
class Came:
    """A volunteer is written down as there. `again`: they had been already."""

    held: Held
    helper: Helper
    again: bool = False


async def show_code(tx: Transaction, by: Colleague, shift_id: int) -> str:
    """The code of a shift, made when somebody of the staff first asks for it.

    Raises NotAllowed, NoSuchShift.
    """
    if not by.may(Role.HOST):
        raise NotAllowed
    held = await locked(tx, shift_id)
    if held.shift.state == ShiftState.CANCELLED:
        raise NoSuchShift
    if held.shift.code is None:
        held.shift.code = new_shift_code()
        await tx.session.flush()
    return held.shift.code


async def come_by_code(
    tx: Transaction, person_id: int, number: int, code: str, address_hash: str, now: datetime
) -> Came | WrongCode | TooManyTries:
    """A volunteer types the code of a shift that they have a place at, around its time.

    Commit whatever is returned: wrong tries are counted. Raises CannotCome.
    """
    await cases.locked(tx, number)
    until = await blocked_until(tx, person_id, number, address_hash, now)
    if until is not None:
        return TooManyTries(until)
    here = await _here(tx, number, now)
    if not here:
        raise CannotCome("no_place")
    typed = digits_of(code)
    for shift_id, kept in here:
        if kept and hmac.compare_digest(kept.encode(), typed.encode()):
            return await _come(tx, shift_id, number, now)
    return wrong_code(tx, person_id, number, address_hash, now)


async def _here(tx: Transaction, number: int, now: datetime) -> list[tuple[int, str | None]]:
    """The shifts at which they could say now that they are there."""
    rows = await tx.session.execute(
        select(Shift.id, Shift.code, Shift.begins_at, Shift.ends_at)
        .join(ShiftPlace, ShiftPlace.shift == Shift.id)
        .where(
            ShiftPlace.volunteer == number,
            ShiftPlace.state.in_(BUSY),
            Shift.state == ShiftState.OPEN,
            Shift.begins_at <= now + COME_BEFORE,
        )
        .order_by(Shift.begins_at.desc(), Shift.id)
        .limit(20)
    )
    return [(id, code) for id, code, begins, ends in rows if open_for(begins, ends, now)]


async def _come(tx: Transaction, shift_id: int, number: int, now: datetime) -> Came:
    held = await locked(tx, shift_id)
    helper = held.of(number)
    if helper is None or helper.state not in BUSY:
        raise CannotCome("no_place")
    if helper.state not in COMING:
        return Came(held, helper, again=True)
    await _there(tx, held, helper, Act.COME, now)
    return Came(held, helper)


async def attend(tx: Transaction, by: Colleague, shift_id: int, number: int, now: datetime) -> Came:
    """A colleague ticks that somebody was there. Raises NotAllowed, NoSuchShift, CannotCome."""
    held = await _ticking(tx, by, shift_id, now)
    helper = _place(held, number)
    if helper.state is PlaceState.ATTENDED:
        return Came(held, helper, again=True)
    await _there(tx, held, helper, Act.ATTEND, now)
    return Came(held, helper)


async def attend_all(
    tx: Transaction, by: Colleague, shift_id: int, now: datetime
) -> tuple[Held, list[Helper]]:
    """All who are expected were there; who was ticked already stays as ticked.

    Raises NotAllowed, NoSuchShift, CannotCome.
    """
    held = await _ticking(tx, by, shift_id, now)
    came = list(held.coming)
    for helper in came:
        await _there(tx, held, helper, Act.ATTEND, now)
    return held, came


async def miss(tx: Transaction, by: Colleague, shift_id: int, number: int, now: datetime) -> Came:
    """A colleague ticks that somebody was not there; two minutes later they are asked, kindly.

    Raises NotAllowed, NoSuchShift, CannotCome.
    """
    held = await _ticking(tx, by, shift_id, now)
    if now < held.shift.begins_at:
        raise CannotCome("early")
    helper = _place(held, number)
    if helper.state is PlaceState.ABSENT:
        return Came(held, helper, again=True)
    await _move(tx, helper, Act.MISS, now)
    helper.place.minutes = None
    await tx.session.flush()
    await _plan(tx, held, helper, Step.MISSED, now + UNDO_LASTS)
    return Came(held, helper)


async def _ticking(tx: Transaction, by: Colleague, shift_id: int, now: datetime) -> Held:
    if not by.may(Role.HOST):
        raise NotAllowed
    held = await locked(tx, shift_id)
    if held.shift.state == ShiftState.CANCELLED:
        raise NoSuchShift
    if now < held.shift.begins_at - COME_BEFORE:
        raise CannotCome("early")
    return held


def _place(held: Held, number: int) -> Helper:
    found = held.of(number)
    if found is None:
        raise CannotCome("no_place")
    return found


async def _move(tx: Transaction, helper: Helper, act: Act, now: datetime) -> None:
    try:
        await move(tx, helper.place, act, now)
    except IllegalMove:
        raise CannotCome("no_place") from None


async def _there(tx: Transaction, held: Held, helper: Helper, act: Act, now: datetime) -> None:
    """They were there: the shift's length counts until they mend it, and thanks follow."""
    await _move(tx, helper, act, now)
    helper.place.minutes = length(held.shift.begins_at, held.shift.ends_at)
    await tx.session.flush()
    thanks = max(held.shift.ends_at + THANKED_AFTER, now + UNDO_LASTS)
    await _plan(tx, held, helper, Step.AFTER, thanks)


async def _plan(tx: Transaction, held: Held, helper: Helper, step: Step, at: datetime) -> None:
    await plan(tx, of_place(held.shift, helper.place, step, at))
