"""The inbox: its order, its views, its search, and that it asks no more of 1,000 rows than of 1."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update

from storage.cases import actions as case_actions
from storage.cases.tables import Case
from storage.database import Database
from storage.ideas import actions, queries
from storage.ideas.actions import NewIdea
from storage.ideas.queries import PAGE, InboxFilter, View
from storage.ideas.rules import HearBack, State, Theme
from storage.ideas.tables import Idea
from storage.people.queries import colleagues
from tests.databases import statements
from tests.storage.cast import APPROVAL, DAYS, NOW, an_idea, cast

pytestmark = pytest.mark.both_databases


async def test_what_waits_longest_is_on_top_and_the_closed_are_last(database: Database) -> None:
    who = await cast(database)
    hours = [NOW + timedelta(days=day) for day in (3, 0, 2, 1, 4)]
    a, b, c, d, e = [(await an_idea(database, who.eva, now=now)).number for now in hours]
    async with database.transaction() as tx:
        await actions.approve(tx, who.karen, d, APPROVAL, NOW)
        await actions.decline(tx, who.karen, e, "Nej", NOW)
        found = await queries.inbox(tx, who.hans, InboxFilter(), NOW)
    assert [row.number for row in found.rows] == [b, c, a, d, e]


async def test_views_and_their_counts(database: Database) -> None:
    who = await cast(database)
    cases = [(await an_idea(database, who.eva)).number for _ in range(5)]
    async with database.transaction() as tx:
        await actions.take(tx, who.hans, cases[0], NOW)
        await actions.ask(tx, who.karen, cases[1], "Hvornår?", NOW)
        await actions.decline(tx, who.karen, cases[2], "Nej", NOW)
        await tx.session.execute(
            update(Case).where(Case.number == cases[3]).values(promised_on=date(2026, 5, 1))
        )
    expected = {
        View.MINE: [cases[0]],
        View.FREE: [cases[3], cases[4]],
        View.WAITING: [cases[3], cases[0], cases[4]],
        View.LATE: [cases[3]],
        View.ALL: [cases[3], cases[0], cases[4], cases[1], cases[2]],
    }
    async with database.reading() as tx:
        for view, wanted in expected.items():
            found = await queries.inbox(tx, who.hans, InboxFilter(view), NOW)
            assert [row.number for row in found.rows] == wanted, view
            assert found.total == len(wanted)
            assert found.counts == {each: len(cases) for each, cases in expected.items()}


async def test_words_to_a_closed_case_wait_until_they_are_read(database: Database) -> None:
    who = await cast(database)
    no, other, last = [(await an_idea(database, who.eva)).number for _ in range(3)]
    async with database.transaction() as tx:
        await actions.decline(tx, who.karen, no, "Nej", NOW)
        await actions.decline(tx, who.karen, last, "Nej", NOW)
        await actions.add_words(tx, who.eva, no, NOW)
    views = {View.MINE: [no], View.WAITING: [other, no], View.ALL: [other, no, last]}
    async with database.transaction() as tx:
        for view, wanted in views.items():
            found = await queries.inbox(tx, who.karen, InboxFilter(view), NOW)
            assert [row.number for row in found.rows] == wanted, view
        await case_actions.mark_read(tx, who.karen, no)
        found = await queries.inbox(tx, who.karen, InboxFilter(View.WAITING), NOW)
        assert [row.number for row in found.rows] == [other]


async def test_a_promise_is_late_the_day_after_in_denmark(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    assert case.promised_on == date(2026, 5, 19)
    last = NOW.replace(day=19, hour=21, minute=59)  # 23.59 in Copenhagen
    async with database.reading() as tx:
        for now, late in ((last, 0), (last + timedelta(minutes=1), 1)):
            found = await queries.inbox(tx, who.hans, InboxFilter(View.LATE), now)
            assert found.counts[View.LATE] == late


async def test_filters_narrow_together(database: Database) -> None:
    who = await cast(database)
    made = []
    async with database.transaction() as tx:
        for branch, theme in (("øst", Theme.CULTURE), ("øst", Theme.LEARNING), ("vest", None)):
            idea = NewIdea("En idé", "Alle", HearBack.PAGE, branch=branch, theme=theme)
            made.append((await actions.submit_idea(tx, who.eva, idea, NOW, DAYS)).number)
        await actions.take(tx, who.hans, made[0], NOW)
    cases = [
        (InboxFilter(branch="øst"), made[:2]),
        (InboxFilter(branch="øst", theme=Theme.LEARNING), [made[1]]),
        (InboxFilter(state=State.READ), [made[0]]),
        (InboxFilter(View.FREE, branch="øst"), [made[1]]),
        (InboxFilter(branch="syd"), []),
    ]
    async with database.reading() as tx:
        for wanted, expected in cases:
            found = await queries.inbox(tx, who.hans, wanted, NOW)
            assert [row.number for row in found.rows] == expected


async def test_words_are_found_in_both_spellings_and_a_number_too(database: Database) -> None:
    who = await cast(database)
    first = await an_idea(database, who.eva, "Lydbøger for børn på Ærø")
    second = await an_idea(database, who.eva, "100 % café_med crêpes")
    expected = {
        "lydboeger": [first.number],
        "BØRN ærø": [first.number],
        "boern aeroe": [first.number],
        "crepes": [second.number],
        "100 %": [second.number],
        "e_m": [second.number],
        "%": [second.number],
        "børn crepes": [],
        f"#{first.number}": [first.number],
        f"A{second.number}": [second.number],
        f"sag {second.number}": [second.number],
        "  ": [],
        "'; drop table cases": [],
    }
    async with database.reading() as tx:
        for words, wanted in expected.items():
            found = await queries.search(tx, who.hans, words)
            assert [row.number for row in found] == wanted, words


async def test_what_was_opened_is_read(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)

    async def unread() -> bool:
        async with database.reading() as tx:
            return (await queries.inbox(tx, who.hans, InboxFilter(), NOW)).rows[0].unread

    assert await unread()
    async with database.transaction() as tx:
        await case_actions.mark_read(tx, who.hans, case.number)
    assert not await unread()
    async with database.transaction() as tx:
        await actions.add_words(tx, who.eva, case.number, NOW)
    assert await unread()
    async with database.transaction() as tx:
        await actions.take(tx, who.hans, case.number, NOW)
    assert not await unread()


async def test_a_thousand_rows_ask_no_more_than_one(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    few = await asked(database, case.number)
    async with database.transaction() as tx:
        rows = [copied(case, number) for number in range(2, 1001)]
        await tx.connection.execute(insert(Case), rows)
        await tx.connection.execute(
            insert(Idea),
            [
                {
                    "number": row["number"],
                    "text": "En idé",
                    "benefit": "Alle",
                    "searched": "en ide alle",
                    "hear_back": "page",
                }
                for row in rows
            ],
        )
        await tx.connection.execute(
            update(Case).where(Case.number > 900).values(merged_into=case.number)
        )
    many = await asked(database, case.number)
    assert many == few
    assert few["inbox"] == few["case_for_staff"] == 3
    assert few["case_for_citizen"] == 4
    assert few["my_cases"] == few["search"] == few["audience"] == 1
    async with database.reading() as tx:
        page = await queries.inbox(tx, who.hans, InboxFilter(page=2), NOW)
        assert (len(page.rows), page.total, page.more) == (PAGE, 1000, True)
        last = await queries.inbox(tx, who.hans, InboxFilter(page=34), NOW)
        assert (len(last.rows), last.more) == (10, False)


def copied(case: Case, number: int) -> dict[str, object]:
    row = {column.name: getattr(case, column.name) for column in Case.__table__.columns}
    return row | {"number": number}


async def asked(database: Database, number: int) -> dict[str, int]:
    counts = {}
    async with database.reading() as tx:
        (who, *_), person = await colleagues(tx), 1
        reads: dict[str, Callable[[], Awaitable[object]]] = {
            "inbox": lambda: queries.inbox(tx, who, InboxFilter(words="idé"), NOW),
            "search": lambda: queries.search(tx, who, "idé"),
            "case_for_staff": lambda: queries.case_for_staff(tx, who, number),
            "case_for_citizen": lambda: queries.case_for_citizen(tx, person, number),
            "my_cases": lambda: queries.my_cases(tx, person),
            "audience": lambda: queries.audience(tx, number),
        }
        for name, read in reads.items():
            with statements(database) as told:
                await read()
            counts[name] = len(told)
    return counts
