"""The answers that staff choose from, as staff read, write, change and delete them in a chat."""

from __future__ import annotations

import pytest

from storage.cases.actions import TemplateText, remove_template, save_template
from storage.cases.queries import templates
from storage.people.actions import change_role
from storage.people.queries import Colleague, colleague
from storage.people.rules import Role
from tests.harness import House, Talker

FULL = TemplateText("Fuldt", "Huset er fuldt.", "We are full.", act="decline")
LATER = TemplateText("Senere", "Vi ser på det til maj.", act="park")
THANKS = TemplateText("Tak", "Tak for din besked.", "Thank you for writing.")
HEAVY = (
    "Bibliotekets forvaltningsafdeling behandler nu ansøgninger løbende efter modtagelse "
    "af samtlige oplysninger."
)
OFFICE = "Svar venligst på torsdag."


@pytest.fixture
async def anna(house: House) -> Talker:
    return await house.colleague("Anna Aa")


async def member(house: House, talker: Talker) -> Colleague:
    async with house.database.reading() as tx:
        found = await colleague(tx, talker.person_id)
    assert found is not None
    return found


async def are_there(house: House, by: Talker, *texts: TemplateText) -> None:
    """Answers that somebody has written already."""
    who = await member(house, by)
    async with house.database.transaction() as tx:
        for text in texts:
            await save_template(tx, who, text, house.now)


async def kept(house: House) -> list[TemplateText]:
    """What staff choose from, by name."""
    async with house.database.reading() as tx:
        return [TemplateText(t.title, t.da, t.en, t.act) for t in await templates(tx)]


async def test_they_are_listed_by_what_they_are_for(house: House, anna: Talker) -> None:
    await are_there(house, anna, FULL, LATER, THANKS, TemplateText("Nej", "Nej.", act="decline"))
    ida = await house.colleague("Ida Ii", Role.HOST)
    await ida.says("/svarene")
    assert ida.heard.splitlines() == [
        "4 svar, som I kan vælge, når I svarer en borger:",
        "Altid: Tak",
        "Når idéen skal vente: Senere (kun på dansk)",
        "Når I siger nej for nu: Fuldt og Nej (kun på dansk)",
    ]
    assert ida.choices == ["Tak", "Senere", "Fuldt", "Nej"], "a host only reads"
    await ida.presses("Senere")
    assert ida.heard.splitlines() == [
        "Svaret «Senere»",
        "Kan vælges: Når idéen skal vente",
        "På dansk: Vi ser på det til maj.",
        "På engelsk: Uden engelsk",
        "Sidst rettet: Anna Aa, mandag den 4. maj kl. 11.00",
    ]
    assert ida.choices == ["Se svar og grunde"]


async def test_they_are_found_by_a_word(house: House, anna: Talker) -> None:
    await anna.says("/svarene")
    assert "Der er ingen svar" in anna.heard
    await are_there(house, anna, FULL, THANKS)
    await anna.says("/svarene full")
    assert "Svaret «Fuldt»" in anna.heard, "the only one is shown at once"
    await anna.says("/svarene vrøvl")
    assert "Jeg fandt intet svar" in anna.heard
    await anna.presses("Se svar og grunde")
    assert "2 svar" in anna.heard
    for number in ("99", "99999999999", "nul"):
        await anna.says(f"/svarkort {number}")
        assert "Det svar finder jeg ikke" in anna.heard


async def test_a_long_list_is_told_a_page_at_a_time(house: House, anna: Talker) -> None:
    many = [TemplateText(f"Nummer {n:02}", "Vi har ikke plads.") for n in range(45)]
    await are_there(house, anna, *many)
    await anna.says("/svarene plads")
    assert "45 svar" in anna.heard
    assert "Nummer 19" in anna.choices
    assert "Nummer 20" not in anna.choices
    await anna.presses("Vis flere")
    await anna.presses("Vis flere")
    assert anna.choices[:5] == [f"Nummer {n}" for n in range(40, 45)]
    assert "Vis flere" not in anna.choices
    await anna.says("svarene 4")
    assert "Jeg fandt intet svar" in anna.heard


async def test_a_new_one_is_written_and_said_yes_to(house: House, anna: Talker) -> None:
    await anna.says("/nytsvar")
    await anna.says("  Ikke\nplads ")
    await anna.presses("Når I siger nej for nu")
    await anna.says("Huset er fuldt.")
    await anna.presses("Uden engelsk")
    assert anna.question == (
        "Navn: Ikke plads\nKan vælges: Når I siger nej for nu\nPå dansk: Huset er fuldt.\n"
        "På engelsk: Uden engelsk\nSkal svaret stå sådan?"
    )
    assert await kept(house) == []
    await anna.presses("Ret noget")
    await anna.presses("På engelsk")
    await anna.says("We are full.")
    await anna.says("ja")
    assert "Svaret er gemt og kan vælges nu." in anna.heard
    assert await kept(house) == [
        TemplateText("Ikke plads", "Huset er fuldt.", "We are full.", "decline")
    ]


async def test_what_no_text_may_be_is_refused_and_what_is_hard_is_asked_about_once(
    house: House, anna: Talker
) -> None:
    await anna.says("/nytsvar Fuldt")
    await anna.says("altid")
    await anna.says("Det er **fuldt**.")
    assert "Skriv uden koder og tegn som **" in anna.heard
    await anna.says(HEAVY)
    assert "for tung at læse" in anna.heard
    await anna.says("x" * 1001)
    assert "Der er plads til 1000" in anna.heard
    await anna.says(OFFICE)
    await anna.says("Please write to our <b>server</b>.")
    assert "Skriv uden koder" in anna.heard
    await anna.says("Please write to our server.")
    assert "«venligst» er et kontorord" in anna.question
    assert "«server» er et ord for teknikere" in anna.question
    await anna.says("ja")
    assert [each.da for each in await kept(house)] == [OFFICE]


async def test_one_thing_is_changed_and_the_rest_stays(house: House, anna: Talker) -> None:
    await are_there(house, anna, FULL)
    await anna.says("/svarkort 1")
    await anna.presses("Ret det danske")
    assert "Nu står der: Huset er fuldt." in anna.heard
    await anna.says("Alle rum er optaget.")
    await anna.says("ja")
    assert await kept(house) == [
        TemplateText("Fuldt", "Alle rum er optaget.", "We are full.", "decline")
    ]
    await anna.presses("Ret, hvornår det kan vælges")
    assert "Nu står der: Når I siger nej for nu" in anna.heard
    await anna.presses("Altid")
    await anna.says("ja")
    await anna.presses("Ret det engelske")
    await anna.presses("Uden engelsk")
    await anna.says("ja")
    await anna.presses("Ret navnet")
    await anna.says("Optaget")
    await anna.says("ja")
    assert await kept(house) == [TemplateText("Optaget", "Alle rum er optaget.")]
    await anna.says("/retsvar 1 vrøvl")
    assert "Svaret «Optaget»" in anna.heard


async def test_an_earlier_version_is_taken_up_with_a_yes(house: House, anna: Talker) -> None:
    await are_there(house, anna, FULL)
    await anna.says("/hentsvar 1")
    assert "ingen tidligere udgaver" in anna.heard
    await anna.says("/retsvar 1 da")
    await anna.says("Alle rum er optaget.")
    await anna.says("ja")
    await anna.presses("Tidligere udgaver")
    assert "Fuldt: Huset er fuldt.\nSkrevet af Anna Aa mandag den 4. maj" in anna.heard
    await anna.presses("Hent den fra mandag den 4. maj kl. 11.00")
    assert "På dansk: Huset er fuldt." in anna.question
    await anna.says("ja")
    assert await kept(house) == [FULL]


async def test_one_is_deleted_with_a_yes_and_taken_up_again(house: House, anna: Talker) -> None:
    await are_there(house, anna, FULL, LATER)
    await anna.says("/hentsvar")
    assert "Der er ingen slettede svar." in anna.heard
    await anna.says("/sletsvar 1")
    assert "Skal «Fuldt» slettes?" in anna.question
    await anna.says("nej")
    assert len(await kept(house)) == 2
    await anna.presses("Fuldt")
    await anna.presses("Slet svaret")
    await anna.presses("Ja")
    assert "«Fuldt» er slettet." in anna.heard
    assert await kept(house) == [LATER]
    await anna.says("/svarkort 1")
    assert "Det svar finder jeg ikke" in anna.heard
    await anna.presses("Se svar og grunde")
    await anna.presses("Hent et slettet svar")
    await anna.presses("Fuldt")
    assert "På engelsk: We are full." in anna.question
    assert await kept(house) == [LATER], "not before a yes"
    await anna.says("ja")
    assert await kept(house) == [FULL, LATER]


async def test_who_was_faster_is_not_overwritten(house: House, anna: Talker) -> None:
    await are_there(house, anna, FULL)
    bo = await house.colleague("Bo Bø")
    await anna.says("/retsvar 1 da")
    await anna.says("Alle rum er optaget.")
    await bo.says("/sletsvar 1")
    mine = TemplateText("Fuldt", "Vi har ikke plads.", "No room.", "decline")
    async with house.database.transaction() as tx:
        await save_template(tx, await member(house, bo), mine, house.now, template_id=1)
    await anna.says("ja")
    assert "Bo Bø har rettet eller slettet svaret imens" in anna.heard
    assert await kept(house) == [mine]
    await bo.says("ja")
    assert "Bo Bø har rettet" in bo.heard, "nobody deletes what they have not read"
    assert await kept(house) == [mine]
    await anna.says("/sletsvar 1")
    await bo.says("/retsvar 1 title")
    await bo.says("Ingen plads")
    await anna.says("ja")
    await bo.says("ja")
    assert "Det svar finder jeg ikke" in bo.heard
    assert await kept(house) == []


async def test_only_a_coordinator_writes(house: House, anna: Talker) -> None:
    await are_there(house, anna, FULL)
    ida, eva = await house.colleague("Ida Ii", Role.HOST), await house.citizen()
    for words in ("/nytsvar", "/retsvar 1 da", "/sletsvar 1", "/hentsvar"):
        await ida.says(words)
        assert "Det har du ikke adgang til" in ida.heard, words
    for words in ("/svarene", "/svarkort 1", "/nytsvar"):
        await eva.says(words)
        assert "for os, der arbejder her" in eva.heard, words
    boss = await house.colleague("Bo Bø", Role.ADMINISTRATOR)
    for begins, says in (("/retsvar 1 da", "Alt er optaget."), ("/sletsvar 1", "")):
        await anna.says(begins)
        if says:
            await anna.says(says)
        async with house.database.transaction() as tx:
            by = await member(house, boss)
            await change_role(tx, by, anna.person_id, Role.HOST, house.now)
        await anna.says("ja")
        assert "Det har du ikke adgang til" in anna.heard
        async with house.database.transaction() as tx:
            await change_role(tx, by, anna.person_id, Role.COORDINATOR, house.now)
    assert await kept(house) == [FULL]


async def test_it_is_there_in_english(house: House, anna: Talker) -> None:
    await anna.says("/sprog en")
    await anna.says("/newanswer Full")
    await anna.presses("When you say no for now")
    await anna.says("Huset er fuldt.")
    await anna.presses("Without English")
    await anna.says("yes")
    await anna.says("/answers")
    assert "When you say no for now: Full (only in Danish)" in anna.heard
    await anna.presses("Full")
    await anna.presses("Delete the answer")
    await anna.says("yes")
    assert "«Full» is deleted." in anna.heard
    await anna.presses("Take up a deleted answer")
    await anna.presses("Full")
    assert "In English: Without English" in anna.question


async def test_what_was_deleted_twice_is_deleted(house: House, anna: Talker) -> None:
    await are_there(house, anna, FULL)
    async with house.database.transaction() as tx:
        await remove_template(tx, await member(house, anna), 1, house.now)
    await anna.says("/sletsvar 1")
    assert "Det svar finder jeg ikke" in anna.heard
