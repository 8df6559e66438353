"""What waits at the desk in the morning: numbers, and the few cases to begin with.

For all of the staff together; names nobody. Four statements, however many cases there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select

from storage.cases.rules import CaseKind
from storage.cases.tables import Case, Event
from storage.database import Transaction
from storage.ideas.queries.inbox import is_late
from storage.ideas.rules import Act, State
from storage.ideas.tables import Idea

OLDEST = 3
MOST_WOKEN = 10
WITHOUT_ANSWER = (State.READ, State.PARTNERING)
"""Read, and nobody has yet answered "Sammen med hvem?" with a decision."""

_EXCERPT = 200


@dataclass(frozen=True)
class Brief:
    """A case by what it is called. `text` is its beginning."""

    number: int
    title: str | None
    text: str


@dataclass(frozen=True)
class Digest:
    """How many cases wait for an answer, are late, lack a "with whom", or have unread words of
    their citizen; how many are new since the last digest, and which came back.
    """

    waiting: int
    late: int
    unanswered: int
    unread: int
    fresh: int
    oldest: Sequence[Brief]
    woken: Sequence[Brief]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.waiting or self.unread or self.fresh or self.woken)


async def digest(tx: Transaction, since: datetime, now: datetime) -> Digest:
    """What the digest tells now; what is new counts from a moment."""
    waiting = and_(Case.closed_at.is_(None), Case.promised_on.is_not(None))
    counts = (
        waiting,
        and_(waiting, is_late(now)),
        and_(waiting, Case.state.in_(WITHOUT_ANSWER), Case.kind == CaseKind.IDEA),
        and_(Case.unread, Case.state != State.RECEIVED),
    )
    counted = (
        await tx.connection.execute(
            select(*(func.count(case((each, 1))) for each in counts))
            .select_from(Case)
            .join(Idea, Idea.number == Case.number)
            .where(Case.closed_at.is_(None) | Case.unread)
        )
    ).one()
    fresh = await tx.session.scalar(
        select(func.count())
        .select_from(Case)
        .join(Idea, Idea.number == Case.number)
        .where(Case.created_at >= since)
    )
    oldest = await tx.connection.execute(
        select(Case.number, Case.title, func.substr(Idea.text, 1, _EXCERPT))
        .join(Idea, Idea.number == Case.number)
        .where(waiting)
        .order_by(func.coalesce(Case.late_since, Case.promised_on), Case.number)
        .limit(OLDEST)
    )
    woken = await tx.connection.execute(
        select(Case.number, Case.title, func.substr(Idea.text, 1, _EXCERPT))
        .join(Idea, Idea.number == Case.number)
        .join(Event, Event.case_number == Case.number)
        .where(Event.at >= since, Event.act == Act.WAKE, Case.closed_at.is_(None))
        .order_by(Case.number)
        .distinct()
        .limit(MOST_WOKEN)
    )
    return Digest(
        waiting=counted[0],
        late=counted[1],
        unanswered=counted[2],
        unread=counted[3],
        fresh=fresh or 0,
        oldest=[Brief(*row) for row in oldest],
        woken=[Brief(*row) for row in woken],
    )
