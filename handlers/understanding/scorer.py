"""Naive Bayes over the features of known wordings. It only counts, so that it can be read.

For every feature it knows in how many wordings of each intent it occurs. The score of a feature for
an intent is the logarithm of how much more often it occurs there than elsewhere; the score of a
message is the sum. Learning is counting: a new wording is one line in `wordings/`.

Must not know how a message is cut, nor what an intent leads to.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.understanding.features import WEIGHTS, Feature, features
from handlers.understanding.words import Speller

SMOOTHING = 0.3
"""How strongly a rarely seen feature is treated as an everyday one."""

SHARPNESS = 2.2
"""Turns a sum into a share: of the texts that get 80 %, 80 % should be right. `make bench` shows
whether they are.
"""


@dataclass(frozen=True)
class Wording:
    """One way to say something, and its meaning."""

    intent: str
    text: str
    english: bool = False


@dataclass(frozen=True)
class Likely:
    """The possible meanings of a text: the share of each intent, likeliest first."""

    ranked: Sequence[tuple[str, float]]
    known: int
    """How many of its words are known."""
    words: int
    """How many words it has."""


class Scorer:
    """The counts of features, and scores from them."""

    def __init__(self, wordings: Iterable[Wording], speller: Speller) -> None:
        self._speller = speller
        self._counts: dict[Feature, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._mass: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        voices: Counter[str] = Counter()
        for wording in wordings:
            self._learn(wording)
            voices[wording.intent] += 1
        self._intents = sorted(voices)
        self._kinds = Counter(kind for kind, _ in self._counts)
        self._said: dict[Feature, list[float]] = {}
        total = voices.total()
        self._prior = [SMOOTHING * math.log(voices[each] / total) for each in self._intents]

    def _learn(self, wording: Wording) -> None:
        """Count a wording. Each feature of a long one counts less, so that every wording has one
        vote.
        """
        found = features(self._speller.plain(wording.text))
        voice = 3 / math.sqrt(sum(WEIGHTS[kind] for kind, _ in found) or 1)
        for feature in found:
            self._counts[feature][wording.intent] += voice
            self._mass[feature[0]][wording.intent] += voice

    def likely(self, text: str) -> Likely:
        """How likely each intent is, for a text."""
        words = self._speller.read(text)
        scores, weight = list(self._prior), 1.0
        for feature in features(words):
            if feature in self._counts:
                weight += WEIGHTS[feature[0]]
                for place, said in enumerate(self._says(feature)):
                    scores[place] += said
        ranked = _shares(self._intents, scores, SHARPNESS / math.sqrt(weight))
        return Likely(ranked, self._speller.knows(words), len(words))

    def _says(self, feature: Feature) -> list[float]:
        """The score of a feature for each intent, computed when it is first needed."""
        said = self._said.get(feature)
        if said is None:
            said = self._said[feature] = self._weighed(feature)
        return said

    def _weighed(self, feature: Feature) -> list[float]:
        kind, counts = feature[0], self._counts[feature]
        mass = self._mass[kind]
        smooth = SMOOTHING * self._kinds[kind]
        usual = sum(counts.values()) / sum(mass.values())
        return [
            WEIGHTS[kind]
            * math.log((counts.get(each, 0) + smooth * usual) / (mass[each] + smooth) / usual)
            for each in self._intents
        ]


def _shares(
    intents: Sequence[str], scores: Sequence[float], scale: float
) -> list[tuple[str, float]]:
    """Turn sums into shares, largest first. Many features repeat one another, so `scale` falls with
    their number.
    """
    most = max(scores)
    powers = [math.exp((score - most) * scale) for score in scores]
    total = sum(powers)
    shares = [power / total for power in powers]
    return sorted(zip(intents, shares, strict=True), key=lambda each: -each[1])
