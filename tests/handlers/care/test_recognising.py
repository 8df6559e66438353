"""What needs care is found, misspelt too; what only sounds like it is left in peace."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from handlers.care.recognising import Care, in_english, recognise

WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))
KINDS = list(Care)
CHEAP = 100e-6
"""Seconds of CPU for a message of two hundred letters, on a machine that others use too."""

LONG = (
    "Det kunne være hyggeligt med en strikkecafé, hvor man kan mødes og lære af hinanden, både "
    "unge og gamle, og måske med kaffe og kage til. Vi er nogle stykker, som gerne vil hjælpe til."
)


@pytest.mark.parametrize("care", KINDS)
def test_what_needs_care_is_found(care: Care) -> None:
    missed = [text for text in WORDINGS[care] if recognise(text) is not care]
    assert not missed


@pytest.mark.parametrize("care", KINDS)
def test_it_is_found_in_capitals_and_among_other_words(care: Care) -> None:
    around = "Hej. {} Tak for hjælpen, og hilsen herfra"
    missed = [
        text
        for text in WORDINGS[care]
        if recognise(text.upper()) is not care
        or recognise(around.format(text if text.endswith(".") else f"{text}.")) is not care
    ]
    assert not missed


def test_what_only_sounds_like_it_is_left_in_peace() -> None:
    taken = {text: found for text in WORDINGS["harmless"] if (found := recognise(text))}
    assert not taken


def test_there_are_enough_of_both() -> None:
    assert sum(len(WORDINGS[care]) for care in KINDS) >= 120
    assert len(WORDINGS["harmless"]) >= 100


def test_it_costs_next_to_nothing() -> None:
    began = time.process_time()
    for _ in range(1000):
        recognise(LONG)
    assert (time.process_time() - began) / 1000 < CHEAP


def test_no_message_can_make_it_slow() -> None:
    hard = ("jeg har " * 500) + ("jeg min mor " * 100)
    began = time.process_time()
    for text in (hard[:4000], "dø " * 1300, "min far " * 500, "a" * 4000, "bog om " * 570):
        recognise(text)
    assert time.process_time() - began < 0.5


def test_who_writes_in_english_is_known_by_it() -> None:
    english = ("I want to die", "my husband hits me", "I have cancer", "he is not breathing")
    danish = (
        "Jeg vil dø",
        "I skal dø",
        "min mand slår mig",
        "i får tæsk",
        "ring efter en ambulance",
    )
    assert [in_english(text) for text in (*english, *danish)] == [True] * 4 + [False] * 5
