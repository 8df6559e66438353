"""Many texts, read once, so that those most alike to another are found in milliseconds.

Only texts that share a topic or a word of their own are looked at, and only the most promising
closely. Must not know what is compared.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass

from storage.matching.alike import Shared, likeness, shared
from storage.matching.lexicon import TOPIC
from storage.matching.reading import Reading

CLOSELY = 60
"""How many are compared in full."""

OWN_WORD = 0.2
"""What a word in common promises, beside a topic in common."""


@dataclass(frozen=True)
class Alike:
    """A text that is alike: its key, how much, and what both name."""

    key: int
    score: float
    why: tuple[Shared, ...]


class Index:
    """Texts by their keys."""

    def __init__(self) -> None:
        self._readings: dict[int, Reading] = {}
        self._topics: dict[str, dict[int, float]] = defaultdict(dict)
        self._terms: dict[str, dict[int, float]] = defaultdict(dict)

    def __len__(self) -> int:
        return len(self._readings)

    def __contains__(self, key: int) -> bool:
        return key in self._readings

    def put(self, key: int, reading: Reading) -> None:
        """Add a text, or give it other words."""
        self.drop(key)
        self._readings[key] = reading
        for topic, weight in reading.kinds[TOPIC].items():
            self._topics[topic][key] = weight
        for term, weight in reading.terms.items():
            self._terms[term][key] = weight

    def drop(self, key: int) -> None:
        """Forget a text, if it is there."""
        reading = self._readings.pop(key, None)
        if reading is None:
            return
        for topic in reading.kinds[TOPIC]:
            del self._topics[topic][key]
        for term in reading.terms:
            del self._terms[term][key]

    def alike(self, reading: Reading, most: int, least: float = 0.0) -> list[Alike]:
        """The texts most alike to one, the best first; none that is less alike than `least`."""
        scored = [
            (likeness(reading, self._readings[key]), key) for key in self._promising(reading)
        ]
        best = heapq.nlargest(most, ((s, -key) for s, key in scored if s >= least))
        return [
            Alike(-key, score, shared(reading, self._readings[-key])) for score, key in best
        ]

    def _promising(self, reading: Reading) -> list[int]:
        promise: dict[int, float] = defaultdict(float)
        for topic, weight in reading.kinds[TOPIC].items():
            for key, other in self._topics.get(topic, {}).items():
                promise[key] += weight * other
        for term, weight in reading.terms.items():
            for key, other in self._terms.get(term, {}).items():
                promise[key] += OWN_WORD * weight * other
        return heapq.nlargest(CLOSELY, promise, key=promise.__getitem__)
