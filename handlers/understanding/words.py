"""Turns words as people write them into words that can be compared.

Lower case; one letter for each of æøå, however it is typed; spoken forms as spelled; endings
removed; compounds joined that were written apart, unknown compounds split, slips mended.

Must not know any intent.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process

OWN = Path(__file__).parent
LETTERS = (("æ", "e"), ("ø", "o"), ("å", "a"), ("ae", "e"), ("oe", "o"), ("aa", "a"))
"""One letter for each of æøå: "børn", "boern" and "born" become the same word."""

ENDINGS = re.compile("(?:ernes|erne|enes|erer|ers|ens|ets|ene|ing|er|en|et|es|ed|e|s|t)$")
SHORTEST_STEM = 3

LONGEST = 60
"""Only this many words are read: by then a message has said what it is about."""

MENDED = 8
"""Only this many unknown words are looked up; the others stay as they are."""

NEAR = 82
"""The least likeness, out of 100, at which an unknown word counts as a slip of a known one."""

SHORTEST_SLIP = 4
SHORTEST_PART = 3
LINKS = ("", "s", "e")
"""The letters with which Danish links the halves of a compound."""

NUMBER = "#"


def folded(text: str) -> list[str]:
    """The words of a text in lower case, without æøå."""
    small = text.lower().replace("'", "").replace("’", "")
    for written, plain in LETTERS:
        small = small.replace(written, plain)
    apart = unicodedata.normalize("NFKD", small)
    kept = "".join(
        letter if letter.isalnum() else " " for letter in apart if not unicodedata.combining(letter)
    )
    return kept.split()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending: "frivillige" and "frivillig" are the same."""
    if len(word) < SHORTEST_STEM + 2:
        return word
    ending = ENDINGS.search(word, SHORTEST_STEM)
    word = word[: ending.start()] if ending else word
    return word[:-1] if len(word) > SHORTEST_STEM and word[-1] == word[-2] else word


def spoken_words() -> dict[str, list[str]]:
    """Spoken forms that people write, and the words they stand for."""
    table = tomllib.loads((OWN / "spellings.toml").read_text(encoding="utf-8"))["spoken"]
    return {folded(said)[0]: folded(meant) for said, meant in table.items()}


class Speller:
    """Reads words by the words that it knows."""

    def __init__(self, known: Iterable[str]) -> None:
        """`known`: folded words. Any other word is a slip, a compound, or new."""
        self._spoken = spoken_words()
        self._known = set(known)
        self._stems = {stem(word) for word in self._known}
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= SHORTEST_SLIP:
                self._by_first.setdefault(word[0], []).append(word)

    def plain(self, text: str) -> list[str]:
        """The words of a text, folded and with spoken forms replaced; all numbers are the same
        word.
        """
        words = folded(text)[:LONGEST]
        spelled = [each for word in words for each in self._spoken.get(word, (word,))]
        return [NUMBER if word.isdecimal() else word for word in spelled]

    def read(self, text: str) -> list[str]:
        """The words that a text means."""
        found: list[str] = []
        unknown = 0
        for word in self._joined(self.plain(text)):
            if self._knows(word):
                found.append(word)
            elif unknown < MENDED:
                unknown += 1
                found.extend(self._meant(word))
            else:
                found.append(word)
        return found

    def knows(self, words: Sequence[str]) -> int:
        """How many of the words are known."""
        return sum(map(self._knows, words))

    def _knows(self, word: str) -> bool:
        return word in self._known or stem(word) in self._stems

    def _joined(self, words: Sequence[str]) -> list[str]:
        """Join compounds that were written as two words: "bræt spil"."""
        found: list[str] = []
        for word in words:
            if found and min(len(word), len(found[-1])) >= SHORTEST_PART:
                both = found[-1] + word
                if both in self._known:
                    found[-1] = both
                    continue
            found.append(word)
        return found

    def _meant(self, word: str) -> Sequence[str]:
        """An unknown word as the two known halves of a compound, as the word of which it is a slip,
        or unchanged.

        A slip in the first letter is rare, and looking for it would cost thirty times as much.
        """
        if len(word) < SHORTEST_SLIP:
            return (word,)
        near = self._by_first.get(word[0], ())
        if found := process.extractOne(word, near, score_cutoff=NEAR):
            return (found[0],)
        return self._halves(word) or (word,)

    def _halves(self, word: str) -> Sequence[str]:
        for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            head, tail = word[:cut], word[cut:]
            if tail not in self._known:
                continue
            for link in LINKS:
                if head.endswith(link) and head[: len(head) - len(link)] in self._known:
                    return (head[: len(head) - len(link)], tail)
        return ()
