"""The features by which the recogniser knows a message: its words, pairs of them, and concepts.

Each kind of feature has a weight: how much it may count. Must not know any intent.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from handlers.understanding.words import OWN, folded, stem

WEIGHTS = {
    "word": 1.0,
    "pair": 0.6,
    "gap": 0.4,
    "about": 1.0,
    "about_pair": 0.6,
    "about_gap": 0.4,
    "half": 0.3,
}
"""`about` is a concept, so what one wording teaches about a course also counts for a workshop.
`half` is a pair of a word and a concept: "mit kursus" as well as "et kursus". Groups of letters
were tried and added nothing, because slips and compounds are mended before.
"""

START, END = "<", ">"
SHORTEST_TERM = 4
SHORTEST_COMPOUND = 6

Feature = tuple[str, str]


def _terms() -> dict[str, tuple[str, ...]]:
    """For each folded term, the concepts to which it belongs."""
    table = tomllib.loads((OWN / "concepts.toml").read_text(encoding="utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for concept, terms in table.items():
        for term in terms.split():
            word = "".join(folded(term)) or term
            found[word] = (*found.get(word, ()), concept)
    return found


TERMS = _terms()
_LONG = tuple(term for term in TERMS if len(term) >= SHORTEST_TERM)


@lru_cache(maxsize=10_000)
def about(word: str) -> tuple[str, ...]:
    """The concepts of a word, or of the halves of a compound."""
    found = TERMS.get(word)
    if found is None and len(word) >= SHORTEST_COMPOUND:
        halves = [term for term in _LONG if word.startswith(term) or word.endswith(term)]
        found = tuple(sorted({concept for term in halves for concept in TERMS[term]}))
    return found or ()


def features(words: Sequence[str]) -> set[Feature]:
    """All features of the words of a message."""
    return set(_seen(words))


def _seen(words: Sequence[str]) -> Iterator[Feature]:
    stems = [stem(word) for word in words]
    abouts = [about(word) for word in words]
    subjects = ["+".join(found) or own for found, own in zip(abouts, stems, strict=True)]
    yield from (("word", each) for each in stems)
    yield from (("pair", f"{a} {b}") for a, b in pairwise((START, *stems, END)))
    yield from (("gap", f"{a} {b}") for a, b in zip(stems, stems[2:], strict=False))
    yield from (("about", concept) for found in abouts for concept in found)
    yield from (("about_pair", f"{a} {b}") for a, b in pairwise((START, *subjects, END)))
    yield from (("about_gap", f"{a} {b}") for a, b in zip(subjects, subjects[2:], strict=False))
    before, after = ((START, *stems), (*subjects, END)), ((START, *subjects), (*stems, END))
    yield from (("half", f"{a}|{b}") for a, b in zip(*before, strict=True))
    yield from (("half", f"{a}/{b}") for a, b in zip(*after, strict=True))
