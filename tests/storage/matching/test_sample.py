"""What the matching reaches on the labelled sample, whole, with words left out, and with slips.

The lexicon is to be written without these sentences; what only they need is no gain.
"""

from __future__ import annotations

import pytest

from storage.matching import Reader, lexicon
from storage.matching.lexicon import Keep, everything
from tests.sample import REQUIRED, Scores, damaged, without_a_fifth


@pytest.mark.parametrize(
    ("keep", "least"),
    [
        (everything, Scores(0.60, 0.76, 0.69, 0.99, 0.60)),
        (without_a_fifth(0), Scores(0.54, 0.68, 0.66, 0.99, 0.58)),
        (without_a_fifth(1), Scores(0.54, 0.68, 0.66, 0.99, 0.58)),
    ],
    ids=["whole", "without a fifth", "without another fifth"],
)
def test_what_is_reached(keep: Keep, least: Scores) -> None:
    found = REQUIRED.scores(Reader(lexicon(keep)))
    assert all(a >= b for a, b in zip(found, least, strict=True)), found


def test_slips_cost_little() -> None:
    reader = Reader()
    assert REQUIRED.measured(reader, damaged).ndcg3 >= 0.85 * REQUIRED.measured(reader, str).ndcg3
