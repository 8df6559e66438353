"""What waits on a morning: counted right, with the news since, in as many statements for all."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from storage.cases import actions as case_actions
from storage.cases.rules import local_day
from storage.cases.tables import Case
from storage.cases.working_days import morning
from storage.database import Database
from storage.ideas import actions
from storage.ideas.queries import digest
from storage.ideas.tables import Idea
from tests.databases import statements
from tests.storage.cast import APPROVAL, DAYS, LATER, NOW, an_idea, cast, tick
from tests.storage.ideas.test_inbox import copied

EARLIER = NOW - timedelta(days=3)


async def test_what_waits_is_late_or_unread_or_new(database: Database) -> None:
    who = await cast(database)
    old, taken, asked, answered = [(await an_idea(database, who.eva)).number for _ in range(4)]
    for number in (old, taken, asked, answered):
        async with database.transaction() as tx:
            await case_actions.mark_read(tx, who.hans, number)
    async with database.transaction() as tx:
        await actions.take(tx, who.hans, taken, NOW)
        await actions.ask(tx, who.karen, asked, "Hvornår?", NOW)
        await actions.approve(tx, who.karen, answered, APPROVAL, NOW)
    await tick(database, NOW + LATER)
    month = NOW + timedelta(days=30)
    await tick(database, month)
    fresh = await an_idea(database, who.ole, now=month)
    async with database.transaction() as tx:
        await actions.add_words(tx, who.eva, answered, month)
        found = await digest(tx, month, month)
    assert (found.waiting, found.late, found.unanswered) == (3, 2, 1)
    assert (found.unread, found.fresh, found.woken) == (1, 1, [])
    assert [brief.number for brief in found.oldest] == [old, taken, fresh.number]
    assert not found.empty


async def test_what_comes_back_is_named(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    day = local_day(NOW) + timedelta(days=30)
    async with database.transaction() as tx:
        await actions.park(tx, who.karen, case.number, day, "Vi bygger om", NOW)
    await tick(database, NOW + LATER)
    async with database.reading() as tx:
        assert (await digest(tx, NOW + LATER, NOW + LATER)).empty
    back = morning(day)
    await tick(database, back)
    async with database.reading() as tx:
        found = await digest(tx, NOW + LATER, back)
        assert [(b.number, b.text) for b in found.woken] == [(case.number, "En klub for lydbøger")]
        assert (await digest(tx, back + LATER, back + LATER)).woken == []


async def test_a_thousand_cases_ask_no_more_than_one(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    few = await asked(database)
    async with database.transaction() as tx:
        rows = [copied(case, number) for number in range(2, 1001)]
        await tx.connection.execute(insert(Case), rows)
        words = {"text": "En idé", "benefit": "Alle", "searched": "en ide", "hear_back": "page"}
        await tx.connection.execute(insert(Idea), [{"number": r["number"], **words} for r in rows])
    assert await asked(database) == few == 4


async def asked(database: Database) -> int:
    async with database.reading() as tx:
        with statements(database) as told:
            await digest(tx, EARLIER, NOW + timedelta(days=DAYS))
    return len(told)
