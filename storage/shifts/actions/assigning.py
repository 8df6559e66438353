"""Staff give a place or take it back.

A colleague may give one against a rule, with a reason that is kept at the place; but never to
somebody who does not help now, and never a role with children without a valid certificate.
"""

from __future__ import annotations

from datetime import datetime

from storage.cases.actions.audit import Entry, record
from storage.cases.rules import CaseAct, first_name, local_day, optional
from storage.cases.tables import Case
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.shifts.actions.line import freed
from storage.shifts.actions.reminding import plan_place
from storage.shifts.actions.step import (
    check,
    coordinates,
    locked,
    own_place,
    safe,
    stand,
    still,
    volunteer_locked,
)
from storage.shifts.queries import Held
from storage.shifts.rules import (
    COMING,
    HOLDS,
    REASON_LONGEST,
    Act,
    CannotTake,
)
from storage.volunteers.queries import volunteer
from storage.volunteers.rules import works


async def assign(
    tx: Transaction,
    by: Colleague,
    shift_id: int,
    number: int,
    over: str | None,
    now: datetime,
) -> Held:
    """Give a volunteer a place, against a rule only with a reason `over` it.

    Raises NotAllowed, NoSuchShift, NotValid, IllegalMove, and CannotTake with why.
    """
    coordinates(by)
    reason = optional("over", over, REASON_LONGEST)
    case = await volunteer_locked(tx, number)
    held = await locked(tx, shift_id)
    still(held, held.shift.ends_at, now)
    own = held.of(number)
    if own is not None and own.state in COMING:
        raise CannotTake("twice")
    why = await _against(tx, held, number)
    if why is not None and (reason is None or why in NEVER):
        raise CannotTake(why)
    held, helper = await stand(tx, held, number, Act.ASSIGN, now)
    helper.place.given_by, helper.place.over = by.person_id, reason if why else None
    await plan_place(tx, held, helper, now, asked=True)
    await _write(tx, by, case, CaseAct.SHIFT_GIVEN, held, now, against=why)
    return held


NEVER = frozenset({"children", "rests"})
"""What no reason is good enough for."""


async def _against(tx: Transaction, held: Held, number: int) -> str | None:
    """The rule that speaks against it, if any; those that nothing can override come first."""
    standing = await volunteer(tx, number)
    if standing is None or not works(standing.state):
        return "rests"
    if not safe(standing, held):
        return "children"
    try:
        await check(tx, held, number)
    except CannotTake as found:
        return found.why
    own = held.of(number)
    full = held.left <= 0 and (own is None or own.state not in HOLDS)
    return "full" if full else None


async def release(
    tx: Transaction, by: Colleague, shift_id: int, number: int, now: datetime
) -> Held:
    """Take a place back: the volunteer is free. Raises NotAllowed, NoSuchShift, IllegalMove,
    CannotTake.
    """
    coordinates(by)
    case = await volunteer_locked(tx, number)
    held, _ = await own_place(tx, number, shift_id)
    still(held, held.shift.ends_at, now)
    held, _ = await stand(tx, held, number, Act.RELEASE, now)
    await _write(tx, by, case, CaseAct.SHIFT_BACK, held, now)
    await freed(tx, shift_id, now)
    return held


async def _write(
    tx: Transaction,
    by: Colleague,
    case: Case,
    act: CaseAct,
    held: Held,
    now: datetime,
    against: str | None = None,
) -> None:
    """One line in the audit of the volunteer: which shift, and the rule it was against."""
    facts = {"shift": held.shift.id, "day": local_day(held.shift.begins_at).isoformat()}
    if against is not None:
        facts["against"] = against
    name = first_name(by.name)
    await record(tx, case, Entry(act, case.state, by.person_id, name, public=facts), now)
