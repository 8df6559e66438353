"""What a library says of itself: what a form may hold, what is kept of it, what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.web.rendering import TEXTS
from handlers.conversation.texts import HANDLERS, Texts
from handlers.library import Both, Branch, Colour, Library
from handlers.library.colours import LEAST_CONTRAST, as_hex, contrast_with_white, from_hex
from handlers.library.kinds import NotUsable
from handlers.library.values import GROUPS, NAMED, VALUES, changed
from storage.people.rules import Language
from tests.harness import LIBRARY

WORDS = Texts.load(HANDLERS, TEXTS)


def written(name: str, given: Mapping[str, str], library: Library = LIBRARY) -> Any:
    value = NAMED[name]
    return value.kind.read(given, value.of(library))


def becomes(name: str, **given: str) -> Any:
    found, unusable = changed(LIBRARY, {name: written(name, given)})
    assert not unusable
    return NAMED[name].of(found)


def test_every_value_is_the_librarys_own_and_has_its_words() -> None:
    own = {each.name for each in fields(Library)} | {"houses"}
    for value in VALUES:
        assert value.name in own
        for language in Language:
            assert WORDS.has(f"value.{value.name}", language)
            assert WORDS.has(f"value.{value.name}_hint", language)
            assert WORDS.has(f"value_group.{value.group}", language)
    assert len(NAMED) == len(VALUES)
    assert GROUPS


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.name)
def test_what_is_saved_unchanged_stays_what_it_is(value: Any) -> None:
    library = replace(LIBRARY, visions=(Both("Lyst", "Joy"), Both("Mod", "Courage")))
    stands = {field.name: field.value for field in value.kind.fields(value.of(library))}
    found, unusable = changed(library, {value.name: value.kind.read(stands, value.of(library))})
    assert not unusable
    after = {field.name: field.value for field in value.kind.fields(value.of(found))}
    assert after == stands


@pytest.mark.parametrize(
    ("name", "given", "problem"),
    [
        ("name", {"value": "  "}, "empty"),
        ("name", {"value": "x" * 81}, "long"),
        ("phone", {"value": "ring til Anna"}, "phone"),
        ("phone", {"value": "12;34"}, "phone"),
        ("mail", {"value": "anna@"}, "mail"),
        ("days_to_answer", {"value": "0"}, "number"),
        ("days_to_answer", {"value": "61"}, "number"),
        ("days_to_answer", {"value": "ti"}, "number"),
        ("days_to_answer", {"value": "99999999999999999999"}, "number"),
        ("hours", {"da": "x" * 161, "en": ""}, "long"),
        ("visions", {"da": "Lyst\nMod", "en": "Joy"}, "unequal"),
        ("houses", {"midtby": "Havnen", "havnen": "Havnen"}, "twice"),
        ("colour", {"value": "grøn"}, "colour"),
        ("colour", {"value": "#ffee00"}, "light"),
        ("checked", {"value": "i går"}, "day"),
    ],
)
def test_what_cannot_be_used_says_why(name: str, given: dict[str, str], problem: str) -> None:
    with pytest.raises(NotUsable) as unusable:
        written(name, given)
    assert unusable.value.problem == problem
    for language in Language:
        assert WORDS.render(f"value_problem.{problem}", language, unusable.value.values)


def test_what_can_be_used_is_used() -> None:
    assert becomes("phone", value=" 12  34 ") == "12 34"
    assert becomes("phone", value="") == ""
    assert becomes("days_to_answer", value="5") == 5
    assert becomes("hours", da="kl. 10-17", en="10 to 5") == Both("kl. 10-17", "10 to 5")
    assert becomes("visions", da="Lyst\n\nMod\n", en="") == (Both("Lyst"), Both("Mod"))
    assert becomes("checked", value="2026-05-03") == date(2026, 5, 3)
    assert becomes("colour", value="#204060") == Colour(210, 50, 25)


def test_a_house_is_renamed_closed_and_opened_again_under_its_name_in_links() -> None:
    given = {"midtby": "Hovedbiblioteket", "havnen": "", "+0": "Ørestad Bibliotek", "+1": "Havnen!"}
    library, _ = changed(LIBRARY, {"houses": written("houses", given)})
    assert library.branches == (
        Branch("midtby", "Hovedbiblioteket"),
        Branch("oerestad-bibliotek", "Ørestad Bibliotek"),
        Branch("havnen-2", "Havnen!"),
    )
    assert library.former == (Branch("havnen", "Havnen", open=False),)
    closed = library.branch("havnen")
    assert closed is not None
    assert closed.name == "Havnen"
    given = {"midtby": "Hovedbiblioteket", "+0": "havnen"}
    again, _ = changed(LIBRARY, {"houses": written("houses", given, library)})
    assert Branch("havnen", "havnen") in again.branches
    slugs = [each.slug for each in again.houses]
    assert len(set(slugs)) == len(slugs)


def test_what_an_older_version_kept_takes_nothing_else_with_it() -> None:
    kept = {"phone": "87 65 43 21", "colour": "green", "gone": 1, "hours": None, "houses": [["a"]]}
    library, unusable = changed(LIBRARY, kept)
    assert sorted(unusable) == ["colour", "gone", "houses"]
    assert (library.phone, library.hours) == ("87 65 43 21", LIBRARY.hours)
    assert LIBRARY.phone == "12 34 56 78"


def test_what_is_missing_and_what_is_half() -> None:
    hours, name, houses = NAMED["hours"], NAMED["name"], NAMED["houses"]
    assert name.missing(replace(LIBRARY, name="Biblioteket"))
    assert not name.missing(LIBRARY)
    assert houses.missing(replace(LIBRARY, branches=()))
    assert hours.half(LIBRARY)
    assert not hours.half(replace(LIBRARY, hours=Both("10-17", "10 to 5")))
    assert not NAMED["phone"].half(LIBRARY)


@given(some.integers(0, 0xFFFFFF))
def test_a_colour_that_is_taken_carries_white_letters(number: int) -> None:
    try:
        kept = written("colour", {"value": f"#{number:06x}"})
    except NotUsable as unusable:
        assert unusable.problem == "light"  # noqa: PT017 - the other half of the same property
        return
    assert contrast_with_white(Colour(*kept)) >= LEAST_CONTRAST
    assert from_hex(as_hex(Colour(*kept))) is not None
