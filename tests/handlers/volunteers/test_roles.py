"""Roles and their trials as staff write, open, try and close them in conversation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage.people.actions import change_role
from storage.people.queries import colleague
from storage.people.rules import Role
from storage.volunteers.queries import closing, role, roles, trials
from storage.volunteers.rules import SUPPLEMENT
from storage.volunteers.tables import VolunteerRole
from tests.harness import House, Talker
from tests.storage.volunteers.parts import COMPUTERS, READING, opened


@pytest.fixture
async def anna(house: House) -> Talker:
    return await house.colleague("Anna Aa")


async def are_open(house: House, anna: Talker, *keys: str) -> None:
    """Some typical roles that have answered for themselves."""
    async with house.database.reading() as tx:
        by = await colleague(tx, anna.person_id)
    assert by is not None
    await opened(house.database, by, house.now, *keys)


async def one(house: House, number: int = 1) -> VolunteerRole:
    async with house.database.reading() as tx:
        found = await role(tx, number)
    assert found is not None
    return found


async def answers_for_it(anna: Talker) -> None:
    """What a typical role lacks, in the order in which it is asked."""
    await anna.presses("Svar på det, der mangler")
    assert "Svar ja, eller forklar kort, hvorfor ikke." in anna.heard
    for _ in SUPPLEMENT:
        await anna.presses("Ja")
    await anna.says("i fredags")
    await anna.says("ja")
    await anna.says("De ansatte passer det, de plejer")
    await anna.says("Kommunen har en ordning. Spørg din kontakt.")
    await anna.presses("Anna Aa")


async def test_from_a_typical_role_to_an_open_one(house: House, anna: Talker) -> None:
    await anna.says("/roller")
    assert "Der er ingen roller endnu." in anna.heard
    await anna.presses("Ny rolle")
    assert {"Højtlæser", "IT-hjælper", "Skriv en helt ny rolle"} <= set(anna.choices)
    await anna.presses("IT-hjælper")
    assert "Rollen er en kladde. Ingen kan tage den endnu." in anna.heard
    assert "Mangler: hvorfor den er et supplement, en linje om forsikring, en kontakt, " in (
        anna.heard
    )
    assert "dagen, hvor MED fik det at vide og svar på de fem spørgsmål" in anna.heard
    assert "Åbn rollen" not in anna.choices
    await answers_for_it(anna)
    assert "De fem spørgsmål: Ja til alle fem" in anna.heard
    assert "MED fik det at vide: fredag den 1. maj 2026" in anna.heard
    await anna.presses("Åbn rollen")
    assert "IT-hjælper er åben nu. Frivillige kan tage den." in anna.heard
    eva = await house.citizen()
    await eva.says("/frivillig Jeg kan hjælpe med computere")
    for words in ("ja", "om formiddagen", "ja", "Eva"):
        await eva.says(words)
    assert "IT-hjælper: Du hjælper andre" in eva.question


async def test_a_no_is_explained_and_a_yes_may_be(house: House, anna: Talker) -> None:
    await anna.says("/nyrolle fotograf")
    await anna.says("/retrolle 1 de fem")
    assert "Svar ja, eller forklar kort, hvorfor ikke." in anna.heard
    await anna.says("nej")
    assert "Et nej alene er ikke nok." in anna.heard
    await anna.says("Nej, uden dem er der ingen billeder")
    await anna.says("Ja, men kun om tirsdagen")
    for _ in range(3):
        await anna.says("ja")
    assert "De fem spørgsmål: Ja til 4 af fem" in anna.heard
    assert "Findes i sin kerne uden frivillige: Nej: uden dem er der ingen billeder" in anna.heard
    assert "Fri for gebyrer, lånerdata og nøgler: Ja: men kun om tirsdagen" in anna.heard
    found = await one(house)
    assert found.answers["core"] == {"yes": False, "why": "uden dem er der ingen billeder"}
    assert found.answers["authority"] == {"yes": True, "why": "men kun om tirsdagen"}


async def test_a_role_of_ones_own_and_none_twice(house: House, anna: Talker) -> None:
    await anna.says("/nyrolle Havevært")
    await anna.says("Du passer vores lille have")
    assert "Det gør man: Du passer vores lille have" in anna.heard
    await anna.says("/nyrolle havevært")
    assert "Den rolle har I allerede." in anna.heard
    await anna.says("/nyrolle")
    line = anna.answered[-1].seq
    for _ in range(2):
        await anna.presses_value("/nyrolle photographer", line)
    async with house.database.reading() as tx:
        assert [each.title for each in await roles(tx)] == ["Fotograf", "Havevært"]
    await anna.says("/nyrolle")
    await anna.presses("Skriv en helt ny rolle")
    assert anna.question == "Hvad hedder rollen?"


async def test_every_part_of_a_role_can_be_changed(house: House, anna: Talker) -> None:
    await are_open(house, anna, COMPUTERS)
    await anna.says("/rollekort 1")
    await anna.presses("Ret rollen")
    assert "Hvad skal rettes i IT-hjælper?" in anna.heard
    told = {
        "Navn": "Mobilhjælper",
        "Det gør man": "Du hjælper med mobilen",
        "Formål": "Uddannelse",
        "Tilfører": "Ro",
        "Er et supplement, fordi": "Det er noget andet",
        "Mest": "Om aftenen, I weekenden",
        "Hvor tit": "Hver uge",
        "Skal kunne": "spring over",
        "Sted": "Havnen",
        "Forsikring": "Spørg din kontakt",
        "Kontakt": "Anna Aa",
        "Intro": "nej",
        "Børn under 15": "ja",
    }
    for label, words in told.items():
        await anna.presses(label)
        await anna.says(words)
        assert "Rollen er gemt." in anna.heard, label
        await anna.presses("Ret mere")
    found = await one(house)
    assert (found.title, found.does, found.purpose) == (
        "Mobilhjælper",
        "Du hjælper med mobilen",
        "education",
    )
    assert (found.adds, found.supplement, found.rhythm) == ("Ro", "Det er noget andet", "Hver uge")
    assert (found.times, found.needs, found.branch) == (["evening", "weekend"], None, "havnen")
    await anna.says("/rollekort 1")
    assert "Om aftenen og i weekenden" in anna.heard
    assert (found.intro, found.children, found.contact) == (False, True, anna.person_id)
    assert set(found.answers) == set(SUPPLEMENT), "what was not asked stays"
    assert found.state == "open"
    await anna.says("/retrolle 1 sted")
    await anna.says("alle steder")
    assert (await one(house)).branch is None
    await anna.says("/retrolle 1 navn")
    assert "Nu står der: Mobilhjælper" in anna.heard


async def test_an_open_role_stays_answered_for(house: House, anna: Talker) -> None:
    await are_open(house, anna, COMPUTERS)
    await anna.says("/nyrolle fotograf")
    await anna.says("/aabnrolle 2")
    assert "Rollen kan ikke være åben endnu. Der mangler: hvorfor den er et" in anna.heard
    assert (await one(house, 2)).state == "draft"
    await anna.says("/udfyldrolle 1")
    assert "Der mangler ikke noget." in anna.heard


async def test_who_was_overtaken_is_told(house: House, anna: Talker) -> None:
    bo = await house.colleague("Bo Bø")
    await anna.says("/nyrolle fotograf")
    await anna.says("/retrolle 1 navn")
    await bo.says("/retrolle 1 det gør man")
    await bo.says("Du tager billeder til fester")
    await anna.says("Festfotograf")
    assert "En kollega har rettet rollen imens." in anna.heard
    found = await one(house)
    assert (found.title, found.does) == ("Fotograf", "Du tager billeder til fester")


async def test_closing_is_asked_about_once(house: House, anna: Talker) -> None:
    await are_open(house, anna, READING)
    await anna.says("/lukrolle 1")
    assert "Når Højtlæser lukker, kan ingen tage den mere." in anna.heard
    await anna.says("nej")
    assert (await one(house)).state == "open"
    await anna.says("/lukrolle 1")
    await anna.says("ja")
    assert "Højtlæser er lukket." in anna.heard
    assert (await one(house)).state == "closed"
    await anna.says("/roller")
    assert "Højtlæser: Lukket" in anna.heard


async def test_a_trial_is_begun_with_a_question_and_ended_with_a_lesson(
    house: House, anna: Talker
) -> None:
    await are_open(house, anna, COMPUTERS)
    await anna.says("/nytforsoeg 1")
    await anna.says("Kommer der nogen om tirsdagen?")
    await anna.says("om 14 dage")
    await anna.says("ja")
    assert "Forsøget med IT-hjælper er i gang til mandag den 18. maj 2026." in anna.heard
    await anna.says("/roller")
    assert "IT-hjælper: Åben. På forsøg til mandag den 18. maj" in anna.heard
    house.now += timedelta(days=15)
    await anna.says("/roller")
    assert "IT-hjælper: Åben. Forsøget mangler en lære" in anna.heard
    await anna.says("/overblik")
    assert "Forsøg, der mangler en lære: IT-hjælper." in anna.heard
    await anna.presses("Forsøg")
    await anna.presses("Slut: IT-hjælper")
    for words in ("Mange kom", "Flere stole", "Tirsdag er bedst"):
        await anna.says(words)
    async with house.database.reading() as tx:
        assert await closing(tx, house.now.date()) == ["IT-hjælper"], "no half lesson"
    await anna.presses("Ret og prøv igen")
    assert "Det lærte I: «Tirsdag er bedst»" in anna.heard
    async with house.database.reading() as tx:
        assert await closing(tx, house.now.date()) == []
        [(trial, _)] = await trials(tx)
    assert (trial.worked, trial.better, trial.verdict) == ("Mange kom", "Flere stole", "change")
    await anna.says("/slutforsoeg 1")
    assert "Det forsøg er sluttet" in anna.heard
    await anna.says("/forsoeg")
    assert "I lærte: Tirsdag er bedst (Ret og prøv igen)" in anna.heard


async def test_of_two_who_end_a_trial_the_first_is_kept(house: House, anna: Talker) -> None:
    await are_open(house, anna, COMPUTERS)
    bo = await house.colleague("Bo Bø")
    await anna.says("/nytforsoeg 1 Kommer der nogen?")
    await anna.says("1. juni")
    await anna.says("ja")
    for who in (anna, bo):
        await who.says("/slutforsoeg 1")
        for words in ("Alt", "Intet", f"Det siger {who.person_id}"):
            await who.says(words)
    await anna.presses("Fortsæt")
    await bo.presses("Stop")
    assert "Det forsøg er sluttet" in bo.heard
    async with house.database.reading() as tx:
        [(trial, _)] = await trials(tx)
    assert trial.lesson == f"Det siger {anna.person_id}"


async def test_a_trial_ends_on_a_day_to_come(house: House, anna: Talker) -> None:
    await are_open(house, anna, COMPUTERS)
    await anna.says("/nytforsoeg 1 Kommer der nogen?")
    await anna.says("i dag")
    await anna.says("ja")
    assert "Vælg en dag, der kommer." in anna.heard
    async with house.database.reading() as tx:
        assert not await trials(tx)


READ = ("/roller", "/rollekort 1", "/forsoeg")
WRITTEN = (
    *("/nyrolle", "/nyrolle fotograf", "/udfyldrolle 1", "/retrolle 1", "/retrolle 1 navn"),
    *("/aabnrolle 1", "/lukrolle 1", "/nytforsoeg 1", "/slutforsoeg 1"),
)


async def test_a_host_reads_and_a_citizen_does_not(house: House, anna: Talker) -> None:
    await are_open(house, anna, COMPUTERS)
    await anna.says("/nytforsoeg 1 Kommer der nogen?")
    await anna.says("1. juni")
    await anna.says("ja")
    ida, eva = await house.colleague("Ida Ii", Role.HOST), await house.citizen()
    for words in READ:
        await ida.says(words)
        assert "IT-hjælper" in ida.heard, words
        assert {"Ny rolle", "Ret rollen", "Luk rollen", "Slut: IT-hjælper"}.isdisjoint(ida.choices)
        await eva.says(words)
        assert "kun for os, der arbejder her" in eva.heard, words
    for words in WRITTEN:
        for who, told in ((ida, "Det har du ikke adgang til"), (eva, "for os, der arbejder her")):
            await who.says(words)
            assert told in who.heard, words
    async with house.database.reading() as tx:
        assert [(each.title, each.state) for each in await roles(tx)] == [("IT-hjælper", "open")]


async def test_who_is_a_coordinator_no_more_ends_nothing(house: House, anna: Talker) -> None:
    """The role of who speaks is asked at the act, not where the dialogue began."""
    boss = await house.colleague("Bo Bø", Role.ADMINISTRATOR)
    await are_open(house, anna, COMPUTERS)
    await anna.says("/lukrolle 1")
    async with house.database.transaction() as tx:
        by = await colleague(tx, boss.person_id)
        assert by is not None
        await change_role(tx, by, anna.person_id, Role.HOST, house.now)
    await anna.says("ja")
    assert "Det har du ikke adgang til" in anna.heard
    assert (await one(house)).state == "open"


async def test_at_a_case_a_role_is_still_named_by_its_own_number(
    house: House, anna: Talker
) -> None:
    await are_open(house, anna, COMPUTERS)
    at_case = anna.at(1)
    await at_case.says("/rollekort")
    assert "Hvilken rolle mener du?" in at_case.heard, "the number of a case is none of a role"
    await at_case.says("/rollekort 1")
    assert "Rolle: IT-hjælper" in at_case.heard
    for words in ("/rollekort 99", "/rollekort 99999999999", "/retrolle hej", "/lukrolle"):
        await at_case.says(words)
        assert "Hvilken rolle mener du?" in at_case.heard, words


async def test_it_is_all_there_in_english(house: House, anna: Talker) -> None:
    await anna.says("/sprog en")
    await anna.says("/newrole computer_help")
    assert "The role is a draft. Nobody can take it yet." in anna.heard
    await anna.presses("Answer what is lacking")
    for _ in SUPPLEMENT:
        await anna.presses("Yes")
    await anna.says("last Friday")
    await anna.says("yes")
    await anna.says("Staff do what they always do")
    await anna.says("Ask your contact")
    await anna.presses("Anna Aa")
    assert "The five questions: Yes to all five" in anna.heard
    await anna.presses("Open the role")
    assert "Volunteers can take it." in anna.heard
    assert (await one(house)).told_on == date(2026, 5, 1)
