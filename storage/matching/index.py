"""Texts that are read once, so that those most alike to another are found in milliseconds.

Only texts that share a topic or a word are looked at, and only the most promising in full. Must not
know what is compared.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from storage.matching.alike import Shared, likeness, shared
from storage.matching.lexicon import TOPIC
from storage.matching.reading import Reading

CLOSELY = 40
"""How many texts are compared in full."""

LOOKED_AT = 6_000
"""How many entries of the index are looked up, the rarest topics and words first."""

OWN_WORD = 0.2
"""What a shared word adds to the estimate, where a shared topic adds 1."""


@dataclass(frozen=True)
class Alike:
    """A text that is alike: its key, its score, and what both name."""

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
        """Add a text, or replace its words."""
        self.drop(key)
        self._readings[key] = reading
        for topic, weight in reading.kinds[TOPIC].items():
            self._topics[topic][key] = weight
        for term, weight in reading.terms.items():
            self._terms[term][key] = weight

    def drop(self, key: int) -> None:
        """Remove a text, if it is there."""
        reading = self._readings.pop(key, None)
        if reading is None:
            return
        for topic in reading.kinds[TOPIC]:
            del self._topics[topic][key]
        for term in reading.terms:
            del self._terms[term][key]

    def alike(self, reading: Reading, most: int, least: float = 0.0) -> list[Alike]:
        """The texts most alike to one, best first; none with a score under `least`."""
        scored = [(likeness(reading, self._readings[key]), key) for key in self._promising(reading)]
        best = heapq.nlargest(most, ((s, -key) for s, key in scored if s >= least))
        return [Alike(-key, score, shared(reading, self._readings[-key])) for score, key in best]

    def _promising(self, reading: Reading) -> list[int]:
        promise: dict[int, float] = {}
        left = LOOKED_AT
        for weight, places in sorted(self._places(reading), key=lambda found: len(found[1])):
            for key, other in islice(places.items(), left):
                promise[key] = promise.get(key, 0) + weight * other
            left -= len(places)
            if left <= 0:
                break
        return heapq.nlargest(CLOSELY, promise, key=promise.__getitem__)

    def _places(self, reading: Reading) -> Iterator[tuple[float, dict[int, float]]]:
        """For each topic and word of a text: its weight, and the other texts that have it."""
        for topic, weight in reading.kinds[TOPIC].items():
            if places := self._topics.get(topic):
                yield weight, places
        for term, weight in reading.terms.items():
            if places := self._terms.get(term):
                yield OWN_WORD * weight, places
