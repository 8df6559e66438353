"""Rates: nobody floods, a school class gets in, and memory stays bounded."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.rates import MOST_LISTENING, Buckets, Limit, Rates

SLOW = Limit(burst=3, every=10.0)


def test_a_burst_is_let_in_and_then_one_at_a_time() -> None:
    rates = Rates(visitor=SLOW)
    assert [rates.knock("v", "a", 100.0) for _ in range(4)] == [0, 0, 0, 10]
    assert rates.knock("v", "a", 104.0) == pytest.approx(6)
    assert rates.knock("v", "a", 110.0) == 0
    assert rates.knock("v", "a", 110.0) == pytest.approx(10)


def test_after_a_rest_the_whole_burst_is_back() -> None:
    rates = Rates(visitor=SLOW)
    for _ in range(3):
        rates.knock("v", "a", 0.0)
    assert [rates.knock("v", "a", 30.0) for _ in range(4)] == [0, 0, 0, 10]


def test_one_visitor_does_not_stop_another_at_the_same_address() -> None:
    rates = Rates(visitor=SLOW)
    while rates.knock("noisy", "school", 0.0) == 0:
        pass
    assert rates.knock("quiet", "school", 0.0) == 0


def test_a_refused_knock_costs_nothing() -> None:
    rates = Rates(visitor=SLOW, address=Limit(burst=4, every=1000.0))
    for _ in range(50):
        rates.knock("noisy", "school", 0.0)  # three are let in, 47 refused
    assert rates.knock("quiet", "school", 0.0) == 0
    for _ in range(50):
        assert rates.knock("third", "school", 0.0) > 0  # refused by the address
    assert rates.knock("third", "home", 0.0) == 0
    assert rates.knock("third", "home", 0.0) == 0
    assert rates.knock("third", "home", 0.0) == 0


def test_a_school_class_behind_one_address_gets_in() -> None:
    rates = Rates()
    for second in range(120):
        for child in range(30):
            assert rates.knock(f"child {child}", "school", float(second)) == 0


def test_made_up_visitors_meet_the_limit_of_their_address() -> None:
    rates = Rates()
    let_in = sum(rates.knock(f"new {n}", "flood", n / 1000) == 0 for n in range(10_000))
    assert let_in < 1000
    let_in = sum(rates.knock(None, "other flood", n / 1000) == 0 for n in range(10_000))
    assert let_in < 1000


def test_memory_is_bounded_and_the_oldest_forgotten() -> None:
    buckets = Buckets(Limit(burst=1, every=1e6), most=100)
    for n in range(1000):
        buckets.take(str(n), float(n))
        buckets.take("always here", float(n))
    assert len(buckets) == 100
    assert buckets.wait("always here", 1000.0) > 0
    assert buckets.wait("999", 1000.0) > 0
    assert buckets.wait("0", 1000.0) == 0


@given(
    st.lists(st.floats(0, 5), max_size=200), st.integers(1, 5), st.sampled_from([0.25, 1.0, 4.0])
)
def test_never_more_than_the_burst_and_what_time_gave(
    pauses: list[float], burst: int, every: float
) -> None:
    buckets = Buckets(Limit(burst, every))
    now, let_in = 0.0, 0
    for pause in pauses:
        now += pause
        wait = buckets.wait("v", now)
        assert wait <= every + 1e-9
        if wait == 0:
            buckets.take("v", now)
            let_in += 1
        else:
            assert buckets.wait("v", now + wait + 1e-6) == 0  # the promise is kept
    assert let_in <= burst + now / every + 1e-6


def test_only_so_many_pages_of_one_address_wait_for_news() -> None:
    rates = Rates()
    with ExitStack() as pages:
        for _ in range(MOST_LISTENING):
            assert pages.enter_context(rates.listening("a school"))
        with rates.listening("a school") as one_more:
            assert not one_more
        with rates.listening("elsewhere") as somebody:
            assert somebody
    with rates.listening("a school") as again:
        assert again
