"""What staff choose moves who is proposed; it can be read and set back."""

from __future__ import annotations

import pytest

from storage.database import Database
from storage.partners.actions.doubles import unite
from storage.partners.actions.learning import forget, learn
from storage.partners.learning import CAUTION, WEIGHT, everything, worth
from storage.partners.proposing import topics_of
from storage.partners.shelf import Shelf
from storage.people.rules import NotAllowed
from tests.storage.cast import NOW, cast
from tests.storage.partners.registered import a_partner
from tests.storage.partners.test_proposing import IDEA, proposed


async def taught(database: Database, partner: int, times: int, *, chosen: bool = True) -> None:
    for _ in range(times):
        async with database.transaction() as tx:
            await learn(tx, partner, topics_of(Shelf(), IDEA), chosen, NOW)


async def test_who_was_chosen_before_comes_first_and_it_is_said(database: Database) -> None:
    first, second = await a_partner(database), await a_partner(database)
    assert [one.partner for one in await proposed(database)] == [first, second]
    await taught(database, second, 3)
    found = await proposed(database)
    assert [one.partner for one in found] == [second, first]
    assert found[0].reasons[-1].kind == "chosen"


async def test_who_was_passed_by_stands_back(database: Database) -> None:
    first, second = await a_partner(database), await a_partner(database)
    await taught(database, first, 2, chosen=False)
    found = await proposed(database)
    assert [one.partner for one in found] == [second, first]
    assert "chosen" not in [reason.kind for reason in found[1].reasons]


async def test_what_was_learnt_of_another_subject_says_nothing(database: Database) -> None:
    first, second = await a_partner(database), await a_partner(database)
    async with database.transaction() as tx:
        await learn(tx, second, ["Skak"], True, NOW)
    assert [one.partner for one in await proposed(database)] == [first, second]


async def test_it_can_be_read_and_set_back(database: Database) -> None:
    everybody = await cast(database)
    first, second = await a_partner(database), await a_partner(database)
    await taught(database, first, 2)
    await taught(database, second, 1, chosen=False)
    async with database.transaction() as tx:
        read = await everything(tx)
        assert {(one.partner, one.chosen, one.passed) for one in read} == {
            (first, 2, 0),
            (second, 0, 1),
        }
        with pytest.raises(NotAllowed):
            await forget(tx, everybody.hans)
        assert await forget(tx, everybody.karen, first) > 0
        assert {one.partner for one in await everything(tx)} == {second}
        await forget(tx, everybody.karen)
        assert await everything(tx) == []


async def test_what_was_learnt_of_a_double_goes_along(database: Database) -> None:
    everybody = await cast(database)
    kept, double = await a_partner(database), await a_partner(database)
    await taught(database, kept, 1)
    await taught(database, double, 2)
    await taught(database, double, 1, chosen=False)
    async with database.transaction() as tx:
        await unite(tx, everybody.karen, double, kept, NOW)
    async with database.transaction() as tx:
        read = await everything(tx)
    assert {(one.partner, one.chosen, one.passed) for one in read} == {(kept, 3, 1)}


def test_few_lessons_say_little() -> None:
    one, many = worth({"Skak": (1, 0)}, {"Skak": 1.0}), worth({"Skak": (99, 0)}, {"Skak": 1.0})
    assert one == WEIGHT / (1 + CAUTION)
    assert one < many < WEIGHT
    assert worth({"Skak": (2, 2)}, {"Skak": 1.0}) == 0
