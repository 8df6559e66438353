"""Shifts in plain words: what is a day, a place, a number, a role, and what is a note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.conversation.dates import Reason
from handlers.shifts.naming import Named
from handlers.shifts.saying import RoleNamed, Said, Sayable, read
from handlers.shifts.wish import Wish, restored, stored

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
IT, READING, HOMEWORK, CAFE, BOOKS, HOST, MEMORY, QUIZ, CODE, CODE_HERE = range(1, 11)
ROLES = (
    RoleNamed(IT, "IT-hjælper"),
    RoleNamed(READING, "Højtlæser"),
    RoleNamed(HOMEWORK, "Lektiehjælper"),
    RoleNamed(CAFE, "Sprogcafévært"),
    RoleNamed(BOOKS, "Bogven"),
    RoleNamed(HOST, "Arrangementsvært"),
    RoleNamed(MEMORY, "Erindringscafévært"),
    RoleNamed(QUIZ, "Quizmaster i Rockcaféen"),
    RoleNamed(CODE, "Kodeklub-hjælper"),
    RoleNamed(CODE_HERE, "Kodeklub-hjælper", "havnen"),
)
HOUSES = (
    Named("kastrup", "Kastrup"),
    Named("midtbyen", "Midtbyen"),
    Named("havnen", "Havnen"),
    Named("hoved", "Tårnby Hovedbibliotek"),
    Named("vest", "Vestamager"),
)
HERE = Sayable(ROLES, HOUSES)


def said(words: str, language: str = "da", base: Wish | None = None) -> Said:
    return read(words, HERE, MONDAY, language, base)


@dataclass(frozen=True)
class Meant:
    """What a sentence must be understood as: the first day, how many days, hours, and the rest."""

    first: str
    n: int
    hours: str
    role: int | None
    branch: str | None = None
    people: tuple[int | None, int | None] = (None, None)
    note: str = ""


def clock(written: str) -> time:
    return time.fromisoformat(written if ":" in written else f"{written}:00")


def meant(wish: Wish) -> Meant:
    hours = "-".join(f"{at:%H:%M}".removesuffix(":00") for at in (wish.begins, wish.ends) if at)
    first = wish.days[0].isoformat() if wish.days else ""
    people = (wish.least, wish.most)
    return Meant(first, len(wish.days), hours, wish.role, wish.branch, people, wish.note)


TUESDAYS = Meant("2026-12-01", 4, "16-18", IT, "kastrup", (2, 2))
SENTENCES = [
    ("hver tirsdag 16-18 i Kastrup til jul, 2 personer, IT-hjælp", TUESDAYS),
    ("IT-hjælp i Kastrup hver tirsdag kl. 16-18 til jul, 2 personer", TUESDAYS),
    ("2 personer hver tirsdag fra 16 til 18 til jul i kastrup som it hjælper", TUESDAYS),
    ("tirsdage 16-18 til jul, ithjælpere, Kastup, to frivillige", TUESDAYS),
    ("Hver tirsdag kl. 16.00-18.00 til jul. IT-hjælperne. I Kastrup bibliotek. 2 pers.", TUESDAYS),
    ("every Tuesday 16-18 in Kastrup until Christmas, 2 people, IT help", TUESDAYS),
    ("vi skal bruge 2 IT-hjælpere hver tirsdag 16-18 til jul i Kastrup", TUESDAYS),
    ("hver tirsdag 16-18, 2, IT-hjaelp, Kastrup, til jul", TUESDAYS),
    (
        "fredag 10-12 Midtbyen højtlæsning 1 person",
        Meant("2026-12-04", 1, "10-12", READING, "midtbyen", (1, 1)),
    ),
    (
        "på fredag kl 10 til 12, lektiehjælp, 2-4 personer, på Havnen",
        Meant("2026-12-04", 1, "10-12", HOMEWORK, "havnen", (2, 4)),
    ),
    (
        "tirsdag 16-18, 2-4, IT-hjælp, Kastrup",
        Meant("2026-12-01", 1, "16-18", IT, "kastrup", (2, 4)),
    ),
    ("tirsdag 16-18 IT-hjælp Kastrup", Meant("2026-12-01", 1, "16-18", IT, "kastrup")),
    (
        (
            "hver tirsdag og torsdag 15-17 fra januar til sommerferien, ikke i ferien, "
            "lektiehjælper, mindst 2, højst 4, Havnen"
        ),
        Meant("2027-01-05", 48, "15-17", HOMEWORK, "havnen", (2, 4)),
    ),
    (
        "hver onsdag 10-12 til påske undtagen 24/12 og uge 7, sprogcafé i Midtbyen, tre frivillige",
        Meant("2026-12-02", 16, "10-12", CAFE, "midtbyen", (3, 3)),
    ),
    (
        "i morgen 9-12 bogven 1 person havnen husk nøglen til kælderen",
        Meant("2026-12-01", 1, "09-12", BOOKS, "havnen", (1, 1), "Husk nøglen til kælderen"),
    ),
    (
        "lørdag den 12. december kl. 18-22 arrangementsvært, 4 personer i Midtbyen. Kaffe til alle",
        Meant("2026-12-12", 1, "18-22", HOST, "midtbyen", (4, 4), "Kaffe til alle"),
    ),
    (
        "vi mangler to højtlæsere på lørdag kl. 10-11.30 på Havnen",
        Meant("2026-12-05", 1, "10-11:30", READING, "havnen", (2, 2)),
    ),
    (
        (
            "den første mandag i hver måned 19-21 indtil juni, quizmaster, 1-2 personer, "
            "note: tag mikrofonen med kl. 18"
        ),
        Meant("2026-12-07", 7, "19-21", QUIZ, None, (1, 2), "Tag mikrofonen med kl. 18"),
    ),
    (
        "hver anden onsdag fra den 6. januar, 10-12, 10 gange, sprogcafe, Kastrup, 2 pers.",
        Meant("2027-01-06", 10, "10-12", CAFE, "kastrup", (2, 2)),
    ),
    (
        "hver dag i uge 8 9-12, kodeklub, Vestamager, min 2 max 5",
        Meant("2027-02-22", 7, "09-12", CODE, "vest", (2, 5)),
    ),
    (
        "lørdag 10-12 kodeklub på havnen, en person",
        Meant("2026-12-05", 1, "10-12", CODE_HERE, "havnen", (1, 1)),
    ),
    (
        "22-02 på fredag, arrangement, 3 mand, hovedbiblioteket",
        Meant("2026-12-04", 1, "22-02", HOST, "hoved", (3, 3)),
    ),
    (
        "vi mødes 15 minutter før, fredag 10-12, IT-hjælp",
        Meant("2026-12-04", 1, "10-12", IT, note="Vi mødes 15 minutter før"),
    ),
    (
        "fredag 16.30-18 «mød op ved skranken kl. 16» IT-hjælp",
        Meant("2026-12-04", 1, "16:30-18", IT, note="Mød op ved skranken kl. 16"),
    ),
    (
        "lav en vagt på fredag 16-18 ved kaffebordet, 2 personer",
        Meant("2026-12-04", 1, "16-18", None, None, (2, 2), "Ved kaffebordet"),
    ),
    (
        "3 frivillige til juletræsfest i Kastrup lørdag 12. december fra 13 til 17",
        Meant("2026-12-12", 1, "13-17", None, "kastrup", (3, 3), "Juletræsfest"),
    ),
    (
        "onsdag 9-11, der er parkering bag huset, IT-hjælp",
        Meant("2026-12-02", 1, "09-11", IT, note="Der er parkering bag huset"),
    ),
    (
        "hver lørdag fra 10 til 12 til påske i midtbyen, kodeklub; 2 hjælpere; ikke i juleferien",
        Meant("2026-12-05", 14, "10-12", CODE, "midtbyen", (2, 2)),
    ),
    (
        "tir 1/12 kl 10-12:30, lektiehjælp, mindst 2",
        Meant("2026-12-01", 1, "10-12:30", HOMEWORK, None, (2, None)),
    ),
    (
        "Sprogcafé-vært torsdag d. 10.12. kl. 17.00-19.00, højst 3",
        Meant("2026-12-10", 1, "17-19", CAFE, None, (None, 3)),
    ),
    (
        "erindringscafé mandag d. 14. december 13-15 i Kastrup, at least two, up to four people",
        Meant("2026-12-14", 1, "13-15", MEMORY, "kastrup", (2, 4)),
    ),
    (
        "I need 2 volunteers for IT-hjælp next friday 10-12 at Havnen",
        Meant("2026-12-11", 1, "10-12", IT, "havnen", (2, 2)),
    ),
    (
        "on friday 4pm-6pm, two volunteers, sprogcafeværter, Tårnby Hovedbibliotek",
        Meant("2026-12-04", 1, "16-18", CAFE, "hoved", (2, 2)),
    ),
    (
        "fra mandag til fredag 10-12, IT-hjælp, 2 personer, Kastrup",
        Meant("2026-12-07", 5, "10-12", IT, "kastrup", (2, 2)),
    ),
    ("torsdag kl. 17 IT-hjælp", Meant("2026-12-03", 1, "17", IT)),
    ("tirsdag, IT-hjælp", Meant("2026-12-01", 1, "", IT)),
    ("16-18, IT-hjælp, 2 personer", Meant("", 0, "16-18", IT, None, (2, 2))),
    ("IT-hjælp", Meant("", 0, "", IT)),
    ("2 personer", Meant("", 0, "", None, None, (2, 2))),
]


@pytest.mark.parametrize(("words", "expected"), SENTENCES)
def test_a_sentence_is_a_shift(words: str, expected: Meant) -> None:
    found = said(words)
    assert found.unclear is None
    assert meant(found.wish) == expected


def test_what_is_left_out_is_known() -> None:
    wish = said("hver tirsdag 16-18 til 20. januar undtagen 22. december, IT-hjælp").wish
    assert wish.left_out == (date(2026, 12, 22),)
    assert date(2026, 12, 22) not in wish.days
    assert wish.series


def test_holidays_are_left_out_unless_they_are_asked_for() -> None:
    wish = said("hver torsdag 14-16 i december, IT-hjælp").wish
    assert wish.closed == (date(2026, 12, 24), date(2026, 12, 31))
    assert [day.day for day in wish.working] == [3, 10, 17]
    assert wish.without == wish.closed
    also = said("hver torsdag 14-16 i december, også på helligdage, IT-hjælp").wish
    assert [day.day for day in also.working] == [3, 10, 17, 24, 31]
    assert also.without == ()


def test_an_endless_series_says_so() -> None:
    assert said("hver tirsdag 16-18, IT-hjælp").wish.open
    assert not said("hver tirsdag 16-18 til jul, IT-hjælp").wish.open


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("tirsdag den 24/13 16-18 IT-hjælp", Reason.NO_SUCH_DATE),
        ("hver tirsdag 16-18, undtagen den 24/13, IT-hjælp", Reason.NO_SUCH_DATE),
        ("fredag den 1. december 10-12, IT-hjælp", Reason.WRONG_WEEKDAY),
        ("i går 10-12, IT-hjælp", Reason.PAST),
        ("mandag eller tirsdag 10-12, IT-hjælp", Reason.SEVERAL),
    ],
)
def test_a_day_that_cannot_be_is_asked_about_and_the_rest_is_kept(
    words: str, reason: Reason
) -> None:
    found = said(f"{words}, 2 personer, Kastrup")
    assert found.unclear is not None
    assert found.unclear.reason is reason
    assert (found.wish.role, found.wish.branch, found.wish.most) == (IT, "kastrup", 2)
    assert not found.wish.days
    assert not found.wish.note, "a day that was not read is no note"


@pytest.mark.parametrize(
    "words", ["hej med dig", "hvordan går det", "tak for i dag", "vent lidt", "hvad koster kaffen?"]
)
def test_what_is_no_shift_names_neither_role_nor_place(words: str) -> None:
    wish = said(words).wish
    assert not wish.roles
    assert wish.branch is None
    assert wish.most is None
    assert not wish.note


def test_two_roles_of_one_name_are_told_apart_by_the_house() -> None:
    assert set(said("kodeklub, lørdag 10-12").wish.roles) == {CODE}
    assert said("kodeklub på Havnen, lørdag 10-12").wish.role == CODE_HERE
    twins = Sayable((RoleNamed(1, "Vært", "a"), RoleNamed(2, "Vært", "b")), HOUSES)
    found = read("vært på fredag 10-12", twins, MONDAY, "da")
    assert found.wish.roles == (1, 2)
    assert found.wish.role is None


def test_days_are_no_names() -> None:
    here = Sayable((RoleNamed(1, "Lørdagsvært"),), (Named("sommer", "Sommerhuset"),))
    assert read("lørdag 10-12", here, MONDAY, "da").wish.role is None
    assert read("lørdagsvært på lørdag 10-12", here, MONDAY, "da").wish.role == 1


BASE = said("hver tirsdag 16-18 i Kastrup til jul, 2 personer, IT-hjælp").wish


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3 personer", replace(BASE, least=3, most=3)),
        ("højst 4", replace(BASE, most=4)),
        ("mindst 1", replace(BASE, least=1)),
        ("17-19", replace(BASE, begins=time(17), ends=time(19))),
        ("kl. 17", replace(BASE, begins=time(17), ends=time(19))),
        ("i Midtbyen", replace(BASE, branch="midtbyen")),
        ("uden sted", replace(BASE, branch=None, anywhere=True)),
        ("lektiehjælp", replace(BASE, roles=(HOMEWORK,))),
        ("husk nøglen", replace(BASE, note="Husk nøglen")),
    ],
)
def test_words_instead_of_a_yes_mend_one_thing(words: str, expected: Wish) -> None:
    assert BASE.joined(said(words, base=BASE).wish) == expected


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("ikke den 22. december", [1, 8, 15]),
        ("undtagen 8/12", [1, 15, 22]),
        ("til den 15. december", [1, 8, 15]),
        ("fredag", [4]),
    ],
)
def test_words_that_only_mean_something_with_what_was_said(words: str, days: list[int]) -> None:
    mended = BASE.joined(said(words, base=BASE).wish)
    assert [day.day for day in mended.days] == days
    assert (mended.begins, mended.ends, mended.role) == (time(16), time(18), IT)


def test_a_wish_is_kept_as_data() -> None:
    for words, _ in SENTENCES:
        wish = said(words).wish
        assert restored(stored(wish)) == wish


def test_tomorrow_stays_the_day_it_was_said_for() -> None:
    kept = stored(said("i morgen 10-12, IT-hjælp").wish)
    assert kept["days"] == ["2026-12-01"]


SPOKEN = """
hver tirsdag fredag 16-18 kl. til jul ikke i ferien undtagen 24/12 den 3. maj og , . ; 2 4-2
personer mindst højst 99 IT-hjælp kodeklub Kastrup Havnen på i med husk note: « » nøgle kaffe also
10 gange uge 7 every until people 31/2 25:00 helligdage også uden sted - 0 personer
"""
WORDS = st.sampled_from(SPOKEN.split())


@given(st.lists(WORDS, max_size=14).map(" ".join), st.sampled_from(["da", "en"]))
@settings(max_examples=300, deadline=None)
def test_whatever_is_said_is_read_or_asked_about(words: str, language: str) -> None:
    for base in (None, BASE):
        found = said(words, language, base)
        wish = found.wish
        assert restored(stored(wish)) == wish
        assert (wish.least or 1) <= (wish.most or 50)
        assert wish.branch in {None, *(each.key for each in HOUSES)}
        assert len(wish.note) <= 300
        assert not (found.unclear and wish.days)
        assert restored(stored(BASE.joined(wish))).role is not None or len(wish.roles) > 1
