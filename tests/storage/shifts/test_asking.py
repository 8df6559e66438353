"""When somebody is asked, and how long they may think about it, around nights and starts."""

from __future__ import annotations

from datetime import datetime

import pytest

from storage.shifts.asking import offer_until, swap_until
from storage.talk.pace import quiet
from tests.storage.shifts.town import at


@pytest.mark.parametrize(
    ("asked", "begins", "until"),
    [
        (at(4, 9), at(12, 14), at(6, 9)),
        (at(4, 9), at(4, 13), at(4, 11)),
        (at(4, 19), at(5, 7), at(5, 6, 30)),
        (at(4, 18, 30), at(4, 20), at(4, 19, 15)),
        (at(4, 19), at(5, 5), at(5, 2)),
    ],
)
def test_a_swap_is_asked_about_by_day_and_never_runs_out_unheard(
    asked: datetime, begins: datetime, until: datetime
) -> None:
    assert swap_until(asked, begins) == until


def test_an_offer_made_in_the_evening_leaves_time_for_the_next() -> None:
    until = offer_until(at(4, 17, 50), at(5, 7))
    assert not quiet(until)
    assert at(5, 6) < until < at(5, 6, 30)
