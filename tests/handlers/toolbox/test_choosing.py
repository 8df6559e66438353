"""Which methods fit what is asked for, and which an idea is helped by."""

from __future__ import annotations

import pytest

from handlers.conversation.pen import Pen
from handlers.toolbox.choosing import Side, called, choose
from handlers.toolbox.methods import Area, Span, Stage
from handlers.toolbox.reading import read
from handlers.toolbox.wanted import Wanted
from handlers.toolbox.wording import Speaker
from storage.people.rules import Language
from tests.harness import TEXTS

DANISH, ENGLISH = (Speaker(Pen(TEXTS, language)) for language in (Language.DA, Language.EN))


def keys(words: str) -> list[str]:
    return [each.method.key for each in choose(read(words)).fitting]


def test_twenty_people_two_hours_ideas() -> None:
    found = keys("20 personer, 2 timer, få idéer")
    assert found[0] == "world_cafe"
    assert "brainwriting" not in found  # for twelve at most
    assert "future_workshop" not in found  # takes longer


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("noget med frivillige, en halv time", "expectation_talk"),
        ("vælge mellem idéer, 40 personer, et kvarter", "dot_vote"),
        ("noget for børn, 2 timer", "children_lab"),
        ("penge", "participatory_budget"),
        ("noget med de unge, en dag", "takeover"),
        ("memories, 10 people", "memory_cafe"),
    ],
)
def test_what_comes_first(words: str, first: str) -> None:
    assert keys(words)[0] == first


@pytest.mark.parametrize("area", Area)
def test_each_area_has_several(area: Area) -> None:
    found = choose(Wanted(areas=frozenset({area}))).fitting
    assert len(found) >= 4
    assert {each.method.area for each in found} == {area}


def test_what_is_made_for_certain_people_comes_last_for_others() -> None:
    assert keys("20 personer, 2 timer, få idéer")[-1] in {"children_lab", "memory_cafe"}


def test_where_nothing_fits_the_nearest_says_what_does_not() -> None:
    wanted = read("3000 personer, 5 minutter, frivillige")
    found = choose(wanted)
    assert not found.fitting
    assert found.nearest[0].method.key == "two_stars_wish"
    assert found.nearest[0].fails == (Side.PEOPLE,)
    assert DANISH.but(found.nearest[0]) == "Men den er til 1-10 personer."
    assert "er til frivillige" in DANISH.why(found.nearest[0], wanted)


def test_of_those_that_do_not_fit_the_least_wrong_stands_first() -> None:
    found = choose(read("60 frivillige")).nearest
    assert [each.method.key for each in found[:2]] == ["volunteer_cafe", "two_stars_wish"]


def test_where_nothing_was_said_that_can_be_looked_for_nothing_is_found() -> None:
    found = choose(read("xyz"))
    assert not found.fitting
    assert not found.nearest


def test_a_name_is_known_in_both_languages_and_nearly_right() -> None:
    for words in ("world cafe", "World Café", "wold cafe", "world"):
        method = called(words, nearly=True)
        assert method is not None
        assert method.key == "world_cafe"
    assert called("frivillige", nearly=False) is None
    assert called("12", nearly=True) is None


@pytest.mark.parametrize(
    ("span", "danish", "english"),
    [
        (Span(3, 5), "3-5 minutter", "3-5 minutes"),
        (Span(60, 90), "60-90 minutter", "60-90 minutes"),
        (Span(60, 60), "1 time", "1 hour"),
        (Span(60, 120), "1-2 timer", "1-2 hours"),
        (Span(480, 480), "1 dag", "1 day"),
        (Span(120, 2400), "2 timer til 5 dage", "2 hours to 5 days"),
        (Span(60, 6720), "1 time til 14 dage", "1 hour to 14 days"),
    ],
)
def test_how_long_is_said(span: Span, danish: str, english: str) -> None:
    assert DANISH.long(span) == danish
    assert ENGLISH.long(span) == english


def test_why_is_said_beside_what_was_asked_for() -> None:
    wanted = read("20 personer, 2 timer, få idéer")
    first = choose(wanted).fitting[0]
    assert DANISH.why(first, wanted) == (
        "Den er til at skabe sammen, passer til 20 personer og kan nås på 2 timer."
    )
    assert ENGLISH.why(first, wanted) == (
        "It helps you to create together, fits 20 people and can be done in 2 hours."
    )
    assert DANISH.understood(wanted) == "20 personer, 2 timer, finde idéer og folk, skabe sammen"


def test_what_was_understood_stands_in_the_order_of_the_stages() -> None:
    wanted = Wanted(stages=frozenset({Stage.EVALUATE, Stage.FIND}))
    assert ENGLISH.understood(wanted) == "find ideas and people, look back and learn"
