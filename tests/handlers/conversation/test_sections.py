"""Sections: the pages for reading can be laid out whole, in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handlers.conversation.sections import Section, sections
from handlers.conversation.texts import Texts, UnknownText, Value
from storage.people.rules import Language

TEXTS = Texts.load()
PAGES = [
    "law_privacy",
    "law_access",
    "about",
    "about_steps",
    "about_ways",
    "help",
    "help_words",
]
VALUES: dict[str, Value] = {
    "library": "Byens Bibliotek",
    "contact": ["12 34 56 78", "post@bibliotek.example"],
    "dpo": "dpo@kommune.example",
    "strategy": "Sammen med borgerne 2017-2020",
    "visions": ["Levende rum", "Borgeren som medskaber"],
    "site": "sammen.example",
    "made": date(2026, 11, 22),
    "updated": date(2026, 11, 22),
    "n": 10,
    "crisis": "11 22 33 44",
    "crisis_children": "55 66 77 88",
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("table", PAGES)
def test_every_page_can_be_laid_out_whole(table: str, language: Language) -> None:
    laid = sections(TEXTS, table, language, VALUES)
    assert len(laid) * 2 == len(TEXTS.names(table, language))
    assert [s.name for s in laid] == [s.name for s in sections(TEXTS, table, Language.DA, VALUES)]
    for section in laid:
        assert all(line.strip() for line in (section.title, *section.paragraphs))


def test_the_notice_tells_what_article_13_asks_for() -> None:
    laid = {s.name for s in sections(TEXTS, "law_privacy", Language.DA, VALUES)}
    asked = {"who", "dpo", "why", "see", "eu", "long", "rights", "complain", "free", "robot"}
    assert asked <= laid


def test_the_about_page_names_the_strategy_the_robot_and_the_co_creator() -> None:
    laid = sections(TEXTS, "about", Language.DA, VALUES)
    words = " ".join(" ".join((s.title, *s.paragraphs)) for s in laid)
    for expected in (
        "Sammen med borgerne 2017-2020",
        "robot",
        "medskaber",
        "kultur, viden og læring",
    ):
        assert expected in words


def test_a_section_has_paragraphs_and_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "da.toml").write_text(
        '[page]\na_title = "A {x}"\na_text = "et\\n\\nto {x}"\nb_title = "B"\nb_text = "tre"\n'
    )
    texts = Texts.load(tmp_path)
    first = Section("a", "A ja", ("et", "to ja"))
    laid = sections(texts, "page", Language.DA, {"x": "ja"})
    assert laid == (first, Section("b", "B", ("tre",)))
    assert sections(texts, "page", Language.DA, {"x": "ja"}, without={"b"}) == (first,)
    assert sections(texts, "page", Language.DA, without={"a"}) == laid[1:]
    assert sections(texts, "nothing", Language.DA) == ()


def test_a_title_without_a_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "da.toml").write_text('[page]\na_title = "A"\n')
    with pytest.raises(UnknownText, match=r"page\.a_text"):
        sections(Texts.load(tmp_path), "page", Language.DA)
