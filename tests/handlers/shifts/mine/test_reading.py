"""What free words about a shift mean: which day, late or not at all, and health."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.shifts.mine.reading import Want, about_health, meant_days, minutes_in, wanted
from storage.people.rules import Language
from tests.harness import MONDAY

TUESDAY, NEXT, THURSDAY = date(2026, 5, 5), date(2026, 5, 12), date(2026, 5, 14)


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("jeg kan ikke komme på tirsdag", Want.OFF),
        ("afbud", Want.OFF),
        ("jeg må melde fra på fredag", Want.OFF),
        ("jeg er forsinket", Want.LATE),
        ("jeg er 20 minutter forsinket toget holder stille", Want.LATE),
        ("jeg kommer et kvarter senere", Want.LATE),
        ("jeg sidder i kø og når det ikke", Want.LATE),
        ("I am running half an hour late", Want.LATE),
        ("jeg vil gerne bytte min vagt", Want.SWAP),
        ("kan en anden tage min vagt", Want.SWAP),
        ("can somebody take my shift", Want.SWAP),
        ("undskyld jeg glemte min vagt", Want.MISSED),
        ("jeg nåede ikke min vagt", Want.MISSED),
        ("sorry I forgot my shift yesterday", Want.MISSED),
    ],
)
def test_what_is_wanted(words: str, want: Want) -> None:
    assert wanted(words) is want


@pytest.mark.parametrize(
    "words",
    [
        "jeg er syg",
        "Jeg har feber",
        "skal til lægen",
        "min datter er blevet syg",
        "a æ syg",
        "jeg har brækket benet",
        "I have the flu",
        "my child is sick so I stay home",
        "Det er helbredet",
        "stress",
    ],
)
def test_health_is_seen(words: str) -> None:
    assert about_health(words)


@pytest.mark.parametrize(
    "words",
    [
        "bussen kører ikke",
        "Der kom noget andet i vejen",
        "jeg har fået en anden aftale",
        "jeg cykler og det regner",
        "I will be late",
        "still no bus",
    ],
)
def test_other_reasons_are_not_health(words: str) -> None:
    assert not about_health(words)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("10 minutter", 10),
        ("20", 20),
        ("et kvarter", 15),
        ("tre kvarter", 45),
        ("en halv time", 30),
        ("en time", 60),
        ("2 timer", 120),
        ("half an hour", 30),
        ("lidt", 5),
        ("aner det ikke", None),
    ],
)
def test_how_late(words: str, minutes: int | None) -> None:
    assert minutes_in(words) == minutes


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("jeg kan ikke komme på tirsdag", {NEXT}),  # there is none tomorrow
        ("jeg kan ikke den 14. maj alligevel", {THURSDAY}),
        ("jeg kan ikke på torsdag", {THURSDAY}),
        ("jeg kan ikke i morgen", set()),
        ("jeg kan ikke på fredag", set()),
        ("I can not come on thursday", {THURSDAY}),
        ("jeg kan ikke i næste uge", {NEXT, THURSDAY}),
        ("jeg kan ikke komme", None),
        ("jeg er 20 minutter forsinket", None),
    ],
)
def test_which_day(words: str, days: set[date] | None) -> None:
    found = meant_days(words, {NEXT, THURSDAY}, MONDAY, Language.DA)
    assert found == (None if days is None else frozenset(days))


def test_the_very_day_comes_before_the_same_weekday_later() -> None:
    said = "jeg kan ikke komme på tirsdag"
    assert meant_days(said, {TUESDAY, NEXT}, MONDAY, Language.DA) == frozenset({TUESDAY})
