"""Wordings, and what they mean. Said on Sunday 22 November 2026 at 11.00 in Denmark."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from handlers.conversation.dates import (
    Moment,
    Part,
    Reason,
    Recurring,
    Span,
    Unclear,
    When,
    read_back,
    understand,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def understood(words: str, language: str = "da", now: datetime = NOW) -> When:
    when = understand(words, now, language)
    assert not isinstance(when, Unclear), f"{words}: {when}"
    return when


def series(words: str, language: str = "da") -> Recurring:
    when = understood(words, language)
    assert isinstance(when, Recurring)
    return when


def why(words: str, language: str = "da", now: datetime = NOW) -> Reason | str:
    when = understand(words, now, language)
    return when.reason if isinstance(when, Unclear) else read_back(when, language)


DANISH_DAYS = {
    "i dag": "2026-11-22",
    "i morgen": "2026-11-23",
    "imorgen": "2026-11-23",
    "i overmorgen": "2026-11-24",
    "om 3 dage": "2026-11-25",
    "om tre dage": "2026-11-25",
    "om en uge": "2026-11-29",
    "om 14 dage": "2026-12-06",
    "om to måneder": "2027-01-22",
    "fredag": "2026-11-27",
    "på fredag": "2026-11-27",
    "nu på fredag": "2026-11-27",
    "søndag": "2026-11-29",
    "denne søndag": "2026-11-22",
    "næste fredag": "2026-11-27",
    "fredag i næste uge": "2026-11-27",
    "i næste uge på fredag": "2026-11-27",
    "på fredag om en uge": "2026-12-04",
    "fredag om 14 dage": "2026-12-11",
    "tirsdag i uge 7": "2027-02-16",
    "i uge 7 om tirsdagen": "2027-02-16",
    "den 3.": "2026-12-03",
    "d. 26": "2026-11-26",
    "den 31.": "2026-12-31",
    "3. maj": "2027-05-03",
    "den tredje maj": "2027-05-03",
    "den 3. i 5.": "2027-05-03",
    "3/5": "2027-05-03",
    "3.5": "2027-05-03",
    "3.5.2027": "2027-05-03",
    "3/5-27": "2027-05-03",
    "3-5-2027": "2027-05-03",
    "3. 5. 2027": "2027-05-03",
    "2027-05-03": "2027-05-03",
    "mandag den 3. maj": "2027-05-03",
    "mandag d. 3/5": "2027-05-03",
    "24. december": "2026-12-24",
    "10.12": "2026-12-10",
    "torsdag 3.12": "2026-12-03",
    "29. februar": "2028-02-29",
    "21. november": "2027-11-21",
    "22. november": "2026-11-22",
    "juleaften": "2026-12-24",
    "juleaften den 24. december": "2026-12-24",
    "2. juledag": "2026-12-26",
    "nytårsaften": "2026-12-31",
    "nytårsdag": "2027-01-01",
    "fastelavn": "2027-02-07",
    "skærtorsdag": "2027-03-25",
    "langfredag": "2027-03-26",
    "påskedag": "2027-03-28",
    "2. påskedag": "2027-03-29",
    "anden påskedag": "2027-03-29",
    "Kristi himmelfartsdag": "2027-05-06",
    "2. pinsedag": "2027-05-17",
    "grundlovsdag": "2027-06-05",
    "sankthansaften": "2027-06-23",
    "mortensaften 2028": "2028-11-10",
    "den første tirsdag i maj": "2027-05-04",
    "sidste fredag i næste måned": "2026-12-25",
    "paa loerdag": "2026-11-28",
    "på lordag": "2026-11-28",
    "soendag": "2026-11-29",
    "naeste tirsdga": "2026-11-24",
    "FREDG": "2026-11-27",
    "24. decmber": "2026-12-24",
    "Kan vi sige tirsdag?": "2026-11-24",
    "on Tuesday": "2026-11-24",
}
ENGLISH_DAYS = {
    "today": "2026-11-22",
    "tomorrow": "2026-11-23",
    "tommorow": "2026-11-23",
    "the day after tomorrow": "2026-11-24",
    "in 3 days": "2026-11-25",
    "in two weeks": "2026-12-06",
    "three weeks from now": "2026-12-13",
    "Friday": "2026-11-27",
    "this Friday": "2026-11-27",
    "next Friday": "2026-11-27",
    "Friday in two weeks": "2026-12-11",
    "Tuesday in week 7": "2027-02-16",
    "the 24th": "2026-11-24",
    "May 3rd": "2027-05-03",
    "3 May": "2027-05-03",
    "3rd of May 2027": "2027-05-03",
    "May 3, 2027": "2027-05-03",
    "Monday, May 3rd": "2027-05-03",
    "3/4": "2027-04-03",
    "Easter Monday": "2027-03-29",
    "Christmas Eve": "2026-12-24",
    "Boxing Day": "2026-12-26",
    "Constitution Day": "2027-06-05",
    "the first Tuesday in May": "2027-05-04",
    "Wendesday": "2026-11-25",
    "febuary 3rd": "2027-02-03",
    "på fredag": "2026-11-27",
}


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [("da", *each) for each in DANISH_DAYS.items()]
    + [("en", *each) for each in ENGLISH_DAYS.items()],
)
def test_a_day(language: str, words: str, day: str) -> None:
    assert understood(words, language) == Moment(date.fromisoformat(day))


DANISH_CLOCKS = {
    "kl 16": "16:00",
    "kl. 16.30": "16:30",
    "kl.9": "09:00",
    "klokken 16": "16:00",
    "16:30": "16:30",
    "16.30": "16:30",
    "kl. 10.12": "10:12",
    "10.10": "10:10",
    "kl 1630": "16:30",
    "kl. 07.30": "07:30",
    "kl. 7.30": "19:30",
    "kl 4": "16:00",
    "kl 8": "08:00",
    "kl 8 om aftenen": "20:00",
    "kl. 11.30 om aftenen": "23:30",
    "halv fire": "15:30",
    "halv otte om morgenen": "07:30",
    "halv otte om aftenen": "19:30",
    "halv et": "12:30",
    "klokken et": "13:00",
    "kvart over to": "14:15",
    "kvart i fem": "16:45",
    "kvart i et": "12:45",
    "kvart over 16": "16:15",
    "fem minutter i halv fire": "15:25",
    "fem over halv fire": "15:35",
    "ti over otte": "08:10",
    "tyve minutter over 4": "16:20",
    "fem i fire": "15:55",
    "ved 16-tiden": "16:00",
    "middag": "12:00",
    "fra kl. 16": "16:00",
}
ENGLISH_CLOCKS = {
    "4pm": "16:00",
    "at 4": "16:00",
    "at 16": "16:00",
    "4.30 p.m.": "16:30",
    "10:30 pm": "22:30",
    "9 am": "09:00",
    "11 am": "11:00",
    "at 4 o'clock": "16:00",
    "half past three": "15:30",
    "half three": "15:30",
    "quarter to five": "16:45",
    "a quarter past ten": "10:15",
    "ten to five": "16:50",
    "five minutes past eight": "08:05",
    "noon": "12:00",
    "at 9 in the evening": "21:00",
    "kl 16": "16:00",
}


@pytest.mark.parametrize(
    ("language", "day", "words", "clock"),
    [("da", "i morgen", *each) for each in DANISH_CLOCKS.items()]
    + [("en", "tomorrow", *each) for each in ENGLISH_CLOCKS.items()],
)
def test_a_clock(language: str, day: str, words: str, clock: str) -> None:
    expected = Moment(date(2026, 11, 23), time.fromisoformat(clock))
    assert understood(f"{day} {words}", language) == expected


HOURS = {
    "16-18": (16, 18),
    "16 - 18": (16, 18),
    "fra 16 til 18": (16, 18),
    "kl. 16.00-18.00": (16, 18),
    "kl. 16 til kl. 18": (16, 18),
    "mellem 16 og 18": (16, 18),
    "kl 16 i to timer": (16, 18),
    "4-6": (16, 18),
    "9-5": (9, 17),
    "10-2": (10, 14),
    "7-9": (19, 21),
    "8-10 om aftenen": (20, 22),
    "kl 4 om eftermiddagen til 6": (16, 18),
    "from 4 to 6pm": (16, 18),
    "11-1pm": (11, 13),
    "9am-5pm": (9, 17),
    "from ten to five": (10, 17),
    "between 4 and 6": (16, 18),
}


@pytest.mark.parametrize(("words", "hours"), HOURS.items())
@pytest.mark.parametrize("order", ["{day} {hours}", "{hours} {day}"])
def test_from_one_clock_to_another(words: str, hours: tuple[int, int], order: str) -> None:
    day = date(2026, 11, 24)
    start, end = (Moment(day, time(hour)) for hour in hours)
    danish = understand(order.format(day="tirsdag", hours=words), NOW, "da")
    english = understand(order.format(day="Tuesday", hours=words), NOW, "en")
    assert Span(start, end) in (danish, english)


def test_clocks_past_midnight_end_the_day_after() -> None:
    span = understood("fredag 22-2")
    assert span == Span(Moment(date(2026, 11, 27), time(22)), Moment(date(2026, 11, 28), time(2)))


def test_a_part_of_the_day_stands_for_a_clock() -> None:
    assert understood("fredag aften") == Moment(date(2026, 11, 27), part=Part.EVENING)
    assert understood("i eftermiddag") == Moment(date(2026, 11, 22), part=Part.AFTERNOON)
    assert understood("tomorrow morning", "en") == Moment(date(2026, 11, 23), part=Part.MORNING)
    assert understood("fredagaften kl 8") == Moment(date(2026, 11, 27), time(20))


def test_a_clock_without_a_day_is_the_next_time_it_is() -> None:
    assert understood("kl. 16") == Moment(date(2026, 11, 22), time(16))
    assert understood("kl. 10") == Moment(date(2026, 11, 23), time(10))


def test_a_date_without_a_year_rolls_forward_when_its_clock_is_over() -> None:
    assert understood("22/11 kl. 16") == Moment(date(2026, 11, 22), time(16))
    assert understood("22/11 kl. 10") == Moment(date(2027, 11, 22), time(10))


PERIODS = {
    "fra mandag til onsdag": ("2026-11-23", "2026-11-25"),
    "mandag-onsdag": ("2026-11-23", "2026-11-25"),
    "fra onsdag til mandag": ("2026-11-25", "2026-11-30"),
    "1.-5. maj": ("2027-05-01", "2027-05-05"),
    "3-5 maj": ("2027-05-03", "2027-05-05"),
    "fra 3 til 5 maj": ("2027-05-03", "2027-05-05"),
    "fra 28. til 3. maj": ("2027-04-28", "2027-05-03"),
    "22. december - 2. januar": ("2026-12-22", "2027-01-02"),
    "fra 22. december til 2. januar 2027": ("2026-12-22", "2027-01-02"),
    "24.12-26.12": ("2026-12-24", "2026-12-26"),
    "May 3-5": ("2027-05-03", "2027-05-05"),
    "Monday to Wednesday": ("2026-11-23", "2026-11-25"),
    "i 3 dage fra mandag": ("2026-11-23", "2026-11-25"),
    "uge 42": ("2027-10-18", "2027-10-24"),
    "week 42": ("2027-10-18", "2027-10-24"),
    "uge 53": ("2026-12-28", "2027-01-03"),
    "i næste uge": ("2026-11-23", "2026-11-29"),
    "i weekenden": ("2026-11-21", "2026-11-22"),
    "next weekend": ("2026-11-28", "2026-11-29"),
    "i påsken": ("2027-03-25", "2027-03-29"),
    "i maj": ("2027-05-01", "2027-05-31"),
    "næste måned": ("2026-12-01", "2026-12-31"),
    "sommerferien": ("2027-07-05", "2027-08-15"),
}


@pytest.mark.parametrize(("words", "days"), PERIODS.items())
def test_several_days(words: str, days: tuple[str, str]) -> None:
    first, last = (Moment(date.fromisoformat(day)) for day in days)
    assert understood(words) == Span(first, last)


def test_days_with_their_own_clocks() -> None:
    span = understood("fra mandag kl 10 til onsdag kl 12")
    assert span == Span(Moment(date(2026, 11, 23), time(10)), Moment(date(2026, 11, 25), time(12)))


def test_a_day_without_a_clock_ends_with_the_day() -> None:
    day = understood("i morgen")
    assert isinstance(day, Moment)
    assert day.starts == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert day.ends == datetime(2026, 11, 23, 23, 0, tzinfo=UTC)


def test_moments_are_aware_utc() -> None:
    winter, summer = understood("i morgen kl. 16"), understood("3. maj kl. 16")
    assert isinstance(winter, Moment)
    assert isinstance(summer, Moment)
    assert winter.starts == datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert summer.starts == datetime(2027, 5, 3, 14, 0, tzinfo=UTC)
    assert winter.ends == winter.starts


UNCLEAR = {
    Reason.NOT_A_DATE: ["", "hej med dig", "tersdag", "jeg har en idé", "æøå", "🙂", "hvornår"],
    Reason.TOO_LONG: ["fredag " * 60],
    Reason.UNREAD: [
        "fredag ude ved søen kl 16",
        "hver tirsdag til vi stopper",
        "hver første tirsdag",
        "hver fredag i fuldmåne kl 16",
    ],
    Reason.BARE_NUMBER: ["fredag 16", "3", "5 dage", "fredag kl 16 4"],
    Reason.SEVERAL: [
        "fredag eller lørdag",
        "mandag og onsdag",
        "hver tirsdag 5 gange 6 gange",
        "hver fredag i 2 uger i 3 uger",
        "fredag formiddag eftermiddag",
        "mandag kl 10 og onsdag kl 12",
        "3., 4. december",
        "hver tirsdag og den 1. i hver måned",
    ],
    Reason.VAGUE: ["måske på fredag", "midt i maj", "sometime in May", "fredag hvis det regner"],
    Reason.ONLY_NOT: ["ikke på fredag", "not on Fridays"],
    Reason.PAST: [
        "i går",
        "yesterday",
        "i dag kl. 10",
        "3.5.2020",
        "sidste fredag",
        "last week",
        "hver tirsdag fra 1. maj 2020 til 1. juni 2020",
    ],
    Reason.TOO_FAR: ["3.5.2207", "om 99999999999 dage", "hver tirsdag til 1. maj 2099"],
    Reason.NO_SUCH_DATE: [
        "31. februar",
        "31. april",
        "29. februar 2027",
        "45. maj",
        "0. maj",
        "5/13",
        "den femte tirsdag i februar 2027",
    ],
    Reason.NO_SUCH_WEEK: ["uge 60", "uge 0", "uge 53 2027"],
    Reason.NO_SUCH_CLOCK: ["i morgen kl 25", "i morgen kl. 16.75", "i morgen kl. 24"],
    Reason.CLOCK_AND_PART: ["fredag kl 16 om morgenen", "16:30 am tomorrow"],
    Reason.CLOCK_SKIPPED: ["28. marts 2027 kl. 02.30"],
    Reason.CLOCK_TWICE: ["31. oktober 2027 kl. 02.30"],
    Reason.WRONG_WEEKDAY: ["fredag den 28. november", "Friday 16 May"],
    Reason.WRONG_ORDER: ["fra 5. maj 2027 til 3. maj 2027", "fredag 16-16"],
    Reason.WHICH_DAY: [
        "hver uge",
        "hver 14. dag",
        "hver måned",
        "om eftermiddagen",
        "til jul",
        "i næste uge kl 16",
        "10 gange",
    ],
    Reason.NEVER: ["hver tirsdag i uge 7, ikke i ferien", "hver tirsdag undtagen tirsdage"],
}


@pytest.mark.parametrize(
    ("reason", "words"), [(reason, words) for reason, said in UNCLEAR.items() for words in said]
)
def test_what_cannot_be_read_is_asked(reason: Reason, words: str) -> None:
    assert why(words) == reason
