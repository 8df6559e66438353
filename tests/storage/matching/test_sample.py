"""What the matching reaches on labelled pairs and twins, whole and with words left out.

The lexicon was written without looking at these sentences; what only they need is no gain.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from storage.matching import Index, Reader, likeness
from storage.matching.lexicon import Keep, everything, lexicon

SAMPLE = Path(__file__).parents[2] / "data" / "matching"


@cache
def rows(name: str) -> Sequence[dict[str, Any]]:
    lines = (SAMPLE / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def without_a_fifth(seed: int) -> Keep:
    return lambda word: random.Random(f"{seed} {word}").random() > 0.2


def auc(scored: Iterable[tuple[float, int]]) -> float:
    """How often a pair that is one idea stands above one that is not."""
    listed = list(scored)
    same = [score for score, label in listed if label]
    other = [score for score, label in listed if not label]
    return mean((a > b) + 0.5 * (a == b) for a in same for b in other)


def pairs(reader: Reader, level: str) -> float:
    return auc(
        (likeness(reader.read(pair["a"]), reader.read(pair["b"])), pair["label"])
        for pair in rows("duplicates.jsonl")
        if pair["level"] == level
    )


def twins(reader: Reader) -> float:
    """How often a twin is among the first three."""
    texts, index = rows("dup_texts.jsonl"), Index()
    for place, text in enumerate(texts):
        index.put(place, reader.read(text["text"]))
    found = [
        any(
            texts[alike.key]["idea"] == text["idea"]
            for alike in index.alike(reader.read(text["text"]), 4)
            if alike.key != place
        )
        for place, text in enumerate(texts)
    ]
    return mean(found)


@pytest.mark.parametrize(
    ("keep", "hard", "easy", "twin"),
    [
        (everything, 0.68, 0.99, 0.58),
        (without_a_fifth(0), 0.63, 0.99, 0.50),
        (without_a_fifth(1), 0.63, 0.99, 0.50),
    ],
    ids=["whole", "without a fifth", "without another fifth"],
)
def test_pairs_and_twins(keep: Keep, hard: float, easy: float, twin: float) -> None:
    reader = Reader(lexicon(keep))
    assert pairs(reader, "hard") >= hard
    assert pairs(reader, "easy") >= easy
    assert twins(reader) >= twin
