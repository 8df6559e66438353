"""An association that wants to take part in something: it is led to becoming a partner."""

from __future__ import annotations

import pytest

from tests.harness import House


@pytest.mark.parametrize(
    "words", ["deltag i Kulturbazar", "Vores forening vil gerne have en bod på Kulturbazaren"]
)
async def test_who_wants_to_the_kulturbazar_begins_as_a_partner(house: House, words: str) -> None:
    ole = await house.citizen("ole")
    await ole.says(words)
    assert "Så skriver jeg jer ind som partner" in ole.question
    await ole.presses("Ja, skriv os ind")
    assert "Fortæl" in ole.question or "?" in ole.question
    assert "Det forstod jeg ikke" not in ole.heard
