"""What was understood is said again, in words that mean the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.conversation.dates import (
    Moment,
    Reason,
    Recurring,
    Span,
    Unclear,
    read_back,
    understand,
    usual_school_holidays,
)
from handlers.conversation.dates.readback import texts_of
from handlers.conversation.dates.words import LANGUAGES
from tests.handlers.conversation.test_dates import (
    DANISH_CLOCKS,
    DANISH_DAYS,
    ENGLISH_CLOCKS,
    ENGLISH_DAYS,
    HOURS,
    NOW,
    PERIODS,
    UNCLEAR,
)
from tests.handlers.conversation.test_dates_series import BOUNDS, EXCEPTIONS, PATTERNS
from tests.needs import examples

READ_BACK = [
    (
        "i morgen kl 2",
        "mandag den 23. november 2026 kl. 14.00",
        "Monday 23 November 2026 at 14:00",
    ),
    ("3. maj", "mandag den 3. maj 2027", "Monday 3 May 2027"),
    (
        "tirsdag 16-18",
        "tirsdag den 24. november 2026 kl. 16.00-18.00",
        "Tuesday 24 November 2026 16:00-18:00",
    ),
    (
        "fredag aften",
        "fredag den 27. november 2026 om aftenen",
        "Friday 27 November 2026 in the evening",
    ),
    (
        "mandag til onsdag",
        "fra mandag den 23. november til onsdag den 25. november 2026",
        "from Monday 23 November to Wednesday 25 November 2026",
    ),
    (
        "hver tirsdag 16-18 fra december til jul, undtagen 8. december, ikke i ferien",
        (
            "hver tirsdag kl. 16.00-18.00 fra den 1. december til den 15. december 2026, "
            "ikke den 8. december 2026, ikke i skoleferierne"
        ),
        (
            "every Tuesday 16:00-18:00 from 1 December to 15 December 2026, "
            "not 8 December 2026, not in the school holidays"
        ),
    ),
    (
        "22. december - 2. januar",
        "fra tirsdag den 22. december 2026 til lørdag den 2. januar 2027",
        "from Tuesday 22 December 2026 to Saturday 2 January 2027",
    ),
    (
        "hver anden mandag og onsdag",
        "hver anden mandag og onsdag fra den 23. november 2026",
        "every other Monday and Wednesday from 23 November 2026",
    ),
    (
        "hverdage, ikke på helligdage",
        "hver mandag til fredag fra den 23. november 2026, ikke på helligdage",
        "every Monday to Friday from 23 November 2026, not on public holidays",
    ),
    (
        "første og tredje tirsdag i måneden kl. 19",
        "den første og tredje tirsdag i hver måned kl. 19.00 fra den 1. december 2026",
        "the first and third Tuesday of every month at 19:00 from 1 December 2026",
    ),
    (
        "den 1. og 22. i hver måned",
        "den 1. og 22. i hver måned fra den 22. november 2026",
        "the 1st and 22nd of every month from 22 November 2026",
    ),
]


@pytest.mark.parametrize(("words", "danish", "english"), READ_BACK)
def test_in_right_danish_and_english(words: str, danish: str, english: str) -> None:
    when = understand(words, NOW, "da")
    assert not isinstance(when, Unclear)
    assert read_back(when, "da") == danish
    assert read_back(when, "en") == english


def test_every_reason_has_a_text_in_both_languages() -> None:
    for language in LANGUAGES:
        assert {Unclear(reason).key.removeprefix("dates.") for reason in Reason} <= set(
            texts_of(language)
        )


WORDINGS = [
    *DANISH_DAYS,
    *ENGLISH_DAYS,
    *(f"i morgen {clock}" for clock in (*DANISH_CLOCKS, *ENGLISH_CLOCKS)),
    *(f"tirsdag {hours}" for hours in HOURS),
    *PERIODS,
    *(words for _, words, _ in PATTERNS),
    *(words for words, _, _ in BOUNDS),
    *(words for words, _ in EXCEPTIONS),
    *(words for words, _, _ in READ_BACK),
]


def assert_read_back_again(words: str, now: datetime, language: str) -> None:
    when = understand(words, now, language)
    if isinstance(when, Unclear):
        return
    for each in LANGUAGES:
        line = read_back(when, each)
        assert understand(line, now, each) == when, line


@pytest.mark.parametrize("words", WORDINGS)
def test_read_back_is_understood_as_the_same(words: str) -> None:
    assert_read_back_again(words, NOW, "da")


NOWS = st.datetimes(datetime(2025, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))
SAID = [
    words
    for table in LANGUAGES.values()
    for kind in table.words.values()
    for words in kind.values()
]
PIECES = [
    *(word for words in SAID for word in words.split(", ")),
    *(words for all_of_a_reason in UNCLEAR.values() for words in all_of_a_reason),
    *WORDINGS,
    "hver",
    "every",
    "til",
    "ikke",
    "-",
    ",",
]
NUMBERS = st.integers(0, 2100).map(str) | st.integers(1, 31).map("{}.".format)
CLOCK_TIMES = st.times().map("{:%H.%M}".format)
SENTENCES = st.lists(st.sampled_from(PIECES) | NUMBERS | CLOCK_TIMES, max_size=7).map(" ".join)


@given(SENTENCES, NOWS, st.sampled_from(sorted(LANGUAGES)))
@example("hver dag kl. 02.30 til 1. april", datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "da")
@settings(max_examples=examples(250), deadline=None)
def test_any_sentence_is_read_back_as_the_same(words: str, now: datetime, language: str) -> None:
    assert_read_back_again(words, now, language)


@given(st.text(max_size=400), NOWS, st.sampled_from(sorted(LANGUAGES)))
@settings(max_examples=examples(120), deadline=None)
def test_no_text_is_an_error(words: str, now: datetime, language: str) -> None:
    assert_read_back_again(words, now, language)


SERIES = [words for _, words, _ in PATTERNS]
ENDS = ["", "til jul", "10 gange", "i 6 uger", "fra uge 3 til uge 30", "resten af året"]
GAPS = ["", "ikke i ferien", "ikke på helligdage", "undtagen 1. december og uge 7"]


@given(
    st.builds("{} {} {} {}".format, *map(st.sampled_from, (SERIES, ["", "16-18"], ENDS, GAPS))),
    NOWS,
)
@settings(max_examples=examples(100), deadline=None)
def test_a_series_is_in_order_in_its_period_and_never_in_a_gap(words: str, now: datetime) -> None:
    when = understand(words, now, "da")
    if not isinstance(when, Recurring):
        return
    days = list(when.days())
    assert days == sorted(set(days))
    assert days[0] == when.first
    assert when.last in (None, days[-1])
    assert not any(day in gap for gap in when.without for day in days)
    if when.school_holidays is not None:
        usual = usual_school_holidays(now.year - 1, now.year + 9)
        assert not any(day in holiday for holiday in usual for day in days)
    assert all(each.ends > now for each in when.occurrences())


def test_a_day_after_today_is_never_before_it() -> None:
    for ahead in range(0, 400, 3):
        now = NOW + timedelta(days=ahead)
        for words in ("fredag", "den 3.", "3. maj", "juleaften", "uge 42", "om en uge"):
            when = understand(words, now, "da")
            assert isinstance(when, Moment | Span)
            assert when.ends > now
            assert when.starts.date() <= date(now.year + 2, 1, 1)
