"""What was learnt, in the conversation: who may read it, and who may forget it."""

from __future__ import annotations

import pytest

from storage.partners.actions.learning import learn
from storage.partners.learning import everything
from storage.people.rules import Role
from tests.harness import House
from tests.storage.agreements.parts import a_partner


async def learnt_of(house: House) -> list[str]:
    async with house.database.reading() as tx:
        return [one.name for one in await everything(tx)]


@pytest.fixture
async def two(house: House) -> list[int]:
    """Two partners of whom something was learnt."""
    ole = await house.citizen("ole")
    numbers = [
        await a_partner(house.database, ole.person_id, name, now=house.now)
        for name in ("Ældre Sagen", "Skakklubben")
    ]
    async with house.database.transaction() as tx:
        for number in numbers:
            await learn(tx, number, ["Skak"], chosen=True, now=house.now)
    return numbers


async def test_who_may_not_forget_is_answered_kindly(house: House, two: list[int]) -> None:
    vera = await house.colleague("Vera Vært", Role.HOST)
    await vera.says("/laert")
    assert "Ældre Sagen, nummer 1: valgt 1" in vera.heard
    assert vera.choices == []
    for words in ("/laert glem", f"/laert glem {two[0]}"):
        await vera.says(words)
        assert "Det kan en koordinator gøre" in vera.heard
    assert await learnt_of(house) == ["Ældre Sagen", "Skakklubben"]


async def test_all_of_it_is_forgotten_after_a_yes(house: House, two: list[int]) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/laert")
    await anna.presses("Glem det hele")
    assert "vi har lært om alle" in anna.question
    await anna.presses("Nej")
    assert len(await learnt_of(house)) == len(two)
    await anna.says("/laert glem")
    await anna.presses("Ja")
    assert "lært om alle, er glemt" in anna.heard
    assert await learnt_of(house) == []


async def test_one_partner_is_set_back_and_the_other_stays(house: House, two: list[int]) -> None:
    anna, bo = await house.colleague("Anna Aa"), await house.colleague("Bo Bø")
    await anna.says("/laert")
    await anna.presses("Glem det om Skakklubben")
    assert "Skal det, vi har lært om Skakklubben, nummer 2, glemmes?" in anna.question
    assert await learnt_of(house) == ["Ældre Sagen", "Skakklubben"]
    await bo.says(f"/laert glem #{two[1]}")
    for who in (anna, bo):  # the second of them was only slower
        await who.presses("Ja")
        assert "lært om Skakklubben, nummer 2, er glemt" in who.heard
    assert await learnt_of(house) == ["Ældre Sagen"]
    await anna.says(f"/laert glem {two[1]}")
    assert "Der er ikke lært noget om den." in anna.heard


@pytest.mark.parametrize("words", ["vrøvl", "99", "0", "-1", "1 2"])
async def test_nonsense_forgets_nobody(house: House, two: list[int], words: str) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says(f"/laert glem {words}")
    assert "Der er ikke lært noget om den." in anna.heard
    await anna.says("ja")
    assert len(await learnt_of(house)) == len(two)
