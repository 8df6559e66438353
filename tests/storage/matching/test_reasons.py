"""Why somebody fits: each reason with the words that show it, and the subjects of those words."""

from __future__ import annotations

import pytest

from storage.matching import Entry, Reader, Why, Wish, shared, topics, why
from storage.matching.names import english

READER = Reader()


def reasons(wish: str, does: str, *, quoted: bool = True, gives: str = "") -> tuple[Why, ...]:
    entry = Entry(name="", does=does, gives=gives)
    return why(Wish.of(wish, READER), entry, READER, quoted=quoted)


@pytest.mark.parametrize(
    ("does", "quoted", "kind"),
    [
        ("Strikkeaften for alle", True, "same"),
        ("Hækling og garn", True, "related"),
        ("Hækling og garn", False, "near"),
    ],
)
def test_words_that_were_found_by_a_subject_say_which(does: str, quoted: bool, kind: str) -> None:
    found = reasons("Strikkeaften for unge", does, quoted=quoted)[0]
    assert found.kind == kind
    assert found.words[0] == "strikkeaften"
    assert found.subjects
    assert {english()[subject] for subject in found.subjects} & {
        "Knitting and crochet",
        "Knitting and crocheting",
    }


def test_what_is_given_says_its_subject_too() -> None:
    found = reasons("Vi mangler nogen med skak", "Fodbold i klubben", gives="Vi låner skak ud")
    given = next(one for one in found if one.kind == "gives")
    assert set(given.subjects) <= set(topics())
    assert given.subjects


def test_what_is_no_subject_names_none() -> None:
    assert Why("guess").subjects == Why("branch", ("Hovedbiblioteket",)).subjects == ()


def test_what_two_texts_share_knows_its_subject() -> None:
    one, other = READER.read("Strikkeaften for unge"), READER.read("Hækling og garn om torsdagen")
    assert [english()[both.subject] for both in shared(one, other)] == ["Knitting and crochet"]
