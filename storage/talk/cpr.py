"""Finds Danish CPR numbers in what people write and takes them out. Plain Python, linear in time.

It is called at the door, before anything is logged, stored or passed on. What it cannot find: a
number typed wrong without a hyphen or a word such as "cpr", and digits spelled out as words.

Ten digits alone are not enough: of random ones 3.7 % begin with a date. The rule takes them when
they begin with a date and either a word such as "cpr" stands near, or the number passes modulus
11, belongs to 1 January (the only birth date with numbers that fail modulus 11, says CPR-kontoret)
or is written DDMMYY-XXXX. A date with a quarter-hour clock and a marked ISBN are let through.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MARK = "[CPR fjernet]"
"""What stands where a number was, in every language: staff must be able to search for it."""
NEAR = 25
"""How many characters away a word such as "cpr" still speaks of the number."""
TAIL = 80
"""How much of a person's last message can still belong to a number or tell what it is."""

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_CPR_WORD = re.compile(
    r"c\.?p\.?r(?! fjernet\])|person\W?(?:nummer|nr)"
    r"|personal\W?(?:number|no|id)|civil registration",
    re.IGNORECASE,
)
_ISBN_WORD = re.compile("isbn", re.IGNORECASE)

_GAP = r" {0,3}"
_PAIR = rf"(\d{_GAP}\d)"
_DOT = r"([ ./\-]{0,3})"
_MIDDLE = r"([ ./\-_,:;*+=~|]{0,3})"
_RUNNING = rf"(\d{_GAP}\d{_GAP}\d{_GAP}\d)"
_SHORT = re.compile(rf"(?<!\d){_PAIR}{_DOT}{_PAIR}{_DOT}{_PAIR}{_MIDDLE}{_RUNNING}(?!\d)")
# With the year in full a separator must follow it, or every twelve digits would be looked at.
_LONG = re.compile(
    rf"(?<!\d){_PAIR}{_DOT}{_PAIR}{_DOT}(?:18|19|20){_PAIR}(?=\D){_MIDDLE}{_RUNNING}(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without CPR numbers, and how many were taken out (the only thing to be counted)."""

    text: str
    hits: int


def redact(text: str, before: str = "") -> Redacted:
    """Take every CPR number out of `text`.

    `before` is the end of the same person's last message (`TAIL` characters are enough): a number
    begun there and ended here loses its last part, and a "my cpr is" there counts as a word near.
    What stands in `before` is never part of the answer.
    """
    lead = before[-TAIL:] + "\n" if before else ""
    whole = lead + text
    if sum(map(str.isdigit, whole)) < len(_WEIGHTS):  # hardly anybody writes ten digits
        return Redacted(text, 0)
    parts: list[str] = []
    done, hits = len(lead), 0
    for start, end in _numbers(_folded(whole)):
        if end > len(lead):
            parts += whole[done:start], MARK
            done, hits = end, hits + 1
    return Redacted("".join(parts) + whole[done:], hits)


def _numbers(text: str) -> list[tuple[int, int]]:
    """Where the numbers stand in a folded text, in order, never overlapping."""
    found = sorted((*_found(_LONG, text), *_found(_SHORT, text)))
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _found(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Every match that is a number; one that is not does not hide another that begins in it."""
    at = 0
    while match := pattern.search(text, at):
        if _is_number(match):
            yield match.span()
            at = match.end()
        else:
            at = match.start() + 1


def _is_number(match: re.Match[str]) -> bool:
    day, dot, month, _, year, middle, running = match.groups()
    digits = re.sub(r"\D", "", day + month + year + running)
    if not _begins_with_a_date(digits):
        return False
    near = match.string[max(0, match.start() - NEAR) : match.end() + NEAR]
    if _CPR_WORD.search(near):
        return True
    if _is_moment(dot, middle, digits) or (_ISBN_WORD.search(near) and _is_isbn(digits)):
        return False
    hyphened = re.fullmatch(r"\d{6}(?:\d\d)? ?- ?\d{4}", match.group()) is not None
    return hyphened or digits.startswith("0101") or _passes_modulus_11(digits)


def _begins_with_a_date(digits: str) -> bool:
    """Whether the first six digits are a day that exists, in the century the seventh tells."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        date(_century(year, int(digits[6])) + year, month, day)
    except ValueError:
        return False
    return True


def _century(year: int, seventh: int) -> int:
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _passes_modulus_11(digits: str) -> bool:
    return sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _is_moment(dot: str, middle: str, digits: str) -> bool:
    """Whether it is written as a date and a quarter-hour clock: "03.05.24 1400"."""
    hour, minute = int(digits[6:8]), int(digits[8:])
    dated = dot.strip() in (".", "/") and "-" not in middle
    return dated and hour < 24 and minute % 15 == 0 and minute < 60


def _is_isbn(digits: str) -> bool:
    return sum((10 - place) * int(d) for place, d in enumerate(digits)) % 11 == 0


def _folded(text: str) -> str:
    """The same text, character for character, with plain digits, hyphens and spaces."""
    return "".join(map(_plain, text))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One character as it looks: digits as 0-9, dashes as "-", what is invisible as a space."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Pd" or character in "\u00ad\u2212\u2043":
        return "-"
    if character.isspace() or category[0] in "ZM" or category in ("Cf", "Cc"):
        return " "
    looks = unicodedata.normalize("NFKC", character)
    return looks if len(looks) == 1 else character
