"""What time does to volunteers: news, a broken promise, a trial that is over, a year."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from storage.cases.rules import local_day
from storage.database import Database
from storage.privacy.actions import purge
from storage.talk.queries import due_now
from storage.volunteers import actions
from storage.volunteers.actions import Happened
from storage.volunteers.queries import volunteer
from storage.volunteers.rules import Act, DueStep, Round, State
from storage.volunteers.tables import ChildCheck, Expectation
from tests.storage.cast import NOW, Cast, cast
from tests.storage.volunteers.parts import COMPUTERS, agreed, cleared, opened, signed_up
from tests.storage.volunteers.test_life import done, ends, standing

MINUTES = timedelta(minutes=3)


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


@pytest.fixture
async def number(database: Database, town: Cast) -> int:
    role = (await opened(database, town.karen, NOW, COMPUTERS))[COMPUTERS]
    number = (await signed_up(database, town.eva, NOW)).number
    await done(database, actions.give_role, town.karen, number, role, NOW)
    return number


async def passes(database: Database, now: datetime) -> list[Happened]:
    """All that is due by then, done."""
    found: list[Happened] = []
    while True:
        async with database.transaction() as tx:
            due = await due_now(tx, now)
            if due is None:
                return found
            happened = await actions.happen(tx, due, now, 10)
        if happened is not None:
            found.append(happened)


async def test_news_are_told_once_and_shown_then(
    database: Database, town: Cast, number: int
) -> None:
    await done(database, actions.talked, town.karen, number, NOW)
    assert (await standing(database, number)).case.shown_state == State.INTERESTED
    told = await passes(database, NOW + MINUTES)
    assert [(each.step, each.event.act) for each in told if each.event] == [
        (DueStep.TELL, Act.TALK)
    ]
    assert (await standing(database, number)).case.shown_state == State.TALKED
    assert await passes(database, NOW + MINUTES) == []


async def test_what_was_taken_back_is_not_told(database: Database, town: Cast, number: int) -> None:
    await done(database, actions.talked, town.karen, number, NOW)
    await done(database, actions.undo, town.karen, number, NOW + timedelta(seconds=60))
    assert await passes(database, NOW + MINUTES) == []


async def test_a_broken_promise_is_made_again(database: Database, number: int) -> None:
    promised = (await standing(database, number)).case.promised_on
    assert promised is not None
    late = await passes(database, NOW + timedelta(days=16))
    assert [each.step for each in late] == [DueStep.LATE]
    case = (await standing(database, number)).case
    assert case.late_since == promised
    assert case.promised_on is not None
    assert case.promised_on > promised


async def test_whoever_was_answered_is_not_late(
    database: Database, town: Cast, number: int
) -> None:
    await done(database, actions.talked, town.karen, number, NOW)
    steps = [each.step for each in await passes(database, NOW + timedelta(days=30))]
    assert steps == [DueStep.TELL]


async def test_after_the_trial_both_are_asked_the_same_again(
    database: Database, town: Cast, number: int
) -> None:
    await agreed(database, town.karen, town.eva, number, NOW)
    await done(database, actions.try_out, town.karen, number, 6, NOW)
    await passes(database, NOW + MINUTES)
    over = await passes(database, NOW + timedelta(weeks=6))
    assert [each.step for each in over] == [DueStep.TRIAL_OVER]
    found = await standing(database, number)
    assert found.expected is not None
    assert (found.expected.reason, found.agreed) == (Round.TRIAL, False)
    assert found.open_lines == (), "what was ticked is where both begin"


async def test_a_trial_that_became_more_is_not_over(
    database: Database, town: Cast, number: int
) -> None:
    await agreed(database, town.karen, town.eva, number, NOW)
    await done(database, actions.try_out, town.karen, number, 6, NOW)
    await done(database, actions.activate, town.karen, number, NOW + timedelta(weeks=5))
    assert DueStep.TRIAL_OVER not in {
        each.step for each in await passes(database, NOW + timedelta(weeks=7))
    }


async def test_after_a_year_it_is_asked_again_and_not_before(
    database: Database, town: Cast, number: int
) -> None:
    await done(database, actions.talked, town.karen, number, NOW)
    await agreed(database, town.karen, town.eva, number, NOW)
    await done(database, actions.activate, town.karen, number, NOW)
    await passes(database, NOW + timedelta(days=364))
    assert [each.step for each in await passes(database, NOW + timedelta(days=366))] == [
        DueStep.YEAR
    ]
    async with database.reading() as tx:
        assert await tx.session.scalar(select(func.count()).select_from(Expectation)) == 2


async def test_the_certificate_is_asked_for_anew_six_weeks_before(
    database: Database, town: Cast, number: int
) -> None:
    await cleared(database, town.karen, town.anna, number, NOW)
    soon = NOW + timedelta(days=3 * 365 - 60)
    assert DueStep.RENEW not in {each.step for each in await passes(database, soon)}
    renew = [
        e for e in await passes(database, soon + timedelta(days=30)) if e.step == DueStep.RENEW
    ]
    assert [each.day for each in renew] == [local_day(NOW).replace(year=2029)]


async def test_a_break_ends_with_a_question(database: Database, town: Cast, number: int) -> None:
    await done(database, actions.try_out, town.karen, number, 6, NOW)
    async with database.transaction() as tx:
        step = await actions.step_of(tx, None, town.eva, number, Act.REST)
        await actions.rest(tx, step, local_day(NOW) + timedelta(days=14), NOW)
    back = await passes(database, NOW + timedelta(days=15))
    assert DueStep.BACK in {each.step for each in back}
    assert (await standing(database, number)).state is State.PAUSED, "they decide themselves"


async def test_a_year_after_the_end_nothing_of_them_is_left(
    database: Database, town: Cast, number: int
) -> None:
    await cleared(database, town.karen, town.anna, number, NOW)
    await ends(database, town, number, own_wish=True)
    await purge(database, NOW + timedelta(days=350))
    assert (await standing(database, number)).person.name == "Eva"
    await purge(database, NOW + timedelta(days=380))
    async with database.reading() as tx:
        found = await volunteer(tx, number)
        assert found is not None
        assert (found.person.name, found.person.wish, found.case.author) == ("", "", None)
        assert (found.expected, found.check) == (None, None)
        assert await tx.session.scalar(select(func.count()).select_from(ChildCheck)) == 0
