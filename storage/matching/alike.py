"""How alike two texts are, from 0 to 1, and what they share.

Two texts on one subject are not yet one idea: that takes the same activity and the same people too.
The weights are round numbers; halving or doubling one of them changes little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from storage.matching.lexicon import DOING, FRAME, TOPIC, WHO
from storage.matching.reading import Reading

WEIGHTS = {TOPIC: 4, DOING: 4, WHO: 4, FRAME: 1}
OWN_WORDS = 1
UNSAID = 0.3
"""The score of a kind that only one of the two texts mentions: neither for nor against."""

AGAIN, LETTERS = 0.6, 6
"""The share of equal letters from which a text may have been sent again, and the weight of that."""

MOST_SHARED = 3


@dataclass(frozen=True)
class Shared:
    """Something that both texts name, in the words of each. `subject`: what the two words mean."""

    one: str
    other: str
    subject: str = field(default="", compare=False)


def likeness(one: Reading, other: Reading) -> float:
    """How surely two texts are the same idea, from 0 to 1."""
    meant = sum(weight * _side(one, other, kind) for kind, weight in WEIGHTS.items())
    meant += OWN_WORDS * _cosine(one.terms, other.terms)
    again = fuzz.partial_ratio(one.letters, other.letters) / 100
    told = meant + LETTERS * max(0.0, again - AGAIN)
    return min(1.0, told / (sum(WEIGHTS.values()) + OWN_WORDS))


def _side(one: Reading, other: Reading, kind: str) -> float:
    a, b = one.kinds[kind], other.kinds[kind]
    if kind != TOPIC and not (a and b):
        return UNSAID
    return dot(a, b)


def dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The dot product of two vectors; for vectors of length one, their likeness."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * long[key] for key, weight in short.items() if key in long)


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    both = dot(a, b)
    return both / (dot(a, a) * dot(b, b)) ** 0.5 if both else 0.0


def shared(one: Reading, other: Reading) -> tuple[Shared, ...]:
    """What both texts name, heaviest first: the reason why they were found alike."""
    topics = one.kinds[TOPIC].keys() & other.kinds[TOPIC].keys() & one.said.keys()
    named = sorted(
        topics & other.said.keys(),
        key=lambda topic: (-one.kinds[TOPIC][topic] * other.kinds[TOPIC][topic], topic),
    )
    found = dict.fromkeys(_pair(one.said[topic], other.said[topic], topic) for topic in named)
    return tuple(found)[:MOST_SHARED]


def _pair(ones: list[str], others: list[str], subject: str) -> Shared:
    """The same word if both have it, else the first word that each used."""
    theirs = {word.lower() for word in others}
    same = next((word for word in ones if word.lower() in theirs), None)
    one, other = (same, same) if same else (ones[0], others[0])
    return Shared(one.lower(), other.lower(), subject)
