"""Both sides at once, from two programs: whatever comes first, nobody sees what they should not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from storage.cases.queries import locked
from storage.database import Database, Transaction
from storage.ideas.actions import withdraw
from storage.introductions.actions import ask, leave, plan, say_yes
from storage.introductions.actions.begin import Proposal
from storage.introductions.rules import AlreadyAsked, NotThere, Over, Stand
from storage.partners.rules import PartnerState
from storage.partners.tables import Partner
from tests.storage.cast import DAYS, LATER, NOW, Cast, an_idea, cast
from tests.storage.introductions.parts import BENT, EVA, asked, readers, seen_by, stands

pytestmark = pytest.mark.both_databases

Act = Callable[[Transaction], Awaitable[object]]
ROUNDS = 5


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def at_once(*acts: tuple[Database, Act]) -> list[str]:
    """Do them at the same moment; how each went."""

    async def one(database: Database, act: Act) -> str:
        try:
            async with database.transaction() as tx:
                await act(tx)
        except Over as over:
            return f"over: {over.stand}"
        except (NotThere, AlreadyAsked) as refused:
            return type(refused).__name__
        return "done"

    return await asyncio.gather(*(one(*each) for each in acts))


async def introduced(database: Database, town: Cast) -> tuple[int, int, int]:
    """Eva's idea, the partner that Ole speaks for, and what both have been asked."""
    case = (await an_idea(database, town.eva)).number
    partner = await readers(database, town.ole)
    return case, partner, await asked(database, town.karen, case, partner=partner)


async def test_both_say_yes_at_once(database: Database, second: Database, town: Cast) -> None:
    for _ in range(ROUNDS):
        _, _, id = await introduced(database, town)
        said = await at_once(
            (database, partial(say_yes, person_id=town.eva, id=id, shared=EVA, now=NOW)),
            (second, partial(say_yes, person_id=town.ole, id=id, shared=BENT, now=NOW)),
        )
        assert said == ["done", "done"]
        assert await stands(database, id) == Stand.AGREED
        eva, ole = await seen_by(database, town.eva, id), await seen_by(database, town.ole, id)
        assert eva is not None
        assert ole is not None
        assert (eva.theirs, ole.theirs) == (BENT, EVA)


async def test_one_says_no_while_the_other_says_yes(
    database: Database, second: Database, town: Cast
) -> None:
    for _ in range(ROUNDS):
        _, _, id = await introduced(database, town)
        async with database.transaction() as tx:
            await say_yes(tx, town.eva, id, EVA, NOW)
        said = await at_once(
            (database, partial(leave, person_id=town.eva, id=id, now=NOW)),
            (second, partial(say_yes, person_id=town.ole, id=id, shared=BENT, now=NOW)),
        )
        stand = await stands(database, id)
        if said[1] == "done":  # the yes was first, and what both had agreed to was ended
            assert stand == Stand.ENDED
        else:
            assert said == ["done", f"over: {Stand.DECLINED}"]
            assert stand == Stand.DECLINED
        ole = await seen_by(database, town.ole, id)
        assert ole is not None
        assert ole.theirs is None


async def test_the_idea_is_withdrawn_meanwhile(
    database: Database, second: Database, town: Cast
) -> None:
    for _ in range(ROUNDS):
        case, _, id = await introduced(database, town)
        async with database.transaction() as tx:
            await say_yes(tx, town.eva, id, EVA, NOW)
        await at_once(
            (database, partial(withdraw, person_id=town.eva, number=case, now=NOW, days=DAYS)),
            (second, partial(say_yes, person_id=town.ole, id=id, shared=BENT, now=NOW)),
        )
        assert await stands(database, id) in {Stand.AGREED, Stand.ENDED}


async def test_the_partner_rests_meanwhile(
    database: Database, second: Database, town: Cast
) -> None:
    async def rests(tx: Transaction, partner: int) -> None:
        case = await locked(tx, partner)
        assert case is not None
        case.state = PartnerState.PAUSED
        (await tx.session.get_one(Partner, partner)).changed_at = NOW

    for _ in range(ROUNDS):
        _, partner, id = await introduced(database, town)
        async with database.transaction() as tx:
            await say_yes(tx, town.ole, id, BENT, NOW)
        said = await at_once(
            (database, partial(rests, partner=partner)),
            (second, partial(say_yes, person_id=town.eva, id=id, shared=EVA, now=NOW)),
        )
        assert said == ["done", "done"]
        stand = await stands(database, id)
        eva = await seen_by(database, town.eva, id)
        assert eva is not None
        assert (eva.theirs is not None) is (stand == Stand.AGREED)
        assert stand in {Stand.AGREED, Stand.ENDED}


async def test_two_propose_the_same_at_once(
    database: Database, second: Database, town: Cast
) -> None:
    for _ in range(ROUNDS):
        case = (await an_idea(database, town.eva)).number
        partner = await readers(database, town.ole)
        wanted = Proposal(case, "Lyd", partner=partner)
        said = await at_once(
            (database, partial(plan, proposal=wanted, now=NOW, by=town.karen)),
            (second, partial(plan, proposal=wanted, now=NOW, by=town.anna)),
        )
        assert sorted(said) == ["AlreadyAsked", "done"]


async def test_two_programs_ask_once(database: Database, second: Database, town: Cast) -> None:
    case = (await an_idea(database, town.eva)).number
    partner = await readers(database, town.ole)
    async with database.transaction() as tx:
        id = (await plan(tx, Proposal(case, "Lyd", partner=partner), NOW, by=town.karen)).id
    asked_by = []

    async def once(tx: Transaction) -> None:
        asked_by.append(await ask(tx, id, NOW + LATER))

    await at_once((database, once), (second, once))
    assert len([each for each in asked_by if each is not None]) == 1
