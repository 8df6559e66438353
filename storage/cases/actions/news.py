"""An act reaches those who hear of a case, when it can no longer be taken back.

A tick's work on a due row that the caller has locked; the row is struck off. Must not know the
states of any kind of case.
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
    """What is to be told, about which case, to whom.

    The audience stands in the order of the persons: two who tell several people at once lock their
    talks in the same order.
    """

    event: Event
    case: Case
    audience: Sequence[Listener]


async def release(
    tx: Transaction, due: Due, now: datetime, hear: Audience = cases.audience
) -> Sequence[News]:
    """Let those who `hear` of a case know: the news that became due with this row, oldest first.

    Nothing when the act was taken back meanwhile; more than one when an older act was overtaken by
    this one (two processes tick), for people hear things in the order they happened.
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
