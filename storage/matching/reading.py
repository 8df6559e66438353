"""Reads a text for comparison: its subjects, activities and people, and its own words.

Must not compare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from storage.matching.compounds import LEAST_PART, Spelling
from storage.matching.lexicon import (
    CLOSE,
    KINDS,
    TOPIC,
    WHO,
    Key,
    Lexicon,
    lexicon,
)
from storage.matching.words import spelling, stem, words

PART, INSIDE = 0.8, 0.5
"""The weight of a part of a compound, and of a word inside a known phrase."""

WEAK, LITTLE = 0.25, 0.7
"""The weight of a word that says little, as a word, and for its topics."""

BETWEEN = 2
"""How many other words may stand between those of a phrase."""

OTHERWISE = 0.7
"""The weight of subjects whose word is spelt differently, "høre" for "hør"."""

ABOUT = (TOPIC, CLOSE)
"""The kinds that say what a text is about: topics, and the finer groups of their words."""

Vector = dict[str, float]


@dataclass
class Reading:
    """What a text is about, by kind of subject. `terms`: its own words.

    letters: the whole text, folded. said: by topic, the words that named it. written: its own words
    as they stand in the text. told: how much of each topic, before scaling.
    """

    letters: str
    kinds: dict[str, Vector] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    terms: Vector = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    told: Vector = field(default_factory=dict)


class Reader:
    """Reads texts with one lexicon."""

    def __init__(self, known: Lexicon | None = None) -> None:
        self.lexicon = known or lexicon()
        self._spelling = Spelling(self.lexicon.known)
        self._held = _held(chain.from_iterable(self.lexicon.kinds.values()))
        self._forms = lru_cache(maxsize=20_000)(self._forms_of)

    def read(self, text: str, whom: str = "") -> Reading:
        """Read a text. `whom` is for whom it is, where that was said separately."""
        reading = self._read(text)
        if whom:
            reading.kinds[WHO] = self._read(f"{text}\n{whom}").kinds[WHO]
        return reading

    def _read(self, text: str) -> Reading:
        found = list(words(text))
        reading = Reading(" ".join(folded for folded, _ in found))
        heard = self._single(found, reading)
        for phrase, inside, written in self._phrases(found):
            for form in inside:
                if (form,) in heard and (form,) != phrase:
                    heard[form,] = INSIDE * heard[form,][0], heard[form,][1]
            heard[phrase] = 1.0, written
        for key, (weight, written) in heard.items():
            self._hear(reading, key, weight, written)
        reading.told = {**reading.kinds[TOPIC], **reading.kinds[CLOSE]}
        for vector in reading.kinds.values():
            _settle(vector)
        return reading

    def _single(
        self, found: list[tuple[str, str]], reading: Reading
    ) -> dict[Key, tuple[float, str]]:
        """What each word stands for, how surely, and how it is written. Forms meant surely become
        the text's own words.
        """
        heard: dict[Key, tuple[float, str]] = {}
        for folded, written in found:
            for form, weight in self._forms(folded, written):
                if weight <= heard.get((form,), (0.0, ""))[0]:
                    continue
                heard[form,] = weight, written
                if weight >= PART:
                    reading.terms[form] = weight * (WEAK if form in self.lexicon.weak else 1)
                    reading.written[form] = written
        return heard

    def _hear(self, reading: Reading, key: Key, weight: float, written: str) -> None:
        """Add what a word or phrase means. A topic gets less from a word with many topics, or that
        says little; a subject that knows only another spelling gets less, if some other knows this
        one.
        """
        spelt = self.lexicon.spelt.get(spelling(written))
        for kind, known in self.lexicon.kinds.items():
            if not (subjects := known.get(key)):
                continue
            sure = {each: 1.0 if not spelt or each in spelt else OTHERWISE for each in subjects}
            share = weight
            if kind in ABOUT:
                many = max(1.0, sum(part * sure[each] for each, part in subjects.items()))
                share *= (LITTLE if key[0] in self.lexicon.weak else 1) / many**0.5
            vector = reading.kinds[kind]
            for subject, part in subjects.items():
                vector[subject] = vector.get(subject, 0) + part * share * sure[subject]
                if kind in ABOUT and part == 1:
                    reading.said.setdefault(subject, []).append(written)

    def _phrases(self, found: list[tuple[str, str]]) -> Iterator[tuple[Key, Key, str]]:
        """Phrases of the lexicon in the text, in any order and with gaps, and words written apart:
        what they stand for, their own forms, and how they are written.
        """
        forms = [self._forms(folded, written)[0][0] for folded, written in found]
        places: dict[str, list[int]] = defaultdict(list)
        for place, form in enumerate(forms):
            places[form].append(place)
        for form in places:
            for phrase in self._held.get(form, ()):
                if near := _together(phrase, form, places):
                    yield phrase, phrase, _joined(found[near])
        for start in range(len(forms) - 1):
            pair = forms[start : start + 2]
            if min(map(len, pair)) >= LEAST_PART and "".join(pair) in self.lexicon.known:
                yield ("".join(pair),), tuple(pair), _joined(found[start : start + 2])

    def _forms_of(self, folded: str, written: str) -> tuple[tuple[str, float], ...]:
        """The forms that a word may stand for, and how surely: itself, its parts, or the mended
        word.
        """
        form = stem(folded)
        if self.lexicon.says_nothing(folded, written):
            return ((form, 0.0),)
        known = form in self.lexicon.known or spelling(written) in self.lexicon.everyday
        if known or folded.isdigit():
            return ((form, 1.0),)
        if meant := self._spelling.meant(form, slips=1):
            return _one_of(meant)
        parts = self._spelling.parts(folded)
        if len(parts) < 2 and (meant := self._spelling.meant(form)):
            return _one_of(meant)
        return ((form, 1.0), *((part, PART) for part in parts))


def _one_of(forms: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Several forms, of which any may be meant: the more there are, the less each weighs."""
    return tuple((form, 1 / len(forms) ** 0.5) for form in forms)


def _held(phrases: Iterable[Key]) -> dict[str, list[Key]]:
    """Phrases by their longest word, by which they are looked up."""
    held: dict[str, list[Key]] = defaultdict(list)
    for phrase in dict.fromkeys(phrases):
        if len(phrase) > 1:
            held[max(phrase, key=len)].append(phrase)
    return held


def _together(phrase: Key, longest: str, places: dict[str, list[int]]) -> slice | None:
    """Where the words of a phrase stand near one another; None if they do not."""
    for place in places[longest]:
        near: list[int] = []
        for word in phrase:
            free = [(abs(at - place), at) for at in places.get(word, ()) if at not in near]
            if not free:
                return None
            near.append(min(free)[1])
        first, last = min(near), max(near)
        if last - first < len(phrase) + BETWEEN:
            return slice(first, last + 1)
    return None


def _joined(found: list[tuple[str, str]]) -> str:
    return " ".join(written for _, written in found)


def _settle(vector: Vector) -> None:
    """Let repeated subjects add less each time, then scale the vector to length one."""
    for subject, said in vector.items():
        vector[subject] = said / (said + 1)
    length = sum(said * said for said in vector.values()) ** 0.5
    for subject in vector:
        vector[subject] /= length
