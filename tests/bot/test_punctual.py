"""Processes that are held up, at a pace of their own: in no second comes more than is allowed.

Time is a value here, and the slots are the database's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.punctual import IN_TIME, Lateness
from storage.database import Database
from storage.people.rules import Channel
from storage.talk import actions
from storage.talk.pace import Pacing
from storage.talk.queries import Parcel
from tests.storage.cast import NOW
from tests.storage.talk.post import many_wait

PACING = Pacing().faster(10)
SECOND = timedelta(seconds=0.1)
"""A second of the other side, when time runs ten times as fast."""

NOTICES = 150
A_MOMENT = SECOND / 100
HOLD_UPS = ((0.0, 0.0), (0.05, 0.1), (0.03, 0.4), (0.01, 3.0))
"""How often a process is held up before it begins a message, and for how many seconds at most."""


@dataclass
class Process:
    """One sender: when it is free, and what it has claimed."""

    database: Database
    now: datetime = NOW
    claimed: list[Parcel] = field(default_factory=list)
    late: Lateness = field(default_factory=lambda: Lateness(PACING.leeway))

    async def claims(self) -> None:
        """Take what is next, and tell how late the last went."""
        late = self.late.told()
        async with self.database.transaction() as tx:
            claim = (Channel.TELEGRAM, self.now, PACING, 12, late)
            self.claimed = await actions.claim(tx, *claim)
        ahead = self.now + PACING.ahead
        self.late.moved(late, self.claimed[0].slot if self.claimed else ahead)
        self.now += A_MOMENT if self.claimed else PACING.ahead / 5

    async def begins(self, held_up: timedelta) -> datetime | None:
        """Begin what is next, after being held up; None when its slot has gone."""
        parcel = self.claimed.pop(0)
        self.now = max(self.now, parcel.slot) + held_up
        begun = self.now <= parcel.slot + PACING.latest
        async with self.database.transaction() as tx:
            if begun:
                self.late.begin(parcel.slot, self.now)
                await actions.sent(tx, parcel, parcel.id, self.now)
            else:
                await actions.give_back(tx, [parcel, *self.claimed], self.now)
                self.claimed = []
        return self.now if begun else None


async def played(database: Database, often: float, longest: float, dice: Random) -> list[datetime]:
    """When three processes begin what waits."""
    await many_wait(database, [str(100 + n) for n in range(NOTICES)], NOTICES)
    processes, begun = [Process(database) for _ in range(3)], list[datetime]()
    while len(begun) < NOTICES:
        process = min(processes, key=lambda each: each.now)
        if not process.claimed:
            await process.claims()
            continue
        held_up = SECOND * dice.uniform(0, longest) if dice.random() < often else IN_TIME
        if (at := await process.begins(held_up)) is not None:
            begun.append(at)
    return sorted(begun)


@pytest.mark.parametrize(("often", "longest"), HOLD_UPS)
async def test_no_second_holds_more_than_thirty_whoever_is_held_up(
    database: Database, often: float, longest: float
) -> None:
    begun = await played(database, often, longest, Random(7))
    assert max(sum(at <= other < at + SECOND for other in begun) for at in begun) <= 30


async def test_who_is_in_time_loses_nothing(database: Database) -> None:
    begun = await played(database, 0, 0, Random(7))
    assert begun[-1] == NOW + (NOTICES - 1) * PACING.overall.every


def test_the_same_hold_up_is_told_once() -> None:
    late, a_slot = Lateness(timedelta(0)), timedelta(seconds=1) / 29
    late.begin(NOW, NOW + 3 * a_slot)
    assert late.told() == 3 * a_slot
    late.moved(3 * a_slot, NOW + 5 * a_slot)
    late.begin(NOW + 4 * a_slot, NOW + 6 * a_slot)
    assert late.told() == IN_TIME
    late.begin(NOW + 5 * a_slot, NOW + 6 * a_slot)
    assert late.told() == a_slot
