"""What happens to ideas with time: a parked idea comes back on its day.

Works on a due row that the caller has locked, and strikes it off.
"""

from __future__ import annotations

from datetime import datetime

from storage.cases.tables import Event
from storage.database import Transaction
from storage.ideas.actions.step import clock_step
from storage.ideas.rules import Act
from storage.talk import actions as talk
from storage.talk.tables import Due


async def wake(tx: Transaction, due: Due, now: datetime, days: int) -> Event | None:
    """Bring a parked idea back, with a new date; None if it left the drawer some other way."""
    await talk.done(tx, due)
    step = await clock_step(tx, due.case_number or 0, Act.WAKE, days=days)
    if step is None or step.case.parked_until is None:
        return None
    if step.case.parked_until.isoformat() != due.payload.get("until"):
        return None
    step.case.unread = True
    return await step.write(now)
