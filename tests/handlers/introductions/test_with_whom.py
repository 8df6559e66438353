"""A citizen who asks with whom, in their own words: is led to whom their idea fits."""

from __future__ import annotations

import pytest

from tests.handlers.ideas.test_desk import given
from tests.harness import House

WORDS = "Hvem kan jeg lave det sammen med?"


@pytest.mark.parametrize("words", [WORDS, "3 andre til en bogklub"])
async def test_who_has_an_idea_finds_somebody_for_it(house: House, words: str) -> None:
    eva = await house.citizen()
    await given(house, eva)
    await eva.says(words if words == WORDS else f"/sammen {words}")
    assert "Skal vi finde nogen til din idé?" in eva.heard
    first, *others = eva.choices
    assert first.startswith("Find nogen til «")
    assert others == ["Se partnere", "Giv en idé", "Send det til en af jer"]
    await eva.presses(first)
    assert "Lige nu kender vi ingen, der passer" in eva.heard


async def test_who_has_none_sees_who_there_is(house: House) -> None:
    eva, ole = await house.citizen(), await house.citizen("ole")
    await given(house, eva)
    await ole.says(WORDS)
    assert ole.choices == ["Se partnere", "Giv en idé", "Send det til en af jer"]
    await eva.says("/traek 1")
    await eva.says("ja")
    await eva.says(WORDS)
    assert eva.choices == ole.choices, "an idea that was taken back needs nobody"
