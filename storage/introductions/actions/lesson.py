"""What matching learns from whom staff chose and passed over: planned until the choice can no
longer be taken back, and learnt then.

The caller has the due row. Keeps subjects and numbers, nobody's words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.cases.rules import UNDO_LASTS
from storage.cases.tables import Event
from storage.database import Transaction
from storage.introductions.rules import Stand, Step
from storage.introductions.tables import Introduction
from storage.partners.actions.learning import learn
from storage.partners.tables import Partner
from storage.talk import actions as talk
from storage.talk.rules import DueKind


@dataclass(frozen=True)
class Choice:
    """Whom staff chose for an idea: `asked` are introductions; `passed` are partners that were
    proposed beside them, or instead of whom nobody was chosen. event_id: the yes that it came with.
    """

    case: int
    topics: Sequence[str]
    asked: Sequence[int]
    passed: Sequence[int]
    event_id: int | None = None


async def plan_lesson(tx: Transaction, choice: Choice, now: datetime) -> None:
    """Let it be learnt when the two minutes are over."""
    payload = {
        "step": Step.LEARN,
        "topics": list(choice.topics),
        "asked": list(choice.asked),
        "passed": list(choice.passed),
        "event": choice.event_id,
    }
    await talk.plan(tx, DueKind.MEET, now + UNDO_LASTS, payload, case_number=choice.case)


async def learn_lesson(tx: Transaction, payload: Mapping[str, Any], now: datetime) -> None:
    """Learn from the choices that stand; from nothing when all were taken back."""
    chosen = await _still_chosen(tx, payload["asked"])
    if await _undone(tx, payload["event"]) or (payload["asked"] and not chosen):
        return
    those = Partner.number.in_({*chosen, *payload["passed"]})
    for partner in await tx.session.scalars(
        select(Partner.number).where(those).order_by(Partner.number)
    ):
        await learn(tx, partner, payload["topics"], partner in chosen, now)


async def _undone(tx: Transaction, event_id: int | None) -> bool:
    event = await tx.session.get(Event, event_id) if event_id else None
    return event is not None and event.undone_at is not None


async def _still_chosen(tx: Transaction, ids: Sequence[int]) -> set[int]:
    """The partners of those introductions that nobody has called off."""
    wanted = select(Introduction.partner).where(
        Introduction.id.in_(ids), Introduction.state != Stand.ENDED
    )
    return {each for each in await tx.session.scalars(wanted) if each is not None}
