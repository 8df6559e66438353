"""The words of a register, and which of them look like another word: bent, joined, misspelt.

Compares runs of three letters. Must not know what the words mean, nor whose they are.
"""

from __future__ import annotations

from collections import defaultdict

RUN = 3
LEAST = 0.3
"""How much of two words must be the same runs."""

MOST = 20
REMEMBERED = 20_000


class Vocabulary:
    """Words, found by their letters."""

    def __init__(self) -> None:
        self._runs: dict[str, frozenset[str]] = {}
        self._by_run: dict[str, list[str]] = defaultdict(list)
        self._asked: dict[str, tuple[tuple[str, float], ...]] = {}

    def add(self, word: str) -> None:
        """Know one more word; a word that is known costs nothing."""
        if word in self._runs:
            return
        self._runs[word] = runs(word)
        for run in self._runs[word]:
            self._by_run[run].append(word)
        self._asked.clear()

    def like(self, word: str) -> tuple[tuple[str, float], ...]:
        """The known words that look most like one, each with how much, from `LEAST` to 1."""
        if word not in self._asked:
            if len(self._asked) > REMEMBERED:
                self._asked.clear()
            self._asked[word] = self._look_up(word)
        return self._asked[word]

    def _look_up(self, word: str) -> tuple[tuple[str, float], ...]:
        own = runs(word)
        common: dict[str, int] = defaultdict(int)
        for run in own:
            for other in self._by_run.get(run, ()):
                common[other] += 1
        near = [
            (other, alike)
            for other, count in common.items()
            if count > 1 and (alike := count / (len(own) * len(self._runs[other])) ** 0.5) >= LEAST
        ]
        return tuple(sorted(near, key=lambda found: (-found[1], found[0]))[:MOST])


def runs(word: str) -> frozenset[str]:
    """All runs of three letters, its beginning and end among them."""
    whole = f" {word} "
    return frozenset(whole[start : start + RUN] for start in range(len(whole) - RUN + 1))
