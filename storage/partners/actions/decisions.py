"""The decisions of coordinators about a partner: accept, refuse with a reason, and undo in time."""

from __future__ import annotations

from datetime import datetime

from storage.cases import queries as cases
from storage.cases.actions.audit import strike_out
from storage.cases.rules import required
from storage.cases.tables import Event
from storage.database import Transaction
from storage.partners.actions.clock import plan_check
from storage.partners.actions.step import begin, locked
from storage.partners.rules import REASON_LONGEST, PartnerAct
from storage.people.queries import Colleague


async def accept(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event:
    """Accept a partner into the register; it is told in two minutes.

    Raises NotAllowed, NoSuchCase, IllegalMove.
    """
    step = await begin(tx, by, number, PartnerAct.ACCEPT)
    event = await step.write(now, partner={"checked_at": now})
    await plan_check(tx, number, now)
    return event


async def refuse(tx: Transaction, by: Colleague, number: int, reason: str, now: datetime) -> Event:
    """Refuse a partner, with a reason that it is told.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid.
    """
    words = required("reason", reason, REASON_LONGEST)
    step = await begin(tx, by, number, PartnerAct.REFUSE)
    return await step.write(now, facts={"reason": words})


async def undo(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event | None:
    """Undo one's own latest act before the partner hears of it; None when there is none.

    What the act planned stays planned: its errand sees that it was undone. Changes of contact
    persons cannot be undone, because earlier values are not kept. Raises NoSuchCase.
    """
    case, partner = await locked(tx, number)
    event = await cases.last_move(tx, number)
    united = event.act == PartnerAct.UNITE or "double" in event.public
    if united or "contact" in event.fields or not cases.may_undo(event, by, now):
        return None
    await strike_out(tx, case, partner, event, by, now)
    partner.changed_at = now
    return event
