"""What the engine has learnt from staff: whom they chose for a subject, and whom they passed by.

Reads and weighs; storage/partners/actions/learning.py writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.matching.reading import Vector
from storage.partners.tables import Lesson, Partner

WEIGHT, CAUTION = 1.5, 3
"""The most that lessons add to a score or take from it, and after how many choices half of that
counts.
"""

Lessons = Mapping[int, Mapping[str, tuple[int, int]]]
"""By partner and subject: how often chosen, how often passed by."""


@dataclass(frozen=True)
class Learnt:
    """A lesson, as staff read it. `name` is the partner's."""

    partner: int
    name: str
    topic: str
    chosen: int
    passed: int
    last_at: datetime


async def lessons(tx: Transaction, partners: Sequence[int], topics: Iterable[str]) -> Lessons:
    """What was learnt of some partners about some subjects, in one statement."""
    wanted = select(Lesson.partner, Lesson.topic, Lesson.chosen, Lesson.passed).where(
        Lesson.partner.in_(partners), Lesson.topic.in_(list(topics))
    )
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for row in await tx.connection.execute(wanted):
        found.setdefault(row.partner, {})[row.topic] = row.chosen, row.passed
    return found


def worth(learnt: Mapping[str, tuple[int, int]], topics: Vector) -> float:
    """What lessons add to a score, from -WEIGHT to WEIGHT; a few lessons add little."""
    told = sum(
        topics.get(topic, 0.0) ** 2 * (chosen - passed) / (chosen + passed + CAUTION)
        for topic, (chosen, passed) in learnt.items()
    )
    return WEIGHT * told


async def everything(tx: Transaction) -> Sequence[Learnt]:
    """All lessons, partner by partner, for staff to read or export."""
    wanted = (
        select(
            Lesson.partner,
            Partner.name,
            Lesson.topic,
            Lesson.chosen,
            Lesson.passed,
            Lesson.last_at,
        )
        .join(Partner, Partner.number == Lesson.partner)
        .order_by(Lesson.partner, Lesson.topic)
    )
    return [Learnt(*row) for row in await tx.connection.execute(wanted)]
