"""One step of a shift: locks what must be locked, and moves a place as its life cycle says.

Everybody locks in one order, so that nobody waits for somebody who waits for them: the cases of
volunteers by number, then shifts by id. The lock of a shift lets only one person take its last
place; the lock of a volunteer lets them be in only one place. So whatever makes somebody busy holds
both; what only frees or offers a place needs the shift alone. Whoever holds a shift locks no case
any more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from storage.cases import queries as cases
from storage.cases.rules import CaseKind, possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.shifts.asking import about_place, about_shift
from storage.shifts.queries import Held, Helper, busy, shift, shifts
from storage.shifts.rules import (
    FIRST,
    KEPT,
    LIFECYCLE,
    OPEN,
    UNANSWERED,
    Act,
    CannotTake,
    NoSuchShift,
    PlaceState,
    ShiftState,
)
from storage.shifts.tables import Shift, ShiftPlace
from storage.talk import actions as talk
from storage.volunteers.queries import Standing, allows, may_work
from storage.volunteers.rules import works


async def locked(tx: Transaction, shift_id: int) -> Held:
    """A shift with its row locked. Raises NoSuchShift."""
    found = await all_locked(tx, [shift_id]) if possible(shift_id) else []
    if not found:
        raise NoSuchShift
    return found[0]


async def all_locked(tx: Transaction, ids: Collection[int]) -> list[Held]:
    """Several shifts, locked in the order in which all lock; by time."""
    await tx.session.execute(
        select(Shift.id).where(Shift.id.in_(ids)).order_by(Shift.id).with_for_update()
    )
    return await shifts(tx, Shift.id.in_(ids))


async def volunteer_locked(tx: Transaction, number: int) -> Case:
    """The case of a volunteer, locked before any shift is. Raises NoSuchShift: for whoever is no
    volunteer there are none.
    """
    case = await cases.locked(tx, number)
    if case is None or case.kind != CaseKind.VOLUNTEER:
        raise NoSuchShift
    return case


async def own_place(tx: Transaction, number: int, shift_id: int) -> tuple[Held, Helper]:
    """A volunteer's own place at a locked shift. Raises NoSuchShift where they have none, and
    CannotTake when the shift is cancelled or over.
    """
    held = await locked(tx, shift_id)
    helper = held.of(number)
    if helper is None:
        raise NoSuchShift
    return held, helper


def still(held: Held, at: datetime, now: datetime) -> None:
    """Raises CannotTake when the shift is cancelled, or the moment `at` of it has passed."""
    if held.shift.state != ShiftState.OPEN:
        raise CannotTake("cancelled")
    if at <= now:
        raise CannotTake("over")


async def check(tx: Transaction, held: Held, number: int) -> None:
    """Check that a volunteer may work a shift and is free, whoever gives the place.

    Raises CannotTake. The caller has locked their case.
    """
    row = held.shift
    if not await may_work(tx, number, row.role, held.days[-1]):
        raise CannotTake("not_for_you")
    if await busy(tx, number, row.begins_at, row.ends_at, but=(row.id,)):
        raise CannotTake("overlap")


YES = frozenset({Act.TAKE, Act.ACCEPT, Act.ASSIGN})
"""From then on somebody is expected who was not before."""


async def stand(
    tx: Transaction, held: Held, number: int, act: Act, now: datetime
) -> tuple[Held, Helper]:
    """Move a volunteer's place, or make it with their first act; returns the shift read again.

    Whoever takes a place or waits anew comes after those who were there; a yes counts from when it
    was said. Messages about too few people that still wait are not sent once there are enough.
    Raises IllegalMove.
    """
    own = held.of(number)
    if own is None:
        first = FIRST[act]
        place = ShiftPlace(shift=held.shift.id, volunteer=number, state=first, since=now)
        place.version = int(first in KEPT)
        tx.session.add(place)
    else:
        if own.state not in OPEN or act in YES:
            own.place.since, own.place.late, own.place.over = now, None, None
        await move(tx, own.place, act, now)
    anew, helper = await reread(tx, held.shift.id, number)
    if act in YES and not anew.missing:
        await talk.overtaken(tx, about_shift(anew.shift.id), now)
    return anew, helper


async def move(tx: Transaction, place: ShiftPlace, act: Act, now: datetime) -> None:
    """Move an existing place; messages that still wait about its old state are not sent any more.

    Raises IllegalMove.
    """
    before = PlaceState(place.state)
    after = LIFECYCLE.after(before, act)
    place.state = after
    place.version += (before in KEPT) != (after in KEPT)
    if place.state not in UNANSWERED:
        place.until = None
    await talk.overtaken(tx, about_place(place.id), now)


async def reread(tx: Transaction, shift_id: int, number: int) -> tuple[Held, Helper]:
    """A shift as it is now, and somebody's place at it. Raises NoSuchShift."""
    await tx.session.flush()
    held = await shift(tx, shift_id)
    helper = held.of(number) if held else None
    if held is None or helper is None:
        raise NoSuchShift
    return held, helper


def coordinates(by: Colleague) -> None:
    """Raises NotAllowed for whoever may not give out shifts."""
    if not by.may(Role.COORDINATOR):
        raise NotAllowed


def safe(standing: Standing, held: Held) -> bool:
    """Whether this volunteer may be with children on that day, if the role is with children."""
    return not held.role.children or standing.cleared(held.days[-1])


def may_stay(standing: Standing | None, held: Held, helper: Helper) -> bool:
    """Whether this volunteer may keep an open place; one that was given against a rule needs no
    role.
    """
    if helper.state not in OPEN:
        return True
    if standing is None:
        return False
    if helper.place.over is not None:
        return works(standing.state) and safe(standing, held)
    return allows(standing, held.shift.role, held.days[-1])
