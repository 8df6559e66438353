"""Where volunteering was tried, what was given and how it was; nothing that few stand behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from storage.database import Database
from storage.reports.queries import Report, report
from storage.reports.rules import Form, Period, year
from storage.reports.volunteering import Context, Mooded
from storage.shifts import actions
from storage.shifts.coming import Mood
from storage.volunteers import actions as volunteers
from storage.volunteers.actions import Lesson
from storage.volunteers.rules import Verdict
from tests.databases import statements
from tests.storage.cast import NOW
from tests.storage.shifts.town import NEXT, Town, town_of
from tests.storage.volunteers.parts import COMPUTERS, READING

pytestmark = pytest.mark.both_databases

MAY = Period(date(2026, 5, 1), date(2026, 5, 1))
STATEMENTS = 8


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


async def counted(town: Town, period: Period = MAY, now: datetime = NOW) -> Report:
    async with town.database.reading() as tx:
        return await report(tx, town.staff.hans, period, now)


async def given(town: Town, people: int, moods: int, role: str = COMPUTERS) -> None:
    """A shift at which so many were, of whom some said how it was; the last said it was hard."""
    shift = await town.shift(maximum=people, role=role)
    numbers = [await town.helper(f"{role} {n}", role) for n in range(people)]
    for number in numbers:
        await town.do(actions.take, number, shift, NOW)
    end = (await town.held(shift)).shift.ends_at
    await town.do(actions.attend_all, town.karen, shift, end)
    for n, number in enumerate(numbers[:moods]):
        mood = Mood.HARD if n == moods - 1 else Mood.GOOD
        await town.do(actions.say_mood, number, shift, mood)


async def test_a_role_with_its_trials_hours_moods_and_verdict(town: Town) -> None:
    await given(town, 5, 5)
    await given(town, 2, 2, READING)
    for verdict in (Verdict.CHANGE, Verdict.GO_ON):
        trial = await town.do(
            volunteers.begin_trial,
            town.karen,
            town.roles[COMPUTERS],
            "Kan det betale sig?",
            NEXT + timedelta(days=7),
            NOW,
        )
        lesson = Lesson("Det gik", "Mere tid", "Vi lærte", verdict)
        await town.do(volunteers.close_trial, town.karen, trial.id, lesson, NOW)
    found = (await counted(town)).volunteering
    assert list(found.contexts) == [
        Context("Højtlæser", 0, None, None, None),
        Context("IT-hjælper", 2, 600, 80, Verdict.GO_ON),
    ]
    assert list(found.moods) == [Mooded(date(2026, 5, 1), 71, None)]


async def test_what_few_gave_or_said_is_not_told(town: Town) -> None:
    await given(town, 3, 3)
    found = (await counted(town)).volunteering
    assert list(found.contexts) == [Context("IT-hjælper", 0, 360, None, None)]
    assert list(found.moods) == []


async def test_another_period_has_its_own(town: Town) -> None:
    await given(town, 5, 5)
    found = (await counted(town, year(2025))).volunteering
    assert (list(found.contexts), list(found.moods), found.begun) == ([], [], 0)


async def test_volunteering_is_one_of_the_forms(town: Town) -> None:
    await given(town, 3, 0)
    forms = (await counted(town)).forms
    assert forms == {Form.TOGETHER: 0, Form.AGREEMENT: 0, Form.MET: 0, Form.VOLUNTEER: 3}


async def test_it_costs_the_same_however_much_there_is(town: Town) -> None:
    with statements(town.database) as few:
        await counted(town)
    await given(town, 6, 6)
    with statements(town.database) as many:
        await counted(town)
    assert len(few) == len(many) == STATEMENTS
