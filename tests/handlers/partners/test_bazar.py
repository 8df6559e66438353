"""An association that wants to take part in something becomes a partner, and what it wants is kept
(S10).
"""

from __future__ import annotations

import pytest

from handlers.partners.wording import wants_something
from tests.harness import House, Talker


async def registers(ole: Talker) -> None:
    """Ole answers what is asked of an association, in words that say nothing of what it wants."""
    await ole.presses("Ja, skriv os ind")
    if "Hvem er I?" in ole.question:
        await ole.presses("En forening eller klub")
    for words in ("ja", "Husflid i Nord", "Vi væver og syr", "Ole Olsen", "Kun biblioteket", "ja"):
        await ole.says(words)


@pytest.mark.parametrize(
    "words",
    [
        "deltag i Kulturbazar",
        "Jeg vil gerne deltage i Kulturbazar",
        "Vores forening vil gerne have en bod på Kulturbazaren",
    ],
)
async def test_who_wants_to_the_kulturbazar_becomes_a_partner_who_wants_that(
    house: House, words: str
) -> None:
    ole = await house.citizen("ole")
    await ole.says(words)
    assert "Så skriver jeg jer ind som partner" in ole.question
    await registers(ole)
    assert "Det er nummer 1" in ole.heard
    await ole.says("nej")
    for who in (ole, await house.colleague("Anna Aa")):
        await who.says("/partner 1")
        assert f"Vil gerne have: {words}" in who.heard


async def test_staff_see_that_it_waits(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    ole = await house.citizen("ole")
    await ole.says("deltag i Kulturbazar")
    await registers(ole)
    await anna.says("/overblik")
    assert "1 vil gerne være partner og venter." in anna.heard
    await anna.presses("Se partnere")
    assert "Husflid i Nord" in anna.heard
    await anna.says("/partnerja 1")
    await anna.says("/overblik")
    assert "vil gerne være partner" not in anna.heard


async def test_who_they_are_is_nothing_that_they_want(house: House) -> None:
    assert not wants_something("Vi er en forening i Nord")
    ole = await house.citizen("ole")
    await ole.says("/partner ny vi er en husflidsforening")
    for words in ("ja", "Husflid i Nord", "Vi væver og syr", "Ole Olsen", "Kun biblioteket", "ja"):
        await ole.says(words)
    await ole.says("/partner 1")
    assert "Husflid i Nord" in ole.heard
    assert "Vil gerne have" not in ole.heard


async def test_what_they_do_is_not_said_twice(house: House) -> None:
    ole = await house.citizen("ole")
    words = "Vores forening kan holde foredrag om bier"
    await ole.says(f"/partner ny {words}")
    for answer in ("ja", "Biavlerne"):
        await ole.says(answer)
    await ole.presses(words)
    for answer in ("Ole Olsen", "Kun biblioteket", "ja", "nej"):
        await ole.says(answer)
    await ole.says("/partner 1")
    assert ole.heard.count(words) == 1
