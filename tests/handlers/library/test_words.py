"""Subjects and quoted words, as readers of each language are told of them."""

from __future__ import annotations

from handlers.library.words import named, quoted
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
