"""A partner wants an agreement: whose wish it can be, and what two at once come to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from storage.agreements import actions, queries
from storage.agreements.actions import NewAgreement
from storage.agreements.levels import AgreementLevel
from storage.agreements.rules import AgreementState, NoSuchAgreement, Party, VoiceKind
from storage.cases.rules import NotValid
from storage.cases.tables import Case
from storage.database import Database, Transaction
from storage.lifecycle import IllegalMove
from storage.people.rules import NotAllowed
from tests.storage.agreements.parts import POINTS, TOLD, a_partner, whole
from tests.storage.cast import NOW, Cast, cast

NEW = NewAgreement(0, POINTS, AgreementLevel.COOPERATION)
DAYS = 10


async def a_wish(database: Database, who: Cast) -> int:
    partner = await a_partner(database, who.ole)
    async with database.transaction() as tx:
        return (await actions.want(tx, who.ole, partner, TOLD, NOW, DAYS)).number


async def take_up(tx: Transaction, who: Cast, number: int) -> None:
    anna = actions.of_staff(who.anna)
    await actions.take_up(tx, who.anna, anna, number, NEW, NOW)


async def test_only_who_speaks_for_a_partner_that_is_with_us_wants_one(database: Database) -> None:
    who = await cast(database)
    partner = await a_partner(database, who.ole)
    async with database.transaction() as tx:
        with pytest.raises(NoSuchAgreement):
            await actions.want(tx, who.eva, partner, TOLD, NOW, DAYS)
        with pytest.raises(NotValid):
            await actions.want(tx, who.ole, partner, {"content": " "}, NOW, DAYS)
        (await tx.session.get_one(Case, partner)).state = "withdrawn"
        await tx.session.flush()
        with pytest.raises(NoSuchAgreement):
            await actions.want(tx, who.ole, partner, TOLD, NOW, DAYS)


async def test_staff_take_it_up_once_and_the_partner_has_told_already(database: Database) -> None:
    who = await cast(database)
    number = await a_wish(database, who)
    async with database.transaction() as tx:
        hans = actions.of_staff(who.hans)
        with pytest.raises(NotAllowed):
            await actions.take_up(tx, who.hans, hans, number, NEW, NOW)
        ole = await actions.of_partner(tx, who.ole, number)
        with pytest.raises(NotAllowed):
            await actions.take_up(tx, who.anna, ole, number, NEW, NOW)
        await take_up(tx, who, number)
        with pytest.raises(IllegalMove):
            await take_up(tx, who, number)
    found = await whole(database, number)
    assert found.state is AgreementState.EXPECTING
    assert (found.case.promised_on, found.case.assigned) == (None, who.anna.person_id)
    assert len(found.told(VoiceKind.EXPECTATION, Party.PARTNER)) == len(TOLD)


async def test_what_is_only_wanted_is_counted_with_no_level(database: Database) -> None:
    who = await cast(database)
    number = await a_wish(database, who)

    async def total() -> int:
        async with database.reading() as tx:
            found = await queries.counted(tx, NOW - timedelta(1), NOW + timedelta(1))
            assert await queries.waiting_count(tx) == 1
            return found.total

    assert await total() == 0
    async with database.transaction() as tx:
        await take_up(tx, who, number)
        (await tx.session.get_one(Case, number)).unread = True
    assert await total() == 1


async def test_the_yes_and_the_taking_back_at_once(database: Database, second: Database) -> None:
    who = await cast(database)
    for _ in range(4):
        number = await a_wish(database, who)

        async def yes(tx: Transaction, number: int = number) -> None:
            await take_up(tx, who, number)

        async def back(tx: Transaction, number: int = number) -> None:
            ole = await actions.of_partner(tx, who.ole, number)
            await actions.drop(tx, ole, number, NOW)

        done = await asyncio.gather(tried(database, yes), tried(second, back))
        state = (await whole(database, number)).state
        assert done[1], "a partner can step back before and after the yes"
        assert state is AgreementState.DROPPED


async def tried(database: Database, do: Callable[[Transaction], Awaitable[None]]) -> bool:
    """Whether it could be done."""
    try:
        async with database.transaction() as tx:
            await do(tx)
    except IllegalMove:
        return False
    return True


async def test_the_library_owes_a_reason_where_the_partner_has_heard(database: Database) -> None:
    who = await cast(database)
    number = await a_wish(database, who)
    async with database.transaction() as tx:
        anna = actions.of_staff(who.anna)
        with pytest.raises(NotValid):
            await actions.drop(tx, anna, number, NOW)
        await actions.drop(tx, anna, number, NOW, "Det gør andre allerede")
    assert (await whole(database, number)).case.promised_on is None
