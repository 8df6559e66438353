"""Every act in every state, by every role."""

from __future__ import annotations

from contextlib import nullcontext, suppress

import pytest

from storage.cases import queries as cases
from storage.cases.rules import NoSuchCase
from storage.cases.tables import Case
from storage.database import Database, Transaction
from storage.ideas import actions
from storage.ideas.rules import (
    CLOSED,
    LIFECYCLE,
    Act,
    State,
    TooLate,
    mover,
)
from storage.lifecycle import IllegalMove
from storage.people.rules import NotAllowed, Role
from tests.storage.cast import (
    DAYS,
    LATER,
    NOW,
    WAYS,
    Cast,
    an_idea,
    an_idea_in,
    cast,
    play,
    reread,
    tick,
)

ACTS = sorted({move.act for move in LIFECYCLE.moves} - {Act.WAKE, Act.LATE})


class Enough(Exception):
    """Ends a transaction without keeping what it did."""


async def test_every_act_in_every_state(database: Database) -> None:
    people = await cast(database)
    other = await an_idea(database, people.ole)
    async with database.transaction() as tx:
        await actions.rename(tx, people.anna, other.number, "Lyd for alle", NOW)
    await tick(database, NOW + LATER)
    for state in WAYS:
        case = await an_idea_in(database, people, state)
        for act in (*ACTS, Act.REPLY):
            with suppress(Enough):
                async with database.transaction() as tx:
                    await try_one(tx, people, case, act, other.number)
                    raise Enough


async def try_one(tx: Transaction, people: Cast, case: Case, act: Act, other: int) -> None:
    state, now = State(case.state), NOW + 2 * LATER
    try:
        target = LIFECYCLE.after(state, act)
    except IllegalMove:
        target = state
        if act is Act.ANSWER:
            assert await actions.answer(tx, people.eva, case.number, now, DAYS) is Act.ADD
        else:
            with pytest.raises(TooLate) as refused:
                await play(tx, people, case.number, act, now, other=other)
            assert refused.value.state is state
            last = WAYS[state][-1] if WAYS[state] else "submit"
            assert refused.value.last_act == last
            citizens = state in {State.RECEIVED, State.WITHDRAWN}
            assert refused.value.by_name == (None if citizens else "Anna")
    else:
        await play(tx, people, case.number, act, now, other=other)
    found = await cases.locked(tx, case.number)
    assert found is not None
    assert found.state == target, (state, act)
    assert (found.closed_at is not None) is (target in CLOSED), (state, act)


async def test_no_act_without_its_role(database: Database) -> None:
    people = await cast(database)
    other = await an_idea(database, people.ole)
    for act in ACTS:
        role = mover(act)
        if not isinstance(role, Role):
            continue
        legal = next(move.sources for move in LIFECYCLE.moves if move.act is act)
        case = await an_idea_in(database, people, min(legal & WAYS.keys()))
        for who in (people.hans, people.karen, people.anna):
            with suppress(Enough):
                async with database.transaction() as tx:
                    how = pytest.raises(NotAllowed) if not who.may(role) else nullcontext()
                    with how:
                        await play(tx, people, case.number, act, NOW, by=who, other=other.number)
                    raise Enough
        assert (await reread(database, case.number)).version == case.version


async def test_no_act_on_a_case_that_is_not_there(database: Database) -> None:
    people = await cast(database)
    for act in ACTS:
        for number in (0, -1, 77, 2**31, 10**30):
            with suppress(Enough):
                async with database.transaction() as tx:
                    with pytest.raises((NoSuchCase, NotAllowed, actions.NotReleased)):
                        await play(tx, people, number, act, NOW, other=78)
                    raise Enough
