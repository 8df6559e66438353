"""Finds a known name in somebody's words: a role, a branch.

It forgives slips, endings and a missing "vært". An ambiguous name gives all its meanings. Pure: the
names are an argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from handlers.conversation.dates.kinds import Kind
from handlers.conversation.dates.tokens import tokenise
from handlers.conversation.parsers import folded

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_JOINT = re.compile(r"[\s-]*")
_PLACE_WORDS = re.compile(r"\s+(?:i|på|til|for|med|ved|in|at|for|with)\s+")
_ENDINGS = ("ernes", "erne", "eren", "ning", "ere", "ers", "er", "en", "et", "ne", "s", "e")
_PERSONS = ("hjaelper", "vaert", "redaktoer", "guide", "leder", "underviser", "formidler", "vagt")
_TOO_COMMON = frozenset(
    {*_PERSONS, "bibliotek", "biblioteket", "library", "frivillig", "person", "folkebibliotek"}
)
SHORTEST_PART = 5
"""Parts of a name that are shorter do not identify it."""

MOST_WORDS = 4


@dataclass(frozen=True)
class Named:
    """Something with a name."""

    key: str
    name: str


@dataclass(frozen=True)
class Found:
    """Where a name stands in the words, and whose it may be: several when it is ambiguous."""

    keys: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class _Gram:
    """Several words in a row, as one."""

    stem: str
    start: int
    end: int
    count: int


def find(words: str, names: Sequence[Named]) -> Found | None:
    """The name that is most clearly meant."""
    best: dict[tuple[int, int, int], list[tuple[str, _Gram]]] = {}
    variants = [(each.key, rank, v) for each in names for rank, v in _variants(each.name)]
    for gram in _grams(words):
        for key, rank, variant in variants:
            away = OSA.distance(gram.stem, variant, score_cutoff=_slips(variant))
            if away <= _slips(variant) and not _is_time(words[gram.start : gram.end]):
                best.setdefault((rank, away, -len(variant)), []).append((key, gram))
    if not best:
        return None
    hits = best[min(best)]
    gram = min((gram for _, gram in hits), key=lambda each: (-each.count, each.start))
    keys = tuple(dict.fromkeys(key for key, each in hits if each.start < gram.end))
    return Found(keys, gram.start, gram.end)


def _slips(variant: str) -> int:
    """How many slips are forgiven in a name of this length."""
    return 0 if len(variant) < 5 else 1 if len(variant) < 9 else 2


def _grams(words: str) -> Iterator[_Gram]:
    """Every sequence of one to four words."""
    found = list(_WORD.finditer(words))
    for first in range(len(found)):
        for last in range(first, min(first + MOST_WORDS, len(found))):
            if last > first and not _JOINT.fullmatch(
                words[found[last - 1].end() : found[last].start()]
            ):
                break
            start, end = found[first].start(), found[last].end()
            yield _Gram(stem(words[start:end]), start, end, last - first + 1)


def _is_time(words: str) -> bool:
    """Whether all of it is words of the calendar: "lørdag" is never read as a name."""
    return all(token.kind is not Kind.UNKNOWN for token in tokenise(words, "da"))


def stem(words: str) -> str:
    """Words as one string, without accents, case and endings: "IT-hjælperne" and "IT help" both
    become "ithjaelp".
    """
    plain = folded(words).replace(" ", "").replace("help", "hjaelp")
    while ending := next((each for each in _ENDINGS if _ends(plain, each)), None):
        plain = plain.removesuffix(ending)
    return plain


def _ends(plain: str, ending: str) -> bool:
    return plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_PART


def _variants(name: str) -> Iterator[tuple[int, str]]:
    """How somebody may write a name: all of it, without its place, or one telling part."""
    yield 0, stem(name)
    head = _PLACE_WORDS.split(name)[0]
    if head != name and len(stem(head)) >= SHORTEST_PART:
        yield 1, stem(head)
    for part in (*re.split(r"[\s-]+", name), head):
        whole = folded(part).replace(" ", "")
        for cut in (whole, _without_person(whole)):
            if len(cut) >= SHORTEST_PART and cut not in _TOO_COMMON and part != name:
                yield 2, stem(cut)
    cut = _without_person(folded(name).replace(" ", ""))
    if len(cut) >= SHORTEST_PART and cut not in _TOO_COMMON:
        yield 2, stem(cut)


def _without_person(plain: str) -> str:
    """A name without its last part: "sprogcafevaert" becomes "sprogcafe"."""
    for person in _PERSONS:
        if plain.endswith(person):
            return plain.removesuffix(person).removesuffix("s")
    return plain
