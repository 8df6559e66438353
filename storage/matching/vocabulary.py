"""The words of a register, and how close the spelling of a text is to them: inflected, joined,
mistyped.

Compares runs of three letters. Must not know what the words mean, nor whose they are.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import chain

from storage.matching.reading import Vector

RUN = 3
MOST = 20
OFTEN = tuple(1 + math.log(max(times, 1)) for times in range(MOST + 1))
"""The weight of a run by how often it occurs in a text."""

REMEMBERED = 1_000
"""How many texts keep their runs for the next wish."""


class Vocabulary:
    """Words, and how many of them contain each run of letters."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._count: Counter[str] = Counter()
        self._rarity: dict[str, float] = {}
        self.spelt = lru_cache(maxsize=REMEMBERED)(self._spelt)

    def add(self, word: str) -> None:
        """Add a word; nothing happens when it is known."""
        if word not in self._words:
            self._words.add(word)
            self._count.update(runs(word))
            self._rarity.clear()
            self.spelt.cache_clear()

    def _spelt(self, words: frozenset[str]) -> Vector:
        """The runs of some words, weighted by rarity, scaled to length one."""
        found = Counter(chain.from_iterable(map(runs, words)))
        weights = {run: OFTEN[min(n, MOST)] * self._rare(run) for run, n in found.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {run: weight / length for run, weight in weights.items()}

    def _rare(self, run: str) -> float:
        known = self._rarity.get(run)
        if known is None:
            known = math.log(1 + len(self._words) / (0.5 + self._count[run]))
            self._rarity[run] = known
        return known


@lru_cache(maxsize=20_000)
def runs(word: str) -> frozenset[str]:
    """All runs of three letters, with those at its beginning and end."""
    whole = f" {word} "
    return frozenset(whole[start : start + RUN] for start in range(len(whole) - RUN + 1))
