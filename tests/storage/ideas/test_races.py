"""Several at once, in real transactions, from two programs: one wins, the others are told."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from storage.cases.rules import NotValid
from storage.cases.tables import Event
from storage.database import Database
from storage.ideas import actions
from storage.ideas.rules import Act, AlreadyTaken, CannotUndo, State, TooLate
from storage.talk import queries as talk
from tests.storage.cast import APPROVAL, LATER, NOW, an_idea, cast, reread, tick

pytestmark = pytest.mark.both_databases


async def count(database: Database, number: int, act: Act) -> int:
    async with database.reading() as tx:
        return (
            await tx.session.scalar(
                select(func.count()).where(Event.case_number == number, Event.act == act)
            )
            or 0
        )


async def test_two_who_decide_at_once(database: Database, second: Database) -> None:
    who = await cast(database)
    for _ in range(5):
        case = await an_idea(database, who.eva)

        async def approve(case_number: int = case.number) -> str:
            async with database.transaction() as tx:
                try:
                    await actions.approve(tx, who.karen, case_number, APPROVAL, NOW)
                except TooLate as late:
                    return f"{late.by_name} {late.last_act}"
            return "won"

        async def decline(case_number: int = case.number) -> str:
            async with second.transaction() as tx:
                try:
                    await actions.redirect(tx, who.anna, case_number, "En vej", "Vej", NOW)
                except TooLate as late:
                    return f"{late.by_name} {late.last_act}"
            return "won"

        said = set(await asyncio.gather(approve(), decline()))
        found = await reread(database, case.number)
        loser = "Karen approve" if found.state == State.APPROVED else "Anna redirect"
        assert said == {"won", loser}


async def test_twenty_presses_of_one_button_have_one_effect(
    database: Database, second: Database
) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)

    async def press(at: Database) -> bool:
        async with at.transaction() as tx:
            return await actions.take(tx, who.hans, case.number, NOW) is not None

    took = await asyncio.gather(*(press(at) for at in (database, second) for _ in range(10)))
    assert sum(took) == 1
    assert await count(database, case.number, Act.TAKE) == 1
    assert (await reread(database, case.number)).version == case.version + 1
    assert len(await tick(database, NOW + LATER)) == 1


async def test_twenty_colleagues_reach_for_one_case(database: Database, second: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    colleagues = [who.hans, who.karen]

    async def reach(n: int) -> str:
        async with (database, second)[n % 2].transaction() as tx:
            try:
                taken = await actions.take(tx, colleagues[n % 2], case.number, NOW)
            except AlreadyTaken as refused:
                return refused.by_name
        return "took" if taken else "mine"

    said = await asyncio.gather(*(reach(n) for n in range(20)))
    assert said.count("took") == 1
    winner = "Hans" if said.index("took") % 2 == 0 else "Karen"
    assert {word for word in said if word not in {"took", "mine"}} == {winner}


async def test_two_ticks_tell_everything_once(database: Database, second: Database) -> None:
    who = await cast(database)
    numbers = [(await an_idea(database, who.eva)).number for _ in range(6)]
    for number in numbers:
        async with database.transaction() as tx:
            await actions.take(tx, who.hans, number, NOW)
            await actions.decline(tx, who.karen, number, "Nej", NOW)
    told = await asyncio.gather(tick(database, NOW + LATER), tick(second, NOW + LATER))
    heard = [(news.case.number, news.event.act) for news in told[0] + told[1]]
    assert sorted(heard) == sorted((n, act) for n in numbers for act in (Act.TAKE, Act.DECLINE))
    async with database.reading() as tx:
        assert await talk.due_count(tx, NOW + LATER) == 0
    for number in numbers:
        assert (await reread(database, number)).shown_state == State.DECLINED


async def test_taking_back_and_telling_at_once_do_only_one_of_the_two(
    database: Database, second: Database
) -> None:
    who = await cast(database)
    for _ in range(5):
        case = await an_idea(database, who.eva)
        async with database.transaction() as tx:
            await actions.decline(tx, who.karen, case.number, "Nej", NOW)

        async def take_back(number: int = case.number) -> bool:
            async with second.transaction() as tx:
                try:  # this program's clock is a second behind
                    await actions.undo(tx, who.karen, number, NOW + LATER / 2)
                except CannotUndo:
                    return False
            return True

        told, taken_back = await asyncio.gather(tick(database, NOW + LATER), take_back())
        assert len(told) + taken_back == 1
        state = State.RECEIVED if taken_back else State.DECLINED
        assert (await reread(database, case.number)).state == state


async def test_two_ideas_merged_into_each_other_at_once(
    database: Database, second: Database
) -> None:
    who = await cast(database)
    for _ in range(3):
        one, two = await an_idea(database, who.eva), await an_idea(database, who.ole)

        async def merge(at: Database, number: int, into: int) -> bool:
            try:
                async with at.transaction() as tx:
                    await actions.merge(tx, who.karen, number, into, NOW)
            except (NotValid, TooLate):
                return False
            return True

        won = await asyncio.gather(
            merge(database, one.number, two.number), merge(second, two.number, one.number)
        )
        assert sorted(won) == [False, True]
        left = [await reread(database, case.number) for case in (one, two)]
        assert sorted(case.state for case in left) == ["merged", "received"]
