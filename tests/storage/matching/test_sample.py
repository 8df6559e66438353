"""What the matching reaches on the labelled sample, whole, with words left out, and with slips.

The lexicon is to be written without these sentences; what only they need is no gain.
"""

from __future__ import annotations

import pytest

from storage.matching import Reader, lexicon
from storage.matching.lexicon import Keep, everything
from tests.sample import OTHERS, REQUIRED, Sample, Scores, damaged, without_a_fifth

PROMISED = Scores(0.58, 0.74, 0.68, 0.99, 0.58)


@pytest.mark.parametrize(
    ("keep", "least"),
    [
        (everything, Scores(0.64, 0.80, 0.70, 0.99, 0.65)),
        (without_a_fifth(0), PROMISED),
        (without_a_fifth(1), PROMISED),
    ],
    ids=["whole", "without a fifth", "without another fifth"],
)
def test_what_is_reached(keep: Keep, least: Scores) -> None:
    found = REQUIRED.scores(Reader(lexicon(keep)))
    assert all(a >= b for a, b in zip(found, least, strict=True)), found


@pytest.mark.parametrize(
    ("sample", "least"),
    [
        (OTHERS[0], Scores(0.53, 0.70, 0.70, 0.99, 0.60)),
        (OTHERS[1], Scores(0.47, 0.60, 0.50, 0.99, 0.73)),
        (OTHERS[2], Scores(0.61, 0.73, 0.77, 0.99, 0.66)),
    ],
    ids=[sample.name for sample in OTHERS],
)
def test_what_is_reached_elsewhere(sample: Sample, least: Scores) -> None:
    found = sample.scores(Reader())
    assert all(a >= b for a, b in zip(found, least, strict=True)), found


def test_slips_cost_little() -> None:
    reader = Reader()
    assert REQUIRED.measured(reader, damaged).ndcg3 >= 0.85 * REQUIRED.measured(reader, str).ndcg3
