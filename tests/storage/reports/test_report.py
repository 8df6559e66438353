"""The report counts each idea once, by what it is now, in one statement for however many."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from storage.cases.rules import local_day
from storage.cases.tables import Case
from storage.database import Database
from storage.ideas import actions
from storage.ideas.rules import HearBack, State, Theme
from storage.ideas.tables import Idea
from storage.reports.queries import Report, report
from storage.reports.rules import Outcome, Period, Whom, lately, later, year
from tests.databases import statements
from tests.storage.cast import APPROVAL, DAYS, LATER, NOW, Cast, an_idea, cast, tick
from tests.storage.ideas.test_inbox import copied

pytestmark = pytest.mark.both_databases

MONTH = Period(date(2026, 5, 1), date(2026, 5, 1))


async def counted(
    database: Database, who: Cast, period: Period = MONTH, now: datetime = NOW
) -> Report:
    async with database.reading() as tx:
        return await report(tx, who.hans, period, now)


async def test_each_idea_is_counted_by_how_it_went(database: Database) -> None:
    who = await cast(database)
    yes, no, asked, taken_back, late, _ = [
        (await an_idea(database, who.eva)).number for _ in range(6)
    ]
    over = NOW + timedelta(days=20)
    async with database.transaction() as tx:
        await actions.approve(tx, who.karen, yes, APPROVAL, NOW)
        await actions.ask(tx, who.karen, asked, "Hvornår?", NOW)
        await actions.withdraw(tx, who.eva, taken_back, NOW, DAYS)
        await actions.tell_more(tx, who.eva, late, "theme", Theme.LEARNING, NOW)
        await actions.tell_more(tx, who.eva, late, "branch", "havnen", NOW)
    await tick(database, over)
    async with database.transaction() as tx:
        await actions.decline(tx, who.karen, no, "Nej", over)
    await an_idea(database, who.ole, now=over)
    found = await counted(database, who, now=over + LATER)
    assert found.total == 7
    assert found.outcomes == {
        Outcome.IN_TIME: 1,
        Outcome.TOO_LATE: 1,
        Outcome.WAITING: 1,
        Outcome.OVERDUE: 2,
        Outcome.RESTING: 2,
    }
    assert (found.states[State.APPROVED], found.states[State.RECEIVED]) == (1, 3)
    assert found.themes == {Theme.CULTURE: 0, Theme.KNOWLEDGE: 0, Theme.LEARNING: 1, None: 6}
    assert found.branches == {"havnen": 1, None: 6}
    assert found.whom == {Whom.TOGETHER: 1, Whom.ALONE: 0, Whom.UNDECIDED: 6}


async def test_a_month_is_the_librarys_month(database: Database) -> None:
    who = await cast(database)
    for moment in (
        datetime(2026, 3, 31, 21, 59, tzinfo=UTC),  # 23.59 in Denmark
        datetime(2026, 3, 31, 22, 0, tzinfo=UTC),  # April there
        datetime(2026, 12, 31, 23, 0, tzinfo=UTC),  # the next year
    ):
        await an_idea(database, who.eva, now=moment)
    found = await counted(database, who, year(2026))
    assert [n for n in found.months.values() if n] == [1, 1]
    assert (found.months[date(2026, 3, 1)], found.months[date(2026, 4, 1)]) == (1, 1)
    assert (await counted(database, who, year(2027))).total == 1


async def test_nothing_is_a_report_too(database: Database) -> None:
    found = await counted(database, await cast(database))
    assert (found.total, found.answered, dict(found.months)) == (0, 0, {date(2026, 5, 1): 0})


async def test_a_thousand_ideas_are_as_many_statements_as_one_is(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    with statements(database) as few:
        await counted(database, who)
    async with database.transaction() as tx:
        for start in range(2, 1001, 500):
            rows = [copied(case, n) for n in range(start, start + 500)]
            await tx.connection.execute(insert(Case), rows)
            words = {"text": "x", "benefit": "x", "searched": "x", "hear_back": HearBack.PAGE}
            await tx.connection.execute(
                insert(Idea), [{"number": row["number"], **words} for row in rows]
            )
    with statements(database) as many:
        found = await counted(database, who)
    assert (len(few), len(many), found.total) == (8, 8, 1001)


def test_periods_are_whole_months_and_at_most_five_years() -> None:
    assert lately(date(2026, 5, 4)) == Period(date(2025, 6, 1), date(2026, 5, 1))
    assert len(lately(date(2026, 1, 31)).months) == 12
    assert later(date(2026, 1, 1), -1) == date(2025, 12, 1)
    for first, last in (
        (date(2026, 5, 1), date(2026, 4, 1)),
        (date(2021, 5, 1), date(2026, 5, 1)),
        (date(2026, 5, 2), date(2026, 6, 1)),
    ):
        with pytest.raises(ValueError, match="period"):
            Period(first, last)
    assert local_day(MONTH.start) == date(2026, 5, 1)
