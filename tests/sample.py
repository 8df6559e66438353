"""Labelled samples of ideas, partners and pairs, and the measures on them, for tests and the
benchmark.

`tests/data/matching` holds the samples, and says how each was made. Nothing is learned from them.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from bot.match import entry
from storage.matching import Index, Reader, Register, Wish, likeness
from storage.matching.lexicon import Keep

FOLDER = Path(__file__).parent / "data" / "matching"
DEPTH = 10
IDEAL = 2
LONG = 6
Ranker = Callable[[str], Sequence[str]]


class Scores(NamedTuple):
    """The measures, each from 0 to 1; not a number where a system has no answer."""

    ndcg3: float
    ideal3: float
    hard: float
    easy: float
    twin: float


@dataclass(frozen=True)
class Sample:
    """One sample, by the name of its folder."""

    name: str

    def rows(self, file: str) -> Sequence[dict[str, Any]]:
        """One of its files: partners, ideas, qrels, duplicates or dup_texts."""
        return _rows(FOLDER / self.name / f"{file}.jsonl")

    def scores(self, reader: Reader) -> Scores:
        """The scores of the engine with one lexicon."""
        return self.measured(reader, str)._replace(
            hard=self._pairs(reader, "hard"),
            easy=self._pairs(reader, "easy"),
            twin=self._twins(reader),
        )

    def measured(self, reader: Reader, typed: Callable[[str], str]) -> Scores:
        """The scores of the engine in ranking, with ideas typed in some way."""
        register, partners = Register(reader), self.rows("partners")
        for place, row in enumerate(partners):
            register.put(place, entry(row))

        def best(text: str) -> list[str]:
            found = register.rank(Wish.of(typed(text), reader), DEPTH)
            return [partners[one.key]["id"] for one in found.proposals]

        return self.scored(best)

    def scored(self, best: Ranker) -> Scores:
        """The scores of any way to rank the register, for the ideas that have a partner."""
        grades: dict[str, dict[str, int]] = {}
        for row in self.rows("qrels"):
            grades.setdefault(row["idea"], {})[row["partner"]] = row["grade"]
        gains, ideals = [], []
        for idea in self.rows("ideas"):
            right = grades.get(idea["id"])
            if right:
                top = [right.get(key, 0) for key in best(idea["text"])[:3]]
                gains.append(_dcg(top) / _dcg(sorted(right.values(), reverse=True)[:3]))
                ideals.append(IDEAL in top)
        return Scores(mean(gains), mean(ideals), math.nan, math.nan, math.nan)

    def _pairs(self, reader: Reader, level: str) -> float:
        """How often a pair that is the same idea is ranked above one that is not."""
        told = [
            (likeness(reader.read(pair["a"]), reader.read(pair["b"])), pair["label"])
            for pair in self.rows("duplicates")
            if pair["level"] == level
        ]
        same = [score for score, label in told if label]
        other = [score for score, label in told if not label]
        return float(mean((a > b) + 0.5 * (a == b) for a in same for b in other))

    def _twins(self, reader: Reader) -> float:
        """How often a duplicate is among the first three."""
        texts, index = self.rows("dup_texts"), Index()
        for place, text in enumerate(texts):
            index.put(place, reader.read(text["text"]))
        return mean(
            any(
                texts[alike.key]["idea"] == text["idea"]
                for alike in index.alike(reader.read(text["text"]), 4)
                if alike.key != place
            )
            for place, text in enumerate(texts)
        )


REQUIRED = Sample("required")
"""The sample for which figures are promised."""

OTHERS = (Sample("market_town"), Sample("suburb"), Sample("seaside"))


@cache
def _rows(path: Path) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def text_of(partner: Mapping[str, Any]) -> str:
    """All that a partner of the sample says about itself."""
    told = entry(partner)
    return f"{told.name}\n{told.does}"


def without_a_fifth(seed: int) -> Keep:
    """Which words of the lexicon to keep: a fifth is left out, other words for each seed."""
    return lambda word: random.Random(f"{seed} {word}").random() > 0.2


def damaged(text: str) -> str:
    """Put one slip into every second long word: a letter less, more, wrong or misplaced."""
    draw, long, found = random.Random(text), 0, []
    for word in text.split():
        long += len(word) >= LONG
        slips = len(word) >= LONG and long % 2
        found.append(_slipped(word, draw) if slips else word)
    return " ".join(found)


def _slipped(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    before, after = word[:at], word[at:]
    letter = draw.choice("abdefgiklmnoprstuv")
    ways = (after[1:], letter + after, letter + after[1:], after[1] + after[0] + after[2:])
    return before + draw.choice(ways)


def _dcg(grades: Iterable[int]) -> float:
    gains = ((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
    return math.fsum(gains)
