"""What was given: hours by role, thanks that are said once, moods, and the calendar's entries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.cases.rules import NotValid
from storage.database import Database
from storage.people.rules import NotAllowed
from storage.shifts import actions, queries
from storage.shifts.actions import Thanked
from storage.shifts.coming import Mood, milestone
from storage.shifts.queries.calendar import CANCELLED_SHOWN
from storage.shifts.rules import NoSuchShift
from storage.shifts.wanted import Changes
from tests.storage.cast import NOW
from tests.storage.shifts.town import NEXT, Town, town_of
from tests.storage.volunteers.parts import COMPUTERS, READING

DAY = timedelta(days=1)
LONG_AFTER = NOW + 60 * DAY


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


async def came(town: Town, number: int, days: int = 0, role: str = COMPUTERS) -> int:
    """A shift that they took and came to, so many days after the first."""
    shift = await town.shift(NEXT + days * DAY, maximum=3, role=role)
    await town.do(actions.take, number, shift, NOW)
    end = (await town.held(shift)).shift.ends_at
    await town.do(actions.attend, town.karen, shift, number, end)
    return shift


async def thanked(town: Town, number: int, shift: int, now: datetime) -> Thanked | None:
    own = (await town.held(shift)).of(number)
    assert own is not None
    found = await town.do(actions.thank, shift, own.place.id, now)
    assert found is None or isinstance(found, Thanked)
    return found


async def ends(town: Town, shift: int) -> datetime:
    return (await town.held(shift)).shift.ends_at


async def test_hours_are_the_shifts_until_they_are_mended(town: Town) -> None:
    eva = await town.helper("Eva", COMPUTERS, READING)
    first, second = await came(town, eva), await came(town, eva, 1, READING)
    missed = await town.shift(NEXT + 2 * DAY)
    await town.do(actions.take, eva, missed, NOW)
    given = await town.read(queries.hours, eva)
    assert (given.shifts, given.minutes, len(given.roles)) == (2, 240, 2)
    await town.do(actions.mend_minutes, eva, first, 150)
    given = await town.read(queries.hours, eva)
    assert [(each.shifts, each.minutes) for each in given.roles] == [(1, 150), (1, 120)]
    assert given.first == (await town.held(first)).shift.begins_at
    assert given.last == await ends(town, second)
    over = await town.read(queries.passed, eva, LONG_AFTER)
    assert [each.shift.id for each in over] == [missed, second, first]
    assert [each.minutes for each in over] == [None, 120, 150]


async def test_only_ones_own_time_is_mended_and_only_to_what_can_be(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    shift = await came(town, eva)
    for wrong in (0, -5, 24 * 60 + 1):
        with pytest.raises(NotValid):
            await town.do(actions.mend_minutes, eva, shift, wrong)
    with pytest.raises(NoSuchShift):
        await town.do(actions.mend_minutes, ole, shift, 60)
    await town.do(actions.miss, town.karen, shift, eva, await ends(town, shift))
    with pytest.raises(NoSuchShift):
        await town.do(actions.mend_minutes, eva, shift, 60)
    assert (await town.read(queries.hours, eva)).minutes == 0


async def test_hours_are_for_the_volunteer_and_the_coordinator(town: Town) -> None:
    eva = await town.helper("Eva")
    await came(town, eva)
    assert (await town.read(queries.hours_for_staff, town.karen, eva)).shifts == 1
    with pytest.raises(NotAllowed):
        await town.read(queries.hours_for_staff, town.staff.hans, eva)


async def test_hours_of_a_year(town: Town) -> None:
    eva = await town.helper("Eva")
    await came(town, eva)
    for year, shifts in ((2025, 0), (2026, 1), (2027, 0)):
        span = (datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
        assert (await town.read(queries.hours, eva, *span)).shifts == shifts


async def test_thanks_are_said_once_for_a_shift_and_once_a_day(town: Town) -> None:
    eva = await town.helper("Eva")
    first, second = await came(town, eva), await came(town, eva, 1)
    after = await ends(town, first) + timedelta(minutes=30)
    found = await thanked(town, eva, first, after)
    assert found is not None
    assert (found.count, found.milestone) == (2, None)
    assert await thanked(town, eva, first, after + DAY) is None, "it was said"
    assert await thanked(town, eva, second, after) is None, "it was said today"
    assert await thanked(town, eva, second, after + DAY) is not None


async def test_no_thanks_for_who_was_not_there_or_a_week_later(town: Town) -> None:
    eva = await town.helper("Eva")
    shift = await came(town, eva)
    end = await ends(town, shift)
    assert await thanked(town, eva, shift, end + 8 * DAY) is None
    await town.do(actions.miss, town.karen, shift, eva, end)
    assert await thanked(town, eva, shift, end + DAY) is None


def test_a_round_number_is_told_once_even_when_a_day_was_silent() -> None:
    assert [milestone(*each) for each in ((0, 4), (4, 5), (5, 6), (3, 6), (24, 60))] == [
        None,
        5,
        None,
        5,
        50,
    ]


async def test_the_fifth_shift_is_a_reason(town: Town) -> None:
    eva = await town.helper("Eva")
    shifts = [await came(town, eva, day) for day in range(4)]
    assert (await thanked(town, eva, shifts[0], await ends(town, shifts[3]))) is not None
    fifth = await came(town, eva, 5)
    found = await thanked(town, eva, fifth, await ends(town, fifth) + timedelta(hours=1))
    assert found is not None
    assert (found.count, found.milestone) == (5, 5)


async def test_a_mood_is_of_who_was_there_and_of_the_host(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    shift = await came(town, eva)
    await town.do(actions.say_mood, eva, shift, Mood.GOOD)
    with pytest.raises(NoSuchShift):
        await town.do(actions.say_mood, ole, shift, Mood.HARD)
    end = await ends(town, shift)
    await town.do(actions.say_how_it_went, town.staff.hans, shift, Mood.MIXED, end)
    with pytest.raises(NoSuchShift):
        await town.do(actions.say_how_it_went, town.staff.hans, shift, Mood.MIXED, NOW)
    held = await town.held(shift)
    assert (held.shift.mood, held.helpers[0].place.mood) == (Mood.MIXED, Mood.GOOD)


async def test_a_calendar_is_ones_own_and_keeps_what_was_cancelled_for_a_month(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    ids = [await town.shift(NEXT + day * DAY, maximum=2) for day in range(4)]
    for shift in ids[:3]:
        await town.do(actions.take, eva, shift, NOW)
    await town.do(actions.take, ole, ids[3], NOW)
    await town.do(actions.call_off, eva, ids[1], NOW)
    await town.do(actions.cancel, town.karen, ids[2], "Lukket", NOW + DAY)
    seen = await town.read(queries.calendar, eva, NOW + DAY)
    there = [(each.shift.id, each.off, each.cancelled) for each in seen]
    assert there == [(ids[0], False, False), (ids[1], True, False), (ids[2], True, True)]
    assert seen[0].contact == "Karen Krog"
    later = await town.read(queries.calendar, eva, NOW + DAY + CANCELLED_SHOWN)
    assert [each.shift.id for each in later] == ids[:2]
    end = seen[1].shift.ends_at + CANCELLED_SHOWN
    later = await town.read(queries.calendar, eva, end)
    assert [each.shift.id for each in later] == [ids[0]]
    one = await town.read(queries.one_entry, eva, ids[1])
    assert one.off, "called off"
    for nothing in (ids[3], 999, 2**40):
        assert await town.read(queries.one_entry, eva, nothing) is None


async def test_an_entry_counts_what_becomes_of_the_shift_and_of_the_place(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id = await town.shift()
    seen = []

    async def is_seen() -> None:
        (all_of_it,) = await town.read(queries.calendar, eva, NOW)
        one = await town.read(queries.one_entry, eva, id)
        assert (one.off, one.sequence) == (all_of_it.off, all_of_it.sequence)
        seen.append((one.off, one.sequence))

    await town.do(actions.take, eva, id, NOW)
    await is_seen()
    await town.do(actions.confirm, eva, id, NOW)
    await is_seen()
    await town.do(actions.call_off, eva, id, NOW)
    await is_seen()
    await town.do(actions.take, eva, id, NOW)
    await is_seen()
    swap = await town.do(actions.ask_swap, eva, id, ole, NOW)
    await town.do(actions.answer_swap, ole, swap.row.id, True, NOW)
    await is_seen()
    await town.do(actions.change, town.karen, id, Changes(note="Husk nøglen"), NOW)
    await is_seen()
    assert seen == [(False, 2), (False, 2), (True, 3), (False, 4), (True, 5), (True, 6)]


async def test_what_was_never_theirs_is_in_no_calendar(town: Town) -> None:
    eva, ole, ida = [await town.helper(name) for name in ("Eva", "Ole", "Ida")]
    id = await town.shift()
    await town.do(actions.take, eva, id, NOW)
    await town.do(actions.wait, ole, id, NOW)
    await town.do(actions.wait, ida, id, NOW)
    await town.do(actions.leave_line, ida, id, NOW)
    await town.do(actions.cancel, town.karen, id, "Lukket", NOW)
    found = [await town.read(queries.calendar, number, NOW) for number in (eva, ole, ida)]
    assert [len(each) for each in found] == [1, 0, 0]


async def test_a_new_link_makes_the_old_one_dead(town: Town) -> None:
    eva = await town.helper("Eva")
    assert await town.read(queries.edition_of, eva) == 1
    assert await town.do(actions.new_link, eva) == 2
    assert await town.read(queries.edition_of, eva) == 2
    for nobody in (0, 999, 2**40):
        assert await town.read(queries.edition_of, nobody) is None
