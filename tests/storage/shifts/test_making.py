"""Shifts are made: one, a series with exceptions, a copy; on the hours of the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import TU, WEEKLY, rrule

from storage.cases.rules import NotValid
from storage.cases.working_days import is_free_day
from storage.database import Database
from storage.people.rules import NotAllowed
from storage.shifts import actions, queries
from storage.shifts.actions import Repeated, Wanted
from storage.shifts.rules import NoSuchShift
from storage.shifts.tables import Shift
from storage.shifts.times import Hours
from storage.talk.pace import COPENHAGEN
from storage.volunteers import actions as volunteers
from tests.databases import statements
from tests.storage.cast import NOW
from tests.storage.shifts.town import AFTERNOON, NEXT, Town, town_of
from tests.storage.volunteers.parts import COMPUTERS, READING


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


def wanted(town: Town, **other: Any) -> Wanted:
    begins_at, ends_at = AFTERNOON.on(NEXT)
    return replace(Wanted(town.roles[COMPUTERS], begins_at, ends_at), **other)


async def test_a_shift_is_as_it_was_asked_for(town: Town) -> None:
    made = await town.do(
        actions.make,
        town.karen,
        wanted(
            town,
            maximum=3,
            minimum=2,
            branch=" kastrup ",
            title=" IT-hjælp ",
            note="  ",
            contact=town.staff.hans.person_id,
        ),
        NOW,
    )
    held = await town.held(made.id)
    row = held.shift
    assert (row.branch, row.title, row.note) == ("kastrup", "IT-hjælp", None)
    assert (row.minimum, row.maximum, row.contact) == (2, 3, town.staff.hans.person_id)
    assert row.begins_at == datetime(2026, 5, 12, 14, 0, tzinfo=UTC)
    assert (held.left, held.missing, row.version) == (3, 2, 1)


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("begins_at", {"begins_at": NOW}),
        ("begins_at", {"begins_at": NOW + timedelta(days=600)}),
        ("clock", {"ends_at": AFTERNOON.on(NEXT)[0]}),
        ("ends_at", {"ends_at": AFTERNOON.on(NEXT)[0] + timedelta(hours=25)}),
        ("maximum", {"maximum": 0}),
        ("maximum", {"maximum": 51}),
        ("minimum", {"minimum": 2}),
        ("minimum", {"minimum": 0}),
        ("title", {"title": "x" * 81}),
        ("note", {"note": "x" * 301}),
        ("contact", {"contact": 1}),
        ("role", {"role": 999}),
    ],
)
async def test_what_cannot_be_is_said_by_its_name(
    town: Town, field: str, other: dict[str, Any]
) -> None:
    with pytest.raises(NotValid) as refused:
        await town.do(actions.make, town.karen, wanted(town, **other), NOW)
    assert refused.value.field == field


async def test_only_a_coordinator_makes_shifts_and_only_of_open_roles(town: Town) -> None:
    with pytest.raises(NotAllowed):
        await town.do(actions.make, town.staff.hans, wanted(town), NOW)
    await town.do(volunteers.close_role, town.karen, town.roles[COMPUTERS], NOW)
    with pytest.raises(NotValid):
        await town.do(actions.make, town.karen, wanted(town), NOW)


def tuesdays(first: date, last: date) -> list[date]:
    """Every Tuesday, as a colleague says it."""
    begins, ends = (datetime.combine(day, time(0)) for day in (first, last))
    return [day.date() for day in rrule(WEEKLY, byweekday=TU, dtstart=begins, until=ends)]


async def test_every_tuesday_over_christmas_but_not_on_holidays(town: Town) -> None:
    days = tuesdays(date(2026, 10, 13), date(2027, 3, 30))
    free = [day for day in days if is_free_day(day)]
    left_out = [*free, date(2026, 10, 20)]
    series, made = await town.do(
        actions.make_series,
        town.karen,
        wanted(town, minimum=2, maximum=2),
        Repeated("hver tirsdag 16-18, ikke i ferien", AFTERNOON, days, left_out),
        NOW,
    )
    assert len(made) == len(days) - len(left_out)
    assert series.left_out == sorted(day.isoformat() for day in left_out)
    assert (series.first_on, series.last_on) == (date(2026, 10, 13), date(2027, 3, 30))
    hours = {
        tuple(at.astimezone(COPENHAGEN).time() for at in (row.begins_at, row.ends_at))
        for row in made
    }
    assert hours == {(time(16), time(18))}
    assert {row.begins_at.hour for row in made} == {14, 15}  # summer and winter
    assert {row.maximum for row in made} == {2}


async def test_a_series_has_an_end_and_at_least_one_day(town: Town) -> None:
    many = [NEXT + timedelta(days=n) for n in range(121)]
    for days, left_out in ((many, ()), ([], ()), ([NEXT], [NEXT])):
        again = Repeated("x", AFTERNOON, days, left_out)
        with pytest.raises(NotValid):
            await town.do(actions.make_series, town.karen, wanted(town), again, NOW)
    again = Repeated("hver dag", AFTERNOON, [*many[:120], many[0]])
    _, made = await town.do(actions.make_series, town.karen, wanted(town), again, NOW)
    assert len(made) == 120


async def test_a_series_with_a_day_that_has_passed_makes_nothing(town: Town) -> None:
    again = Repeated("x", AFTERNOON, [NOW.date(), date(2026, 5, 1)])
    with pytest.raises(NotValid):
        await town.do(actions.make_series, town.karen, wanted(town), again, NOW)
    assert await town.read(queries.week, NOW.date()) == []


async def test_a_series_that_begins_in_the_hour_that_is_skipped_is_right_ever_after(
    town: Town,
) -> None:
    night = Hours(time(2, 15), time(5))
    sundays = [date(2027, 3, 28), date(2027, 4, 4)]
    first = night.on(sundays[0])
    asked = wanted(town, begins_at=first[0], ends_at=first[1])
    again = Repeated("to søndage", night, sundays)
    series, made = await town.do(actions.make_series, town.karen, asked, again, NOW)
    there = [row.begins_at.astimezone(COPENHAGEN).time() for row in made]
    assert there == [time(3, 15), time(2, 15)]
    assert series.begins == time(2, 15)


async def test_nights_over_midnight_last_as_long_as_the_wall_says(town: Town) -> None:
    night = Hours(time(22), time(2))
    days = [date(2026, 10, 24), date(2026, 10, 31), date(2027, 2, 28), date(2027, 3, 27)]
    again = Repeated("fire nætter", night, days)
    _, made = await town.do(actions.make_series, town.karen, wanted(town), again, NOW)
    assert [(row.ends_at - row.begins_at).seconds // 3600 for row in made] == [4, 4, 4, 4]
    early = Hours(time(23), time(4)).on(date(2026, 10, 24))
    assert early[1] - early[0] == timedelta(hours=6)


async def test_a_copy_is_the_same_on_another_day_without_its_people(town: Town) -> None:
    eva, id = (
        await town.helper("Eva"),
        await town.shift(maximum=2, title="Åbent hus", note="Tag kaffe"),
    )
    await town.do(actions.take, eva, id, NOW)
    made = await town.do(actions.copy, town.karen, id, date(2026, 11, 3), NOW)
    held = await town.held(made.id)
    assert (held.shift.title, held.shift.note, held.shift.maximum) == ("Åbent hus", "Tag kaffe", 2)
    assert (held.helpers, held.shift.series) == ((), None)
    assert held.shift.begins_at == datetime(2026, 11, 3, 15, 0, tzinfo=UTC)
    with pytest.raises(NoSuchShift):
        await town.do(actions.copy, town.karen, 999, NEXT, NOW)
    with pytest.raises(NotAllowed):
        await town.do(actions.copy, town.staff.hans, id, NEXT, NOW)


async def test_what_goes_over_midnight_on_a_sunday_is_in_two_weeks(town: Town) -> None:
    monday = date(2026, 10, 19)
    night = await town.shift(monday + timedelta(days=6), Hours(time(22), time(2)))
    evening = await town.shift(monday + timedelta(days=6), Hours(time(20), time(0)))
    found = [
        [held.shift.id for held in await town.read(queries.week, monday + timedelta(weeks=n))]
        for n in range(3)
    ]
    assert found == [[evening, night], [night], []]


async def test_a_week_is_seven_days_on_the_wall_and_a_house_sees_its_own(town: Town) -> None:
    monday = date(2026, 10, 19)
    sunday = Hours(time(23, 30), time(23, 45))
    ids = [
        await town.shift(monday - timedelta(days=1), sunday),
        await town.shift(monday, Hours(time(0), time(1)), branch="kastrup"),
        await town.shift(monday + timedelta(days=6), sunday, branch="taarnby"),
        await town.shift(monday + timedelta(days=7), Hours(time(0), time(1))),
    ]
    found = await town.read(queries.week, monday)
    assert [held.shift.id for held in found] == ids[1:3]
    found = await town.read(queries.week, monday, "kastrup")
    assert [held.shift.id for held in found] == [ids[1]]


async def test_many_shifts_cost_as_many_statements_as_one(town: Town) -> None:
    eva = await town.helper("Eva", COMPUTERS, READING)

    async def asked() -> list[int]:
        counts = []
        for query, args in (
            (queries.week, (NEXT,)),
            (queries.own, (eva, NOW)),
            (queries.takeable, (eva, NOW)),
        ):
            with statements(town.database) as told:
                await town.read(query, *args)
            counts.append(len(told))
        return counts

    for number in range(2):
        await town.do(actions.take, eva, await town.shift(NEXT + timedelta(days=number)), NOW)
        await town.shift(NEXT + timedelta(days=number), Hours(time(12), time(13)))
    one = await asked()
    days = [NEXT + timedelta(days=n) for n in range(100)]
    again = Repeated("hver dag", Hours(time(19), time(20)), days)
    made: list[Shift]
    _, made = await town.do(actions.make_series, town.karen, wanted(town, maximum=9), again, NOW)
    for row in made[:9]:
        await town.do(actions.take, eva, row.id, NOW)
    assert await asked() == one
