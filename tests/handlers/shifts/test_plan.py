"""A week in words: how a shift stands, who stands where, and what days are called."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from handlers.conversation.pen import Pen
from handlers.conversation.plan import Block
from handlers.conversation.texts import HANDLERS, Texts
from handlers.library import Branch, Library
from handlers.shifts.plan import free_day, monday_of, week_plan
from storage.people.rules import Language
from storage.shifts.queries import Held, Helper
from storage.shifts.rules import PlaceState, ShiftState
from storage.shifts.tables import Shift, ShiftPlace
from storage.shifts.times import Hours, days_of
from storage.volunteers.tables import VolunteerRole
from tests.harness import LIBRARY

TEXTS = Texts.load(HANDLERS)
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
MONDAY = date(2026, 5, 4)
S = PlaceState


def held(
    *stands: tuple[str, PlaceState],
    begins: datetime = NOW + timedelta(hours=5),
    most: int = 2,
    least: int = 1,
    since: datetime = NOW - timedelta(days=20),
    **more: object,
) -> Held:
    """A shift of two hours; volunteers have the numbers 1, 2, 3."""
    row = Shift(
        id=1,
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        minimum=least,
        maximum=most,
        **{"state": ShiftState.OPEN, **more},
    )
    helpers = [
        Helper(ShiftPlace(volunteer=n, state=state, since=since, late=None), name, n)
        for n, (name, state) in enumerate(stands, 1)
    ]
    return Held(row, VolunteerRole(title="IT-hjælper"), tuple(helpers))


def blocks(*found: Held, now: datetime = NOW, language: Language = Language.DA) -> list[Block]:
    """What stands in the week of these shifts, in its order."""
    plan = week_plan(found, MONDAY, "", Pen(TEXTS, language), LIBRARY, now)
    return [block for day in plan.days for block in day.blocks]


def people(block: Block) -> list[str]:
    return [f"{each.mark} {each.name} {each.word}".strip() for each in block.people]


@pytest.mark.parametrize(
    ("shift", "stand", "gap"),
    [
        (held(least=2), "short", "Mangler 2"),
        (held(("Eva", S.OFFERED)), "short", "Mangler 1"),
        (held(("Eva", S.TAKEN)), "room", "Plads til 1 mere"),
        (held(("Eva", S.TAKEN), ("Bo", S.OFFERED)), "full", "Fuldt hold"),
        (held(("Eva", S.TAKEN), ("Bo", S.TAKEN), ("Lis", S.TAKEN)), "full", "Fuldt hold"),
        (held(state=ShiftState.CANCELLED), "cancelled", "Aflyst"),
        (held(begins=NOW - timedelta(hours=2)), "over", "Er slut"),
    ],
)
def test_how_a_shift_stands_is_said_and_marked(shift: Held, stand: str, gap: str) -> None:
    (block,) = blocks(shift)
    assert (block.stand, block.gap) == (stand, gap)


def test_silence_is_told_only_of_who_was_asked() -> None:
    taken = ("Eva Elm", S.TAKEN)
    soon, later = NOW + timedelta(hours=40), NOW + timedelta(hours=60)
    assert people(blocks(held(taken, begins=soon))[0]) == ["? Eva har ikke svaret"]
    assert people(blocks(held(taken, begins=later))[0]) == ["• Eva"]
    just_now = held(taken, begins=soon, since=NOW - timedelta(minutes=1))
    assert people(blocks(just_now)[0]) == ["• Eva"], "nobody has asked them"
    assert people(blocks(held(("Bo", S.CONFIRMED)))[0]) == ["✓ Bo bekræftet"]


def test_who_is_late_and_who_was_erased() -> None:
    shift = held(("Bo", S.CONFIRMED), ("", S.TAKEN), begins=NOW + timedelta(days=3))
    shift.helpers[0].place.late = 1
    assert people(blocks(shift)[0]) == ["✓ Bo bekræftet, 1 minut senere", "• En frivillig"]


def test_others_are_counted_and_not_named() -> None:
    stands = [("Eva", S.WAITING), ("Bo", S.WAITING), ("Lis", S.ASKED), ("Per", S.GONE)]
    (block,) = blocks(held(*stands))
    assert block.beside == ("1 er spurgt", "2 på venteliste")
    assert block.people == ()
    assert blocks(held(*stands, begins=NOW - timedelta(hours=9)))[0].beside == ()


def test_everybody_is_found_when_they_are_erased() -> None:
    plan = week_plan(
        [held(("Eva Elm", S.TAKEN), ("Bo", S.GONE))],
        MONDAY,
        "",
        Pen(TEXTS, Language.DA),
        LIBRARY,
        NOW,
    )
    assert plan.who == ("Bo (2)", "Eva Elm (1)")
    assert plan.as_data()["days"][0]["blocks"][0]["people"][0]["name"] == "Eva"


def test_a_shift_stands_on_the_day_on_which_it_begins_here() -> None:
    night = held(begins=datetime(2026, 5, 5, 22, 30, tzinfo=UTC))  # half past midnight on Wednesday
    plan = week_plan([night], MONDAY, "", Pen(TEXTS, Language.DA), LIBRARY, NOW)
    assert [len(day.blocks) for day in plan.days] == [0, 0, 1, 0, 0, 0, 0]
    assert plan.days[2].blocks[0].time == "00.30-02.30"
    assert [day.today for day in plan.days][:2] == [True, False]


def test_when_the_clocks_change() -> None:
    winter = date(2026, 10, 19)
    sunday = held(begins=datetime(2026, 10, 24, 23, tzinfo=UTC))  # 1 in summer, 3 in winter time
    plan = week_plan([sunday], winter, "", Pen(TEXTS, Language.DA), LIBRARY, NOW)
    assert [block.time for block in plan.days[6].blocks] == ["01.00-02.00"]


def test_which_house() -> None:
    library = Library(**{**vars(LIBRARY), "branches": (Branch("havnen", "Havnen"),)})
    (there,) = (
        week_plan([held(branch="havnen")], MONDAY, "Havnen", Pen(TEXTS, Language.DA), library, NOW)
        .days[0]
        .blocks
    )
    assert there.place == "Havnen"
    assert blocks(held(title="Julehjælp"))[0].title == "Julehjælp"


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        (date(2026, 6, 5), "Grundlovsdag", "Constitution Day"),
        (date(2026, 12, 24), "Juleaften", "Christmas Eve"),
        (date(2026, 12, 31), "Nytårsaften", "New Year's Eve"),
        (date(2026, 5, 14), "Kristi himmelfartsdag", "Ascension Day"),
        (date(2026, 5, 1), "", ""),
    ],
)
def test_free_days_have_names(day: date, danish: str, english: str) -> None:
    assert free_day(day, Pen(TEXTS, Language.DA)) == danish
    assert free_day(day, Pen(TEXTS, Language.EN)) == english


def test_weeks_over_the_turn_of_the_year() -> None:
    monday = monday_of(date(2027, 1, 1))
    plan = week_plan([], monday, "", Pen(TEXTS, Language.DA), LIBRARY, NOW)
    assert (plan.title, plan.dates) == ("Uge 53", "28. dec. 2026–3. jan. 2027")
    assert plan.lead == "Der er ingen vagter i den uge."
    assert [day.name for day in plan.days][::6] == ["Mandag", "Søndag"]


def test_what_goes_over_midnight_stands_on_both_days_and_in_both_weeks() -> None:
    sunday = datetime(2026, 5, 10, 20, tzinfo=UTC)  # 22 to 2
    one = held(begins=sunday)
    one.shift.ends_at = sunday + timedelta(hours=4)
    weeks = [
        week_plan([one], monday, "", Pen(TEXTS, Language.DA), LIBRARY, NOW)
        for monday in (MONDAY, MONDAY + timedelta(days=7))
    ]
    there = [
        (day.name, block.time, block.again)
        for week in weeks
        for day in week.days
        for block in day.blocks
    ]
    assert there == [("Søndag", "22.00-02.00", False), ("Mandag", "til 02.00", True)]


@pytest.mark.parametrize(
    ("day", "hours", "days"),
    [
        (date(2026, 5, 4), Hours(time(22), time(0)), [4]),
        (date(2026, 5, 4), Hours(time(22), time(0, 1)), [4, 5]),
        (date(2026, 10, 24), Hours(time(22), time(1)), [24, 25]),
        (date(2026, 10, 25), Hours(time(22), time(0)), [25]),
        (date(2026, 3, 28), Hours(time(22), time(0)), [28]),
        (date(2026, 3, 29), Hours(time(22), time(0, 30)), [29, 30]),
    ],
)
def test_the_days_of_a_shift_are_those_on_the_wall(
    day: date, hours: Hours, days: list[int]
) -> None:
    assert [each.day for each in days_of(*hours.on(day))] == days
