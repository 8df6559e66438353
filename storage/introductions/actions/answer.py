"""What the two sides answer: yes with what they show, no without a reason, and later whether they
have begun. Who answers must stand on that side; who does not finds nothing there.
"""

from __future__ import annotations

from datetime import datetime

from storage.cases.rules import CaseAct, first_name
from storage.database import Transaction
from storage.introductions.actions.held import Held, hold
from storage.introductions.queries import listeners, side_of
from storage.introductions.rules import (
    HOW_AFTER,
    TOGETHER,
    YES_OF,
    Act,
    NotThere,
    Over,
    Shared,
    Side,
    Stand,
    Step,
)
from storage.partners.tables import Partner
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.talk import actions as talk
from storage.talk.rules import DueKind


async def say_yes(tx: Transaction, person_id: int, id: int, shared: Shared, now: datetime) -> Held:
    """One side says yes. It stands at AGREED afterwards when that was the second one, and at ENDED
    when the other side is not there any more. Raises NotThere, Over, NotValid.
    """
    held, side = await _own(tx, person_id, id)
    return await _yes(held, side, shared.checked(), now, person_id=person_id)


async def _yes(
    held: Held,
    side: Side,
    shared: Shared,
    now: datetime,
    *,
    person_id: int | None,
    by: Colleague | None = None,
) -> Held:
    who = {"by": by.person_id, "by_name": first_name(by.name)} if by else {"by": person_id}
    if not held.there:
        held.move(Act.LET_GO, now)
        await held.note(CaseAct.INTRO_END, now)
        return held
    held.move(YES_OF[side], now)
    own = held.sides[side]
    own.person_id = person_id
    own.yes, own.answered_at = True, now
    own.show(shared)
    agreed = held.row.state == Stand.AGREED
    if agreed:
        await _agree(held, now)
    await held.note(CaseAct.INTRO_BOTH if agreed else CaseAct.INTRO_YES, now, **who)
    return held


async def _agree(held: Held, now: datetime) -> None:
    held.row.agreed_at = now
    payload = {"introduction": held.row.id, "step": Step.HOW}
    number = held.row.case_number
    await talk.plan(held.tx, DueKind.MEET, now + HOW_AFTER, payload, case_number=number)


async def leave(tx: Transaction, person_id: int, id: int, now: datetime) -> Held:
    """One side says no, or ends what both had agreed to. No reason is asked for. Raises NotThere,
    Over.
    """
    held, side = await _own(tx, person_id, id)
    return await _no(held, side, now, person_id=person_id)


async def _no(
    held: Held,
    side: Side,
    now: datetime,
    *,
    person_id: int | None,
    by: Colleague | None = None,
) -> Held:
    together = held.row.state in TOGETHER
    held.move(Act.LEAVE if together else Act.DECLINE, now)
    own = held.sides[side]
    own.person_id = person_id
    own.yes, own.answered_at = False, now
    if not together:
        for each in held.sides.values():
            each.hide()
    name = first_name(by.name) if by else None
    act = CaseAct.INTRO_END if together else CaseAct.INTRO_NO
    await held.note(act, now, by=by.person_id if by else person_id, by_name=name)
    return held


async def answer_for(
    tx: Transaction, by: Colleague, id: int, side: Side, shared: Shared | None, now: datetime
) -> Held:
    """A colleague writes down what a side answered that cannot be asked here; None is a no.

    Raises NotAllowed, also where somebody can be asked; NotThere, Over, NotValid.
    """
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    held = await hold(tx, id)
    if held.sides[side].yes is None and await listeners(tx, held.row, side):
        raise NotAllowed
    if held.sides[side].yes is not None:
        raise Over(Stand(held.row.state))
    held.sides[side].colleague = by.person_id
    if shared is None:
        return await _no(held, side, now, person_id=None, by=by)
    return await _yes(held, side, shared.checked(), now, person_id=None, by=by)


async def went(tx: Transaction, person_id: int, id: int, began: bool, now: datetime) -> Held:
    """One side tells whether they have begun. Raises NotThere, Over."""
    held, side = await _own(tx, person_id, id)
    before = held.row.state
    held.move(Act.BEGIN if began else Act.WAIT, now)
    held.sides[side].went = began
    first = began and before != Stand.BEGAN
    if first and held.row.partner is not None:
        partner = await tx.session.get_one(Partner, held.row.partner)
        partner.met += 1
        partner.changed_at = now
    await held.note(CaseAct.INTRO_WENT, now, by=person_id)
    return held


async def _own(tx: Transaction, person_id: int, id: int) -> tuple[Held, Side]:
    """A locked introduction, for somebody who stands on a side of it and has been asked."""
    held = await hold(tx, id)
    side = await side_of(tx, held.row, person_id)
    if side is None:
        raise NotThere
    own = held.sides[side]
    if own.told_at is None and own.answered_at is None:
        raise NotThere
    return held, side
