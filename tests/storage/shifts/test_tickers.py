"""Several processes look at what is due: everything is done once, and nothing is lost, whoever is
killed on the way.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, insert, select

from storage.database import Conflict, Database
from storage.lifecycle import IllegalMove
from storage.shifts import actions
from storage.shifts.actions import Happened
from storage.shifts.queries import shift
from storage.shifts.rules import CannotTake, PlaceState
from storage.shifts.tables import Shift, ShiftPlace
from storage.talk.queries import due_now
from storage.talk.tables import Due
from tests.storage.cast import NOW
from tests.storage.shifts.ticking import one, passes
from tests.storage.shifts.town import NEXT, S, Town, at, town_of

DAYS = at(10, 14)


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


async def looks(town: Town, now: datetime, found: list[Happened]) -> None:
    """One process, until there is nothing left for it; another one's lock is no end."""
    idle = 0
    while idle < 3:
        try:
            there, happened = await one(town, now)
        except Conflict:
            continue
        idle = 0 if there else idle + 1
        if happened is not None:
            found.append(happened)


async def many_shifts(town: Town, people: int, each: int) -> None:
    """So many people with so many shifts on one day, as storage would have planned it."""
    numbers = [await town.helper(f"Hjælper {i}") for i in range(people)]
    first = await town.shift(maximum=50)
    held = await town.held(first)
    columns = {
        name: getattr(held.shift, name)
        for name in (column.name for column in Shift.__table__.columns)
    }
    async with town.database.transaction() as tx:
        for i in range(1, each):
            await tx.connection.execute(insert(Shift).values({**columns, "id": first + i}))
        places = [
            {"shift": first + i, "volunteer": number, "state": S.TAKEN, "since": NOW}
            for i in range(each)
            for number in numbers
        ]
        await tx.connection.execute(insert(ShiftPlace), places)
    for i in range(each):
        async with town.database.transaction() as tx:
            there = await shift(tx, first + i)
            assert there is not None
            for helper in there.coming:
                await actions.plan_place(tx, there, helper, NOW)


async def test_two_processes_tell_each_one_once(town: Town) -> None:
    await many_shifts(town, people=5, each=10)
    found: list[Happened] = []
    await asyncio.gather(*(looks(town, DAYS, found) for _ in range(3)))
    told = Counter((each.step, each.helper.place.id) for each in found if each.helper)
    assert set(told.values()) == {1}
    assert len(told) == 50


async def test_many_are_all_told(town: Town) -> None:
    await many_shifts(town, people=8, each=20)
    found = await passes(town, DAYS)
    assert len({each.helper.place.id for each in found if each.helper}) == 160


async def test_a_process_that_dies_on_the_way_has_told_nothing(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift()
    await town.do(actions.take, eva, id, NOW)
    await passes(town, DAYS - timedelta(minutes=1))

    async def dies() -> None:
        async with town.database.transaction() as tx:
            due = await due_now(tx, DAYS)
            assert due is not None
            assert await actions.happen(tx, due, DAYS) is not None
            raise KeyboardInterrupt

    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            await dies()
    assert len(await passes(town, DAYS)) == 1


async def test_an_offer_runs_out_once_however_many_look(town: Town) -> None:
    eva, ole, bo = [await town.helper(name) for name in ("Eva", "Ole", "Bo")]
    id = await town.shift(NEXT)
    await town.do(actions.take, eva, id, NOW)
    for minute, number in enumerate((ole, bo)):
        await town.do(actions.wait, number, id, NOW + timedelta(minutes=minute))
    await town.do(actions.call_off, eva, id, NOW)
    await passes(town, NOW)
    found: list[Happened] = []
    late = NOW + timedelta(hours=2)
    await asyncio.gather(*(looks(town, late, found) for _ in range(3)))
    assert sorted(str(each.news) for each in found) == ["lapsed", "offered"]
    states = Counter(each.state for each in (await town.held(id)).helpers)
    assert states[PlaceState.OFFERED] == 1


async def test_a_tap_and_the_end_of_the_offer_at_once(town: Town) -> None:
    eva, ole, bo = [await town.helper(name) for name in ("Eva", "Ole", "Bo")]
    id = await town.shift(NEXT)
    await town.do(actions.take, eva, id, NOW)
    for minute, number in enumerate((ole, bo)):
        await town.do(actions.wait, number, id, NOW + timedelta(minutes=minute))
    await town.do(actions.call_off, eva, id, NOW)
    await passes(town, NOW)
    late = NOW + timedelta(hours=2)

    async def taps() -> None:
        with contextlib.suppress(IllegalMove, CannotTake, Conflict):  # too late is an answer
            await town.do(actions.accept, ole, id, late)

    await asyncio.gather(taps(), looks(town, late, []))
    held = await town.held(id)
    assert held.holding == 1
    assert held.shift.maximum == 1


async def test_what_was_done_is_no_row_any_more(town: Town) -> None:
    await many_shifts(town, people=2, each=2)
    await passes(town, DAYS + timedelta(days=400))
    async with town.database.reading() as tx:
        assert await tx.session.scalar(select(func.count()).select_from(Due)) == 0
