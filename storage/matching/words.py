"""Brings words into a form for comparison: one form for all spellings and inflections.

Plain Python. A form is a key, not a word: nobody ever reads it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WRITTEN = re.compile(r"[^\W_]+(?:[&+]\w*)?")
_WORD = re.compile(r"[a-z0-9&+]+")
_TWICE = re.compile(r"([a-z])\1+")
_DANISH = str.maketrans({"æ": "a", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ß": "s"})
_TYPED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_VOWELS = "aeiouy"
# fmt: off
_ENDINGS = (
    "erendes", "erende", "hedens", "ethed", "erede", "heden", "heder", "endes", "ernes", "erens",
    "erets", "ered", "ende", "erne", "eren", "erer", "heds", "enes", "eres", "eret", "hed", "ene",
    "ere", "ens", "ers", "ets", "en", "er", "es", "et", "ed", "e", "s",
)
# fmt: on
"""The endings of Danish words, longest first (after Porter's Snowball)."""

_LATE = ("ig", "lig", "els")
_S_AFTER = frozenset("bcdfghjklmnprtvyz")
_SHORTEST = 3
"""The fewest letters of a form."""


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Lower case without accents. One letter for æ, ae and a; for ø, oe and o; for å, aa and a.
    Double letters become one.
    """
    typed = unicodedata.normalize("NFKC", word).lower().replace("ae", "a").replace("oe", "o")
    plain = unicodedata.normalize("NFKD", typed.translate(_DANISH))
    return _TWICE.sub(r"\1", "".join(c for c in plain if not unicodedata.combining(c)))


def spelling(written: str) -> str:
    """Lower case as any keyboard has it. Unlike `fold` it tells "kor" from "kør", and unlike `stem`
    "hør" from "høre".
    """
    return unicodedata.normalize("NFKC", written).lower().translate(_TYPED)


def words(text: str) -> Iterator[tuple[str, str]]:
    """Each word of a text: its folded form and how it was written."""
    for written in _WRITTEN.findall(text):
        for folded in _WORD.findall(fold(written)):
            yield folded, written


@lru_cache(maxsize=32768)
def stem(folded: str) -> str:
    """A folded word without its ending: "strikkerne" and "strik" become one."""
    if len(folded) <= _SHORTEST or folded.isdigit():
        return folded
    first = next((i for i, letter in enumerate(folded) if letter in _VOWELS), len(folded))
    keep = max(_SHORTEST, first + 2)
    cut = _without_ending(folded, keep)
    late = next((end for end in _LATE if cut.endswith(end) and len(cut) - len(end) >= keep), "")
    return cut.removesuffix(late)


def _without_ending(word: str, keep: int) -> str:
    for ending in _ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < keep:
            continue
        if ending != "s" or word[-2] in _S_AFTER:
            return word.removesuffix(ending)
    return word
