"""The library's own words: a colleague adds one, and ideas find who they are about."""

from __future__ import annotations

import re

from storage.partners.actions.learning import learn
from storage.people.rules import Role
from tests.online import Colleague, Library
from tests.storage.partners.registered import a_partner
from tests.storage.partners.test_proposing import proposed

SUBJECT = "/desk/ordliste/emne?navn=Skak"
IDEA = "Kunne vi få snorbol en aften?"


async def changes(anna: Colleague, **what: str) -> None:
    """Send the form of the subject's page, as it stands there now."""
    await anna.opens(SUBJECT)
    form = anna.page.form("/desk/ordliste/emne")
    await anna.posts("/desk/ordliste/emne", {k: form.fields[k] for k in ("navn", "seen")} | what)


async def test_a_word_of_ones_own_counts_at_once_and_is_taken_away(library: Library) -> None:
    chess = await a_partner(library.database, name="Springeren", does="Vi spiller skak")
    anna = await library.joins("Anna")
    assert not await proposed(library.database, IDEA, library.app.shelf.partners)
    await changes(anna, ord="  Snorbol ")
    assert "Ordet gælder nu" in anna.page.text
    await library.passes(seconds=2)
    found = await proposed(library.database, IDEA, library.app.shelf.partners)
    assert [one.partner for one in found] == [chess]
    await changes(anna, fjern="snorbol")
    assert "Ordet er fjernet" in anna.page.text
    await library.passes(seconds=2)
    assert not await proposed(library.database, IDEA, library.app.shelf.partners)


async def test_what_cannot_be_a_word_is_said(library: Library) -> None:
    anna = await library.joins("Anna")
    for word, why in (("skak", "står her allerede"), ("et, to", "uden komma")):
        await changes(anna, ord=word)
        assert why in anna.page.text


async def test_a_host_reads_and_changes_nothing(library: Library) -> None:
    hans = await library.joins("Hans", Role.HOST)
    await hans.opens("/desk/ordliste?q=strikkepind")
    assert "Strik og hækling" in hans.page.text
    await hans.opens(SUBJECT)
    assert "Gem ordet" not in hans.page.text


async def test_what_was_learnt_is_read_taken_out_and_forgotten(library: Library) -> None:
    number = await a_partner(library.database, name="=Maskerne")
    async with library.database.transaction() as tx:
        await learn(tx, number, ["Skak"], True, library.clock.now)
    anna = await library.joins("Anna")
    await anna.says("/laert")
    assert "=Maskerne, nummer 1: valgt 1" in anna.heard
    await anna.opens("/desk/laert.csv")
    assert "'=Maskerne;Skak;1;0" in anna.page.text
    await anna.opens("/desk/laert")
    await anna.posts("/desk/laert", {})
    assert "Der er ikke lært noget endnu" in anna.page.text


async def test_what_was_learnt_is_told_by_subjects_that_have_a_name(library: Library) -> None:
    number = await a_partner(library.database, name="Springeren")
    async with library.database.transaction() as tx:
        for topic in ("Strik og hækling", "Strik og hækling 0", "Strik og hækling 3"):
            await learn(tx, number, [topic], True, library.clock.now)
        await learn(tx, number, ["Strik og hækling 3"], False, library.clock.now)
    anna = await library.joins("Anna")
    for language, name, heads in (
        ("da", "Strik og hækling", "Nummer;Navn;Emne;Valgt;"),
        ("en", "Knitting and crochet", "Number;Name;Subject;Chosen;"),
    ):
        await anna.sends_form("/sprog", lang=language)
        await anna.opens("/desk/laert")
        assert anna.page.text.count(name) == 1
        assert not re.search(rf"{name} \d", anna.page.text)
        await anna.opens("/desk/laert.csv")
        assert heads in anna.page.text
        assert f"Springeren;{name};1;1" in anna.page.text
        assert anna.page.text.count(name) == 1
        await anna.opens("/desk/laert")


async def test_an_english_reader_finds_subjects_by_their_english_names(library: Library) -> None:
    number = await a_partner(library.database, name="Springeren")
    async with library.database.transaction() as tx:
        await learn(tx, number, ["Strik og hækling"], True, library.clock.now)
    anna = await library.joins("Anna")
    await anna.sends_form("/sprog", lang="en")
    await anna.opens("/desk/ordliste?q=knitting+and")
    assert "Knitting and crochet" in anna.page.text
    assert "Strik og hækling" not in anna.page.text
    await anna.opens("/desk/ordliste/emne?navn=Strik+og+h%C3%A6kling")
    assert "Knitting and crochet" in anna.page.text
    assert "Strik og hækling" not in anna.page.text
    await anna.opens("/desk/laert")
    assert "Knitting and crochet" in anna.page.text
    await anna.opens("/desk/laert.csv")
    assert "Springeren;Knitting and crochet;1;0" in anna.page.text
    await anna.opens("/desk/laert")
    await anna.sends_form("/sprog", lang="da")
    await anna.opens("/desk/ordliste?q=strik+og")
    assert "Strik og hækling" in anna.page.text
    assert "Knitting" not in anna.page.text


async def test_a_change_of_words_is_told_of_by_the_english_name(library: Library) -> None:
    anna = await library.joins("Anna", Role.ADMINISTRATOR)
    await changes(anna, ord="snorbol")
    await anna.sends_form("/sprog", lang="en")
    await anna.opens("/desk/bibliotek/historik")
    assert "The word list: Chess" in anna.page.text
