"""Who has a case, asking back, naming, and taking an act back within two minutes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage.cases import queries as cases
from storage.cases.rules import NotValid, Problem
from storage.database import Database
from storage.ideas import actions, queries
from storage.ideas.rules import Act, AlreadyTaken, CannotUndo, State, TooLate
from storage.ideas.tables import Idea
from storage.people import actions as people
from tests.storage.cast import (
    APPROVAL,
    DAYS,
    LATER,
    NOW,
    WAYS,
    an_idea,
    an_idea_in,
    cast,
    play,
    reread,
    tick,
)

pytestmark = pytest.mark.both_databases


async def test_who_takes_first_has_it(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        event = await actions.take(tx, who.hans, case.number, NOW)
        assert event is not None
        assert (event.by_name, event.from_state, event.to_state) == ("Hans", "received", "read")
        with pytest.raises(AlreadyTaken) as refused:
            await actions.take(tx, who.karen, case.number, NOW)
        assert await actions.take(tx, who.hans, case.number, NOW) is None
    assert refused.value.by_name == "Hans"
    assert (await reread(database, case.number)).assigned == who.hans.person_id


async def test_a_case_handed_on_is_read_when_the_colleague_takes_it(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    karen = who.karen.person_id
    async with database.transaction() as tx:
        assert await actions.hand_on(tx, who.hans, case.number, karen, NOW)
        assert await actions.hand_on(tx, who.hans, case.number, karen, NOW) is None
    assert (await reread(database, case.number)).state == State.RECEIVED
    async with database.transaction() as tx:
        assert await actions.take(tx, who.karen, case.number, NOW)
    assert (await reread(database, case.number)).state == State.READ
    told = await tick(database, NOW + LATER)
    assert [news.event.act for news in told] == [Act.TAKE]


async def test_a_case_goes_to_staff_only(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await people.remove(tx, who.anna, who.karen.person_id, NOW)
        for nobody in (who.eva, 4711, 0, 10**12, who.karen.person_id):
            with pytest.raises(NotValid):
                await actions.hand_on(tx, who.hans, case.number, nobody, NOW)


async def test_what_a_colleague_had_who_left_is_free(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.take(tx, who.karen, case.number, NOW)
        await people.remove(tx, who.anna, who.karen.person_id, NOW)
        free = queries.InboxFilter(queries.View.FREE)
        inbox = await queries.inbox(tx, who.hans, free, NOW)
        assert [row.number for row in inbox.rows] == [case.number]
        assert await actions.take(tx, who.hans, case.number, NOW)


async def test_a_question_rests_the_promise_and_the_answer_renews_it(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.ask(tx, who.hans, case.number, "Hvornår på dagen?", NOW)
    asked = await reread(database, case.number)
    assert (asked.state, asked.promised_on, asked.shown_state) == ("question", None, "received")
    assert asked.shown_promise == case.promised_on
    await tick(database, NOW + LATER)
    async with database.reading() as tx:
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
    assert seen is not None
    assert (seen.state, seen.question, seen.promised_on) == (
        State.QUESTION,
        "Hvornår på dagen?",
        None,
    )
    assert Act.ANSWER in seen.acts
    week = NOW + timedelta(days=7)
    async with database.transaction() as tx:
        assert await actions.answer(tx, who.eva, case.number, week, DAYS) is Act.ANSWER
    answered = await reread(database, case.number)
    assert (answered.state, answered.shown_state) == ("read", "read")
    assert answered.promised_on == answered.shown_promise == date(2026, 5, 27)
    assert answered.unread
    assert await tick(database, week + LATER) == []


async def test_an_answer_to_the_older_of_two_questions_is_kept_as_words(
    database: Database,
) -> None:
    who = await cast(database)
    case = await an_idea_in(database, who, State.QUESTION)
    now = NOW + 2 * LATER
    async with database.transaction() as tx:
        await actions.ask(tx, who.hans, case.number, "Og hvor?", now)
        assert await actions.answer(tx, who.eva, case.number, now, DAYS) is Act.ADD
    assert (await reread(database, case.number)).state == State.QUESTION
    await tick(database, now + LATER)
    async with database.transaction() as tx:
        assert await actions.answer(tx, who.eva, case.number, now + LATER, DAYS) is Act.ANSWER


@pytest.mark.parametrize("words", ["", "  ", "x" * 1001])
async def test_a_question_has_words(database: Database, words: str) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        with pytest.raises(NotValid) as refused:
            await actions.ask(tx, who.hans, case.number, words, NOW)
    assert refused.value.problem in {Problem.MISSING, Problem.TOO_LONG}
    assert (await reread(database, case.number)).version == case.version


async def test_a_title_is_told_and_found(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.rename(tx, who.karen, case.number, "Øret på besøg", NOW)
    async with database.reading() as tx:
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
        found = await queries.search(tx, who.hans, "oeret")
    assert seen is not None
    assert seen.title is None
    assert [row.number for row in found] == [case.number]
    assert len(await tick(database, NOW + LATER)) == 1
    async with database.reading() as tx:
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
    assert seen is not None
    assert seen.title == "Øret på besøg"


UNDOABLE = [*((act, State.RECEIVED) for act in (Act.TAKE, Act.HAND_ON, Act.ASK, Act.APPROVE))]
UNDOABLE += [(act, State.READ) for act in (Act.PARK, Act.DECLINE, Act.REDIRECT, Act.MERGE)]
UNDOABLE += [(Act.SEARCH, State.QUESTION), (Act.RENAME, State.APPROVED), (Act.ASK, State.APPROVED)]
UNDOABLE += [(Act.START, State.APPROVED), (Act.REALISE, State.IN_PROGRESS)]
UNDOABLE += [(Act.REOPEN, state) for state in (State.DECLINED, State.PARKED)]
UNDOABLE += [(Act.SEPARATE, State.MERGED), (Act.HIDE, State.APPROVED), (Act.SORT, State.DECLINED)]


async def test_an_act_taken_back_leaves_everything_as_it_was_and_nobody_hears(
    database: Database,
) -> None:
    who = await cast(database)
    for act, state in UNDOABLE:
        case = await an_idea_in(database, who, state)
        other = await an_idea(database, who.ole)
        now = NOW + 2 * LATER
        before = await everything(database, case.number)
        async with database.transaction() as tx:
            await play(tx, who, case.number, act, now, other=other.number)
        assert await everything(database, case.number) != before or act is Act.ASK
        late = now + LATER - timedelta(seconds=1)
        async with database.transaction() as tx:
            pending = await queries.pending_undo(tx, who.anna, case.number, late)
            assert pending is not None
            assert (pending.act, pending.until) == (act, now + LATER)
            taken_back = await actions.undo(tx, who.anna, case.number, late)
            assert taken_back.act == act
        assert await everything(database, case.number) == before, (act, state)
        assert await tick(database, now + LATER) == []
        async with database.reading() as tx:
            history = await cases.history(tx, case.number)
        assert history[-2].undone_at == late
        assert (history[-1].act, history[-1].public) == ("undo", {"act": act})


async def everything(database: Database, number: int) -> dict[str, object]:
    """All that stands about a case, but for its version and whether it was read."""
    async with database.reading() as tx:
        case = await cases.locked(tx, number)
        idea = await tx.session.get_one(Idea, number)
        assert case is not None
        found = {
            f"{row.__tablename__}.{column.name}": getattr(row, column.name)
            for row in (case, idea)
            for column in row.__table__.columns
        }
    for moving in ("cases.version", "cases.changed_at", "cases.unread"):
        del found[moving]
    return found


async def test_only_the_newest_own_untold_act_can_be_taken_back(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        with pytest.raises(CannotUndo):
            await actions.undo(tx, who.anna, case.number, NOW)
        await actions.take(tx, who.karen, case.number, NOW)
        with pytest.raises(CannotUndo):
            await actions.undo(tx, who.anna, case.number, NOW)
        await actions.decline(tx, who.anna, case.number, "Nej", NOW)
        with pytest.raises(CannotUndo):
            await actions.undo(tx, who.karen, case.number, NOW)
        await actions.undo(tx, who.anna, case.number, NOW)
        await actions.undo(tx, who.karen, case.number, NOW)
        with pytest.raises(CannotUndo):
            await actions.undo(tx, who.karen, case.number, NOW)
    assert (await reread(database, case.number)).state == State.RECEIVED


async def test_after_two_minutes_an_act_stands_whether_the_clock_ticked_or_not(
    database: Database,
) -> None:
    who = await cast(database)
    for ticked in (True, False):
        case = await an_idea(database, who.eva)
        async with database.transaction() as tx:
            await actions.decline(tx, who.karen, case.number, "Nej", NOW)
        if ticked:
            await tick(database, NOW + LATER)
        async with database.transaction() as tx:
            assert await queries.pending_undo(tx, who.karen, case.number, NOW + LATER) is None
            with pytest.raises(CannotUndo):
                await actions.undo(tx, who.karen, case.number, NOW + LATER)


async def test_the_words_of_the_citizen_survive_an_undo(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.approve(tx, who.karen, case.number, APPROVAL, NOW)
        await actions.tell_more(tx, who.eva, case.number, "value", "Sommerfugle", NOW)
        await actions.undo(tx, who.karen, case.number, NOW)
        found = await queries.search(tx, who.hans, "sommerfugle")
        gone = await queries.search(tx, who.hans, "lydbogsklub")
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
    assert seen is not None
    assert seen.given.value == "Sommerfugle"
    assert [row.number for row in found] == [case.number]
    assert gone == []


async def test_who_comes_too_late_is_told_who_decided(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.decline(tx, who.karen, case.number, "Nej", NOW)
        await actions.note(tx, who.hans, case.number, "Hvorfor?", NOW)
        await actions.add_words(tx, who.eva, case.number, NOW)
        with pytest.raises(TooLate) as refused:
            await actions.approve(tx, who.anna, case.number, APPROVAL, NOW)
    late = refused.value
    assert (late.state, late.act) == (State.DECLINED, Act.APPROVE)
    assert (late.last_act, late.by_name, late.at) == (Act.DECLINE, "Karen", NOW)
    assert WAYS[State.DECLINED] == (Act.DECLINE,)


async def test_what_all_look_at_shows_what_a_coordinator_may_do(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.reading() as tx:
        shown = await queries.case_for_group(tx, case.number)
        theirs = await queries.case_for_staff(tx, who.karen, case.number)
    assert shown is not None
    assert theirs is not None
    assert shown.acts == theirs.acts
    async with database.transaction() as tx:
        await actions.take(tx, who.karen, case.number, NOW)
    async with database.reading() as tx:
        shown = await queries.case_for_group(tx, case.number)
    assert shown is not None
    assert Act.TAKE not in shown.acts
