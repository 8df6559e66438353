"""What a process does that was held up: pure, so tried with thousands of hold-ups."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.catching_up import Lately
from storage.talk.pace import Pacing
from tests.storage.cast import NOW

EVERY = Pacing().overall.every.total_seconds()


def played(held_up: list[int], count: int = 150) -> list[float]:
    """When messages were begun whose process slept for so many milliseconds before every tenth."""
    lately, ticks, begun = Lately(), 0.0, list[float]()
    for number in range(count):
        if number % 10 == 0 and number // 10 < len(held_up):
            ticks += held_up[number // 10] / 1000
        slot = number * EVERY
        ticks = max(ticks, slot)
        while wait := lately.wait(NOW + timedelta(seconds=slot), ticks):
            ticks += wait
        lately.begin(NOW + timedelta(seconds=slot), ticks)
        begun.append(ticks)
    return begun


@given(st.lists(st.one_of(st.just(0), st.integers(0, 500)), max_size=12))
def test_no_second_holds_more_than_thirty_whatever_held_it_up(held_up: list[int]) -> None:
    begun = played(held_up)
    assert max(sum(at <= other < at + 1 for other in begun) for at in begun) <= 30


def test_who_is_in_time_never_waits() -> None:
    assert played([]) == [number * EVERY for number in range(150)]


def test_what_was_lost_is_made_up_for_within_seconds() -> None:
    begun = played([0, 0, 300])
    late = [at - number * EVERY for number, at in enumerate(begun)]
    assert late[20] > 0.2
    assert late[-1] < EVERY
