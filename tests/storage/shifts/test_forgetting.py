"""What is left at shifts of who is erased, of what is long over, and of two who become one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select, update

from storage.cases.tables import Case
from storage.database import Database
from storage.privacy.actions import erase, hold, purge
from storage.shifts import actions
from storage.shifts.rules import SwapState
from storage.shifts.tables import Shift, ShiftPlace, ShiftSwap
from tests.storage.cast import NOW
from tests.storage.shifts.ticking import ticked
from tests.storage.shifts.town import NEXT, S, Town, town_of
from tests.storage.volunteers.parts import COMPUTERS, READING

WEEK = timedelta(days=7)


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


async def author(town: Town, number: int) -> int:
    async with town.database.reading() as tx:
        person = (await tx.session.get_one(Case, number)).author
        assert person is not None
        return person


async def counted(town: Town, table: type[Shift] | type[ShiftPlace] | type[ShiftSwap]) -> int:
    async with town.database.reading() as tx:
        return await tx.session.scalar(select(func.count()).select_from(table)) or 0


async def says(town: Town, id: int, number: int) -> None:
    """There is something in all that is said of a place."""
    async with town.database.transaction() as tx:
        await tx.connection.execute(
            update(ShiftPlace)
            .where(ShiftPlace.shift == id, ShiftPlace.volunteer == number)
            .values(over="Kender huset", late=10, mood="good", minutes=120)
        )


async def swap(town: Town, id: int, number: int, asked: int) -> None:
    own = (await town.held(id)).of(number)
    assert own is not None
    async with town.database.transaction() as tx:
        tx.session.add(
            ShiftSwap(
                place=own.place.id, asked=asked, state=SwapState.ASKED, until=NOW, asked_at=NOW
            )
        )


async def test_who_is_erased_leaves_hours_without_a_name_and_places_for_others(
    town: Town,
) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    past, coming, third = [await town.shift(NEXT + n * WEEK) for n in range(3)]
    await town.put(past, eva, S.ATTENDED)
    await says(town, past, eva)
    await town.do(actions.take, eva, coming, NOW)
    await town.do(actions.wait, ole, coming, NOW)
    await town.do(actions.take, ole, third, NOW)
    await swap(town, coming, eva, ole)
    await swap(town, third, ole, eva)
    await town.do(erase, await author(town, eva), NOW)
    place = (await town.held(past)).helpers[0].place
    assert (place.volunteer, place.state, place.minutes) == (None, S.ATTENDED, 120)
    assert (place.over, place.late, place.mood) == (None, None, None)
    assert [each.state for each in (await town.held(coming)).helpers] == [S.DROPPED, S.OFFERED]
    assert await town.state(coming, ole) is S.OFFERED
    assert await town.state(third, ole) is S.TAKEN
    assert await counted(town, ShiftSwap) == 0


async def test_after_a_year_only_the_hours_are_left_and_in_the_end_nothing(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id, empty = await town.shift(maximum=3), await town.shift()
    await town.put(id, eva, S.ATTENDED)
    await town.put(id, ole, S.ABSENT)
    await says(town, id, eva)
    await swap(town, id, eva, ole)
    ends = (await town.held(id)).shift.ends_at
    await purge(town.database, ends + relativedelta(months=12) - timedelta(days=1))
    assert await counted(town, ShiftPlace) == 2
    await purge(town.database, ends + relativedelta(months=12))
    held = await town.held(id)
    assert [each.name for each in held.helpers] == ["Eva"]
    place = held.helpers[0].place
    assert (place.over, place.late, place.mood, place.minutes) == (None, None, None, 120)
    assert await counted(town, ShiftSwap) == 0
    await purge(town.database, ends + relativedelta(years=5) - timedelta(days=1))
    assert (await town.held(empty)).helpers == ()
    await purge(town.database, ends + relativedelta(years=5))
    assert await counted(town, Shift) == 1  # the hours are somebody's, as long as they help
    await town.end(0, eva)
    await purge(town.database, ends + relativedelta(years=7))
    assert await counted(town, Shift) == await counted(town, ShiftPlace) == 0


async def test_a_hold_keeps_what_was_said_at_shifts(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id = await town.shift(maximum=2)
    for number in (eva, ole):
        await town.put(id, number, S.ABSENT)
    await town.do(hold, town.staff.anna, eva, "En klage", NOW)
    await purge(town.database, NOW + relativedelta(months=13))
    assert [each.name for each in (await town.held(id)).helpers] == ["Eva"]


async def one_person(town: Town, *numbers: int) -> int:
    """All these volunteers are the same person."""
    person = await author(town, numbers[0])
    async with town.database.transaction() as tx:
        await tx.connection.execute(
            update(Case).where(Case.number.in_(numbers)).values(author=person)
        )
    return person


async def test_two_who_become_one_have_their_shifts_together(town: Town) -> None:
    old, new = await town.helper("Eva"), await town.helper("Eva igen")
    past, coming, both, waits = [await town.shift(NEXT + n * WEEK, maximum=2) for n in range(4)]
    await town.put(past, old, S.ATTENDED)
    await town.do(actions.take, old, coming, NOW)
    for number in (old, new):
        await town.do(actions.take, number, both, NOW)
    await town.put(waits, old, S.WAITING)
    await town.do(actions.hand_over, await one_person(town, old, new), NOW)
    assert await town.state(past, new) is S.ATTENDED
    assert await town.state(coming, new) is S.TAKEN
    assert await town.state(waits, new) is S.WAITING
    assert (await town.state(both, new), await town.state(both, old)) == (S.TAKEN, S.DROPPED)


async def test_who_became_one_with_another_is_reminded_all_the_same(town: Town) -> None:
    old, new = await town.helper("Eva"), await town.helper("Eva igen")
    id = await town.shift()
    await town.do(actions.take, old, id, NOW)
    await town.do(actions.hand_over, await one_person(town, old, new), NOW)
    begins = (await town.held(id)).shift.begins_at
    heard = await ticked(town, NOW, begins)
    told = [each for each, _ in heard if each != "short"]
    assert told == ["week Eva igen", "days Eva igen", "silent Eva igen", "hours Eva igen"]


async def test_two_who_become_one_are_in_one_place(town: Town) -> None:
    old, new = await town.helper("Eva"), await town.helper("Eva igen")
    other = await town.helper("Ole")
    one, two = await town.shift(), await town.shift()
    await town.do(actions.take, old, one, NOW)
    await town.do(actions.take, new, two, NOW)
    await town.do(actions.wait, other, one, NOW)
    await town.do(actions.hand_over, await one_person(town, old, new), NOW)
    assert (await town.state(one, old), await town.state(two, new)) == (S.DROPPED, S.TAKEN)
    assert await town.state(one, other) is S.OFFERED


async def test_what_only_one_of_them_may_work_stays_with_it(town: Town) -> None:
    old, new = await town.helper("Eva", READING), await town.helper("Eva igen", COMPUTERS)
    id = await town.shift(role=READING)
    await town.do(actions.take, old, id, NOW)
    await town.do(actions.hand_over, await one_person(town, old, new), NOW)
    assert (await town.state(id, old), await town.state(id, new)) == (S.TAKEN, None)
