"""Becoming a volunteer in conversation: from a wish, never from a vacancy; what both promise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.people.queries import colleague
from storage.people.rules import Language, Role
from storage.volunteers.queries import own
from tests.harness import House, Talker
from tests.storage.volunteers.parts import COMPUTERS, READING, opened


@pytest.fixture
async def anna(house: House) -> Talker:
    """A coordinator, and two roles that are open."""
    anna = await house.colleague("Anna Aa")
    async with house.database.reading() as tx:
        by = await colleague(tx, anna.person_id)
    assert by is not None
    await opened(house.database, by, house.now, READING, COMPUTERS)
    return anna


@pytest.fixture
async def eva(house: House) -> Talker:
    return await house.citizen()


async def signs_up(eva: Talker, role: str = "IT-hjælper") -> None:
    """Somebody who is good at computers, grown up, with time in the morning."""
    await eva.says("/frivillig Jeg kan hjælpe med computere")
    await eva.says("ja")
    await eva.ticks("Om formiddagen")
    await eva.says("ja")
    await eva.says("Eva")
    await eva.presses(role)
    for _ in range(3):
        await eva.says("spring over")


async def test_it_begins_with_what_one_would_like(anna: Talker, eva: Talker) -> None:
    await eva.says("jeg vil gerne være frivillig hos jer")
    await eva.presses("Ja, lad os finde noget")
    assert "Hvad kan du lide at lave?" in eva.question, "they have not said it yet"
    await eva.says("læse højt for børn")
    await eva.says("ja")
    await eva.ticks("Om eftermiddagen", "I weekenden")
    await eva.says("ja")
    await eva.says("Eva")
    assert "Højtlæser: Du læser højt for børn" in eva.question
    assert "for du skrev: læse højt" in eva.question
    assert eva.choices == ["Højtlæser", "Hellere noget andet"]
    await eva.presses("Højtlæser")
    assert "nummer 1. En af os skriver til dig senest tirsdag den 19. maj" in eva.heard
    assert "Spørg din a-kasse" in eva.heard


@pytest.mark.parametrize("yes", ["Send mit ønske", "ja tak"])
async def test_a_wish_without_a_role_becomes_a_wish_for_staff(
    anna: Talker, eva: Talker, yes: str
) -> None:
    """Where there is one thing to say yes to, a yes is enough."""
    await eva.says("/frivillig jeg vil gerne lære fra mig om frimærker")
    for words in ("ja", "om aftenen", "ja", "Eva"):
        await eva.says(words)
    assert "Lige nu har vi ingen rolle, der ligner." in eva.question
    await eva.says(yes)
    await anna.says("/frivillige")
    assert "1 · Eva" in anna.heard
    assert "frimærker" in anna.heard


async def test_a_child_is_told_no_kindly_and_nothing_is_kept(
    house: House, anna: Talker, eva: Talker
) -> None:
    await eva.says("/frivillig læse højt for børn")
    await eva.says("nej")
    assert "Man skal være fyldt 15" in eva.heard
    assert "det, vi laver for børn" in eva.heard
    async with house.database.reading() as tx:
        assert await own(tx, eva.person_id) is None
    await eva.says("/frivillig")
    assert "Man skal være fyldt 15" in eva.heard, "and is not asked again"


async def test_under_18_somebody_at_home_knows(anna: Talker, eva: Talker) -> None:
    await eva.says("/frivillig læse højt for børn")
    for words in ("ja", "om eftermiddagen", "nej", "nej"):
        await eva.says(words)
    assert "Snak med dem derhjemme først." in eva.heard
    await eva.says("/frivillig læse højt for børn")
    for words in ("om eftermiddagen", "nej", "ja", "Mette Mor", "12 34 56 78", "Eva"):
        await eva.says(words)
    await eva.presses("Højtlæser")
    await anna.says("/frivillig 1")
    assert "Under 18, spørg: Mette Mor, 12 34 56 78" in anna.heard


async def test_nobody_is_asked_where_they_live_or_what_they_live_on(
    anna: Talker, eva: Talker
) -> None:
    await signs_up(eva)
    asked = "\n".join(line.text for line in await eva.lines() if "?" in line.text).lower()
    for word in ("adresse", "hvor bor", "født", "cpr"):
        assert word not in asked


async def test_who_is_one_already_sees_where_it_stands(anna: Talker, eva: Talker) -> None:
    await signs_up(eva)
    await eva.says("frivillig")
    assert "Du er skrevet op som nummer 1." in eva.heard
    assert "Ønsker: IT-hjælper" in eva.heard


async def test_what_one_has_not_ticked_is_talked_about(
    house: House, anna: Talker, eva: Talker
) -> None:
    await signs_up(eva)
    await anna.says("/talt 1")
    await house.passes(minutes=3)
    assert "Tak for snakken!" in await eva.hears()
    await anna.says("/aktiv 1")
    assert "Først mangler: en rolle, at begge har sagt ja" in anna.heard
    await anna.says("/rolle 1")
    await anna.presses("IT-hjælper")
    await eva.says("/vilover")
    await eva.presses("Jeg vil vælge linjer")
    await eva.ticks(*eva.choices)
    await eva.ticks(*eva.choices[:-1])
    await eva.says("Jeg vil ikke stå alene")
    await anna.says("/vilover 1")
    await anna.presses("Ja, det hele")
    assert "Den anden skriver: «Jeg vil ikke stå alene»." in anna.question
    await anna.says("spring over")
    assert "Det skal vi tale om:" in anna.heard
    assert "At sige det, når jeg vil stoppe" in anna.heard
    await eva.says("/vilover")
    await eva.presses("Ja, det hele")
    await eva.says("spring over")
    await eva.presses("Ja, det siger jeg ja til")
    await eva.presses("Læs om tavshed")
    await eva.says("ja")
    assert "har sagt ja til det, I lover hinanden" in await anna.hears()
    await anna.says("/frivillig 1")
    assert "Forventninger: Venter på bibliotekets ja" in anna.heard


async def test_from_a_yes_on_both_sides_to_a_pause_and_the_end(
    house: House, anna: Talker, eva: Talker
) -> None:
    await signs_up(eva)
    await anna.says("/talt 1")
    await anna.says("/rolle 1")
    await anna.presses("IT-hjælper")
    for who, words in ((eva, "/vilover"), (anna, "/vilover 1")):
        await who.says(words)
        await who.presses("Ja, det hele")
        await who.says("spring over")
    await anna.presses("Ja, det siger jeg ja til")
    await eva.says("/jeglover")
    assert "Så er det aftalt." in eva.heard
    await eva.presses("Læs om tavshed")
    await eva.says("ja")
    await anna.says("/aktiv 1")
    await house.passes(minutes=3)
    assert "Velkommen som frivillig: IT-hjælper." in await eva.hears()
    await eva.says("/holdpause")
    await eva.says("om 14 dage")
    await eva.says("ja")
    assert "Eva (1) holder pause." in await anna.hears()
    await house.passes(days=15)
    assert "Din pause slutter i dag." in await eva.hears()
    await eva.presses("I gang igen")
    await eva.says("jeg vil gerne stoppe som frivillig")
    await eva.says("ja")
    await eva.says("spring over")
    assert "Tak for den tid, du gav os." in eva.heard
    assert "Eva (1) er stoppet som frivillig." in await anna.hears()


async def test_a_no_is_kind_and_can_be_taken_back(house: House, anna: Talker, eva: Talker) -> None:
    await signs_up(eva)
    await anna.says("/frivillignej 1 Vi er fuldt besat til sommer")
    await anna.presses("Fortryd")
    assert "Den frivillige har ikke hørt om det." in anna.heard
    await house.passes(minutes=3)
    assert await eva.hears() == ""
    await anna.says("/frivillignej 1 Vi er fuldt besat til sommer")
    await house.passes(minutes=3)
    assert "«Vi er fuldt besat til sommer»" in await eva.hears()


async def test_both_write_to_each_other(house: House, anna: Talker, eva: Talker) -> None:
    await signs_up(eva)
    await anna.says("/frivilligbesked 1 Kan du komme på torsdag?")
    assert "Kan du komme på torsdag?" in await eva.hears()
    await eva.presses("Skriv tilbage")
    await eva.says("Ja, det kan jeg")
    assert "Eva (1) skriver: «Ja, det kan jeg»" in await anna.hears()


async def test_two_colleagues_for_a_certificate(house: House, anna: Talker, eva: Talker) -> None:
    await signs_up(eva)
    await anna.says("/rolle 1")
    await anna.presses("Højtlæser")
    await anna.says("/paaproeve 1")
    assert "en børneattest, der er i orden" in anna.heard
    bo = await house.colleague("Bo Bø")
    for who, day, told in (
        (anna, "i dag", "En kollega skal skrive det samme"),
        (bo, "i går", "attesten er skrevet ned"),
    ):
        await who.says("/attest 1")
        await who.presses("I orden")
        await who.says(day)
        assert "mandag den 4. maj" in who.question
        await who.says("ja")
        assert told in who.heard
        await house.passes(days=1)
    await anna.says("/paaproeve 1")
    assert "prøven er begyndt" in anna.heard


async def test_another_citizen_and_a_host_decide_nothing(
    house: House, anna: Talker, eva: Talker
) -> None:
    await signs_up(eva)
    ole, ida = await house.citizen("ole"), await house.colleague("Ida Ii", Role.HOST)
    for words in (
        "/talt 1",
        "/rolle 1",
        "/attest 1",
        "/frivillignej 1 nej",
        "/udelad 1",
        "/kan it",
    ):
        await ole.says(words)
        assert "Det har du ikke adgang til" in ole.heard, words
    for words in ("/vilover 1", "/frivilligbesked 1 hej", "/stopfrivillig 1", "/holdpause 1"):
        await ole.says(words)
        assert "Du er ikke skrevet op som frivillig" in ole.heard, words
    for words in ("/talt 1", "/attest 1", "/frivillignej 1 nej"):
        await ida.says(words)
        assert "Det har du ikke adgang til" in ida.heard, words
    await ida.says("/kan computere")
    assert "1 · Eva" in ida.heard


async def test_what_time_brings_is_told_to_both(house: House, anna: Talker, eva: Talker) -> None:
    await signs_up(eva)
    await house.passes(days=16)
    assert "Vi lovede at skrive til dig om 1" in await eva.hears()
    assert "Eva (1) fik ikke svar i tide." in await anna.hears()
    await anna.says("/rolle 1")
    await anna.presses("IT-hjælper")
    await anna.says("/paaproeve 1")
    await house.passes(minutes=3)
    await house.passes(weeks=6)
    assert "Prøven er slut. Hvordan gik det?" in await eva.hears()
    assert "Prøven med Eva (1) er slut." in await anna.hears()


async def test_the_digest_names_who_waits(house: House, anna: Talker, eva: Talker) -> None:
    await signs_up(eva)
    house.now += timedelta(hours=1)
    await anna.says("/overblik")
    assert "1 vil gerne være frivillig og venter." in anna.heard


async def test_in_english(house: House, anna: Talker) -> None:
    ole = await house.citizen("ole", Language.EN)
    await ole.says("I would like to volunteer and help with homework and computers")
    await ole.presses("Yes, let us find something")
    assert "Are you 15 or older?" in ole.question


async def test_a_poster_leads_to_it(anna: Talker, eva: Talker) -> None:
    await eva.says("/start frivillig_havnen")
    assert "Hvad kan du lide at lave?" in eva.question
