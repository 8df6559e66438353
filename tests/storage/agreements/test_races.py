"""Both sides at the same moment, in real transactions, from two programs."""

from __future__ import annotations

import asyncio

import pytest

from storage.agreements import actions, queries
from storage.agreements.actions import Yes
from storage.agreements.levels import Section
from storage.agreements.rules import AgreementAct, AgreementState, OtherVersion, Party
from storage.cases.queries import history
from storage.database import Database
from storage.lifecycle import IllegalMove
from tests.storage.agreements.parts import (
    TOLD,
    USUAL,
    a_partner,
    asked,
    begun,
    in_force,
    says_yes,
    tick,
    whole,
)
from tests.storage.cast import NOW, cast

pytestmark = pytest.mark.both_databases


async def acts(database: Database, number: int) -> list[str]:
    async with database.reading() as tx:
        return [event.act for event in await history(tx, number)]


async def test_both_say_yes_at_once(database: Database, second: Database) -> None:
    who = await cast(database)
    partner = await a_partner(database, who.ole)
    for _ in range(4):
        number = await asked(database, who, partner)

        async def yes(at: Database, party: Party, number: int = number) -> None:
            async with at.transaction() as tx:
                await says_yes(tx, who, number, party)

        await asyncio.gather(yes(database, Party.LIBRARY), yes(second, Party.PARTNER))
        found = await whole(database, number)
        assert found.state is AgreementState.IN_FORCE
        assert len(found.consents) == 2
        assert (await acts(database, number)).count(AgreementAct.CONCLUDE) == 1


async def test_a_yes_while_it_is_changed(database: Database, second: Database) -> None:
    """Either the yes was said to the new words, or it was taken away: it never covers them."""
    who = await cast(database)
    partner = await a_partner(database, who.ole)
    for n in range(6):
        number = await asked(database, who, partner)
        mark = (await whole(database, number)).mark

        async def yes(number: int = number, mark: str = mark) -> str:
            async with database.transaction() as tx:
                anna = actions.of_staff(who.anna)
                try:
                    said = Yes(mark, "Anna Aa", "Leder", may=True)
                    await actions.say_yes(tx, anna, number, said, NOW)
                except OtherVersion:
                    return "too late"
            return "said"

        async def change(number: int = number, n: int = n) -> None:
            async with second.transaction() as tx:
                ole = await actions.of_partner(tx, who.ole, number)
                await actions.write(tx, ole, number, Section.EXTENT, f"Hver {n}. uge", NOW)

        await asyncio.gather(yes(), change())
        found = await whole(database, number)
        assert found.words["extent"] == f"Hver {n}. uge"
        assert found.consents == {}
        assert found.state is AgreementState.ASKED


async def test_one_goes_on_and_the_other_stops(database: Database, second: Database) -> None:
    who = await cast(database)
    partner = await a_partner(database, who.ole)
    for _ in range(4):
        number = await in_force(database, who, partner)

        async def on(number: int = number) -> None:
            async with database.transaction() as tx:
                try:
                    await actions.go_on(tx, actions.of_staff(who.anna), number, NOW)
                except IllegalMove:
                    return

        async def stop(number: int = number) -> None:
            async with second.transaction() as tx:
                ole = await actions.of_partner(tx, who.ole, number)
                await actions.stop(tx, ole, number, NOW)

        await asyncio.gather(on(), stop())
        assert (await whole(database, number)).state is AgreementState.STOPPING


async def test_both_tell_at_once_and_there_is_one_draft(
    database: Database, second: Database
) -> None:
    who = await cast(database)
    partner = await a_partner(database, who.ole)
    number = await begun(database, who.anna, partner)
    await tick(database)

    async def tell(at: Database, party: Party) -> bool:
        async with at.transaction() as tx:
            actor = (
                actions.of_staff(who.anna)
                if party is Party.LIBRARY
                else await actions.of_partner(tx, who.ole, number)
            )
            await actions.expect(tx, actor, number, TOLD, NOW)
            return await actions.gather(tx, number, USUAL, NOW)

    made = await asyncio.gather(tell(database, Party.LIBRARY), tell(second, Party.PARTNER))
    assert sorted(made) == [False, True]
    async with database.reading() as tx:
        found = await queries.for_group(tx, number)
    assert found is not None
    assert found.state is AgreementState.DRAFTING
