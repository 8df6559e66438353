"""A note: what a citizen wants staff to read, and no idea. It is asked about, and answered."""

from __future__ import annotations

import pytest

from storage.cases.rules import CaseKind, NotValid
from storage.cases.tables import Case
from storage.database import Conflict, Database
from storage.ideas import actions
from storage.ideas.queries import InboxFilter, case_for_citizen, case_for_staff, inbox
from storage.ideas.rules import NOTE_LIFE, Act, Other, State, TooLate
from tests.storage.cast import DAYS, LATER, NOW, Cast, a_note, an_idea, cast, play, reread, tick


async def acts(database: Database, people: Cast, case: Case, *all_of: Act) -> Case:
    """Do some acts, and let the citizen hear of them."""
    for act in all_of:
        async with database.transaction() as tx:
            await play(tx, people, case.number, act, NOW)
        await tick(database, NOW + LATER)
    return await reread(database, case.number)


async def test_a_note_is_a_case_with_a_day_and_a_code(database: Database) -> None:
    people = await cast(database)
    case = await a_note(database, people.eva)
    assert (case.kind, case.state) == (CaseKind.NOTE, State.RECEIVED)
    assert case.promised_on is not None
    async with database.reading() as tx:
        theirs = await case_for_citizen(tx, people.eva, case.number)
        assert theirs is not None
        assert (theirs.given.text, theirs.given.benefit) == ("Må jeg hjælpe?", None)
        assert theirs.code == case.code
        assert await case_for_citizen(tx, people.ole, case.number) is None
        rows = (await inbox(tx, people.hans, InboxFilter(words="hjælpe"), NOW)).rows
    assert [row.number for row in rows] == [case.number]


async def test_a_note_is_answered_and_the_answer_can_be_read(database: Database) -> None:
    people = await cast(database)
    case = await acts(database, people, await a_note(database, people.eva), Act.TAKE, Act.REPLY)
    assert (case.state, case.shown_state) == (State.ANSWERED, State.ANSWERED)
    assert case.closed_at is not None
    assert case.promised_on is None
    async with database.reading() as tx:
        theirs = await case_for_citizen(tx, people.eva, case.number)
    assert theirs is not None
    assert theirs.told[-1].public["reply"] == "Kom på torsdag"
    case = await acts(database, people, case, Act.REOPEN)
    assert case.state == State.READ


async def test_what_is_for_ideas_cannot_be_done_to_a_note(database: Database) -> None:
    people = await cast(database)
    case, idea = await a_note(database, people.eva), await an_idea(database, people.ole)
    async with database.reading() as tx:
        seen = await case_for_staff(tx, people.anna, case.number)
    assert seen is not None
    legal = {move.act for move in NOTE_LIFE.moves if not isinstance(move.by, Other)}
    assert set(seen.acts) == legal - {Act.REOPEN}
    for act in (Act.APPROVE, Act.DECLINE, Act.PARK, Act.MERGE, Act.RENAME):
        async with database.transaction() as tx:
            with pytest.raises(TooLate):
                await play(tx, people, case.number, act, NOW, other=idea.number)
    async with database.transaction() as tx:
        with pytest.raises(NotValid):
            await actions.merge(tx, people.anna, idea.number, case.number, NOW)


async def test_an_answer_to_a_note_is_taken_back_in_two_minutes(database: Database) -> None:
    people = await cast(database)
    case = await a_note(database, people.eva)
    async with database.transaction() as tx:
        await play(tx, people, case.number, Act.REPLY, NOW)
        await actions.undo(tx, people.anna, case.number, NOW)
    assert (await reread(database, case.number)).state == State.RECEIVED
    assert await tick(database, NOW + LATER) == []


async def test_a_note_needs_words_and_somebody(database: Database) -> None:
    people = await cast(database)
    async with database.transaction() as tx:
        with pytest.raises(NotValid):
            await actions.submit_note(tx, people.eva, actions.NewNote("  "), NOW, DAYS)
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await actions.submit_note(tx, 10_000, actions.NewNote("Hej"), NOW, DAYS)
