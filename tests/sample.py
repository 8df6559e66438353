"""The labelled sample of ideas, partners and pairs: what is measured on it, for tests and bench.

`tests/data/matching` holds it; nothing is learned from it.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """What is measured, each from 0 to 1; not a number where a system does not say."""

    ndcg3: float
    ideal3: float
    hard: float
    easy: float
    twin: float


@cache
def rows(name: str) -> Sequence[dict[str, Any]]:
    """One file of the sample."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def text_of(partner: Mapping[str, Any]) -> str:
    """All that a partner of the sample tells of itself."""
    told = entry(partner)
    return f"{told.name}\n{told.does}"


def without_a_fifth(seed: int) -> Keep:
    """Leaves out a fifth of the lexicon's words, others for every seed."""
    return lambda word: random.Random(f"{seed} {word}").random() > 0.2


def damaged(text: str) -> str:
    """Every second long word with one slip: a letter less, more, wrong, or in the wrong place."""
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


def scores(reader: Reader) -> Scores:
    """All that the engine reaches with one lexicon."""
    return measured(reader, str)._replace(
        hard=pairs(reader, "hard"), easy=pairs(reader, "easy"), twin=twins(reader)
    )


def measured(reader: Reader, typed: Callable[[str], str]) -> Scores:
    """What the engine reaches in ranking, with ideas typed in some way."""
    register, partners = Register(reader), rows("partners")
    for place, row in enumerate(partners):
        register.put(place, entry(row))

    def best(text: str) -> list[str]:
        found = register.rank(Wish.of(typed(text), reader), DEPTH)
        return [partners[one.key]["id"] for one in found.proposals]

    return scored(best)


def scored(best: Ranker) -> Scores:
    """What any way of ranking the register reaches, for the ideas that have a partner."""
    grades: dict[str, dict[str, int]] = {}
    for row in rows("qrels"):
        grades.setdefault(row["idea"], {})[row["partner"]] = row["grade"]
    gains, ideals = [], []
    for idea in rows("ideas"):
        right = grades.get(idea["id"])
        if right:
            top = [right.get(key, 0) for key in best(idea["text"])[:3]]
            gains.append(_dcg(top) / _dcg(sorted(right.values(), reverse=True)[:3]))
            ideals.append(IDEAL in top)
    return Scores(mean(gains), mean(ideals), math.nan, math.nan, math.nan)


def _dcg(grades: Iterable[int]) -> float:
    gains = ((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
    return math.fsum(gains)


def pairs(reader: Reader, level: str) -> float:
    """How often a pair that is one idea stands above one that is not."""
    told = [
        (likeness(reader.read(pair["a"]), reader.read(pair["b"])), pair["label"])
        for pair in rows("duplicates")
        if pair["level"] == level
    ]
    same = [score for score, label in told if label]
    other = [score for score, label in told if not label]
    return float(mean((a > b) + 0.5 * (a == b) for a in same for b in other))


def twins(reader: Reader) -> float:
    """How often a twin is among the first three."""
    texts, index = rows("dup_texts"), Index()
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
