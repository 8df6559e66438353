"""Any text of the program in words of the library's own: found, checked, said after a yes."""

from __future__ import annotations

import pytest

from handlers.administration.texts.finding import search
from handlers.conversation.parsers import folded
from storage.library.actions import change
from storage.library.queries import newest
from storage.library.rules import Subject
from storage.people.actions import change_role
from storage.people.queries import Colleague, colleague
from storage.people.rules import Role
from tests.harness import TEXTS, House, Talker

RECEIPT, PLURAL, LABEL = "idea.receipt", "company.citizens", "common.yes"
CAME = "Tak! Din idé har nummer {ref}. Du hører fra os senest {date}."
OWN = "Tusind tak! Nummer {ref}. Du hører senest {date}."


@pytest.fixture
async def chief(house: House) -> Talker:
    return await house.colleague("Chefen", Role.ADMINISTRATOR)


async def member(house: House, talker: Talker) -> Colleague:
    async with house.database.reading() as tx:
        found = await colleague(tx, talker.person_id)
    assert found is not None
    return found


async def kept(house: House, key: str = RECEIPT) -> object:
    async with house.database.reading() as tx:
        found = await newest(tx, Subject.TEXT, key)
    return found.content if found else None


async def says_instead(chief: Talker, words: str, key: str = RECEIPT, side: str = "da") -> None:
    await chief.says(f"/rettekst {key} {side}")
    await chief.says(words)
    await chief.says("ja")


async def test_only_an_administrator_may(house: House, chief: Talker) -> None:
    bo, eva = await house.colleague("Bo Bø"), await house.citizen()
    for words in ("/tekst ja", f"/rettekst {RECEIPT} da", f"/henttekst {RECEIPT} 0"):
        await bo.says(words)
        assert "Det har du ikke adgang til" in bo.heard
        await eva.says(words)
        assert "for os, der arbejder her" in eva.heard
    other = await house.colleague("Anden", Role.ADMINISTRATOR)
    await chief.says(f"/rettekst {RECEIPT} da")
    await chief.says(OWN)
    by = await member(house, other)
    async with house.database.transaction() as tx:
        await change_role(tx, by, chief.person_id, Role.HOST, house.now)
    await chief.says("ja")
    assert "Det har du ikke adgang til" in chief.heard
    assert await kept(house) is None


async def test_a_text_is_found_by_its_words_and_shown_in_both_languages(chief: Talker) -> None:
    await chief.says("/tekst")
    assert "Hvilken tekst?" in chief.heard
    assert chief.choices == []
    await chief.says("/tekst Din idé har nummer")
    assert "tekster" in chief.heard
    assert chief.choices[0].startswith("Tak! Din idé har nummer"), "what stands together is first"
    await chief.presses("Tak! Din idé har nummer {ref}. Du hører fra os senest {date…")
    assert chief.heard.splitlines() == [
        "Sådan siger jeg det nu:",
        f"På dansk: {CAME}",
        "På engelsk: Thank you! Your idea is number {ref}. You will hear from us by {date}.",
        "Skal blive stående: {ref} {date}",
    ]
    await chief.says("/tekst 🎉")
    assert "Hvilken tekst?" in chief.heard, "signs alone are in every text"
    await chief.says("/tekst qqqq")
    assert "Jeg fandt ingen tekst" in chief.heard
    for words in ("/rettekst", "/rettekst dates.day da", "/henttekst vrøvl 0"):
        await chief.says(words)
        assert "Den tekst kender jeg ikke." in chief.heard
    await chief.says("/tekst dates.tomorrow")
    assert "Ret den danske" not in chief.choices, "patterns of days are no words"


def test_what_has_the_words_as_they_were_written_comes_first() -> None:
    found = search(TEXTS, "høre fra os", "", own=False)
    together = ["hoere fra os" in folded(each.danish) for each in found]
    assert together == sorted(together, reverse=True)
    assert not all(together)


async def test_many_are_told_a_page_at_a_time(chief: Talker) -> None:
    await chief.says("/tekst borger")
    first = chief.choices
    assert len(first) == 11
    await chief.presses("Vis flere")
    assert chief.choices[:10] != first[:10]
    await chief.says("/tekst 9999 borger")
    assert "Jeg fandt ingen tekst" in chief.heard


async def test_it_is_said_in_other_words_with_a_yes(house: House, chief: Talker) -> None:
    await chief.says(f"/tekst {RECEIPT}")
    await chief.presses("Ret den danske")
    assert f"Nu står der:\n{CAME}" in chief.question
    assert "Det her skal blive stående: {ref} og {date}." in chief.question
    for words, why in (
        ("Tak for din idé.", "{ref} mangler."),
        ("Tak {ref} {date} {code}.", "{code} kender jeg ikke."),
        ("Tak {ref {date}.", "Klammerne passer ikke."),
        (f"**{CAME}**", "Skriv uden koder"),
        (CAME * 6, "Teksten er for lang."),
    ):
        await chief.says(words)
        assert "Sådan kan teksten ikke stå:" in chief.heard
        assert why in chief.heard, words
    await chief.says(OWN)
    assert f"Nyt: {OWN}" in chief.question
    reads = "Sådan lyder den: Tusind tak! Nummer 12. Du hører senest tirsdag den 3. maj."
    assert reads in chief.question
    assert "Skal jeg sige det sådan?" in chief.question
    assert await kept(house) is None
    await chief.says("ja")
    assert "Teksten er gemt og gælder om et øjeblik." in chief.heard
    assert await kept(house) == {"da": {"other": OWN}}
    await chief.presses("Se teksten")
    assert chief.heard.startswith("Sådan siger jeg det nu, med jeres egne ord:")
    assert "Sidst rettet: Chefen, mandag den 4. maj kl. 11.00" in chief.heard
    await says_instead(chief, "Thank you! {ref}, {date}.", side="en")
    assert await kept(house) == {
        "da": {"other": OWN},
        "en": {"other": "Thank you! {ref}, {date}."},
    }
    await chief.says("/tekst")
    assert len(chief.choices) <= 1, "what this program says is taken up by its tick"


async def test_what_is_hard_to_read_is_asked_about_once(house: House, chief: Talker) -> None:
    await chief.says(f"/rettekst {RECEIPT} da")
    await chief.says(f"{CAME} Ring venligst.")
    assert "«venligst» er et kontorord" in chief.question
    assert "Skal den stå, som den er?" in chief.question
    await chief.says("ja")
    assert await kept(house) == {"da": {"other": f"{CAME} Ring venligst."}}


async def test_a_plural_is_asked_for_form_by_form(house: House, chief: Talker) -> None:
    await chief.says(f"/rettekst {PLURAL} da")
    assert chief.question == (
        "Nu står der, når der er 1:\n{n} borger har foreslået det\n\nHvad skal der stå i stedet?"
    )
    await chief.says("En borger vil det")
    assert "Nu står der:\n{n} borgere har foreslået det" in chief.question
    await chief.says("Mange borgere vil det")
    assert "{n} mangler." in chief.heard
    await chief.says("{n} borgere vil det")
    assert "Sådan lyder den: En borger vil det / 3 borgere vil det" in chief.question
    await chief.says("ja")
    assert await kept(house, PLURAL) == {
        "da": {"one": "En borger vil det", "other": "{n} borgere vil det"}
    }


async def test_a_label_stays_one_line(house: House, chief: Talker) -> None:
    await says_instead(chief, " Ja\ntak ", LABEL)
    assert await kept(house, LABEL) == {"da": {"other": "Ja tak"}}


async def test_it_goes_back_to_the_original_and_to_what_it_was(house: House, chief: Talker) -> None:
    await chief.says(f"/tekst {RECEIPT}")
    assert "Tilbage til den oprindelige" not in chief.choices
    await chief.says(f"/henttekst {RECEIPT}")
    assert "ingen tidligere udgaver" in chief.heard
    await says_instead(chief, OWN)
    await chief.says(f"/tekst {RECEIPT}")
    await chief.presses("Tilbage til den oprindelige")
    assert f"Sådan vil der stå:\n{CAME}" in chief.question
    await chief.says("nej")
    assert "Teksten bliver, som den er." in chief.heard
    assert await kept(house) == {"da": {"other": OWN}}
    await chief.says(f"/henttekst {RECEIPT} 0")
    await chief.says("ja")
    assert await kept(house) is None
    await chief.presses("Se teksten")
    await chief.presses("Tidligere udgaver")
    assert f"{OWN}\nSkrevet af Chefen mandag den 4. maj" in chief.heard
    await chief.presses("Hent den fra mandag den 4. maj kl. 11.00")
    assert f"Sådan vil der stå:\n{OWN}" in chief.question
    await chief.says("ja")
    assert await kept(house) == {"da": {"other": OWN}}


async def test_what_fits_the_program_no_more_is_not_taken_up(house: House, chief: Talker) -> None:
    by = await member(house, chief)
    async with house.database.transaction() as tx:
        old: dict[str, dict[str, str]] = {"da": {"other": "Tak for {everything}."}}
        number = (await change(tx, by, Subject.TEXT, RECEIPT, old, house.now)).number
        await change(tx, by, Subject.TEXT, RECEIPT, None, house.now)
    await chief.says(f"/henttekst {RECEIPT} {number}")
    assert "passer ikke til programmet mere" in chief.heard
    assert await kept(house) is None


async def test_who_was_faster_is_not_overwritten(house: House, chief: Talker) -> None:
    anna = await house.colleague("Anna Aa", Role.ADMINISTRATOR)
    await chief.says(f"/rettekst {RECEIPT} da")
    await chief.says("Tak {ref} {date}.")
    await anna.says(f"/henttekst {RECEIPT} 0")
    await says_instead(anna, OWN)
    await chief.says("ja")
    assert "Anna Aa har rettet teksten imens" in chief.heard
    assert await kept(house) == {"da": {"other": OWN}}


async def test_it_is_there_in_english(house: House, chief: Talker) -> None:
    await chief.says("/sprog en")
    await chief.says("/text your idea is number")
    await chief.presses("Thank you! Your idea is number {ref}. You will hear from us…")
    await chief.presses("Change the English")
    assert "This must stay: {ref} and {date}." in chief.question
    await chief.says("Thanks! {ref}, {date}.")
    assert "This is how it reads: Thanks! 12, Tuesday 3 May." in chief.question
    await chief.says("yes")
    assert await kept(house) == {"en": {"other": "Thanks! {ref}, {date}."}}
