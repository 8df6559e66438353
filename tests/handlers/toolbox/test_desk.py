"""The toolbox in a conversation: words, questions, one method whole, and what an idea needs."""

from __future__ import annotations

import pytest

from handlers.toolbox.methods import Stage, methods
from storage.people.rules import Language, Role
from tests.handlers.ideas.test_desk import approve, given
from tests.harness import House, Talker


@pytest.fixture
async def ida(house: House) -> Talker:
    return await house.colleague("Ida Ii", Role.HOST)


def buttons(talker: Talker) -> str:
    """All that can be pressed under what was answered, quiet ones too."""
    return str([line.buttons for line in talker.answered])


async def test_words_find_up_to_three_with_a_reason_and_a_button_each(ida: Talker) -> None:
    await ida.says("/metode 20 personer, 2 timer, få idéer")
    assert "Jeg har ledt efter: 20 personer, 2 timer, finde idéer og folk" in ida.heard
    titles = [line.card["title"] for line in ida.answered if line.card]
    assert titles == ["World Café", "Alene, sammen, alle", "Partnerdate"]
    assert "passer til 20 personer og kan nås på 2 timer" in ida.heard
    await ida.presses("World Café")
    assert "Sådan gør I: 1. Find et godt spørgsmål til hvert bord." in ida.heard
    assert "Dine ord skal kunne ses i det, vi laver." in ida.heard
    card = ida.answered[0].card
    assert card is not None
    assert card["link"] == "/desk/metode/world_cafe"


async def test_volunteers_for_half_an_hour(ida: Talker) -> None:
    await ida.says("/metode noget med frivillige, en halv time")
    assert "Før første vagt" in ida.heard
    assert "To stjerner og et ønske" in ida.heard
    assert "er til frivillige og kan nås på 30 minutter" in ida.heard


async def test_english_is_read_and_answered(house: House) -> None:
    ida = await house.colleague("Ida Ii", Role.HOST)
    await ida.says("/sprog en")
    await ida.says("/method half an hour with volunteers")
    assert "It is for volunteers and can be done in 30 minutes." in ida.heard


async def test_without_words_it_asks_three_things(ida: Talker) -> None:
    await ida.says("metode")
    await ida.presses("Foreninger og partnere")
    assert "Skabe sammen" not in ida.choices  # there is nothing for partners
    await ida.presses("Aftale")
    await ida.says("det ved jeg ikke")
    assert "Skriv for eksempel: 20 personer, 2 timer." in ida.heard
    await ida.says("vi er fire og har en time")
    assert "Giv og få" in ida.heard
    assert "passer til 4 personer" in ida.heard


async def test_a_question_can_be_skipped_and_all_be_shown(ida: Talker) -> None:
    await ida.says("/metode")
    await ida.presses("Frivillige")
    await ida.presses("Det er lige meget")
    await ida.presses("Spring over")
    assert "Byg en rolle" in ida.heard
    await ida.presses("Vis alle")
    assert f"Der er {len(methods())} metoder" in ida.heard
    await ida.presses("Vælge")
    assert "Borgerbudget" in ida.heard
    await ida.says("/metode")
    await ida.presses("Vis alle")
    assert f"Der er {len(methods())} metoder" in ida.heard


async def test_all_of_it_may_be_said_at_the_first_question(ida: Talker) -> None:
    await ida.says("/metode")
    await ida.says("hmm")
    assert "fandt jeg ikke blandt svarene" in ida.heard
    await ida.says("20 unge, en aften")
    assert "Jeg har ledt efter: 20 personer, 3 timer." in ida.heard
    await ida.says("/metode")
    await ida.says("frivillige")
    assert ida.question == "Hvad skal I nu?"


async def test_every_stage_shows_all_of_its_methods(ida: Talker) -> None:
    for stage in Stage:
        await ida.says(f"/metode {stage}")
        for method in methods().values():
            if method.stage is stage:
                assert method.told[Language.DA].name in f"{ida.heard} {ida.choices}"


async def test_the_nearest_say_what_does_not_fit(ida: Talker) -> None:
    await ida.says("/metode 3000 personer, 5 minutter, frivillige")
    assert "Der er ingen, der passer til det hele" in ida.heard
    assert "Men den er til 1-10 personer." in ida.heard


async def test_what_is_not_understood_is_asked_for(ida: Talker) -> None:
    await ida.says("/metode xyz")
    assert "Lad mig spørge i stedet" in ida.heard
    assert "Hvem skal I arbejde sammen med?" in ida.heard
    await ida.says("/metodekort findes_ikke")
    assert "Hvilken metode mener du?" in ida.heard


async def test_a_colleagues_own_words_lead_to_it(ida: Talker) -> None:
    await ida.says("har vi en metode til at samle idéer")
    assert "Idévæg" in ida.heard
    await ida.says("det regner i dag")
    assert "Det forstod jeg ikke helt" in ida.heard


async def test_a_citizen_sends_it_to_staff_as_before(house: House) -> None:
    eva = await house.citizen()
    await eva.says("har I en metode til at samle idéer")
    assert "Det tager en af os sig af" in eva.heard
    await eva.presses("Ja, send det")
    await eva.says("/metode 20 personer")
    assert "kun for os, der arbejder her" in eva.heard


async def test_an_idea_is_helped_by_where_it_stands(house: House) -> None:
    eva, ida = await house.citizen(), await house.colleague("Ida Ii", Role.COORDINATOR)
    await given(house, eva)
    await ida.says("/sag 1")
    await ida.presses("Metoder til den her")
    assert "Til nummer 1 kan I bruge den her nu." in ida.heard
    assert "Hør først, hvad der er brug for." in ida.heard
    assert "Sammen med hvem?" in ida.heard
    await ida.says("/soeg 1")
    await ida.says("/metode #1")
    assert "Giv og få" in ida.heard
    await ida.says("/parker 1")
    await ida.says("til jul")
    await ida.says("/metode 99")
    assert "Der er ingen sag" not in ida.heard  # ninety-nine people
    await ida.says("/metode #99")
    assert "ingen idé med det nummer" in ida.heard


async def test_a_note_needs_none(house: House) -> None:
    eva, ida = await house.citizen(), await house.colleague("Ida Ii", Role.HOST)
    await eva.says("/besked Jeg vil gerne klage")
    await ida.says("/sag 1")
    assert "Metoder til den her" not in buttons(ida)
    await ida.says("/metode #1")
    assert "ikke brug for en metode" in ida.heard


def proposed(talker: Talker) -> list[str]:
    return [line.card["title"] for line in talker.answered if line.card]


async def test_a_yes_brings_the_next_steps_and_keeps_the_promise(house: House) -> None:
    eva, ida = await house.citizen(), await house.colleague("Ida Ii", Role.COORDINATOR)
    await given(house, eva, "Vi børn vil bygge en hule af bøger")
    page = ida.at(1)
    await approve(page, "ingen", "Vi prøver selv først")
    await page.presses("Ja")
    await ida.says("/metode #1")
    assert proposed(ida) == ["Børnenes værksted", "Prøvehandling"]  # nobody to agree with
    assert ida.heard.count("Den holder det, I har lovet: «Vi finder på det") == 1
    await page.says("/igang 1")
    await page.says("/metode")
    assert proposed(page) == ["Prøvehandling", "Behold, ret, drop"]


async def test_with_a_partner_there_is_something_to_agree_on(house: House) -> None:
    eva, ida = await house.citizen(), await house.colleague("Ida Ii", Role.COORDINATOR)
    await given(house, eva)
    page = ida.at(1)
    await approve(page, "Ældre Sagen")
    await page.presses("Ja")
    await page.says("/metode")
    assert proposed(page) == ["Fremtidsværksted", "Giv og få", "Prøvehandling"]
