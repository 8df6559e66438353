"""What happens to an introduction with time: the sides are asked, the waiting ends, and both are
asked how it went.

The caller has the due row, and tells those who are returned. A row that no longer applies changes
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.cases.rules import CaseAct
from storage.cases.tables import Event
from storage.database import Transaction
from storage.introductions.actions.held import Held, hold
from storage.introductions.queries import listeners, unlisted
from storage.introductions.rules import (
    ANSWER_LASTS,
    TOGETHER,
    YES_OF,
    Act,
    NotThere,
    Over,
    Side,
    Step,
)
from storage.partners.tables import Partner
from storage.talk import actions as talk
from storage.talk.rules import DueKind


@dataclass(frozen=True)
class Asked:
    """An introduction, the sides to tell now, and those that cannot be reached here."""

    held: Held
    sides: tuple[Side, ...]
    unreachable: tuple[Side, ...] = ()


async def ask(tx: Transaction, id: int, now: datetime) -> Asked | None:
    """It can no longer be taken back: who is asked now? None when nobody is."""
    held = await _still(tx, id, Act.TELL, now)
    if held is None:
        return None
    if not held.there or await _taken_back(held):
        held.move(Act.LET_GO, now)
        await held.note(CaseAct.INTRO_END, now)
        return None
    if held.sides[Side.IDEA].yes:
        held.move(YES_OF[Side.IDEA], now)
    held.row.expires_at = now + ANSWER_LASTS
    await _mark_partner(held, now)
    payload = {"introduction": id, "step": Step.EXPIRE}
    number = held.row.case_number
    await talk.plan(tx, DueKind.MEET, held.row.expires_at, payload, case_number=number)
    return await reach(held, await _asked_first(held), now)


async def reach(held: Held, sides: Sequence[Side], now: datetime) -> Asked:
    """Find which of these sides can be asked here, and count them as told."""
    told, unreachable = [], []
    for side in sides:
        if await listeners(held.tx, held.row, side):
            held.sides[side].told_at = now
            told.append(side)
        elif held.sides[side].yes is None:
            unreachable.append(side)
    await held.tx.session.flush()
    return Asked(held, tuple(told), tuple(unreachable))


async def _asked_first(held: Held) -> list[Side]:
    """Who is asked first: both sides, but an unlisted partner before anybody is told of it. A
    citizen who proposed it, or for whom somebody said yes already, is not asked.
    """
    if held.sides[Side.IDEA].yes:
        held.sides[Side.IDEA].told_at = held.sides[Side.IDEA].answered_at
        return [Side.OTHER]
    number = held.row.partner
    partner = await held.tx.session.get(Partner, number) if number else None
    if partner is not None and unlisted(partner):
        return [Side.OTHER]
    return [Side.IDEA, Side.OTHER]


async def _taken_back(held: Held) -> bool:
    """Whether the decision that it came with was taken back."""
    event = await held.tx.session.get(Event, held.row.event_id) if held.row.event_id else None
    return event is not None and event.undone_at is not None


async def _mark_partner(held: Held, now: datetime) -> None:
    """Note when the partner was last asked, so that not always the same are asked."""
    if held.row.partner is not None:
        partner = await held.tx.session.get_one(Partner, held.row.partner)
        partner.asked_at = partner.changed_at = now


async def expire(tx: Transaction, id: int, now: datetime) -> Held | None:
    """Nobody has answered in time: end it, and forget what was chosen to be shown."""
    held = await _still(tx, id, Act.EXPIRE, now)
    if held is None:
        return None
    for side in held.sides.values():
        side.hide()
    await held.note(CaseAct.INTRO_OVER, now)
    return held


async def ask_how(tx: Transaction, id: int) -> Held | None:
    """A week after both said yes: the introduction, if they are still introduced."""
    try:
        held = await hold(tx, id)
    except NotThere:
        return None
    return held if held.row.state in TOGETHER else None


async def _still(tx: Transaction, id: int, act: Act, now: datetime) -> Held | None:
    try:
        held = await hold(tx, id)
        held.move(act, now)
    except (NotThere, Over):
        return None
    return held
