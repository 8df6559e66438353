"""A register that is read once, and ranks who in it fits what somebody writes, with reasons.

Subjects count most; shared words, the audience and the activity decide among those on one subject.
Must not know the database, nor what was asked of whom.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from storage.matching.alike import dot
from storage.matching.entries import Entry, Traits, Wish
from storage.matching.lexicon import DOING, WHO
from storage.matching.reading import Reader, Vector
from storage.matching.vocabulary import Vocabulary

SUBJECT, WORDS, LETTERS, PEOPLE, DEED, NEED = 8.0, 1.0, 6.0, 0.7, 0.3, 1.0
"""Weights of: the same subject, the same words, similar spelling, the same audience, the same
activity, and giving what is asked for.
"""

BRANCH, LANGUAGE = 0.3, 0.5
"""Weights of: the same branch, and a language that is named."""

FITS, ALSO = 1.4, 1.3
"""FITS: the least confidence in the best; below it nobody is proposed. ALSO: the least score of
others.
"""

FEW = 2
"""With this many telling words confidence is halved: few words fit somebody by chance."""

FOUND, CLOSELY = 200, 30
"""How many are looked at for frequent words, and how many are compared in full."""

LOOKED_AT = 6_000
"""How many entries are looked up, the rarest subjects and words first."""

Places = dict[str, dict[int, float]]
Adjust = Callable[[int], float]


@dataclass(frozen=True)
class Proposal:
    """Somebody who fits: their key and their score."""

    key: int
    score: float


@dataclass(frozen=True)
class Ranked:
    """Those who fit, best first. With a confidence below `FITS`, better propose nobody."""

    proposals: tuple[Proposal, ...]
    confidence: float

    @property
    def fitting(self) -> tuple[Proposal, ...]:
        """Those who may be proposed; empty when even the best does not fit."""
        if self.confidence < FITS:
            return ()
        return tuple(one for one in self.proposals if one.score >= ALSO)


def as_it_is(_: int) -> float:
    """The default for `adjust`: adds nothing."""
    return 0.0


class Register:
    """Entries by their keys."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._traits: dict[int, Traits] = {}
        self._topics: Places = defaultdict(dict)
        self._terms: Places = defaultdict(dict)
        self._vocabulary = Vocabulary()

    def __len__(self) -> int:
        return len(self._traits)

    def __contains__(self, key: int) -> bool:
        return key in self._traits

    def __getitem__(self, key: int) -> Entry:
        return self._traits[key].entry

    def put(self, key: int, entry: Entry) -> None:
        """Add somebody, or replace their entry."""
        self.put_read(key, Traits.of(entry, self.reader))

    def put_read(self, key: int, read: Traits) -> None:
        """The same for an entry already read."""
        self.drop(key)
        self._traits[key] = read
        for topic, weight in read.topics.items():
            self._topics[topic][key] = weight
        for term, weight in read.terms.items():
            self._terms[term][key] = weight
        for word in read.letters:
            self._vocabulary.add(word)

    def drop(self, key: int) -> None:
        """Remove somebody, if they are there."""
        read = self._traits.pop(key, None)
        if read is None:
            return
        for topic in read.topics:
            del self._topics[topic][key]
        for term in read.terms:
            del self._terms[term][key]

    def rank(self, wish: Wish, most: int, adjust: Adjust = as_it_is) -> Ranked:
        """Those who fit a wish best. `adjust` adds to a score what is not in the text."""
        text = self._promising(wish)
        spelt = self._vocabulary.spelt(wish.letters)
        scored = [
            (score + self._beside(wish, key) + LETTERS * dot(spelt, self._spelt(key)), key)
            for key, score in text.items()
        ]
        best = heapq.nlargest(most, ((s + adjust(key), -key) for s, key in scored))
        sure = max((score for score, _ in scored), default=0.0) * (1 - wish.about_the_house)
        sure *= len(wish.letters) / (len(wish.letters) + FEW)
        return Ranked(tuple(Proposal(-key, score) for score, key in best), sure)

    def _promising(self, wish: Wish) -> Mapping[int, float]:
        """The scores by subject and words of the most promising. Rare words and subjects find them;
        frequent ones only decide among those.
        """
        promise: dict[int, float] = {}
        left, common = LOOKED_AT, []
        for weight, places in sorted(self._places(wish), key=lambda found: len(found[1])):
            left -= len(places)
            if left < 0 and promise:
                common.append((weight, places))
                continue
            for key, other in places.items():
                promise[key] = promise.get(key, 0.0) + weight * other
        found = heapq.nlargest(FOUND, promise, key=promise.__getitem__) if common else promise
        told = {key: promise[key] for key in found}
        for weight, places in common:
            for key in told.keys() & places.keys() if len(places) < FOUND else told:
                told[key] += weight * places.get(key, 0.0)
        best = heapq.nlargest(CLOSELY, told, key=told.__getitem__)
        return {key: told[key] for key in best}

    def _places(self, wish: Wish) -> Iterator[tuple[float, dict[int, float]]]:
        """For each subject and word of a wish: its weight, and who has it."""
        rare = self._weighed(wish.topics, self._topics, 0.5)
        length = math.sqrt(dot(rare, rare)) or 1.0
        for topic, weight in rare.items():
            if places := self._topics.get(topic):
                yield SUBJECT * weight / length, places
        telling = self._weighed(wish.terms, self._terms, 1.0)
        length = math.sqrt(dot(telling, telling)) or 1.0
        for term, weight in telling.items():
            if places := self._terms.get(term):
                yield WORDS * weight / length, places

    def _spelt(self, key: int) -> Vector:
        return self._vocabulary.spelt(self._traits[key].letters)

    def _weighed(self, said: Vector, places: Places, power: float) -> Vector:
        """What is said, weighted by rarity."""
        return {
            key: weight * self._rarity(places.get(key, {})) ** power for key, weight in said.items()
        }

    def _rarity(self, places: Mapping[int, float]) -> float:
        return math.log(1 + len(self._traits) / (0.5 + len(places)))

    def _beside(self, wish: Wish, key: int) -> float:
        """What audience, activity, needs, branch and language add to a score."""
        read = self._traits[key]
        added = PEOPLE * dot(wish.kinds[WHO], read.kinds[WHO])
        added += DEED * dot(wish.kinds[DOING], read.kinds[DOING])
        added += NEED * dot(wish.needs, read.gives)
        added += BRANCH * (wish.branch is not None and wish.branch in read.entry.branches)
        return added + LANGUAGE * bool(wish.languages & read.languages)
