"""The chain of reminders: a week, two days with a question, three hours; silence; too few."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from storage.cases import queries as cases
from storage.database import Database
from storage.shifts import actions
from storage.shifts.asking import silent_at
from storage.shifts.rules import Step
from storage.shifts.times import Hours
from storage.shifts.wanted import Changes
from storage.volunteers.actions.forgetting import forget as forget_volunteer
from tests.storage.cast import NOW
from tests.storage.shifts.ticking import passes, planned, said, ticked
from tests.storage.shifts.town import NEXT, S, Town, at, town_of

BEGINS = at(12, 14)
"""16.00 on the Tuesday of next week."""

WEEK, DAYS, SILENT, HOURS = at(5, 14), at(10, 14), at(11, 14), at(12, 11)


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


@pytest.fixture
async def eva(town: Town) -> int:
    return await town.helper("Eva")


@pytest.fixture
async def id(town: Town, eva: int) -> int:
    made = await town.shift()
    await town.do(actions.take, eva, made, NOW)
    await passes(town, NOW)
    return made


async def test_all_of_it_in_its_time_and_once(town: Town, id: int) -> None:
    assert await ticked(town, NOW, BEGINS) == [
        ("week Eva", WEEK),
        ("days Eva", DAYS),
        ("silent Eva", SILENT),
        ("hours Eva", HOURS),
    ]


async def test_who_said_yes_is_not_called_silent(town: Town, eva: int, id: int) -> None:
    assert said(await passes(town, DAYS))[-1] == "days Eva"
    await town.do(actions.confirm, eva, id, DAYS)
    assert said(await passes(town, HOURS)) == ["hours Eva"]


async def test_who_said_yes_before_is_reminded_all_the_same(town: Town, eva: int, id: int) -> None:
    await town.do(actions.confirm, eva, id, NOW)
    assert [each for each, _ in await ticked(town, NOW, BEGINS)] == [
        "week Eva",
        "days Eva",
        "hours Eva",
    ]


async def test_a_week_before_hears_only_who_took_it_earlier(town: Town) -> None:
    bo, late = await town.helper("Bo"), await town.shift()
    await town.do(actions.take, bo, late, WEEK + timedelta(hours=1))
    assert [each for each, _ in await ticked(town, WEEK, BEGINS)] == [
        "days Bo",
        "silent Bo",
        "hours Bo",
    ]


async def test_who_takes_it_on_the_day_is_asked_nothing(town: Town) -> None:
    bo, late = await town.helper("Bo"), await town.shift()
    await town.do(actions.take, bo, late, HOURS - timedelta(hours=1))
    assert "hours Bo" in said(await passes(town, HOURS))


@pytest.mark.parametrize("step", [WEEK, DAYS, HOURS])
async def test_who_left_hears_nothing(town: Town, eva: int, id: int, step: datetime) -> None:
    await passes(town, step - timedelta(minutes=1))
    await town.do(actions.call_off, eva, id, step - timedelta(minutes=1))
    assert not [each for each in said(await passes(town, step)) if "Eva" in each]


async def test_who_left_after_the_question_is_not_silent(town: Town, eva: int, id: int) -> None:
    await passes(town, DAYS)
    await town.do(actions.call_off, eva, id, DAYS)
    assert not [each for each in said(await passes(town, SILENT)) if "silent" in each]


async def test_who_came_back_after_the_question_has_answered(town: Town, eva: int, id: int) -> None:
    await passes(town, DAYS)
    await town.do(actions.call_off, eva, id, DAYS)
    await town.do(actions.take, eva, id, DAYS + timedelta(hours=2))
    assert not [each for each in said(await passes(town, SILENT)) if "silent" in each]


async def test_who_left_and_came_back_hears_it_once(town: Town, eva: int, id: int) -> None:
    for _ in range(3):
        await town.do(actions.call_off, eva, id, NOW)
        await town.do(actions.take, eva, id, NOW)
    assert len(await planned(town, Step.HOURS)) == 1
    found = [each for each, _ in await ticked(town, NOW, BEGINS)]
    assert found.count("week Eva") == found.count("days Eva") == found.count("hours Eva") == 1


@pytest.mark.parametrize("moment", [WEEK, DAYS, SILENT, HOURS])
async def test_of_a_cancelled_shift_nothing_is_said(town: Town, id: int, moment: datetime) -> None:
    await passes(town, moment - timedelta(minutes=1))
    await town.do(actions.cancel, town.karen, id, "Vi har lukket", moment - timedelta(minutes=1))
    assert said(await passes(town, moment)) == []


async def test_another_time_has_its_own_reminders(town: Town, id: int) -> None:
    hours = Changes(hours=Hours(time(10), time(12)))
    await town.do(actions.change, town.karen, id, hours, NOW)
    assert await ticked(town, NOW, BEGINS) == [
        ("week Eva", at(5, 8)),
        ("days Eva", at(10, 8)),
        ("silent Eva", at(11, 8)),
        ("hours Eva", at(12, 5)),
    ]


async def test_a_time_that_comes_back_is_not_told_twice(town: Town, id: int) -> None:
    for begins in (10, 16):
        hours = Changes(hours=Hours(time(begins), time(begins + 2)))
        await town.do(actions.change, town.karen, id, hours, NOW)
    found = [each for each, _ in await ticked(town, NOW, BEGINS)]
    assert found == ["week Eva", "days Eva", "silent Eva", "hours Eva"]


async def test_who_is_erased_hears_nothing(town: Town, eva: int, id: int) -> None:
    async with town.database.transaction() as tx:
        case = await cases.locked(tx, eva)
        assert case is not None
        await forget_volunteer(tx, case, NOW)
        await actions.forget(tx, eva, NOW)
    assert not [each for each, _ in await ticked(town, NOW, BEGINS) if "Eva" in each]


async def test_after_a_day_down_what_is_still_of_use_is_said(town: Town, id: int) -> None:
    await passes(town, WEEK)
    late = DAYS + timedelta(hours=8)
    assert said(await passes(town, late)) == ["days Eva"]
    (silence,) = await planned(town, Step.SILENT)
    assert silence.at == SILENT


async def test_of_all_that_was_missed_only_the_last_is_said(town: Town, id: int) -> None:
    assert said(await passes(town, DAYS + timedelta(hours=1))) == ["days Eva"]


async def test_when_the_last_reminder_is_due_nobody_is_asked_any_more(town: Town, id: int) -> None:
    assert said(await passes(town, HOURS + timedelta(hours=1))) == ["hours Eva"]


async def test_after_it_began_nothing_is_said(town: Town, id: int) -> None:
    assert said(await passes(town, BEGINS)) == []
    assert await planned(town, Step.DAYS) == []


@pytest.mark.parametrize(
    ("asked", "silent"),
    [
        (DAYS, SILENT),
        (BEGINS - timedelta(hours=28), BEGINS - timedelta(hours=22)),
        (BEGINS - timedelta(hours=20), HOURS),
        (BEGINS - timedelta(hours=7), HOURS),
        (BEGINS - timedelta(hours=2), BEGINS - timedelta(hours=2)),
    ],
)
async def test_silence_needs_time_to_be_one(asked: datetime, silent: datetime) -> None:
    assert silent_at(asked, BEGINS) == silent


async def test_who_is_given_a_place_late_is_asked_and_can_be_silent(town: Town) -> None:
    bo, made = await town.helper("Bo"), await town.shift()
    late = BEGINS - timedelta(hours=30)
    await passes(town, late)
    await town.do(actions.assign, town.karen, made, bo, None, late)
    assert [each for each, _ in await ticked(town, late, BEGINS)] == ["silent Bo", "hours Bo"]


async def test_who_does_not_answer_to_a_late_change_is_silent(
    town: Town, eva: int, id: int
) -> None:
    await passes(town, DAYS)
    await town.do(actions.confirm, eva, id, DAYS)
    hours = Changes(hours=Hours(time(17), time(19)))
    late = DAYS + timedelta(hours=18)
    await town.do(actions.change, town.karen, id, hours, late)
    assert [each for each, _ in await ticked(town, late, BEGINS)] == ["silent Eva", "hours Eva"]


async def test_too_few_are_told_of_twice(town: Town) -> None:
    made = await town.shift(maximum=2, minimum=2)
    bo = await town.helper("Bo")
    await town.do(actions.take, bo, made, NOW)
    found = await ticked(town, NOW, BEGINS)
    assert [when for each, when in found if each == "short"] == [at(9, 14), at(11, 14)]


async def test_enough_are_not_too_few(town: Town, id: int) -> None:
    assert "short" not in [each for each, _ in await ticked(town, NOW, BEGINS)]


async def test_of_two_late_warnings_one_is_told(town: Town) -> None:
    await town.shift()
    assert said(await passes(town, at(11, 15))) == ["short"]


async def test_an_empty_shift_that_began_is_not_told_of(town: Town) -> None:
    await town.shift()
    assert said(await passes(town, BEGINS)) == []


async def test_a_reminder_of_an_early_shift_comes_the_evening_before(town: Town) -> None:
    eva = await town.helper("Eva")
    early = await town.shift(NEXT, Hours(time(7), time(9)))
    await town.do(actions.take, eva, early, NOW)
    assert [when for each, when in await ticked(town, NOW, BEGINS) if each != "short"] == [
        at(4, 17, 30),
        at(9, 17, 30),
        at(10, 17, 30),
        at(12, 2),
    ]


SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)
"""The days on which the clocks change, at three in the night."""


@pytest.mark.parametrize(
    ("day", "begins", "days", "hours"),
    [
        (SPRING, 10, "2027-03-26T08:00", "2027-03-28T05:00"),
        (SPRING + timedelta(days=1), 10, "2027-03-27T08:00", "2027-03-29T05:00"),
        (AUTUMN, 10, "2026-10-23T09:00", "2026-10-25T06:00"),
        (AUTUMN + timedelta(days=1), 10, "2026-10-24T09:00", "2026-10-26T06:00"),
        (SPRING, 4, "2027-03-25T18:30", "2027-03-27T23:00"),
        (date(2026, 6, 1), 0, "2026-05-29T17:30", "2026-05-31T19:00"),
        (date(2027, 1, 1), 9, "2026-12-30T08:00", "2027-01-01T05:00"),
        (date(2027, 3, 1), 9, "2027-02-27T08:00", "2027-03-01T05:00"),
    ],
)
async def test_hours_are_hours_whatever_the_clocks_do(
    town: Town, day: date, begins: int, days: str, hours: str
) -> None:
    eva = await town.helper("Eva")
    made = await town.shift(day, Hours(time(begins), time(begins + 2)))
    await town.do(actions.take, eva, made, NOW)
    assert [row.at.isoformat()[:16] for row in await planned(town, Step.DAYS)] == [days]
    assert [row.at.isoformat()[:16] for row in await planned(town, Step.HOURS)] == [hours]


async def test_the_year_is_summed_up_once(town: Town, eva: int, id: int) -> None:
    other = await town.shift(NEXT + timedelta(days=1))
    await town.do(actions.take, eva, other, NOW)
    rows = await planned(town, Step.YEAR)
    assert [(row.payload["year"], row.at.isoformat()[:10]) for row in rows] == [
        (2026, "2027-01-04")
    ]


async def test_the_first_minutes_of_a_year_on_the_wall_are_of_that_year(town: Town) -> None:
    mia, nights = await town.helper("Mia"), Hours(time(0, 15), time(2))
    await town.do(actions.take, mia, await town.shift(date(2027, 1, 1), nights), NOW)
    assert [row.payload["year"] for row in await planned(town, Step.YEAR)] == [2027]


async def test_who_came_is_asked_at_the_end(town: Town, id: int) -> None:
    (row,) = await planned(town, Step.ATTENDANCE)
    assert row.at == BEGINS + timedelta(hours=2)
    assert await town.state(id, 0) is None
    assert S.TAKEN in {each.state for each in (await town.held(id)).helpers}
