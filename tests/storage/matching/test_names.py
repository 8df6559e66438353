"""What the subjects of the lexicon are called in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.matching import names, subject_name, topics
from storage.matching.names import english
from storage.people.rules import Language


def test_every_subject_has_both_names() -> None:
    assert len(topics()) > 300
    assert [each for each in topics() if not each.strip() or each not in english()] == []
    assert english().keys() <= topics().keys()


def test_no_two_subjects_are_called_the_same() -> None:
    assert len(set(english().values())) == len(english())


def test_a_name_is_one_short_line() -> None:
    long = [name for name in english().values() if len(name) > 50 or "\n" in name]
    assert long == []


def test_danish_letters_stand_in_no_english_name() -> None:
    assert [name for name in english().values() if set("æøåÆØÅ") & set(name)] == []


def test_a_subject_is_called_as_its_reader_calls_it() -> None:
    assert subject_name("Strik og hækling", Language.DA) == "Strik og hækling"
    assert subject_name("Strik og hækling", Language.EN) == "Knitting and crochet"


def test_where_no_english_is_given_the_danish_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vores.toml").write_text(
        '["Snorbol"]\nown = "snorbol"\n["Kastespil"]\nen = "Throwing"\nown = "kast"\n', "utf-8"
    )
    monkeypatch.setattr(names, "FOLDER", tmp_path)
    english.cache_clear()
    try:
        assert subject_name("Snorbol", Language.EN) == "Snorbol"
        assert subject_name("Kastespil", Language.EN) == "Throwing"
    finally:
        english.cache_clear()
