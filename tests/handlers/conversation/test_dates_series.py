"""Series: how they repeat, where they begin and end, and what they leave out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import islice

import pytest

from handlers.conversation.dates import (
    Every,
    Hours,
    Moment,
    Part,
    Pattern,
    Period,
    Recurring,
    Span,
    understand,
    usual_school_holidays,
)
from tests.handlers.conversation.test_dates import NOW, series

DAILY = Pattern(Every.DAY)
TUESDAYS = Pattern(Every.WEEK, weekdays=(1,))
WORKDAYS = Pattern(Every.WEEK, weekdays=(0, 1, 2, 3, 4))
WEEKENDS = Pattern(Every.WEEK, weekdays=(5, 6))
MONDAYS_AND_WEDNESDAYS = Pattern(Every.WEEK, weekdays=(0, 2))
OTHER_THURSDAY = Pattern(Every.WEEK, 2, (3,))
FIRST_TUESDAYS = Pattern(Every.MONTH, weekdays=(1,), ordinals=(1,))
LAST_FRIDAYS = Pattern(Every.MONTH, weekdays=(4,), ordinals=(-1,))

PATTERNS = [
    ("da", "hver tirsdag", TUESDAYS),
    ("da", "Hver Tirsdag", TUESDAYS),
    ("da", "tirsdage", TUESDAYS),
    ("da", "om tirsdagen", TUESDAYS),
    ("da", "alle tirsdage", TUESDAYS),
    ("da", "hver uge om tirsdagen", TUESDAYS),
    ("da", "tirsdag hver uge", TUESDAYS),
    ("da", "hver uge fra tirsdag den 1. december", TUESDAYS),
    ("da", "hver mandag og onsdag", MONDAYS_AND_WEDNESDAYS),
    ("da", "mandage og onsdage", MONDAYS_AND_WEDNESDAYS),
    ("da", "hver mandag, tirsdag, onsdag, torsdag og fredag", WORKDAYS),
    ("da", "hver mandag til fredag", WORKDAYS),
    ("da", "på hverdage", WORKDAYS),
    ("da", "hver dag undtagen i weekenden", WORKDAYS),
    ("da", "hver weekend", WEEKENDS),
    ("da", "hver dag", DAILY),
    ("da", "dagligt", DAILY),
    ("da", "hver anden torsdag", OTHER_THURSDAY),
    ("da", "hver 2. torsdag", OTHER_THURSDAY),
    ("da", "hver anden uge om torsdagen", OTHER_THURSDAY),
    ("da", "torsdag hver 14. dag", OTHER_THURSDAY),
    ("da", "hver tredje torsdag", Pattern(Every.WEEK, 3, (3,))),
    ("da", "hver tirsdag i lige uger", Pattern(Every.WEEK, 1, (1,), odd_weeks=False)),
    ("da", "tirsdag i ulige uger", Pattern(Every.WEEK, 1, (1,), odd_weeks=True)),
    ("da", "den første tirsdag i måneden", FIRST_TUESDAYS),
    ("da", "hver første tirsdag i måneden", FIRST_TUESDAYS),
    ("da", "sidste fredag hver måned", LAST_FRIDAYS),
    ("da", "den 15. i hver måned", Pattern(Every.MONTH, month_days=(15,))),
    ("da", "hver måned den 15.", Pattern(Every.MONTH, month_days=(15,))),
    ("da", "hver dag undtagen søndag", Pattern(Every.WEEK, weekdays=(0, 1, 2, 3, 4, 5))),
    ("en", "every Tuesday", TUESDAYS),
    ("en", "Tuesdays", TUESDAYS),
    ("en", "weekdays", WORKDAYS),
    ("en", "every day", DAILY),
    ("en", "every other Thursday", OTHER_THURSDAY),
    ("en", "every 2 weeks on Thursday", OTHER_THURSDAY),
    ("en", "first Tuesday of every month", FIRST_TUESDAYS),
    ("en", "the last Friday of the month", LAST_FRIDAYS),
    ("en", "hver tirsdag", TUESDAYS),
]


@pytest.mark.parametrize(("language", "words", "pattern"), PATTERNS)
def test_how_it_repeats(language: str, words: str, pattern: Pattern) -> None:
    assert series(words, language).pattern == pattern


BOUNDS = [
    ("hver tirsdag", "2026-11-24", None),
    ("hver tirsdag til jul", "2026-11-24", "2026-12-22"),
    ("hver torsdag til jul", "2026-11-26", "2026-12-17"),
    ("hver tirsdag til sommerferien", "2026-11-24", "2027-06-29"),
    ("hver lørdag til den 1. maj", "2026-11-28", "2027-05-01"),
    ("hver lørdag til og med 1. maj", "2026-11-28", "2027-05-01"),
    ("hver tirsdag resten af året", "2026-11-24", "2026-12-29"),
    ("hver tirsdag 10 gange", "2026-11-24", "2027-01-26"),
    ("hver tirsdag i 6 uger", "2026-11-24", "2026-12-29"),
    ("hver tirsdag fra uge 3", "2027-01-19", None),
    ("hver tirsdag fra uge 3 til uge 20", "2027-01-19", "2027-05-18"),
    ("hver tirsdag efter nytår", "2027-01-05", None),
    ("hver tirsdag fra 1. december til 22. december", "2026-12-01", "2026-12-22"),
    ("hver tirsdag i december", "2026-12-01", "2026-12-29"),
    ("hver anden torsdag fra 1. december", "2026-12-03", None),
    ("hver tirsdag fra 1. maj 2026 til jul", "2026-11-24", "2026-12-22"),
    ("every Friday for 6 weeks", "2026-11-27", "2027-01-01"),
    ("every Friday until Christmas", "2026-11-27", "2026-12-18"),
    ("fra mandag til onsdag kl 10-12", "2026-11-23", "2026-11-25"),
]


@pytest.mark.parametrize(("words", "first", "last"), BOUNDS)
def test_where_it_begins_and_ends(words: str, first: str, last: str | None) -> None:
    found = series(words)
    assert found.first == date.fromisoformat(first)
    assert found.last == (date.fromisoformat(last) if last else None)


def test_until_christmas_is_the_next_one_when_it_is_christmas() -> None:
    found = understand("hver tirsdag til jul", datetime(2026, 12, 25, 10, tzinfo=UTC), "da")
    assert isinstance(found, Recurring)
    assert found.last == date(2027, 12, 21)


def test_the_issues_own_example() -> None:
    found = series("hver tirsdag 16-18 til jul, ikke i ferien")
    assert found.hours == Hours(time(16), time(18))
    assert found.pattern == TUESDAYS
    days = [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)]
    assert list(found.days()) == days


EXCEPTIONS = [
    ("hver tirsdag til jul undtagen 1. december", ["12-01"]),
    ("hver tirsdag til jul, ikke 1. og 8. december", ["12-01", "12-08"]),
    ("hver tirsdag til jul, ikke i uge 49 og 50", ["12-01", "12-08"]),
    ("hver tirsdag til jul, ikke uge 49-50", ["12-01", "12-08"]),
    ("hver tirsdag til jul, ikke fra 1. til 10. december", ["12-01", "12-08"]),
    ("hver tirsdag til jul, undtagen 1. december, ikke i ferien", ["12-01", "12-22"]),
    ("hver tirsdag til jul, ikke på helligdage", []),
    ("til jul undtagen 1. december, hver tirsdag", ["12-01"]),
    ("undtagen 1. december hver tirsdag til jul", ["12-01"]),
    ("every Tuesday until Christmas except 1 December", ["12-01"]),
]


@pytest.mark.parametrize(("words", "left_out"), EXCEPTIONS)
def test_what_is_left_out(words: str, left_out: list[str]) -> None:
    every = ["11-24", "12-01", "12-08", "12-15", "12-22"]
    days = [f"{day:%m-%d}" for day in series(words).days()]
    assert days == [day for day in every if day not in left_out]


def test_only_exceptions_within_the_series_are_kept_and_neighbours_are_one() -> None:
    weeks = (Period(date(2027, 2, 15), date(2027, 2, 28)),)
    assert series("hver tirsdag, ikke i uge 7 og 8").without == weeks
    assert series("hver tirsdag til jul, ikke i uge 7 og 8").without == ()


def test_public_holidays_are_the_danish_ones_and_the_days_libraries_close() -> None:
    days = set(series("hver dag til 30. juni, ikke på helligdage").days())
    closed = {
        (12, 24),
        (12, 25),
        (12, 26),
        (12, 31),
        (1, 1),
        (3, 25),
        (3, 26),
        (3, 29),
        (5, 17),
        (6, 5),
    }
    assert not closed & {(day.month, day.day) for day in days}
    assert date(2027, 4, 23) in days  # store bededag is a working day since 2024


def test_school_holidays_are_the_librarys_own() -> None:
    own = (Period(date(2026, 12, 1), date(2026, 12, 3), "own"),)
    found = understand("hver tirsdag til jul, ikke i ferien", NOW, "da", school_holidays=own)
    assert isinstance(found, Recurring)
    assert date(2026, 12, 1) not in set(found.days())
    assert date(2026, 12, 22) in set(found.days())


def test_usual_school_holidays() -> None:
    names = {period.name: period for period in usual_school_holidays(2027, 2027)}
    assert names["winter"] == Period(date(2027, 2, 15), date(2027, 2, 21), "winter")
    assert names["easter"] == Period(date(2027, 3, 20), date(2027, 3, 29), "easter")
    assert names["summer"] == Period(date(2027, 7, 5), date(2027, 8, 15), "summer")
    assert names["autumn"] == Period(date(2027, 10, 18), date(2027, 10, 24), "autumn")
    assert names["christmas"] == Period(date(2027, 12, 22), date(2028, 1, 2), "christmas")


def test_ten_times_are_ten_times_with_exceptions_between() -> None:
    assert len(list(series("hver tirsdag 10 gange, ikke i ferien").days())) == 10


def test_every_other_keeps_its_weeks_when_one_is_left_out() -> None:
    found = series("hver anden torsdag, ikke den 26. november")
    assert list(islice(found.days(), 2)) == [date(2026, 12, 10), date(2026, 12, 24)]


def test_even_weeks_follow_the_calendar_over_a_year_of_53_weeks() -> None:
    found = series("hver tirsdag i ulige uger fra 15. december til 20. januar")
    weeks = [day.isocalendar().week for day in found.days()]
    assert weeks == [51, 53, 1, 3]


def test_the_31st_only_comes_in_long_months() -> None:
    days = islice(series("den 31. i hver måned").days(), 3)
    assert list(days) == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)]


def test_a_series_keeps_its_local_clock_over_the_change_to_summer_time() -> None:
    found = series("hver søndag kl. 16 fra 21. marts til 28. marts")
    winter, summer = found.occurrences()
    assert winter.starts == datetime(2027, 3, 21, 15, 0, tzinfo=UTC)
    assert summer.starts == datetime(2027, 3, 28, 14, 0, tzinfo=UTC)


def test_a_clock_that_is_skipped_moves_on_by_an_hour_in_a_series() -> None:
    found = series("hver dag kl. 02.30 fra 27. marts til 29. marts 2027").occurrences()
    assert [each.starts for each in found] == [
        datetime(2027, 3, 27, 1, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        datetime(2027, 3, 29, 0, 30, tzinfo=UTC),
    ]


def test_an_occurrence_has_its_hours_or_its_part_of_the_day() -> None:
    hours = next(series("hver tirsdag 16-18").occurrences())
    part = next(series("hver tirsdag eftermiddag").occurrences())
    day = date(2026, 11, 24)
    assert hours == Span(Moment(day, time(16)), Moment(day, time(18)))
    assert part == Moment(day, part=Part.AFTERNOON)


def test_today_counts_until_its_clock_is_over() -> None:
    assert series("hver søndag kl. 16").first == date(2026, 11, 22)
    assert series("hver søndag kl. 10").first == date(2026, 11, 29)


def test_a_series_without_an_end_is_unrolled_for_two_years() -> None:
    *_, last = series("hver tirsdag").days()
    assert last == date(2028, 11, 21)
