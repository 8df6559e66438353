"""The words that always work, before anything else is said."""

from __future__ import annotations

import pytest

from tests.harness import House


@pytest.mark.parametrize("words", ["English", "in English", "sprog en", "/sprog en"])
async def test_english_is_a_word_that_is_understood(house: House, words: str) -> None:
    ole = await house.citizen()
    await ole.says(words)
    assert "we speak English" in ole.heard
    await ole.says("på dansk")
    assert "Så taler vi dansk" in ole.heard


async def test_a_citizen_is_not_told_to_ask_a_colleague(house: House) -> None:
    eva = await house.citizen()
    await eva.says("sager")
    assert "Det har du ikke adgang til" in eva.heard
    assert "kollega" not in eva.heard
    assert "Skriv menu" in eva.heard
