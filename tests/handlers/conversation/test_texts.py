"""Texts: what a template can hold, what it refuses, and that a value is never a template."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.conversation.texts import (
    Key,
    MissingValue,
    Placeholder,
    TextError,
    Texts,
    UnknownText,
    Value,
)
from storage.people.rules import Language

DA = """
[idea]
hello = "Hej {name}"
by = "Du hører fra os senest {date}."
by_year = "Senest {date:year}."
at = "Vi ses {at}."
on = "Vi ses {at:date}, klokken {at:time}."
kind = "Det er {kind}."
need = "et behov"
with = "Sammen med {people}"
braces = "{{ikke et felt}} {name}"
two_lines = '''
Første linje
anden linje
'''
many = { one = "{n} idé venter.", other = "{n} idéer venter." }
"""
EN = """
[idea]
hello = "Hi {name}"
by = "You will hear from us by {date}."
by_year = "By {date:year}."
at = "See you {at}."
on = "See you {at:date}, at {at:time}."
kind = "It is {kind}."
need = "a need"
with = "Together with {people}"
many = { one = "{n} idea is waiting.", other = "{n} ideas are waiting." }
"""
MAY = date(2027, 5, 3)
MOMENT = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)


def load(folder: Path, danish: str, english: str = "", room: str = "idea") -> Texts:
    (folder / room).mkdir(exist_ok=True)
    (folder / room / "da.toml").write_text(danish, encoding="utf-8")
    (folder / room / "en.toml").write_text(english, encoding="utf-8")
    return Texts.load(folder)


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    return load(tmp_path, DA, EN)


@pytest.mark.parametrize(
    ("key", "values", "danish", "english"),
    [
        ("hello", {"name": "Åse"}, "Hej Åse", "Hi Åse"),
        ("hello", {"name": 1234}, "Hej 1234", "Hi 1234"),
        (
            "by",
            {"date": MAY},
            "Du hører fra os senest mandag den 3. maj.",
            "You will hear from us by Monday 3 May.",
        ),
        (
            "by_year",
            {"date": MAY},
            "Senest mandag den 3. maj 2027.",
            "By Monday 3 May 2027.",
        ),
        (
            "at",
            {"at": MOMENT},
            "Vi ses mandag den 3. maj kl. 14.00.",
            "See you Monday 3 May at 14:00.",
        ),
        (
            "on",
            {"at": MOMENT},
            "Vi ses mandag den 3. maj, klokken 14.00.",
            "See you Monday 3 May, at 14:00.",
        ),
        ("kind", {"kind": Key("idea.need")}, "Det er et behov.", "It is a need."),
        (
            "with",
            {"people": ["a", "b", "c"]},
            "Sammen med a, b og c",
            "Together with a, b and c",
        ),
        ("with", {"people": ("a",)}, "Sammen med a", "Together with a"),
        ("with", {"people": [Key("idea.need"), "x"]}, "Sammen med et behov og x", None),
        ("many", {"n": 1}, "1 idé venter.", "1 idea is waiting."),
        ("many", {"n": 0}, "0 idéer venter.", "0 ideas are waiting."),
        ("many", {"n": 21}, "21 idéer venter.", "21 ideas are waiting."),
    ],
)
def test_a_text_reads_as_a_person_would_write_it(
    texts: Texts, key: str, values: dict[str, Value], danish: str, english: str | None
) -> None:
    assert texts.render(f"idea.{key}", Language.DA, values) == danish
    if english is not None:
        assert texts.render(f"idea.{key}", Language.EN, values) == english


def test_the_clock_is_the_one_on_the_wall_in_copenhagen(texts: Texts) -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert (
        texts.render("idea.at", Language.DA, {"at": late})
        == "Vi ses fredag den 1. januar kl. 00.30."
    )


def test_lines_are_kept_and_the_ends_trimmed(texts: Texts) -> None:
    assert texts.render("idea.two_lines", Language.DA) == "Første linje\nanden linje"


def test_names_come_in_the_order_they_are_written(texts: Texts) -> None:
    assert texts.names("idea")[:3] == ("hello", "by", "by_year")
    assert texts.names("ide") == ()


def test_has_tells_without_raising(texts: Texts) -> None:
    assert texts.has("idea.hello")
    assert not texts.has("idea.goodbye")
    assert not texts.has("idea.braces", Language.EN)


@given(st.text())
def test_a_value_is_never_read_as_a_template(said: str) -> None:
    texts = Texts({(Language.DA, "a.b"): {"other": ("<", Placeholder("name", ""), ">")}})
    assert texts.render("a.b", Language.DA, {"name": said}) == f"<{said}>"


def test_braces_in_a_value_stay(texts: Texts) -> None:
    said = "{name} {0} {name.__class__} %s"
    assert texts.render("idea.hello", Language.DA, {"name": said}) == f"Hej {said}"
    assert texts.render("idea.braces", Language.DA, {"name": "x"}) == "{ikke et felt} x"


def test_a_missing_value_names_text_and_value(texts: Texts) -> None:
    with pytest.raises(MissingValue, match=r"idea\.hello.*\{name\}"):
        texts.render("idea.hello", Language.DA)
    with pytest.raises(MissingValue, match=r"idea\.many.*\{n\}"):
        texts.render("idea.many", Language.DA)


def test_an_unknown_text_is_named(texts: Texts) -> None:
    with pytest.raises(UnknownText, match=r"idea\.nothing"):
        texts.render("idea.nothing", Language.DA)
    with pytest.raises(UnknownText, match="en"):
        texts.render("idea.braces", Language.EN, {"name": "x"})


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("by_year", {"date": "3. maj"}),  # a format of dates on words
        ("at", {"at": datetime(2027, 5, 3, 12, 0)}),  # a moment without a zone
        ("on", {"at": MAY}),  # a date has no time of day
        ("hello", {"name": True}),
        ("hello", {"name": 1.5}),
        ("many", {"n": "to"}),
        ("many", {"n": True}),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    texts: Texts, key: str, values: dict[str, Value]
) -> None:
    with pytest.raises(TypeError, match=f"idea.{key}"):
        texts.render(f"idea.{key}", Language.DA, values)


@pytest.mark.parametrize(
    "toml",
    [
        '[a]\nb = "{c.d}"',
        '[a]\nb = "{c[0]}"',
        '[a]\nb = "{c!r}"',
        '[a]\nb = "{}"',
        '[a]\nb = "{0}"',
        '[a]\nb = "{c:>9}"',
        '[a]\nb = "{c:{d}}"',
        '[a]\nb = "{c"',
        '[a]\nb = "c}"',
        '[a]\nb = " "',
        "[a]\nb = 1",
        '[a]\nb = ["c"]',
        '[a]\nb = { one = "c" }',
        '[a]\nb = { one = "c", two = "d", other = "e" }',
        '[a]\nb = { one = "c", other = 2 }',
        '[a]\n"B c" = "d"',
        'b = "no table"',
        "[a\nb = 1",
    ],
)
def test_a_text_that_cannot_be_said_stops_the_start(tmp_path: Path, toml: str) -> None:
    with pytest.raises(TextError):
        load(tmp_path, toml)


def test_the_same_key_in_two_rooms_stops_the_start(tmp_path: Path) -> None:
    load(tmp_path, '[a]\nb = "c"', room="one")
    with pytest.raises(TextError, match=r"a\.b"):
        load(tmp_path, '[a]\nb = "d"', room="two")
