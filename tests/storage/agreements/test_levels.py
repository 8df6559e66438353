"""Ten questions, a level, and why (S54, S55, S57)."""

from __future__ import annotations

from datetime import date

import pytest

from storage.agreements.levels import (
    MANDATORY,
    REQUIRED,
    AgreementLevel,
    Point,
    Section,
    advise,
    missing,
)
from storage.agreements.rules import Dates, mark_of

P, L = Point, AgreementLevel


@pytest.mark.parametrize(
    ("points", "level"),
    [
        ([], L.NOTE),
        ([P.AGAIN], L.NOTE),
        ([P.MONEY, P.CHILDREN], L.COOPERATION),
        ([P.AGAIN, P.HALF_YEAR], L.COOPERATION),
        ([P.AGAIN, P.YEAR, P.MONEY, P.CHILDREN], L.PARTNERSHIP),
        ([P.PAYS], L.CONTRACT),
        ([P.AGAIN, P.PROCESSES], L.CONTRACT),
    ],
)
def test_what_the_answers_speak_for(points: list[Point], level: AgreementLevel) -> None:
    assert advise(points).level is level


def test_the_reasons_are_told_heaviest_first_and_only_those_that_count() -> None:
    assert advise([P.CHILDREN, P.AGAIN, P.MONEY]).reasons == (P.MONEY, P.AGAIN, P.CHILDREN)
    assert advise([P.MONEY, P.PAYS]).reasons == (P.PAYS,)
    assert advise([]).reasons == ()


def test_another_answer_never_lowers_the_level() -> None:
    for point in Point:
        for others in ([], [P.AGAIN], [P.MONEY, P.YEAR], [P.PAYS]):
            assert advise([*others, point]).level >= advise(others).level


@pytest.mark.parametrize("level", [L.NOTE, L.COOPERATION, L.PARTNERSHIP, L.CONTRACT])
def test_three_things_are_in_every_written_one(level: AgreementLevel) -> None:
    assert set(MANDATORY) <= set(REQUIRED[level])
    assert set(MANDATORY) <= set(missing(level, []))
    assert missing(level, [str(section) for section in Section]) == ()


def test_a_letter_or_a_day_makes_another_version() -> None:
    days = Dates(date(2026, 6, 1), date(2027, 5, 31), date(2026, 12, 1))
    first = mark_of(2, days, "Lis", {"content": "Højtlæsning", "extent": "Hver uge"})
    assert first == mark_of(2, days, "Lis", {"extent": "Hver uge", "content": "Højtlæsning"})
    others = [
        mark_of(3, days, "Lis", {"content": "Højtlæsning", "extent": "Hver uge"}),
        mark_of(2, days.extended(), "Lis", {"content": "Højtlæsning", "extent": "Hver uge"}),
        mark_of(2, days, "Bo", {"content": "Højtlæsning", "extent": "Hver uge"}),
        mark_of(2, days, "Lis", {"content": "Højtlæsning.", "extent": "Hver uge"}),
    ]
    assert len({first, *others}) == 5


def test_days_follow_one_another_and_can_be_extended() -> None:
    days = Dates(date(2026, 6, 1), date(2027, 5, 31), date(2026, 12, 1))
    assert days.in_order
    assert not Dates(date(2026, 6, 1), date(2026, 5, 31)).in_order
    assert not Dates(date(2026, 6, 1), date(2036, 5, 31)).in_order
    assert not Dates(date(2026, 6, 1), date(2027, 5, 31), date(2028, 1, 1)).in_order
    later = days.extended()
    assert later == Dates(date(2026, 6, 1), date(2028, 5, 31), date(2027, 12, 1))
    assert later.extended().ends_on == date(2029, 5, 31)
    half = Dates(date(2026, 1, 1), date(2026, 6, 30)).extended()
    assert half.ends_on == date(2026, 12, 28)
    assert later.in_order
