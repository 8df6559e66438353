"""The methods as data: each is whole and plain in both languages, and there are enough of each."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from handlers.conversation.lix import lix, words
from handlers.conversation.plain import Rule, faults
from handlers.toolbox.choosing import called
from handlers.toolbox.methods import DAY, Area, Method, Span, Stage, Told, methods
from storage.people.rules import Language
from tests.harness import TEXTS

EACH = [(method, language) for method in methods().values() for language in Language]
EASIEST = 31
"""The readability number that no method reaches as a whole: lower than for other texts."""

LONGEST_WORD = 15
ON_ONE_PAGE = 900
"""Characters: a sheet that is read standing, and fits a page with room to write."""


def whole(told: Told) -> list[str]:
    return [told.purpose, told.when, told.bring, *told.steps]


def test_there_are_enough_of_all_kinds() -> None:
    assert len(methods()) >= 30
    areas = Counter(method.area for method in methods().values())
    assert all(areas[area] >= 4 for area in Area)
    assert {method.stage for method in methods().values()} == set(Stage)


def test_they_stand_in_the_order_of_the_stages() -> None:
    stages = [method.stage for method in methods().values()]
    assert stages == sorted(stages, key=list(Stage).index)


@pytest.mark.parametrize(("method", "language"), EACH, ids=lambda each: getattr(each, "key", each))
def test_a_method_is_plain_and_whole(method: Method, language: Language) -> None:
    told = method.told[language]
    assert 3 <= len(told.steps) <= 6
    for text in whole(told):
        assert text[0].isupper(), text
        assert text.endswith("."), text
        assert "!" not in text, text
        assert not [f for f in faults(text, page=True) if f.rule is not Rule.HEAVY], text
    assert lix(" ".join(whole(told))) < EASIEST
    assert max(map(len, words(" ".join(whole(told))))) <= LONGEST_WORD
    assert sum(map(len, whole(told))) <= ON_ONE_PAGE


@pytest.mark.parametrize("method", methods().values(), ids=lambda each: each.key)
def test_what_is_said_of_it_can_be(method: Method) -> None:
    assert re.fullmatch(r"[a-z_]{1,40}", method.key)
    assert 1 <= method.group.least <= method.group.most
    assert 1 <= method.time.least <= method.time.most
    assert method.trains
    assert method.about


def test_no_two_are_called_alike_in_a_language_and_each_is_found_by_its_name() -> None:
    for language in Language:
        names = [method.told[language].name.casefold() for method in methods().values()]
        assert len(set(names)) == len(names)
    for method in methods().values():
        for told in method.told.values():
            assert called(told.name.upper(), nearly=False) is method


def test_everything_has_words_of_its_own() -> None:
    for method in methods().values():
        for name in (
            f"method_area.{method.area}",
            f"method_is.{method.area}",
            f"method_stage.{method.stage}",
            f"method_steers.{method.steers}",
            f"influence.promise_{int(method.level)}",
            *(f"method_trains.{each}" for each in method.trains),
        ):
            assert TEXTS.has(name), name


def test_a_time_is_read_as_it_is_written() -> None:
    assert methods()["world_cafe"].time == Span(90, 150)
    assert methods()["children_lab"].time == Span(120, 5 * DAY)
