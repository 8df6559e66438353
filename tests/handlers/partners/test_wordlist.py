"""The lexicon in a chat: found by a word, extended, and put back."""

from __future__ import annotations

import pytest

from handlers.library.words import MOST
from storage.library.actions import change
from storage.library.queries import newest
from storage.library.rules import Subject
from storage.matching import topics
from storage.people.actions import change_role
from storage.people.queries import Colleague, colleague
from storage.people.rules import Role
from tests.harness import House, Talker


@pytest.fixture
async def anna(house: House) -> Talker:
    return await house.colleague("Anna Aa")


async def member(house: House, talker: Talker) -> Colleague:
    async with house.database.reading() as tx:
        found = await colleague(tx, talker.person_id)
    assert found is not None
    return found


async def kept(house: House, topic: str = "Skak") -> object:
    async with house.database.reading() as tx:
        found = await newest(tx, Subject.WORDS, topic)
    return found.content if found else None


async def are_there(house: House, by: Talker, *words: str, topic: str = "Skak") -> None:
    who = await member(house, by)
    async with house.database.transaction() as tx:
        await change(tx, who, Subject.WORDS, topic, list(words), house.now)


async def test_subjects_are_found_by_a_word(house: House, anna: Talker) -> None:
    ida = await house.colleague("Ida Ii", Role.HOST)
    await ida.says("/ordliste")
    assert f"Der er {len(topics())} emner." in ida.heard
    assert ida.choices == []
    await ida.says("/ordliste strik")
    assert "Strik og hækling" in ida.choices
    await ida.presses("Strik og hækling")
    assert ida.heard.startswith("Strik og hækling\nJeres egne ord: I har ikke skrevet egne ord")
    assert "Ord, der var med fra start: " in ida.heard
    assert " til\n" in f"{ida.heard}\n", "a long list is cut and says so"
    assert ida.choices == ["Se ordlisten"], "a host only reads"
    await ida.says("/ordliste SKAK")
    assert ida.heard.startswith("Skak\n")
    await ida.says("/ordliste snorbol")
    assert "Det ord fandt jeg ikke." in ida.heard
    await are_there(house, anna, "snorbol")
    await ida.says("/ordliste snorbol")
    assert "Jeres egne ord: snorbol\n" in ida.heard
    assert "Sidst rettet: Anna Aa, mandag den 4. maj kl. 11.00" in ida.heard
    await ida.says("/ordliste")
    assert ida.choices == ["Skak"]


async def test_many_subjects_are_told_a_page_at_a_time(anna: Talker) -> None:
    await anna.says("/ordliste bog")
    first = anna.choices
    assert len(first) == 13
    await anna.presses("Se flere emner")
    assert not set(first[:12]) & set(anna.choices)
    await anna.says("/ordliste 999 bog")
    assert "Det ord fandt jeg ikke." in anna.heard


async def test_a_word_is_added_and_taken_away_with_a_yes(house: House, anna: Talker) -> None:
    await anna.says("/ordliste skak")
    assert "Fjern et ord" not in anna.choices
    await anna.presses("Nyt ord")
    assert "hører også til Skak?" in anna.question
    await anna.says("  Snorbol  Klub ")
    assert "«snorbol klub» er gemt i Skak" in anna.heard
    assert await kept(house) == ["snorbol klub"]
    await anna.presses("Et ord mere")
    await anna.says("kongespil")
    await anna.presses("Skak")
    assert "Jeres egne ord: kongespil, snorbol klub\n" in anna.heard
    await anna.presses("Fjern et ord")
    assert anna.choices == ["kongespil", "snorbol klub"]
    await anna.says("skak")
    assert "ikke et af jeres egne ord" in anna.heard
    await anna.presses("kongespil")
    await anna.presses("Nej")
    assert "«kongespil» bliver stående." in anna.heard
    for word in ("Kongespil", "snorbol klub"):
        await anna.says("/fjernord skak")
        await anna.says(word)
        await anna.says("ja")
        assert "er fjernet fra Skak." in anna.heard
    assert await kept(house) is None
    await anna.says("/fjernord skak")
    assert "ikke skrevet egne ord her" in anna.heard


async def test_what_cannot_be_a_word_is_said_and_asked_again(house: House, anna: Talker) -> None:
    for words in ("/nytord", "/nytord vrøvl", "/fjernord vrøvl"):
        await anna.says(words)
        assert "Det emne kender jeg ikke." in anna.heard
    await anna.says("/nytord Skak")
    for word, why in (
        ("skak", "står her allerede"),
        ("et, to", "uden komma"),
        ("a b c d e", "et til fire ord"),
        ("x" * 61, "højst 60 tegn"),
        ("...", "et til fire ord"),
    ):
        await anna.says(word)
        assert why in anna.heard, word
        assert "hører også til Skak?" in anna.question
    await anna.says("stop")
    await are_there(house, anna, *(f"ord{n}x" for n in range(MOST)))
    await anna.says("/ordliste skak")
    assert f"og {MOST - 30} til" in anna.heard
    await anna.presses("Nyt ord")
    await anna.says("snorbol")
    assert "ikke plads til flere egne ord" in anna.heard


async def test_two_colleagues_are_in_nobodys_way(house: House, anna: Talker) -> None:
    bo = await house.colleague("Bo Bø")
    await anna.says("/nytord skak")
    await bo.says("/nytord skak")
    await anna.says("snorbol")
    await bo.says("kongespil")
    assert await kept(house) == ["snorbol", "kongespil"]
    for talker in (anna, bo):
        await talker.says("/fjernord skak")
        await talker.says("snorbol")
    await anna.says("ja")
    await bo.says("ja")
    assert "«snorbol» er fjernet fra Skak." in bo.heard
    assert await kept(house) == ["kongespil"]
    await bo.says("/ordliste skak")
    assert "Sidst rettet: Anna Aa" in bo.heard, "he changed nothing"
    await anna.says("/fjernord skak")
    await anna.says("kongespil")
    await anna.says("nej")
    await anna.presses_value("yes")
    assert await kept(house) == ["kongespil"], "an old button does nothing"


async def test_only_a_coordinator_changes_it(house: House, anna: Talker) -> None:
    await are_there(house, anna, "snorbol")
    ida, eva = await house.colleague("Ida Ii", Role.HOST), await house.citizen()
    for words in ("/nytord skak", "/fjernord skak"):
        await ida.says(words)
        assert "Det har du ikke adgang til" in ida.heard
        await eva.says(words)
        assert "for os, der arbejder her" in eva.heard
    boss = await house.colleague("Bo Bø", Role.ADMINISTRATOR)
    for begins, *says in (("/nytord skak", "kongespil"), ("/fjernord skak", "snorbol", "ja")):
        await anna.says(begins)
        for words in says[:-1]:
            await anna.says(words)
        by = await member(house, boss)
        async with house.database.transaction() as tx:
            await change_role(tx, by, anna.person_id, Role.HOST, house.now)
        await anna.says(says[-1])
        assert "Det har du ikke adgang til" in anna.heard
        async with house.database.transaction() as tx:
            await change_role(tx, by, anna.person_id, Role.COORDINATOR, house.now)
    assert await kept(house) == ["snorbol"]


async def test_it_is_there_in_english(house: House, anna: Talker) -> None:
    await anna.says("/sprog en")
    await anna.says("/wordlist chess")
    assert anna.heard.startswith("Chess\nYour own words: You have not written")
    await anna.presses("New word")
    assert "belongs to Chess too?" in anna.question
    await anna.says("snorbol")
    assert "«snorbol» is saved in Chess" in anna.heard
    await anna.presses("Chess")
    await anna.presses("Remove a word")
    await anna.presses("snorbol")
    await anna.says("yes")
    assert "«snorbol» is removed from Chess." in anna.heard
    assert await kept(house) is None
