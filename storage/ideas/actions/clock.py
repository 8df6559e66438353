"""What time does to ideas: an act reaches the citizen when it can no longer be taken back, and a
parked idea comes back on its day.

Both are ticks' work on a due row that the caller has locked; both strike it off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.cases import queries as cases
from storage.cases.queries import Listener
from storage.cases.tables import Case, Event
from storage.database import Transaction
from storage.ideas.actions.step import clock_step
from storage.ideas.rules import Act
from storage.talk import actions as talk
from storage.talk.tables import Due


@dataclass(frozen=True)
class News:
    """What is to be told, about which case, to whom.

    The audience stands in the order of the persons: two who tell several people at once lock their
    talks in the same order.
    """

    event: Event
    case: Case
    audience: Sequence[Listener]


async def release(tx: Transaction, due: Due, now: datetime) -> Sequence[News]:
    """Let the citizen know: the news that became due with this row, oldest first.

    Nothing when the act was taken back meanwhile; more than one when an older act was overtaken by
    this one (two processes tick), for the citizen hears things in the order they happened.
    """
    await talk.done(tx, due)
    case = await cases.locked(tx, due.case_number or 0)
    if case is None or due.event_id is None:
        return []
    coming = await cases.untold(tx, case.number, upto=due.event_id)
    if not coming or coming[-1].id != due.event_id:
        return []
    audience = await cases.audience(tx, case.number)
    heard_by = sorted(audience, key=lambda listener: listener.person_id)
    for event in coming:
        _show(case, event, now)
    await tx.session.flush()
    return [News(event, case, heard_by) for event in coming]


def _show(case: Case, event: Event, now: datetime) -> None:
    event.released_at = now
    if event.from_state != event.to_state:
        case.shown_state = event.to_state
    if "title" in event.public:
        case.shown_title = event.public["title"]
    if "promised_on" in event.public:
        promise = event.public["promised_on"]
        case.shown_promise = date.fromisoformat(promise) if promise else None
    case.version += 1
    case.changed_at = now


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
