"""What may stand in for a text of the program: nothing that loses what somebody must hear."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handlers.conversation.plain import Rule
from handlers.conversation.rewording import (
    Misfit,
    can_change,
    doubts,
    fits,
    placeholders,
    reworded,
    written,
    wrong,
)
from handlers.conversation.texts import HANDLERS, MissingValue, Texts, parsed
from storage.people.rules import Language

DA, EN = Language.DA, Language.EN
ALL = Texts.load(HANDLERS, HANDLERS.parent / "bot")

OWN = """
[talk]
receipt = "Tak! Nummer {ref}. Svar senest {date:year}."
more = { one = "Der er {n} mere.", other = "Der er {n} mere." }
yes = "Ja"
"""


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    for language in Language:
        (tmp_path / f"{language}.toml").write_text(OWN)
    return Texts.load(tmp_path)


def why(texts: Texts, key: str, **words: str) -> set[Any]:
    return {each.why for each in wrong(texts, key, DA, words)}


@pytest.mark.parametrize(
    ("key", "words", "reason"),
    [
        ("talk.receipt", {"other": ""}, Misfit.EMPTY),
        ("talk.receipt", {}, Misfit.EMPTY),
        ("talk.more", {"other": "Der er {n}."}, Misfit.EMPTY),
        ("talk.receipt", {"other": "Svar senest {date:year}."}, Misfit.LACKS),
        ("talk.more", {"one": "En.", "other": "Flere."}, Misfit.LACKS),
        ("talk.receipt", {"other": "Hej {name}, {ref}, {date:year}"}, Misfit.STRANGE),
        ("talk.receipt", {"other": "{ref}, {date:time}"}, Misfit.STRANGE),
        ("talk.yes", {"other": "Ja, {name}"}, Misfit.STRANGE),
        ("talk.receipt", {"other": "{ref} {date:year"}, Misfit.BRACES),
        ("talk.receipt", {"other": "{ref} {date:year} {0}"}, Misfit.BRACES),
        ("talk.receipt", {"other": "{ref!r} {date:year}"}, Misfit.BRACES),
        ("talk.receipt", {"other": "{ref.__class__} {date:year}"}, Misfit.BRACES),
        ("talk.yes", {"other": "Ja " * 40}, Misfit.LONG),
        ("talk.receipt", {"other": "<b>{ref}</b> {date:year}"}, Rule.MARKUP),
        ("talk.yes", {"other": "<script>alert(1)</script>"}, Rule.MARKUP),
        (
            "talk.receipt",
            {"other": "Forvaltningens sagsbehandling udløber vedrørende {ref} efter {date:year} "
             "uigenkaldeligt"},
            Rule.TOO_HEAVY,
        ),
    ],
)  # fmt: skip
def test_what_cannot_stand_in(texts: Texts, key: str, words: dict[str, str], reason: str) -> None:
    assert reason in why(texts, key, **words)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("talk.receipt", {"other": "Hurra! Vi svarer {date:year}. Sagen er {ref}, ja {ref}."}),
        ("talk.receipt", {"other": "Husk {{klammer}}: {ref}, {date:year}"}),
        ("talk.more", {"one": "En til.", "other": "Der er {n} til."}),
        ("talk.yes", {"other": "Ja tak"}),
    ],
)
def test_what_can_stand_in_is_said(texts: Texts, key: str, words: dict[str, str]) -> None:
    assert not why(texts, key, **words)
    own, misfits = reworded(texts, {key: {"da": words}})
    texts.reword(own)
    assert not misfits
    assert written(texts.forms(key, DA)) == words
    assert texts.forms(key, EN) == texts.original(key, EN)
    texts.reword({})
    assert texts.forms(key, DA) == texts.original(key, DA)


def test_what_is_hard_to_read_is_doubtful_and_no_more(texts: Texts) -> None:
    words = {"other": "Skriv venligst {ref} eller {date:year}. Vil du? Kan du?"}
    assert not why(texts, "talk.receipt", **words)
    found = {fault.rule for fault in doubts(texts, "talk.receipt", words)}
    assert found == {Rule.OFFICE, Rule.QUESTIONS}


def test_what_was_kept_and_fits_no_more_is_left_out(texts: Texts) -> None:
    kept = {
        "talk.yes": {"da": {"other": "Ja tak"}, "en": {"other": "Yes please"}},
        "talk.receipt": {"da": {"other": "Uden noget"}},
        "talk.gone": {"da": {"other": "x"}},
        "talk.more": None,
    }
    own, misfits = reworded(texts, kept)
    assert set(own) == {(DA, "talk.yes"), (EN, "talk.yes")}
    assert misfits == ["talk.receipt", "talk.gone"]
    assert fits(texts, "talk.more", None)


@pytest.mark.parametrize("language", Language)
def test_every_text_of_the_program_can_stand_in_for_itself(language: Language) -> None:
    """What a librarian sees in the field can be saved as it is, and is the same."""
    for key in filter(can_change, ALL.keys(language)):
        words = written(ALL.original(key, language))
        assert not list(wrong(ALL, key, language, words)), key
        again = parsed(key, words if "one" in words else words["other"])
        assert again == ALL.original(key, language)


def test_a_text_that_is_taken_never_lacks_a_value() -> None:
    """Whatever may stand in asks for no value that the program does not give."""
    for key in filter(can_change, ALL.keys(DA)):
        given = {p.name for each in Language for p in placeholders(ALL.original(key, each))}
        strange = {"other": "{ukendt}", "one": "{ukendt}"}
        found = {each.why for each in wrong(ALL, key, DA, strange)}
        assert Misfit.STRANGE in found
        assert "ukendt" not in given
    with pytest.raises(MissingValue):
        ALL.render("idea.receipt", DA)
