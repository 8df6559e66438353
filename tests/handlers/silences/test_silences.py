"""Who only abuses it is silenced for a while: kindly, with a reason, and help is still near."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.people.queries import staff_events
from storage.people.rules import Language, Role, StaffAct
from tests.handlers.ideas.test_desk import given
from tests.harness import LIBRARY, House, Talker

REASON = "Du har skrevet trusler til os"


@pytest.fixture
async def eva(house: House) -> Talker:
    eva = await house.citizen()
    await given(house, eva)
    return eva


async def silences(who: Talker, day: str = "om 14 dage") -> str:
    await who.says("/paapause 1")
    await who.says(REASON)
    await who.says(day)
    await who.says("ja")
    assert "Det her vil borgeren læse" in who.heard
    assert f"Grunden er: {REASON}" in who.heard
    return await who.presses("Ja")


async def test_they_are_told_once_kindly_with_reason_end_and_numbers(
    house: House, eva: Talker
) -> None:
    karen = await house.colleague("Karen Krog")
    assert "på pause til og med mandag den 18. maj" in await silences(karen)
    assert await eva.hears() == ""
    await house.passes(minutes=2)
    heard = await eva.hears()
    assert "pause til og med mandag den 18. maj 2026" in heard
    assert f"Grunden er: {REASON}\nDu kan stadig få hjælp på 12 34 56 78" in heard
    assert "ring 112" in heard
    assert "11 22 33 44" in heard
    assert "11 22 33" in heard
    await house.passes(minutes=2)
    assert await eva.hears() == ""


@pytest.mark.parametrize(
    "words", ["ide", "/tilfoej 1 Fjols", "svar", "I er nogle fjolser", "personale", "menu"]
)
async def test_what_they_say_reaches_nobody(house: House, eva: Talker, words: str) -> None:
    karen = await house.colleague("Karen Krog")
    await silences(karen)
    await eva.says(words)
    assert "så det, du skriver nu, når ikke frem" in eva.heard
    assert "Har du det svært, så ring til 11 22 33 44" in eva.heard
    await house.passes(minutes=2)
    assert await eva.hears() == ""  # they know already
    await karen.says("/hist 1")
    assert "borgeren skrev mere" not in karen.heard


async def test_whose_life_is_hard_gets_the_numbers_all_the_same(house: House, eva: Talker) -> None:
    await silences(await house.colleague("Karen Krog"))
    await eva.says("Jeg vil ikke leve mere")
    assert "11 22 33 44" in eva.heard


async def test_they_may_read_on_and_choose_their_language(house: House, eva: Talker) -> None:
    await silences(await house.colleague("Karen Krog"))
    await eva.says("mine")
    assert "Nummer 1: Modtaget." in eva.heard
    await eva.says("/sag 1")
    assert "Sådan står det til med nummer 1." in eva.heard
    await eva.says("/sprog en")
    await eva.says("Hello?")
    assert "so what you write now does not reach us" in eva.heard


async def test_their_own_data_stay_theirs(house: House, eva: Talker) -> None:
    await silences(await house.colleague("Karen Krog"))
    await eva.says("mine data")
    assert "Her er alt, vi har gemt om dig" in eva.heard
    await eva.says("/ret 1")
    await eva.presses("Din idé")
    await eva.says("En klub for lydbøger og ro")
    assert "nu er det rettet i nummer 1" in eva.heard
    await eva.says("glem mig")
    await eva.says("Jeg vil tale med et menneske")
    assert "når ikke frem" in eva.heard
    await eva.says("tilbage")
    assert "Er du sikker?" in eva.question
    await eva.says("ja")
    assert "Nu er det slettet." in eva.heard


async def test_it_ends_by_itself_after_its_last_day(house: House, eva: Talker) -> None:
    await silences(await house.colleague("Karen Krog"), "i morgen")
    await house.passes(days=1, hours=12)
    await eva.says("/tilfoej 1 Undskyld")
    assert "når ikke frem" in eva.heard
    await house.passes(hours=2)  # past midnight
    await eva.says("/tilfoej 1 Undskyld")
    assert "Tak, det er føjet til nummer 1" in eva.heard


async def test_it_is_taken_back_unheard_or_ended_with_a_word(house: House, eva: Talker) -> None:
    karen = await house.colleague("Karen Krog")
    await silences(karen)
    await karen.presses("Slut pausen nu")
    assert "Borgeren har ikke hørt om den" in karen.heard
    await house.passes(minutes=2)
    assert await eva.hears() == ""
    await silences(karen)
    await house.passes(minutes=2)
    await eva.hears()
    await karen.says("/ophaev 1")
    assert await eva.hears() == "Pausen er slut. Du kan skrive til os igen, og vi læser det."
    await eva.says("/tilfoej 1 Hej igen")
    assert "Tak, det er føjet til nummer 1" in eva.heard
    await karen.says("/ophaev 1")
    assert "er ikke på pause" in karen.heard


async def test_who_may_what_and_all_is_written_down(house: House, eva: Talker) -> None:
    karen, hans = await house.colleague("Karen Krog"), await house.colleague("Hans", Role.HOST)
    await hans.says("/paapause 1")
    assert "Det har du ikke adgang til" in hans.heard
    await silences(karen)
    for number in ("/ophaev 1", "/paapause 1"):
        await hans.says(number)
        assert "Det har du ikke adgang til" in hans.heard
    await hans.says("pauser")
    assert f"nummer 1 er på pause til og med mandag den 18. maj 2026.\nKaren skrev: {REASON}" in (
        hans.heard
    )
    await hans.says("/sag 1")
    assert "Borgeren er på pause: Til og med mandag den 18. maj" in hans.heard
    await karen.says("/paapause 1")
    assert "allerede på pause" in karen.heard
    await karen.says("/ophaev 1")
    await karen.says("/hist 1")
    assert "Karen: borgeren sat på pause" in karen.heard
    assert "Karen: borgerens pause er slut" in karen.heard
    async with house.database.reading() as tx:
        events = await staff_events(tx, 2)
    assert [(event.act, event.what) for event in events] == [
        (StaffAct.UNSILENCED, "1"),
        (StaffAct.SILENCED, "1"),
    ]


async def test_days_and_cases_that_cannot_be(house: House, eva: Talker) -> None:
    karen = await house.colleague("Karen Krog")
    assert "Vælg en dag inden for et år" in await silences(karen, "om 500 dage")
    await karen.says("/paapause 77")
    await karen.says(REASON)
    await karen.says("i morgen")
    await karen.says("ja")
    await karen.presses("Ja")
    assert "Der er ingen sag med nummer 77" in karen.heard
    await karen.says("/ophaev 77")
    assert "Der er ingen sag med nummer 77" in karen.heard


async def test_without_confirmed_numbers_there_is_still_112(house: House) -> None:
    library = replace(LIBRARY, crisis_number="", crisis_number_children="", phone="")
    bare = House(house.database, library=library)
    ole = await bare.citizen("ole", Language.EN)
    await ole.says("/ide A club for audio books")
    await ole.says("All")
    await ole.presses("Here in the conversation")
    await ole.presses("No")
    await silences(await bare.colleague("Karen Krog"))
    await ole.says("idea")
    assert "You can still get help at the counter in the library" in ole.heard
    assert ole.question == "If anybody is in danger, call 112."
