"""Cases that the staff's group has not seen yet: found in order, claimed once, drawn once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from storage.cases.actions import topics
from storage.cases.queries import undrawn
from storage.cases.tables import Case, Topic
from storage.database import Database
from storage.ideas.rules import Act
from tests.databases import statements
from tests.storage.cast import NOW, Cast, an_idea, cast, play

GROUP = "-1001"
MINE, YOURS = "one process", "another process"
LATER = NOW + topics.CLAIM_LASTS


@pytest.fixture
async def staff(database: Database) -> Cast:
    return await cast(database)


async def claimed(database: Database, holder: str = MINE, now: datetime = NOW) -> int | None:
    async with database.transaction() as tx:
        topic = await topics.claim(tx, GROUP, holder, now)
    return topic.case_number if topic else None


async def drawn(database: Database, number: int, holder: str = MINE) -> None:
    async with database.transaction() as tx:
        case = await tx.session.get_one(Case, number)
        await topics.drawn(tx, number, holder, case.version)


async def waits(database: Database, now: datetime = NOW) -> int | None:
    async with database.reading() as tx:
        return await undrawn(tx, now)


async def acts(database: Database, staff: Cast, number: int, act: Act) -> None:
    async with database.transaction() as tx:
        await play(tx, staff, number, act, NOW)


async def test_what_waits_longest_is_shown_first_and_each_case_once(
    database: Database, staff: Cast
) -> None:
    assert await waits(database) is None
    await an_idea(database, staff.eva, now=NOW + timedelta(seconds=1))
    await an_idea(database, staff.ole, now=NOW)
    assert await claimed(database) == 2
    assert await claimed(database, YOURS) == 1
    assert await claimed(database, YOURS) is None
    await drawn(database, 2)
    await drawn(database, 1, YOURS)
    assert await waits(database) is None


async def test_many_changes_are_one_drawing(database: Database, staff: Cast) -> None:
    await an_idea(database, staff.eva)
    assert await claimed(database) == 1
    await drawn(database, 1)
    for act in (Act.TAKE, Act.ASK, Act.RENAME, Act.APPROVE):
        await acts(database, staff, 1, act)
    assert await claimed(database) == 1
    await drawn(database, 1)
    assert await waits(database) is None


async def test_what_changes_while_it_is_drawn_is_drawn_again(
    database: Database, staff: Cast
) -> None:
    case = await an_idea(database, staff.eva)
    assert await claimed(database) == 1
    await acts(database, staff, 1, Act.TAKE)
    async with database.transaction() as tx:
        await topics.drawn(tx, 1, MINE, case.version)
    assert await waits(database) == 1


async def test_a_case_that_was_over_before_it_was_shown_is_never_shown(
    database: Database, staff: Cast
) -> None:
    await an_idea(database, staff.eva)
    await acts(database, staff, 1, Act.DECLINE)
    assert await waits(database) is None
    await acts(database, staff, 1, Act.REOPEN)
    assert await claimed(database) == 1
    await drawn(database, 1)
    await acts(database, staff, 1, Act.DECLINE)
    assert await waits(database) == 1


async def test_who_dies_while_drawing_leaves_the_case_to_others(
    database: Database, staff: Cast
) -> None:
    await an_idea(database, staff.eva)
    assert await claimed(database) == 1
    assert await claimed(database, YOURS, LATER - timedelta(seconds=1)) is None
    async with database.transaction() as tx:
        assert await topics.keep(tx, 1, MINE, NOW + timedelta(seconds=30), {"thread": 7})
    assert await claimed(database, YOURS, LATER) is None
    assert await claimed(database, YOURS, LATER + timedelta(seconds=30)) == 1


async def test_two_who_drew_the_same_case_look_at_it_once_more(
    database: Database, staff: Cast
) -> None:
    await an_idea(database, staff.eva)
    assert await claimed(database) == 1
    assert await claimed(database, YOURS, LATER) == 1
    async with database.transaction() as tx:
        assert not await topics.keep(tx, 1, MINE, LATER, {"message_id": 9})
    await drawn(database, 1, YOURS)
    await drawn(database, 1, MINE)
    assert await waits(database, LATER) == 1


async def test_a_card_that_cannot_be_drawn_waits_longer_each_time(
    database: Database, staff: Cast
) -> None:
    await an_idea(database, staff.eva)
    now, gaps = NOW, []
    for _ in range(4):
        assert await claimed(database, now=now) == 1
        async with database.transaction() as tx:
            await topics.tried(tx, 1, MINE, now, "Telegram refused the request.")
        begun = now
        while await waits(database, now) is None:
            now += timedelta(seconds=1)
        gaps.append(now - begun)
    assert gaps == sorted(set(gaps))
    assert await claimed(database, now=now) == 1
    async with database.transaction() as tx:
        await topics.give_back(tx, 1, MINE)
    assert await claimed(database, now=now) == 1
    await drawn(database, 1)
    async with database.reading() as tx:
        topic = await tx.session.get_one(Topic, 1)
    assert (topic.attempts, topic.last_error) == (0, None)


async def test_another_group_is_shown_what_is_open(database: Database, staff: Cast) -> None:
    for person in (staff.eva, staff.ole):
        await an_idea(database, person)
        number = await claimed(database)
        assert number is not None
        await drawn(database, number)
    await acts(database, staff, 2, Act.DECLINE)
    assert await claimed(database) == 2
    await drawn(database, 2)
    async with database.transaction() as tx:
        assert await topics.move_in(tx, GROUP) == 0
    async with database.transaction() as tx:
        assert await topics.move_in(tx, "-1002") == 2
    assert await claimed(database) == 1
    assert await claimed(database) is None


async def test_looking_for_work_is_cheap_when_there_is_none(
    database: Database, staff: Cast
) -> None:
    for _ in range(20):
        await an_idea(database, staff.eva)
    async with database.transaction() as tx:
        await tx.connection.execute(text("UPDATE cases SET drawn_version = version"))
    with statements(database) as asked:
        assert await waits(database) is None
    assert len(asked) == 1
    async with database.transaction() as tx:
        if tx.dialect == "postgresql":
            await tx.connection.execute(text("SET LOCAL enable_seqscan = off"))
        how = "EXPLAIN" if tx.dialect == "postgresql" else "EXPLAIN QUERY PLAN"
        written = asked[0].replace("?", "''").replace("$1::TIMESTAMP WITH TIME ZONE", "now()")
        plan = (await tx.connection.execute(text(f"{how} {written}"))).all()
    assert "ix_cases_undrawn" in str(plan)
