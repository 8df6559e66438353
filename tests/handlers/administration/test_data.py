"""What is kept of a case, decided in a chat: held, let go, and a citizen erased on request."""

from __future__ import annotations

import pytest

from storage.people.rules import Role
from storage.privacy.queries import held_cases, whose_case
from tests.handlers.ideas.test_desk import given
from tests.harness import House, Talker


@pytest.fixture
async def chief(house: House) -> Talker:
    """An administrator, and one case."""
    await given(house, await house.citizen(), "En klub for lydbøger")
    return await house.colleague("Chefen", Role.ADMINISTRATOR)


async def is_held(house: House) -> bool:
    async with house.database.reading() as tx:
        return bool(await held_cases(tx, 1))


async def is_somebodys(house: House) -> bool:
    async with house.database.reading() as tx:
        return await whose_case(tx, 1) is not None


@pytest.mark.parametrize("words", ["/hold 1", "/slip 1", "/sletborger 1"])
async def test_only_an_administrator_may(house: House, chief: Talker, words: str) -> None:
    bo = await house.colleague("Bo Bø")
    await bo.says(words)
    assert "Det har du ikke adgang til" in bo.heard
    assert chief.person_id != bo.person_id


async def test_a_case_is_held_and_let_go_with_a_yes(house: House, chief: Talker) -> None:
    await chief.says("/slip 1")
    assert "Nummer 1 er ikke holdt fast." in chief.heard
    await chief.says("/hold 1")
    await chief.says("Der er en klage")
    assert not await is_held(house)
    await chief.says("ja")
    assert "Nummer 1 er holdt fast." in chief.heard
    assert await is_held(house)
    await chief.says("/slip 1")
    await chief.says("nej")
    assert await is_held(house)
    await chief.says("/slip 1")
    await chief.says("ja")
    assert not await is_held(house)
    await chief.says("/hold 99")
    await chief.says("Der er en klage")
    await chief.says("ja")
    assert "Der er ingen sag med nummer 99." in chief.heard


async def test_a_citizen_is_erased_with_a_yes(house: House, chief: Talker) -> None:
    await chief.says("/sletborger 1")
    assert "når borgeren selv har bedt om det" in chief.question
    await chief.says("nej")
    assert await is_somebodys(house)
    await chief.says("/sletborger 1")
    await chief.says("ja")
    assert "Borgerens data er slettet." in chief.heard
    assert not await is_somebodys(house)
    await chief.says("/sletborger 1")
    assert "Nummer 1 hører ikke til nogen mere." in chief.heard
