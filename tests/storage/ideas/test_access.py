"""Nobody reads or touches another's case; the citizen sees only what was released."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.cases import actions as cases
from storage.cases import queries as case_reads
from storage.cases.actions import Opened
from storage.database import Database
from storage.ideas import actions, queries
from storage.ideas.rules import Act, State
from storage.people.rules import NotAllowed
from tests.storage.cast import (
    APPROVAL,
    CITIZEN,
    LATER,
    NOW,
    an_idea,
    an_idea_in,
    cast,
    reread,
    tick,
)


async def test_a_stranger_reads_and_does_nothing(database: Database) -> None:
    who = await cast(database)
    for state in (State.RECEIVED, State.QUESTION, State.DECLINED):
        case = await an_idea_in(database, who, state)
        for stranger in (who.ole, who.anna.person_id, 4711):
            async with database.transaction() as tx:
                assert await queries.case_for_citizen(tx, stranger, case.number) is None
                assert not await case_reads.may_read(tx, stranger, case.number)
                assert await queries.my_cases(tx, stranger) == []
                for act in CITIZEN.values():
                    with pytest.raises(NotAllowed):
                        await act(tx, stranger, case.number, NOW)
        assert (await reread(database, case.number)).version == case.version


@pytest.mark.parametrize("number", [0, -3, 77, 2**31, 10**40])
async def test_a_number_that_cannot_be_is_no_case(database: Database, number: int) -> None:
    who = await cast(database)
    async with database.reading() as tx:
        assert await queries.case_for_citizen(tx, who.eva, number) is None
        assert await queries.case_for_staff(tx, who.anna, number) is None
        assert await queries.search(tx, who.anna, str(number)) == []
        assert await case_reads.history(tx, number) == []
        assert await case_reads.notes(tx, number) == []


async def test_who_opened_with_the_code_may_what_the_author_may(database: Database) -> None:
    who = await cast(database)
    case = await an_idea_in(database, who, State.QUESTION)
    now = NOW + 2 * LATER
    async with database.transaction() as tx:
        opened = await cases.open_by_code(tx, who.ole, case.number, case.code, "there", now)
        assert opened == Opened(case.number)
        seen = await queries.case_for_citizen(tx, who.ole, case.number)
        assert [mine.number for mine in await queries.my_cases(tx, who.ole)] == [case.number]
        assert await actions.answer(tx, who.ole, case.number, now, 10) is Act.ANSWER
    assert seen is not None
    assert seen.question == "Hvornår på dagen?"
    async with database.transaction() as tx:
        await actions.decline(tx, who.karen, case.number, "Nej", now)
    (news,) = await tick(database, now + LATER)
    assert {listener.person_id for listener in news.audience} == {who.eva, who.ole}


async def test_nothing_shows_before_it_is_released(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.take(tx, who.hans, case.number, NOW)
        await actions.rename(tx, who.karen, case.number, "Lydklub", NOW)
        await actions.decline(tx, who.karen, case.number, "Hemmelig grund", NOW)
        await actions.note(tx, who.hans, case.number, "Intern snak", NOW)
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
        (mine,) = await queries.my_cases(tx, who.eva)
    assert seen is not None
    assert (seen.state, seen.title, seen.contact, seen.told) == (State.RECEIVED, None, None, ())
    assert seen.promised_on == mine.promised_on == case.promised_on
    assert (mine.state, mine.title) == (State.RECEIVED, None)
    assert "Hemmelig" not in repr(seen)
    assert "Intern" not in repr(seen)
    await tick(database, NOW + LATER)
    async with database.reading() as tx:
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
    assert seen is not None
    assert [told.act for told in seen.told] == [Act.TAKE, Act.RENAME, Act.DECLINE]
    assert (seen.state, seen.title, seen.contact) == (State.DECLINED, "Lydklub", "Hans")
    assert "Intern" not in repr(seen)
    assert seen.acts == {Act.ADD}


async def test_an_act_that_was_taken_back_never_shows(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.approve(tx, who.karen, case.number, APPROVAL, NOW)
        await actions.undo(tx, who.karen, case.number, NOW + timedelta(minutes=1))
    assert await tick(database, NOW + 2 * LATER) == []
    async with database.reading() as tx:
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
    assert seen is not None
    assert (seen.told, seen.title, seen.state) == ((), None, State.RECEIVED)


async def test_the_other_case_shows_only_its_released_title(database: Database) -> None:
    who = await cast(database)
    mine, other = await an_idea(database, who.eva), await an_idea(database, who.ole, "Oles ord")
    async with database.transaction() as tx:
        await actions.merge(tx, who.karen, mine.number, other.number, NOW)
    await tick(database, NOW + LATER)
    later = NOW + 2 * LATER
    async with database.transaction() as tx:
        await actions.approve(tx, who.karen, other.number, APPROVAL, later)
        seen = await queries.case_for_citizen(tx, who.eva, mine.number)
    assert seen is not None
    assert seen.joined == queries.Joined(other.number, State.RECEIVED, None)
    assert "Oles ord" not in repr(seen)


async def test_staff_see_which_acts_are_theirs(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        host = await queries.case_for_staff(tx, who.hans, case.number)
        chief = await queries.case_for_staff(tx, who.karen, case.number)
        await actions.take(tx, who.hans, case.number, NOW)
        mine = await queries.case_for_staff(tx, who.hans, case.number)
        theirs = await queries.case_for_staff(tx, who.karen, case.number)
    assert host is not None
    assert chief is not None
    assert mine is not None
    assert theirs is not None
    assert host.acts == (Act.TAKE, Act.ASK, Act.HAND_ON, Act.NOTE, Act.SORT)
    assert {Act.APPROVE, Act.DECLINE, Act.PARK, Act.MERGE} < set(chief.acts)
    assert not set(chief.acts) & set(CITIZEN)
    assert Act.TAKE not in mine.acts
    assert Act.TAKE not in theirs.acts
    assert (mine.assigned_name, mine.company.citizens) == ("Hans Holm", 1)
