"""What the digest tells of shifts: where too few people come in the next days, and who has not
answered. For all of the staff together; two statements, however many shifts there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from storage.cases.rules import local_day
from storage.database import Transaction
from storage.shifts.asking import reminded_at
from storage.shifts.queries.one import Held, Helper, shifts
from storage.shifts.rules import PlaceState, ShiftState, Step
from storage.shifts.tables import Shift
from storage.shifts.times import at_wall

DAYS_AHEAD = 3
MOST = 200


@dataclass(frozen=True)
class Ahead:
    """The shifts of today and the next three days that lack people, and how many volunteers have
    not answered whether they come.
    """

    short: Sequence[Held]
    unanswered: int

    @property
    def empty(self) -> bool:
        """Whether all is well."""
        return not (self.short or self.unanswered)


async def ahead(tx: Transaction, now: datetime) -> Ahead:
    """What the digest tells of shifts now."""
    last = local_day(now) + timedelta(days=DAYS_AHEAD + 1)
    until = at_wall(last, time(0))
    found = await shifts(
        tx,
        Shift.state == ShiftState.OPEN,
        Shift.begins_at > now,
        Shift.begins_at < until,
        most=MOST,
    )
    silent = [each for held in found for each in held.helpers if _silent(held, each, now)]
    return Ahead([held for held in found if held.missing], len(silent))


def _silent(held: Held, helper: Helper, now: datetime) -> bool:
    """Whether somebody was asked if they can still come, and has not said so."""
    asked = reminded_at(held.shift.begins_at, Step.DAYS)
    return helper.state is PlaceState.TAKEN and helper.place.since < asked <= now
