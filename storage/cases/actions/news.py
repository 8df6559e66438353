"""Tells those who follow a case of an act, once it can no longer be taken back.

Works on a due row that the caller has locked, and strikes it off. Must not know the states of any
kind of case.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.cases import queries as cases
from storage.cases.queries import Listener
from storage.cases.tables import Case, Event
from storage.database import Transaction
from storage.talk import actions as talk
from storage.talk.tables import Due

Audience = Callable[[Transaction, int], Awaitable[Sequence[Listener]]]


@dataclass(frozen=True)
class News:
    """One piece of news: about which case, and for whom.

    The audience is in the order of the persons' numbers: two who tell several people at once lock
    their talks in the same order.
    """

    event: Event
    case: Case
    audience: Sequence[Listener]


async def release(
    tx: Transaction, due: Due, now: datetime, hear: Audience = cases.audience
) -> Sequence[News]:
    """Release the news that became due with this row, oldest first, to those whom `hear` finds.

    Empty when the act was taken back meanwhile. More than one when an older act is still untold
    (two processes tick): people are told of things in the order in which they happened.
    """
    await talk.done(tx, due)
    case = await cases.locked(tx, due.case_number or 0)
    if case is None or due.event_id is None:
        return []
    coming = await cases.untold(tx, case.number, upto=due.event_id)
    if not coming or coming[-1].id != due.event_id:
        return []
    audience = await hear(tx, case.number)
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
