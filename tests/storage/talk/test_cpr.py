"""CPR numbers: what is taken out, what is let through, and how often we are wrong.

Every number here is made up by the rules of CPR-kontoret; the only known one is the example
number that is printed everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.talk.cpr import MARK, redact

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
CENTURIES = {0: (1900, 1999), 4: (2000, 2036), 5: (2000, 2057), 9: (1937, 1999), 8: (1858, 1899)}
SHARP = "070761-4285"


def a_number(dice: random.Random) -> str:
    """Ten digits that CPR-kontoret could have given: a date, its century's digit, modulus 11."""
    while True:
        seventh, (first, last) = dice.choice(list(CENTURIES.items()))
        days = (date(last, 12, 31) - date(first, 1, 1)).days
        born = date(first, 1, 1) + timedelta(days=dice.randint(0, days))
        digits = f"{born:%d%m%y}{seventh}{dice.randint(0, 999):03}"
        if sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11 == 0:
            return digits


NUMBERS = [a_number(random.Random(seed)) for seed in range(2000)]

FORMS: dict[str, Callable[[str], str]] = {
    "DDMMYYXXXX": lambda n: n,
    "DDMMYY-XXXX": lambda n: f"{n[:6]}-{n[6:]}",
    "DDMMYY XXXX": lambda n: f"{n[:6]} {n[6:]}",
    "DD.MM.YY-XXXX": lambda n: f"{n[:2]}.{n[2:4]}.{n[4:6]}-{n[6:]}",
    "DD/MM/YY-XXXX": lambda n: f"{n[:2]}/{n[2:4]}/{n[4:6]}-{n[6:]}",
    "DD-MM-YY-XXXX": lambda n: f"{n[:2]}-{n[2:4]}-{n[4:6]}-{n[6:]}",
    "DD MM YY XX XX": lambda n: " ".join(n[i : i + 2] for i in range(0, 10, 2)),
    "DDMMYY - XXXX": lambda n: f"{n[:6]} - {n[6:]}",
    "en dash": lambda n: f"{n[:6]}\u2013{n[6:]}",
    "minus": lambda n: f"{n[:6]}\u2212{n[6:]}",
    "soft hyphen": lambda n: f"{n[:6]}\u00ad{n[6:]}",
    "no-break space": lambda n: f"{n[:6]}\u00a0{n[6:]}",
    "thin spaces": "\u2009".join,
    "zero width": lambda n: f"{n[:6]}\u200b{n[6:]}",
    "full width": lambda n: "".join(chr(0xFF10 + int(d)) for d in n),
    "full width hyphen": lambda n: f"{n[:6]}\uff0d{n[6:]}",
    "arabic digits": lambda n: "".join(chr(0x0660 + int(d)) for d in n),
    "keycaps": lambda n: "".join(f"{d}\ufe0f\u20e3" for d in n),
    "odd spaces": lambda n: f"{n[:1]} {n[1:4]}  {n[4:6]} {n[6:9]} {n[9:]}",
    "every digit apart": " ".join,
    "two lines": lambda n: f"{n[:6]}\n{n[6:]}",
    "underscore": lambda n: f"{n[:6]}_{n[6:]}",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_number_is_found_in_every_form(form: str) -> None:
    write = FORMS[form]
    missed = [n for n in NUMBERS if redact(f"Jeg er {write(n)}.").hits != 1]
    assert not missed, f"{len(missed)} of {len(NUMBERS)} were missed"


def test_a_dotted_date_and_four_digits_may_be_a_clock() -> None:
    missed = sum(redact(f"{n[:2]}.{n[2:4]}.{n[4:6]} {n[6:]}").hits == 0 for n in NUMBERS)
    assert missed / len(NUMBERS) <= 0.015


def test_random_ten_digits_are_seldom_taken() -> None:
    dice = random.Random(5)
    taken = sum(redact(f"{dice.randrange(10**10):010}").hits for _ in range(20_000))
    assert taken / 20_000 <= 0.005


@pytest.mark.parametrize(
    "said",
    [
        SHARP,
        "070761 4285",
        "0707614285",
        "010165-1234",  # fails modulus 11, but 1 January does
        "0101651234",
        "cpr 070761-4286",
        "mit CPR-nr. er 0707614286",
        "c.p.r. 07 07 61 42 86",
        "personnummer: 0707614286",
        "0707614286 er mit cpr",
        "my personal number is 0707614286",
        "070761-4286",  # written as only a CPR number is
        "07.07.1961-4285",
        "07071961-4286",
        "07/07-1961 4285",
        "+070761-4285",
        "x070761-4285y",
        "12 34 56 78 070761-4285",
    ],
)
def test_it_is_taken_out(said: str) -> None:
    found = redact(f"Hej, {said}, tak")
    assert found.hits == 1
    assert MARK in found.text
    assert "4285" not in found.text
    assert "4286" not in found.text
    assert found.text.startswith("Hej, ")
    assert found.text.endswith(", tak")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "P-nr 1003388394",
        "ISBN 9788702123456",
        "isbn 0101650000",  # 1 January, but a true and marked ISBN-10
        "d. 03.05.24 1400",
        "d. 03/05-24 1415",
        "d. 03.05.2024 14.00",
        "tirsdag 03.05.24 kl. 14.00-16.00",
        "31.02.80-1234",
        "300275-1234",  # 30 February
        "290200-1234",  # 1900 was no leap year
        "+45 12 34 56 78",
        "20 11 55 43",
        "ring 20115543 eller 26115543",
        "070761-42851",
        "10707614285",
        "0707614286",  # ten digits that fail modulus 11, and no word near
        "2026-11-22T14:00:00",
        "sag 1234, idé 0707",
        "CVR 12345678",
    ],
)
def test_it_is_let_through(said: str) -> None:
    found = redact(said)
    assert found.hits == 0
    assert found.text == said


def test_leap_day_follows_the_century_of_the_seventh_digit() -> None:
    assert redact("290200-4123").hits == 1  # 2000
    assert redact("290200-1123").hits == 0  # 1900


def test_several_numbers_are_counted_and_the_words_between_kept() -> None:
    found = redact(f"{SHARP} og 010165-1234 er os to")
    assert (found.hits, found.text) == (2, f"{MARK} og {MARK} er os to")


def test_a_word_far_away_says_nothing() -> None:
    assert redact("cpr " + "." * 30 + " 0707614286").hits == 0
    assert redact("0707614286 " + "." * 30 + " cpr").hits == 0


def test_our_own_mark_is_not_a_word_that_speaks() -> None:
    once = redact(f"{SHARP} P-nr 1003388394")
    assert redact(once.text).text == once.text


@pytest.mark.parametrize(
    ("before", "said", "expected"),
    [
        ("070761", "4285", MARK),
        ("det er 070761-", "4285 altså", f"{MARK} altså"),
        ("0707", "61 4285 er det", f"{MARK} er det"),
        ("mit cpr er", "0707614286", MARK),
        ("070761", "4286", "4286"),  # fails modulus 11 and is not written as one
        ("idé 12", "vi er 4285", "vi er 4285"),
        (SHARP, "tak", "tak"),
        ("x" * 5000 + "070761", "4285", MARK),
        ("", "4285", "4285"),
    ],
)
def test_a_number_over_two_messages_loses_its_end(before: str, said: str, expected: str) -> None:
    assert redact(said, before).text == expected


WORDS = st.text(alphabet=st.characters(exclude_categories=["Nd", "No", "Nl", "Cs"]), max_size=40)


@given(WORDS)
def test_a_text_without_digits_is_left_alone(said: str) -> None:
    assert redact(said).text == said
    assert redact(said, before="070761").text == said


@given(WORDS, st.sampled_from(NUMBERS), st.sampled_from(list(FORMS.values())), WORDS)
def test_no_words_around_it_hide_a_number(
    before: str, number: str, write: Callable[[str], str], after: str
) -> None:
    found = redact(f"{before} {write(number)} {after}")
    assert found.hits == 1
    assert found.text.startswith(before)
    assert found.text.endswith(after)


@given(st.text(alphabet="0123456789 .-/cpr", max_size=200))
def test_all_else_is_kept_in_its_order(said: str) -> None:
    found = redact(said)
    rest = said
    kept = found.text.split(MARK)
    for part in kept:
        assert part in rest
        rest = rest[rest.index(part) + len(part) :]
    assert len(kept) == found.hits + 1


@pytest.mark.parametrize(
    "said", ["1" * 100_000, "0 1" * 33_333, "01.01.61-" * 11_111, "cpr" * 33_333, " " * 100_000]
)
def test_a_hundred_thousand_characters_are_read_through(said: str) -> None:
    assert len(redact(said).text) <= len(said)


def test_a_number_at_the_end_of_a_long_text_is_found() -> None:
    assert redact("01 " * 33_000 + "og 070761-4285").hits >= 1
