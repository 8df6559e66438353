"""Which partners of a register fit ideas, and which texts are the same: quality beside simple
methods, and time.
"""

from __future__ import annotations

import math
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, quantiles

from rapidfuzz import fuzz

from bot.match import entry
from storage.matching import Reader, Register, Traits, Wish, lexicon
from storage.matching.words import stem, words
from tests.sample import OTHERS, REQUIRED, Scores, damaged, text_of, without_a_fifth
from tools.bench.drawn import drawn

PAGE = Path(__file__).with_name("matching.md").read_text(encoding="utf-8")
HEADING = PAGE.partition("\n")[0]
HEAD = ("system", "nDCG@3", "ideal among three", "hard", "easy", "twin")
SEEDS = 20
SIZES = (200, 10_000, 100_000)
MOST = 10
K1, B = 1.2, 0.75
Ranker = Callable[[str], Sequence[str]]


def section() -> str:
    """The part of the page about matching."""
    reader = Reader()
    fifths = [REQUIRED.scores(Reader(lexicon(without_a_fifth(seed)))) for seed in range(SEEDS)]
    table = [
        _row("Sammen", REQUIRED.scores(reader)),
        _row("a fifth left out, mean", Scores(*map(mean, zip(*fifths, strict=True)))),
        _row("a fifth left out, least", Scores(*map(min, zip(*fifths, strict=True)))),
        _row("damaged", REQUIRED.measured(reader, damaged)),
        *(_row(name, REQUIRED.scored(ranker)) for name, ranker in _plain()),
    ]
    others = [_row(sample.name, sample.scores(reader)) for sample in OTHERS]
    return PAGE.format(
        table=drawn(HEAD, table),
        others=drawn(("sample", *HEAD[1:]), others),
        speed=drawn(("partners", "median, ms", "p95, ms"), [_time(size) for size in SIZES]),
        seeds=SEEDS,
        ideas=len(REQUIRED.rows("ideas")),
        partners=len(REQUIRED.rows("partners")),
        pairs=len(REQUIRED.rows("duplicates")),
        texts=len(REQUIRED.rows("dup_texts")),
    )


def put(page: str, part: str, next_heading: str) -> str:
    """A page with its part about matching replaced; it stands before another part."""
    before, heading, after = page.partition(next_heading)
    return f"{before.partition(HEADING)[0].rstrip()}\n\n{part}\n{heading}{after}".lstrip()


def _row(name: str, found: Scores) -> tuple[str, ...]:
    return (name, *("-" if math.isnan(each) else f"{each:.3f}" for each in found))


def _plain() -> Sequence[tuple[str, Ranker]]:
    return (("rapidfuzz", _fuzzy()), ("BM25, stems", _bm25()), ("SQLite FTS5, trigram", _fts()))


def _partners() -> Sequence[tuple[str, str]]:
    return [(row["id"], text_of(row)) for row in REQUIRED.rows("partners")]


def _fuzzy() -> Ranker:
    partners = _partners()

    def best(text: str) -> list[str]:
        ranked = sorted(partners, key=lambda one: -fuzz.token_set_ratio(text, one[1]))
        return [key for key, _ in ranked[:MOST]]

    return best


def _stems(text: str) -> list[str]:
    return [stem(folded) for folded, _ in words(text)]


def _bm25() -> Ranker:
    counted = {key: Counter(_stems(text)) for key, text in _partners()}
    length = mean(each.total() for each in counted.values())
    known = Counter(term for each in counted.values() for term in each)

    def weight(term: str, terms: Counter[str]) -> float:
        rare = math.log(1 + (len(counted) - known[term] + 0.5) / (known[term] + 0.5))
        norm = K1 * (1 - B + B * terms.total() / length)
        return rare * terms[term] * (K1 + 1) / (terms[term] + norm)

    def best(text: str) -> list[str]:
        asked = _stems(text)
        points = {key: sum(weight(t, terms) for t in asked) for key, terms in counted.items()}
        return sorted((key for key in points if points[key]), key=lambda key: -points[key])[:MOST]

    return best


def _fts() -> Ranker:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE partners USING fts5(id UNINDEXED, t, tokenize=trigram)")
    database.executemany("INSERT INTO partners VALUES (?, ?)", _partners())

    def best(text: str) -> list[str]:
        plain = " ".join(folded for folded, _ in words(text.lower()))
        runs = {plain[place : place + 3] for place in range(len(plain) - 2)}
        asked = " OR ".join(f'"{run}"' for run in sorted(runs)) or '"-"'
        found = database.execute(
            "SELECT id FROM partners WHERE partners MATCH ? ORDER BY rank LIMIT ?", (asked, MOST)
        )
        return [row[0] for row in found]

    return best


def _time(size: int) -> tuple[str, ...]:
    """Milliseconds of CPU for an idea, in a register of this size."""
    reader = Reader()
    register, partners = (
        Register(reader),
        [Traits.of(entry(p), reader) for p in REQUIRED.rows("partners")],
    )
    for place in range(size):
        register.put_read(place, partners[place % len(partners)])
    taken = []
    for idea in REQUIRED.rows("ideas"):
        began = time.process_time()
        register.rank(Wish.of(idea["text"], reader), 5)
        taken.append(1000 * (time.process_time() - began))
    cuts = quantiles(taken, n=20)
    return (f"{size:,}", f"{cuts[9]:.1f}", f"{cuts[18]:.1f}")
