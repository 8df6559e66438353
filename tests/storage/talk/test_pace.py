"""Limits, patience and quiet hours: pure, so tried with thousands of values."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.talk.pace import COPENHAGEN, UNLIMITED, Pacing, Rate, awake, back_off
from tests.storage.cast import NOW

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


def utc(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-05-04T05:59:59", "2026-05-04T06:00:00"),  # 7.59 in Denmark
        ("2026-05-04T06:00:00", "2026-05-04T06:00:00"),
        ("2026-05-04T17:59:59", "2026-05-04T17:59:59"),
        ("2026-05-04T18:00:00", "2026-05-05T06:00:00"),  # 20.00
        ("2026-05-04T22:30:00", "2026-05-05T06:00:00"),  # half past midnight
        ("2026-12-31T19:00:00", "2027-01-01T07:00:00"),  # winter, and a new year
        ("2026-03-28T20:00:00", "2026-03-29T06:00:00"),  # the clock goes forward that night
        ("2026-03-29T00:59:00", "2026-03-29T06:00:00"),
        ("2026-03-29T01:01:00", "2026-03-29T06:00:00"),
        ("2026-10-24T18:00:00", "2026-10-25T07:00:00"),  # and back
        ("2026-10-25T00:30:00", "2026-10-25T07:00:00"),
        ("2026-10-25T01:30:00", "2026-10-25T07:00:00"),  # the same hour once more
    ],
)
def test_the_night_lasts_until_eight(now: str, then: str) -> None:
    assert awake(utc(now)) == utc(then)


@given(MOMENTS)
def test_nothing_unasked_comes_at_night_and_nothing_waits_for_long(now: datetime) -> None:
    then = awake(now)
    assert time(8) <= then.astimezone(COPENHAGEN).time() < time(20)
    assert timedelta(0) <= then - now <= timedelta(hours=13)
    assert awake(then) == then


def test_waiting_doubles_up_to_an_hour() -> None:
    waits = [back_off(attempts).total_seconds() for attempts in range(1, 14)]
    assert waits[:8] == [2, 4, 8, 16, 32, 64, 128, 256]
    assert waits[8:] == [512, 1024, 2048, 3600, 3600]
    assert back_off(10_000) == timedelta(hours=1)


def played(rate: Rate, asked: list[int]) -> list[datetime]:
    """When those went who asked so many milliseconds after one another."""
    went, paid, now = [], NOW, NOW
    for wait in asked:
        now += timedelta(milliseconds=wait)
        at = rate.earliest(paid, now)
        went.append(at)
        paid = rate.after(paid, at)
    return went


def most_within(went: list[datetime], window: timedelta) -> int:
    """The most that went within any stretch of time so long, its ends among it."""
    return max(sum(at <= other <= at + window for other in went) for at in went)


ASKED = st.lists(st.integers(0, 9000), min_size=1, max_size=80)


@given(ASKED)
def test_no_minute_of_a_group_holds_more_than_twenty(asked: list[int]) -> None:
    assert most_within(played(Pacing().group, asked), timedelta(seconds=60)) <= 20


@given(ASKED)
def test_no_second_holds_more_than_thirty(asked: list[int]) -> None:
    went = played(Pacing().overall, [wait // 300 for wait in asked])
    assert most_within(went, timedelta(seconds=1)) <= 30


@given(ASKED)
def test_a_private_chat_gets_one_a_second(asked: list[int]) -> None:
    went = played(Pacing().private, asked)
    for one, next_one in pairwise(went):
        assert next_one - one >= timedelta(seconds=1)


def test_a_group_that_was_quiet_takes_five_at_once_and_then_one_in_four_seconds() -> None:
    went = played(Pacing().group, [0] * 8)
    assert [(at - NOW).total_seconds() for at in went] == [0, 0, 0, 0, 0, 4, 8, 12]


def test_time_can_run_faster() -> None:
    quick = Pacing().faster(10)
    assert quick.chat("7").every == timedelta(milliseconds=100)
    assert quick.chat("-100").burst == 5
    assert UNLIMITED.chat("-100").every == timedelta(0)
