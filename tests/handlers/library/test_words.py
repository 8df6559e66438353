"""Subjects and quoted words, as readers of each language are told of them."""

from __future__ import annotations

from handlers.library.words import named, quoted, subject_called, subjects_with
from storage.people.rules import Language

DA, EN = Language.DA, Language.EN


def test_a_subject_is_named_in_the_readers_language() -> None:
    assert (named("Skak").spoken(DA), named("Skak").spoken(EN)) == ("Skak", "Chess")


def test_a_subject_without_an_english_name_is_called_as_in_danish() -> None:
    assert named("Snorbol").spoken(EN) == "Snorbol"


def test_words_are_quoted_in_danish_and_named_in_english() -> None:
    found = quoted("skak, springer", ["Skak", "Skak"])
    assert (found.spoken(DA), found.spoken(EN)) == ("skak, springer", "Chess")


def test_words_of_no_subject_stand_as_they_are() -> None:
    assert quoted("Hovedbiblioteket", ()).spoken(EN) == "Hovedbiblioteket"


def test_the_nearest_subjects_come_first() -> None:
    found = subjects_with("strik", {}, DA)
    assert found[:2] == ["Strik og hækling", "Strikke og hækle"]
    assert subjects_with("snorbol", {}, DA) == []
    assert subjects_with("snorbol", {"Skak": ["snorbolde"]}, DA) == ["Skak"]
    assert subjects_with("norbol", {"Skak": ["snorbolde"]}, DA) == ["Skak"]
    assert subjects_with("  CHESS ", {}, EN)[0] == "Skak"


def test_subjects_stand_by_the_names_that_their_reader_sees() -> None:
    everything = subjects_with("", {}, EN)
    names = [named(topic).spoken(EN) for topic in everything]
    assert names == sorted(names)
    assert everything != subjects_with("", {}, DA)


def test_a_subject_is_known_by_either_name() -> None:
    assert [subject_called(each) for each in ("skak", "CHESS", "Strik", "")] == [
        "Skak",
        "Skak",
        None,
        None,
    ]
