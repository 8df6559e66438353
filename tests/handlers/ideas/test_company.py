"""An idea that is like a released one: joined or sent alone, and wanted by others."""

from __future__ import annotations

from handlers.ideas.topic import face
from storage.ideas.shelf import Shelf
from storage.people.rules import Language
from tests.harness import TEXTS, House, Talker

SAME = "En klub for lydbøger"


async def released(house: House, title: str = "Lydbogsklub") -> Talker:
    """Eva's idea, under a title that she has heard of; the colleague who gave it."""
    eva, anna = await house.citizen("eva"), await house.colleague("Anna")
    await answers(eva, SAME)
    await anna.says(f"/titel 1 {title}")
    await house.passes(minutes=2)
    assert "Andre kan se titlen, men ikke dine ord" in await eva.hears()
    return anna


async def answers(citizen: Talker, text: str) -> None:
    await citizen.says("/ide")
    await citizen.says(text)
    await citizen.says("Dem, der hører dårligt")
    await citizen.presses("Her i samtalen")


async def test_it_is_the_same(house: House) -> None:
    anna, ole = await released(house), await house.citizen("ole")
    await answers(ole, "lydbøker i en klub")
    assert "Det ligner noget, som andre har foreslået:\n«Lydbogsklub»" in ole.heard
    assert SAME not in ole.heard
    assert ole.choices == ["Det er det samme: skriv mig på", "Nej, send min for sig selv"]
    await ole.presses("Det er det samme: skriv mig på")
    assert "Du er skrevet på «Lydbogsklub», som 2 borgere har foreslået." in ole.heard
    assert "Dine egne ord er gemt som nummer 2" in ole.heard
    assert "senest tirsdag den 19. maj" in ole.heard
    assert "Din kode er " in ole.heard
    await anna.says("/sag 1")
    assert "Foreslået af: 2 borgere, også nummer 2" in anna.heard
    await anna.says("/hist 1")
    assert "en borger til har foreslået det, nummer 2" in anna.heard
    await anna.says("/afvis 1 Vi har ikke plads")
    await anna.says("spring")
    await anna.says("ja")
    await house.passes(minutes=2)
    assert (
        "Tak for din idé, nummer 2, «lydbøker i en klub». Vi siger nej for nu." in await ole.hears()
    )


async def test_each_hears_it_in_their_language(house: House) -> None:
    anna, ole = await released(house), await house.citizen("ole", Language.EN)
    await ole.says("/idea")
    await ole.says("An audiobook club, en klub for lydbøger")
    await ole.says("those who cannot see well")
    await ole.says("1")
    assert "This looks like something that others have suggested" in ole.heard
    await ole.says("1")
    assert "You have been added to «Lydbogsklub», which 2 citizens have suggested." in ole.heard
    await anna.says("/soeg 1")
    await house.passes(minutes=2)
    assert "number 2" in await ole.hears()


async def test_it_is_something_else(house: House) -> None:
    await released(house)
    ole = await house.citizen("ole")
    await answers(ole, "lydbøker i en klub")
    await ole.presses("Nej, send min for sig selv")
    assert "Din idé har nummer 2. Du hører fra os" in ole.heard
    assert ole.question.startswith("Vil du fortælle lidt mere?")


async def test_one_that_is_closed_meanwhile(house: House) -> None:
    anna = await released(house)
    ole = await house.citizen("ole")
    await answers(ole, "lydbøker i en klub")
    await anna.says("/skjul 1")
    await ole.presses("Det er det samme: skriv mig på")
    assert "Men den er lige blevet lukket." in ole.heard
    assert ole.choices == ["Nej, send min for sig selv"]
    await ole.presses("Nej, send min for sig selv")
    assert "Din idé har nummer 2" in ole.heard


async def test_what_is_not_released_is_shown_to_nobody(house: House) -> None:
    eva, ole = await house.citizen("eva"), await house.citizen("ole")
    await answers(eva, SAME)
    await house.passes(minutes=2)
    await answers(ole, SAME)
    assert "Din idé har nummer 2" in ole.heard
    await ole.says("/ideer")
    assert "ingen idéer at se endnu" in ole.heard


async def test_why_is_said_by_the_names_of_subjects_to_who_reads_english(house: House) -> None:
    anna = await house.colleague("Anna")
    for name, text in (("eva", SAME), ("ole", "lydbøker i en klub")):
        await answers(await house.citizen(name), text)
    await anna.says("/sprog en")
    await anna.says("/sag 1")
    assert "Perhaps like: number 2 (Listening to audiobooks, Associations)" in anna.heard
    assert "2 (lydbøger" not in anna.heard


async def test_staff_see_why_join_and_separate(house: House) -> None:
    anna = await house.colleague("Anna")
    for name, text in (("eva", SAME), ("ole", "lydbøker i en klub")):
        await answers(await house.citizen(name), text)
    await anna.says("/sag 1")
    assert "Ligner måske: nummer 2 (" in anna.heard
    assert "lydbøker" not in anna.heard  # the other's own words may be erased one day
    await anna.says("/slaasammen 1 2")
    await anna.says("ja")
    await house.passes(minutes=2)
    await anna.says("/sag 1")
    await anna.presses("Skil fra igen")
    assert "Nummer 1: skilt fra den anden igen." in anna.heard
    await house.passes(minutes=2)
    eva = await house.citizen("eva2")
    await eva.says("/mine")
    await anna.says("/sag 2")
    assert "Foreslået af" not in anna.heard


async def test_that_would_be_something_for_me_too(house: House) -> None:
    await released(house)
    ole = await house.citizen("ole")
    await ole.says("/ideer")
    assert "Lydbogsklub\nModtaget. 1 borger har foreslået det" in ole.heard
    await ole.presses("Det vil jeg også")
    assert "Nu står du på «Lydbogsklub».\nModtaget. 1 borger har foreslået det. 1 vil det også" in (
        ole.heard
    )
    await ole.says("/ogsaa 1")
    assert "Du står allerede på «Lydbogsklub»" in ole.heard
    await ole.presses("Alligevel ikke")
    assert "Så står du ikke længere på «Lydbogsklub»." in ole.heard
    assert "vil det også" not in ole.heard
    await ole.says("/ogsaa 77")
    assert "kan ikke ses mere" in ole.heard
    await ole.says("/ogsaa")
    assert "Lydbogsklub" in ole.heard


async def test_ones_own_is_wanted_already(house: House) -> None:
    await released(house)
    eva = await house.citizen("eva3")
    await eva.says("/ogsaa 1")
    again = await house.citizen("eva4")
    await again.says("/ogsaa 1")
    assert "2 vil det også" in again.heard


async def test_the_staffs_group_hears_of_it_with_the_words(house: House) -> None:
    await released(house)
    ole = await house.citizen("ole")
    await answers(ole, "lydbøker i en klub")
    await ole.presses("Det er det samme: skriv mig på")
    async with house.database.reading() as tx:
        shown = await face(tx, 1, 0, TEXTS, house.library, Shelf())
    assert shown is not None
    assert [words.text for words in shown.news] == [
        "En borger til har foreslået det samme, nummer 2:\nlydbøker i en klub"
    ]
