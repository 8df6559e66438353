"""A partner begins an agreement itself: by its own words, with a day on which it is answered."""

from __future__ import annotations

import pytest

from storage.agreements.rules import Party, VoiceKind
from storage.people.rules import Language
from tests.handlers.agreements.test_agreements import WORDS, an_association, whole
from tests.harness import House, Talker
from tests.storage.agreements.parts import a_partner

TOLD = ("Hver torsdag klokken 16", "Vi finder tre, der læser", "Nye venner")
FEW = ("nej", "Højst et halvt år", *("nej",) * 4, "Nej", *("nej",) * 3)
"""Answers to the ten questions that speak for no more than a simple agreement."""


async def wanted(house: House) -> tuple[Talker, Talker, int]:
    """Ole, whose association wants an agreement; Anna, and its number."""
    ole, partner = await an_association(house)
    anna = await house.colleague("Anna Aa")
    await ole.says(WORDS)
    await ole.presses("Lav en aftale")
    assert "Fortæl først, hvad I forventer" in ole.heard
    await ole.presses(WORDS)
    for words in TOLD:
        await ole.says(words)
    assert WORDS in ole.question, "what was written at first is kept"
    await ole.presses("Ja")
    return ole, anna, partner + 1


async def take_up(anna: Talker, number: int, level: str = "Løs aftale") -> None:
    """Anna answers the ten questions."""
    await anna.says(f"/begyndaftale {number}")
    for words in FEW:
        await anna.says(words)
    await anna.presses(level)


async def test_what_was_written_becomes_what_the_partner_expects(house: House) -> None:
    ole, anna, number = await wanted(house)
    assert f"har nummer {number}. I hører fra os senest tirsdag den 19. maj" in ole.heard
    assert "Ældre Sagen vil gerne lave en aftale" in await anna.hears()
    await anna.says("/overblik")
    assert "1 aftale venter på, at en af os ser på den." in anna.heard
    await anna.says(f"/aftale {number}")
    assert WORDS in anna.heard
    assert "Løs aftale" not in anna.heard, "how formal it is nobody has said yet"
    await take_up(anna, number)
    assert await ole.hears() == ""
    await house.passes(minutes=2)
    assert "Den bliver til: Løs aftale" in await ole.hears()
    await anna.says(f"/forvent {number}")
    for words in ("Højtlæsning", *TOLD, "ja"):
        await anna.says(words)
    assert "så nu er der et udkast" in anna.heard
    found = await whole(house, number)
    assert WORDS in found.words["content"]
    assert found.words["tasks_partner"] == TOLD[1]
    told = found.told(VoiceKind.EXPECTATION, Party.PARTNER)
    assert {voice.by_name for voice in told} == {"Ole Olsen"}


async def test_of_a_mere_contact_nothing_more_is_asked(house: House) -> None:
    _, anna, number = await wanted(house)
    await take_up(anna, number, "Kontakt")
    await anna.says("Vi kender dem jo")
    assert (await whole(house, number)).state == "drafting"


async def test_a_no_has_a_reason(house: House) -> None:
    ole, anna, number = await wanted(house)
    await anna.says(f"/dropaftale {number}")
    await anna.says("ja")
    assert "Hvorfor ikke?" in anna.question
    await anna.says("Vi læser højt hver torsdag i forvejen.")
    heard = await ole.hears()
    assert "Der bliver ingen aftale med Ældre Sagen denne gang" in heard
    assert "Vi læser højt hver torsdag i forvejen." in heard
    await house.passes(days=30)
    assert "Vi lovede jer svar" not in await ole.hears()


async def test_the_partner_takes_it_back_without_one(house: House) -> None:
    ole, anna, number = await wanted(house)
    await ole.says(f"/dropaftale {number}")
    await ole.says("ja")
    assert "Tak for snakken" in ole.heard
    assert "vil alligevel ikke" in await anna.hears()


async def test_a_day_that_passes_is_owned_up_to(house: House) -> None:
    ole, anna, number = await wanted(house)
    await house.passes(days=16)
    heard = await ole.hears()
    assert f"Vi lovede jer svar på nummer {number} senest tirsdag den 19. maj" in heard
    assert "Vi har sagt undskyld" in await anna.hears()
    await house.passes(days=16)
    assert "Vi lovede jer svar" in await ole.hears()
    await take_up(await house.colleague("Karen Krog"), number)  # Anna was away for so long
    await house.passes(days=30)
    assert "Vi lovede jer svar" not in await ole.hears()


async def test_staff_are_warned_before_the_day(house: House) -> None:
    ole, anna, number = await wanted(house)
    await anna.hears()
    await house.passes(days=12)
    heard = await anna.hears()
    assert f"vil gerne have en aftale, nummer {number}, og skal have svar senest" in heard
    assert "tirsdag den 19. maj" in heard
    assert "nummer" not in await ole.hears()
    await take_up(anna, number)
    await house.passes(days=12)
    assert "Vi har sagt undskyld" not in await anna.hears()


async def test_who_leaves_the_register_wants_nothing_more(house: House) -> None:
    ole, anna, number = await wanted(house)
    await anna.hears()
    await ole.says(f"/partnerud {number - 1}")
    await ole.says("ja")
    await house.passes(minutes=3)
    await house.passes(minutes=1)
    assert f"så vi lukker jeres ønske om en aftale, nummer {number}." in await ole.hears()
    assert f"ønsket om en aftale, nummer {number}, lukket" in await anna.hears()
    assert (await whole(house, number)).state == "dropped"
    await house.passes(days=30)
    assert "Vi lovede jer svar" not in await ole.hears()


async def test_who_speaks_for_two_says_for_which(house: House) -> None:
    ole, first = await an_association(house)
    await a_partner(house.database, ole.person_id, "Skakklubben", house.now)
    await ole.says(WORDS)
    await ole.presses("Lav en aftale")
    assert "Hvem af jer" in ole.heard
    await ole.presses("Skakklubben")
    await ole.presses(WORDS)
    for words in (*TOLD, "ja"):
        await ole.says(words)
    assert (await whole(house, first + 2)).partner.name == "Skakklubben"


async def test_a_command_begins_it_too(house: House) -> None:
    ole, partner = await an_association(house)
    for command in ("/aftale", f"/aftale {partner}", "/nyaftale"):
        await ole.says(command)
        if command == "/aftale":
            assert "fortæl os, hvad I forventer" in ole.heard
            await ole.presses("Lav en aftale")
        assert "Hvad skal vi lave sammen?" in ole.question, command
        await ole.says("annuller")


@pytest.mark.parametrize("language", Language)
async def test_nobody_begins_one_for_others(house: House, language: Language) -> None:
    _, partner = await an_association(house)
    eva = await house.citizen("eva", language)
    await eva.says(f"/nyaftale {partner}")
    assert eva.choices == ["Bliv partner" if language is Language.DA else "Become a partner"]
    hans = await house.colleague("Anna Aa")
    await hans.says(f"/nyaftale {partner}")
    assert "Sker det mere end én gang?" in hans.question
