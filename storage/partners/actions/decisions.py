"""What coordinators decide about a partner: yes, no with a reason, and taking it back in time."""

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
    """Let a partner into the register; it is told in two minutes.

    Raises NotAllowed, NoSuchCase, IllegalMove.
    """
    step = await begin(tx, by, number, PartnerAct.ACCEPT)
    event = await step.write(now, partner={"checked_at": now})
    await plan_check(tx, number, now)
    return event


async def refuse(tx: Transaction, by: Colleague, number: int, reason: str, now: datetime) -> Event:
    """Say no, with the reason that the partner hears.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid.
    """
    words = required("reason", reason, REASON_LONGEST)
    step = await begin(tx, by, number, PartnerAct.REFUSE)
    return await step.write(now, facts={"reason": words})


async def undo(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event | None:
    """Take back one's own newest act before the partner hears of it; None when there is none.

    What it planned stays planned: its errand sees that it was taken back. What was done to contact
    persons stays done: nothing is kept of what stood there. Raises NoSuchCase.
    """
    case, partner = await locked(tx, number)
    event = await cases.last_move(tx, number)
    united = event.act == PartnerAct.UNITE or "double" in event.public
    if united or "contact" in event.fields or not cases.may_undo(event, by, now):
        return None
    await strike_out(tx, case, partner, event, by, now)
    partner.changed_at = now
    return event
