"""A colleague is away: cases are handed on, no new ones come, and they return afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.people.rules import Role
from tests.handlers.ideas.test_desk import given
from tests.harness import House, Talker


@pytest.fixture
async def anna(house: House) -> Talker:
    """A colleague with two cases."""
    eva = await house.citizen()
    anna = await house.colleague("Anna Aa")
    for number in (1, 2):
        await given(house, eva, f"Idé om {number} stole")
        await anna.says(f"/tag {number}")
    return anna


async def leaves(anna: Talker, first: str, last: str, to: str, back: str = "Ja") -> str:
    await anna.says("/vaek")
    for words in (first, "ja", last, "ja"):
        await anna.says(words)
    await anna.presses(to)
    return await anna.presses(back)


async def mine(who: Talker) -> str:
    await who.says("/sager mine")
    return who.question


async def test_cases_go_to_a_colleague_and_come_back(house: House, anna: Talker) -> None:
    bo = await house.colleague("Bo Bø", Role.HOST)
    assert "God tur! 2 sager er givet videre" in await leaves(anna, "i dag", "om 7 dage", "Bo Bø")
    assert "Anna er væk til og med mandag den 11. maj. Du har fået 2 sager" in await bo.hears()
    assert await mine(bo) == "Det var det hele: 2 sager."
    assert await mine(anna) == "Her er tomt lige nu. Godt gået!"
    await bo.says("/afvis 1")  # a host may not, but may hand on: then it is no loan any more
    await bo.says("/giv 1 mig")
    await house.passes(days=8)
    assert "Velkommen tilbage! Du har fået 2 sager igen." in await anna.hears()
    assert await mine(anna) == "Det var det hele: 2 sager."


async def test_what_somebody_else_has_taken_stays_theirs(house: House, anna: Talker) -> None:
    bo = await house.colleague("Bo Bø")
    await leaves(anna, "i dag", "om 7 dage", "Ingen bestemt")
    await bo.says("/tag 1")
    await anna.says("/vaek slut")
    assert anna.heard == "Velkommen tilbage! Du har fået 1 sag igen."
    assert await mine(bo) == "Det var det hele: 1 sag."
    await house.passes(days=9)
    assert "Velkommen" not in await anna.hears()


async def test_being_back_is_nothing_to_take_back(house: House, anna: Talker) -> None:
    """What is taken back would give the case away again, to nobody's wish."""
    await house.colleague("Bo Bø")
    await house.passes(minutes=3)
    await leaves(anna, "i dag", "om 2 dage", "Bo Bø")
    await anna.says("/fortryd 1")
    assert "Der er ikke noget at fortryde på nummer 1" in anna.heard
    await house.passes(days=3)
    await anna.says("/fortryd 1")
    assert "Der er ikke noget at fortryde på nummer 1" in anna.heard
    assert await mine(anna) == "Det var det hele: 2 sager."


async def test_not_wanted_back_they_stay(house: House, anna: Talker) -> None:
    bo = await house.colleague("Bo Bø")
    await leaves(anna, "i dag", "om 2 dage", "Bo Bø", "Nej")
    await house.passes(days=3)
    assert await mine(bo) == "Det var det hele: 2 sager."
    assert "Velkommen tilbage" not in await anna.hears()


async def test_a_later_absence_begins_on_its_morning(house: House, anna: Talker) -> None:
    bo = await house.colleague("Bo Bø")
    heard = await leaves(anna, "på onsdag", "på fredag", "Bo Bø")
    assert "Du er væk fra onsdag den 6. maj til og med fredag den 8. maj" in heard
    assert await mine(anna) == "Det var det hele: 2 sager."
    await house.passes(days=1)
    assert await bo.hears() == ""
    await house.passes(days=1)
    assert "Du har fået 2 sager" in await bo.hears()
    await anna.says("/vaek")
    assert "Du er meldt væk fra onsdag den 6. maj" in anna.heard
    await anna.presses("Jeg er her alligevel")
    assert "Velkommen tilbage! Du har fået 2 sager igen." in anna.heard


async def test_new_cases_do_not_go_to_who_is_away(house: House, anna: Talker) -> None:
    bo, ida = await house.colleague("Bo Bø"), await house.colleague("Ida Ii")
    await leaves(bo, "i dag", "om 7 dage", "Ingen bestemt")
    await anna.says("/giv 1 Bo Bø")
    assert "Den kollega er væk lige nu" in anna.heard
    await ida.says("/vaek")
    for words in ("i dag", "ja", "i morgen", "ja"):
        await ida.says(words)
    assert "Anna Aa" in ida.choices
    assert "Bo Bø" not in ida.choices


async def test_days_that_cannot_be_are_asked_for_again(house: House, anna: Talker) -> None:
    await house.colleague("Bo Bø")
    house.now += timedelta(days=1)
    assert "De dage går ikke" in await leaves(anna, "om 7 dage", "i morgen", "Bo Bø")
