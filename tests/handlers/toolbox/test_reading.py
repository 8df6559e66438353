"""What a colleague means: numbers, times, stages and whom, out of plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.toolbox.methods import DAY, Area, Span, Stage
from handlers.toolbox.reading import MOST_MINUTES, MOST_PEOPLE, read


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("halvanden time", 90),
        ("en halv time", 30),
        ("½ time", 30),
        ("1½ time", 90),
        ("1,5 time", 90),
        ("2 t", 120),
        ("2t", 120),
        ("2 timers workshop", 120),
        ("en times tid", 60),
        ("et kvarter", 15),
        ("tre kvarter", 45),
        ("en time og et kvarter", 75),
        ("1 time 30 min", 90),
        ("to og en halv time", 150),
        ("et par timer", 120),
        ("nogle timer", 180),
        ("2-3 timer", Span(120, 180)),
        ("to til tre timer", Span(120, 180)),
        ("en aften", 180),
        ("om formiddagen", 180),
        ("en halv dag", DAY // 2),
        ("en hel dag", DAY),
        ("hele dagen", DAY),
        ("to dage", 2 * DAY),
        ("en weekend", 2 * DAY),
        ("en uge", 7 * DAY),
        ("på kort tid", 30),
        ("half an hour", 30),
        ("an hour and a half", 90),
        ("two and a half hours", 150),
        ("a quarter of an hour", 15),
        ("three quarters of an hour", 45),
        ("a couple of hours", 120),
        ("a few hours", 180),
        ("two to three hours", Span(120, 180)),
        ("one evening", 180),
        ("all day", DAY),
        ("a week", 7 * DAY),
        ("det tager tid", None),
        ("møde kl. 14", None),
        ("20 personer", None),
    ],
)
def test_how_long(words: str, minutes: int | Span | None) -> None:
    span = Span(minutes, minutes) if isinstance(minutes, int) else minutes
    assert read(words).time == span


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("20 personer", 20),
        ("15-20 mennesker", Span(15, 20)),
        ("5 – 8 deltagere", Span(5, 8)),
        ("mellem 5 og 8 personer", Span(5, 8)),
        ("10 til 15 unge", Span(10, 15)),
        ("vi er 12", 12),
        ("os to", 2),
        ("to personer", 2),
        ("et par stykker", 2),
        ("femogtyve borgere", 25),
        ("tredive", 30),
        ("1.000 gæster", 1000),
        ("en stor flok", 40),
        ("mange mennesker", 40),
        ("en lille gruppe", 6),
        ("en håndfuld", 5),
        ("en skoleklasse", 24),
        ("24 børn på 9-13 år", 24),
        ("about twenty-five people", 25),
        ("10 to 15 people", Span(10, 15)),
        ("a large crowd", 40),
        ("a small group", 6),
        ("a dozen colleagues", 12),
        ("two hours", None),
        ("mange idéer", None),
        ("tre idéer", None),
        ("børn i 5. klasse", None),
        ("noget at tale med en om", None),
        ("nogle øvelser", None),
    ],
)
def test_how_many(words: str, people: int | Span | None) -> None:
    span = Span(people, people) if isinstance(people, int) else people
    assert read(words).people == span


@pytest.mark.parametrize(
    ("words", "stages"),
    [
        ("få idéer", {Stage.FIND, Stage.CREATE}),
        ("ideer", {Stage.FIND, Stage.CREATE}),
        ("samle idéer", {Stage.FIND}),
        ("vælge mellem idéer", {Stage.CHOOSE}),
        ("forstå hvad der er brug for", {Stage.UNDERSTAND}),
        ("finde på noget nyt", {Stage.CREATE}),
        ("prioritere", {Stage.CHOOSE}),
        ("blive enige om en aftale", {Stage.AGREE}),
        ("prøve noget af", {Stage.TRY}),
        ("en metode til evaluering", {Stage.EVALUATE}),
        ("hvordan gik det", {Stage.EVALUATE}),
        ("get ideas", {Stage.FIND, Stage.CREATE}),
        ("choose between ideas", {Stage.CHOOSE}),
        ("decide together", {Stage.CHOOSE}),
        ("understand their needs", {Stage.UNDERSTAND}),
        ("try something out", {Stage.TRY}),
        ("find en metode", set()),
        ("en skabelon", set()),
        ("I need a method", set()),
    ],
)
def test_how_far(words: str, stages: set[Stage]) -> None:
    assert read(words).stages == stages


@pytest.mark.parametrize(
    ("words", "areas"),
    [
        ("noget med frivillige", {Area.VOLUNTEERS}),
        ("10 foreninger", {Area.PARTNERS}),
        ("samarbejde med en virksomhed", {Area.PARTNERS}),
        ("et borgermøde", {Area.CITIZENS}),
        ("frivillige og borgere", {Area.VOLUNTEERS}),
        ("for volunteers", {Area.VOLUNTEERS}),
        ("with partners", {Area.PARTNERS}),
        ("en workshop", set()),
    ],
)
def test_for_whom(words: str, areas: set[Area]) -> None:
    assert read(words).areas == areas


def test_all_of_it_at_once() -> None:
    wanted = read("20 personer, 2 timer, få idéer")
    assert wanted.people == Span(20, 20)
    assert wanted.time == Span(120, 120)
    assert wanted.stages == {Stage.FIND, Stage.CREATE}
    wanted = read("Half an hour with about 10 volunteers, evaluate")
    assert (wanted.people, wanted.time) == (Span(10, 10), Span(30, 30))
    assert wanted.areas == {Area.VOLUNTEERS}
    assert wanted.stages == {Stage.EVALUATE}


def test_what_is_left_says_what_it_is_about() -> None:
    assert "boern" in read("noget for børn, 2 timer").words
    assert "frivillige" not in read("noget med frivillige").words
    assert not read("en time").words


@given(st.text(max_size=600))
def test_nothing_that_is_written_breaks_it(words: str) -> None:
    wanted = read(words)
    for span, most in ((wanted.people, MOST_PEOPLE), (wanted.time, MOST_MINUTES)):
        assert span is None or 1 <= span.least <= span.most <= most


@given(st.integers(2, 999), st.integers(2, 90))
def test_numbers_are_kept_as_they_are(people: int, minutes: int) -> None:
    wanted = read(f"{people} personer, {minutes} minutter")
    assert wanted.people == Span(people, people)
    assert wanted.time == Span(minutes, minutes)
