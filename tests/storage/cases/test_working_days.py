"""Working days: the promise to the citizen, counted as a person at the library would."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.cases.working_days import is_working_day, next_working_day, promised_date

DAYS = st.dates(date(2024, 1, 1), date(2060, 12, 31))


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("received", "days", "promised"),
    [
        (noon(2026, 11, 23), 10, date(2026, 12, 7)),  # two plain weeks
        (noon(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday to Monday
        (noon(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday: Monday is the first day
        (noon(2026, 11, 22), 10, date(2026, 12, 4)),  # Sunday
        (noon(2027, 3, 22), 10, date(2027, 4, 8)),  # Easter takes three working days
        (noon(2027, 5, 5), 1, date(2027, 5, 7)),  # Ascension Day on the Thursday
        (noon(2027, 5, 14), 1, date(2027, 5, 18)),  # Whit Monday
        (noon(2026, 12, 18), 10, date(2027, 1, 7)),  # Christmas, both eves and New Year
        (noon(2026, 6, 4), 1, date(2026, 6, 8)),  # Grundlovsdag on a Friday
    ],
)
def test_the_promise_skips_what_is_no_working_day(
    received: datetime, days: int, promised: date
) -> None:
    assert promised_date(received, days) == promised


def test_store_bededag_is_a_working_day_since_2024() -> None:
    assert not is_working_day(date(2023, 5, 5))
    assert is_working_day(date(2024, 4, 26))
    assert is_working_day(date(2027, 4, 23))


@pytest.mark.parametrize(
    "day", [date(2027, 1, 1), date(2027, 3, 25), date(2026, 12, 24), date(2026, 12, 31)]
)
def test_closed_days_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


def test_the_library_can_keep_other_days_closed() -> None:
    assert is_working_day(date(2026, 12, 24), closed=frozenset())
    received = noon(2026, 12, 23)
    assert promised_date(received, 1, closed=frozenset()) == date(2026, 12, 24)
    assert promised_date(received, 1) == date(2026, 12, 28)
    assert promised_date(noon(2027, 4, 29), 1, frozenset({(4, 30)})) == date(2027, 5, 3)


def test_the_day_of_receipt_is_the_one_in_copenhagen() -> None:
    sunday_in_utc = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # Monday 00.30 on the wall
    assert promised_date(sunday_in_utc, 1) == date(2026, 11, 24)
    summer = datetime(2026, 6, 28, 22, 0, tzinfo=UTC)  # Monday 00.00, summer time
    assert promised_date(summer, 1) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("received", "days"), [(datetime(2026, 11, 23, 12, 0), 10), (noon(2026, 11, 23), 0)]
)
def test_what_cannot_be_counted_is_refused(received: datetime, days: int) -> None:
    with pytest.raises(ValueError, match=r"must be aware|at least one"):
        promised_date(received, days)


@given(DAYS, st.integers(1, 30))
def test_between_receipt_and_promise_lie_just_the_days(day: date, days: int) -> None:
    promised = promised_date(datetime(day.year, day.month, day.day, 11, tzinfo=UTC), days)
    after = [day + timedelta(days=n + 1) for n in range((promised - day).days)]
    assert sum(map(is_working_day, after)) == days
    assert is_working_day(promised)


@given(DAYS)
def test_nobody_waits_a_week_for_the_next_working_day(day: date) -> None:
    assert day < next_working_day(day) <= day + timedelta(days=6)
