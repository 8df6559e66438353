"""A freed place goes to who waits, one after the other, while people are awake to answer."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from storage.database import Database
from storage.shifts import actions, queries
from storage.shifts.asking import line_told_at
from storage.shifts.rules import Step
from storage.shifts.times import Hours
from storage.shifts.wanted import Changes
from storage.volunteers.rules import Act
from tests.storage.cast import NOW
from tests.storage.shifts.ticking import passes, planned, said, ticked
from tests.storage.shifts.town import NEXT, S, Town, at, town_of, why

BEGINS = at(12, 14)


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


@pytest.fixture
async def four(town: Town) -> tuple[int, ...]:
    """Eva, who will have the place, and three who wait for it in this order."""
    return tuple([await town.helper(name) for name in ("Eva", "Ole", "Bo", "Ida")])


@pytest.fixture
async def id(town: Town, four: tuple[int, ...]) -> int:
    made = await town.shift()
    await town.do(actions.take, four[0], made, NOW)
    for minute, number in enumerate(four[1:]):
        await town.do(actions.wait, number, made, NOW + timedelta(minutes=minute))
    return made


async def leaves(town: Town, number: int, id: int, now: datetime) -> list[str]:
    """Somebody calls off: what others hear at once."""
    await passes(town, now)
    await town.do(actions.call_off, number, id, now)
    return said(await passes(town, now))


async def test_the_first_in_the_line_hears_at_once(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    assert await leaves(town, four[0], id, NOW) == ["offered Ole"]
    own = (await town.held(id)).of(four[1])
    assert own is not None
    assert own.place.until == NOW + timedelta(hours=2)


async def test_it_is_given_to_nobody_without_a_tap(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await leaves(town, four[0], id, NOW)
    await passes(town, NOW + timedelta(hours=1, minutes=59))
    assert (await town.held(id)).coming == ()


async def test_who_lets_it_pass_hears_so_and_the_next_is_offered_it(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await leaves(town, four[0], id, NOW)
    heard = [said(await passes(town, NOW + timedelta(hours=hours))) for hours in (2, 4, 6)]
    assert heard == [
        ["lapsed Ole", "offered Bo"],
        ["lapsed Bo", "offered Ida"],
        ["lapsed Ida", "nobody"],
    ]
    assert await why(town, actions.accept, four[1], id, NOW + timedelta(hours=6)) == "IllegalMove"
    await town.do(actions.take, four[1], id, NOW + timedelta(hours=6))


async def test_a_no_goes_to_the_next_at_once(town: Town, four: tuple[int, ...], id: int) -> None:
    await leaves(town, four[0], id, NOW)
    await town.do(actions.refuse, four[1], id, NOW)
    assert said(await passes(town, NOW)) == ["offered Bo"]
    assert said(await passes(town, NOW + timedelta(hours=1, minutes=59))) == []


async def test_who_took_it_is_not_told_that_it_ran_out(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await leaves(town, four[0], id, NOW)
    await town.do(actions.accept, four[1], id, NOW + timedelta(hours=1))
    assert said(await passes(town, NOW + timedelta(hours=3))) == []
    assert await town.state(id, four[1]) is S.TAKEN


async def test_whoever_left_the_line_is_passed_over(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await town.do(actions.leave_line, four[1], id, NOW)
    assert await leaves(town, four[0], id, NOW) == ["offered Bo"]


async def test_whoever_is_elsewhere_then_is_passed_over_and_keeps_their_turn(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    other = await town.shift(NEXT, Hours(time(17), time(19)))
    await town.do(actions.take, four[1], other, NOW)
    assert await leaves(town, four[0], id, NOW) == ["offered Bo"]
    assert await town.state(id, four[1]) is S.WAITING


async def test_whoever_rests_is_passed_over(town: Town, four: tuple[int, ...], id: int) -> None:
    held = await town.held(id)
    ole = held.of(four[1])
    assert ole is not None
    await town.end(ole.person or 0, four[1], Act.REST)
    assert await leaves(town, four[0], id, NOW) == ["offered Bo"]


async def test_two_places_go_to_two(town: Town, four: tuple[int, ...], id: int) -> None:
    await passes(town, NOW)
    await town.do(actions.change, town.karen, id, Changes(maximum=3), NOW)
    assert said(await passes(town, NOW)) == ["offered Ole", "offered Bo"]
    assert (await town.held(id)).left == 0


async def test_by_night_nobody_is_asked_and_the_hours_count_from_the_morning(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    late = at(6, 21)
    await leaves(town, four[0], id, late)
    own = (await town.held(id)).of(four[1])
    assert own is not None
    assert own.place.until == at(7, 8)
    assert said(await passes(town, at(7, 7, 59))) == []
    assert said(await passes(town, at(7, 8))) == ["lapsed Ole", "offered Bo"]


async def test_an_offer_in_the_evening_is_still_good_in_the_morning(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await leaves(town, four[0], id, at(6, 17))
    own = (await town.held(id)).of(four[1])
    assert own is not None
    assert own.place.until == at(7, 7), "an hour in the evening, an hour after eight"


async def test_near_the_start_there_is_less_time(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await leaves(town, four[0], id, BEGINS - timedelta(hours=4))
    own = (await town.held(id)).of(four[1])
    assert own is not None
    assert own.place.until == BEGINS - timedelta(hours=3)
    assert said(await passes(town, BEGINS - timedelta(hours=3))) == [
        "lapsed Ole",
        "offered Bo",
    ]


async def test_when_nobody_can_be_asked_any_more_staff_hear_it(
    town: Town, four: tuple[int, ...]
) -> None:
    early = await town.shift(NEXT, Hours(time(7), time(9)))
    await town.do(actions.take, four[0], early, NOW)
    await town.do(actions.wait, four[1], early, NOW)
    assert await leaves(town, four[0], early, at(11, 21)) == ["nobody"]
    assert await town.state(early, four[1]) is S.WAITING


async def test_once_it_has_begun_nothing_is_offered(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    assert await leaves(town, four[0], id, BEGINS + timedelta(minutes=5)) == []
    assert await town.state(id, four[1]) is S.WAITING


async def test_an_offer_is_over_when_the_shift_is_cancelled(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await leaves(town, four[0], id, NOW)
    await town.do(actions.cancel, town.karen, id, "Vi har lukket", NOW)
    assert said(await passes(town, NOW + timedelta(hours=3))) == []


async def test_an_offer_that_was_told_late_gives_the_same_time_to_think(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await passes(town, NOW)
    await town.do(actions.call_off, four[0], id, NOW)
    up_again = NOW + timedelta(hours=5)
    assert said(await passes(town, up_again)) == ["offered Ole"]
    own = (await town.held(id)).of(four[1])
    assert own is not None
    assert own.place.until == up_again + timedelta(hours=2)
    assert len(await planned(town, Step.LAPSE)) == 1
    assert said(await passes(town, up_again + timedelta(hours=2))) == [
        "lapsed Ole",
        "offered Bo",
    ]


async def test_an_offer_told_after_the_shift_began_is_none(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await passes(town, BEGINS - timedelta(hours=3))
    await town.do(actions.call_off, four[0], id, BEGINS - timedelta(hours=3))
    assert said(await passes(town, BEGINS)) == []
    assert await town.state(id, four[1]) is S.LAPSED
    assert await town.state(id, four[2]) is S.WAITING


async def still_full(town: Town, until: datetime) -> list[tuple[str, datetime]]:
    """Who hears between now and then that there is still no place, and when."""
    return [each for each in await ticked(town, NOW, until) if "still_full" in each[0]]


async def test_who_waits_hears_a_day_before_that_it_is_still_full(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    day_before = at(11, 14)
    assert await still_full(town, at(12, 17)) == [
        (f"still_full {name}", day_before) for name in ("Ole", "Bo", "Ida")
    ]
    assert await town.state(id, four[1]) is S.WAITING


async def test_who_heard_it_is_offered_what_comes_free_all_the_same(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await passes(town, at(11, 14))
    await town.do(actions.leave_line, four[1], id, at(11, 14))
    assert await leaves(town, four[0], id, at(11, 15)) == ["offered Bo"]


@pytest.mark.parametrize(
    ("joins", "told"),
    [
        (at(11, 13, 59), at(11, 14)),
        (at(11, 15), at(12, 11)),
        (at(12, 10, 59), at(12, 11)),
        (at(12, 11), None),
    ],
)
async def test_who_joins_late_hears_it_later_and_at_the_end_at_once(
    town: Town, four: tuple[int, ...], joins: datetime, told: datetime | None
) -> None:
    made = await town.shift()
    await town.do(actions.take, four[0], made, NOW)
    await town.do(actions.wait, four[1], made, joins)
    assert line_told_at(joins, BEGINS) == told
    heard = await still_full(town, at(12, 17))
    assert heard == ([("still_full Ole", told)] if told else [])


async def test_of_an_early_shift_it_is_heard_in_the_evening(
    town: Town, four: tuple[int, ...]
) -> None:
    made = await town.shift(hours=Hours(time(9), time(11)))
    await town.do(actions.take, four[0], made, NOW)
    await town.do(actions.wait, four[1], made, at(11, 8))
    assert await still_full(town, at(12, 17)) == [("still_full Ole", at(11, 17, 30))]


async def test_it_is_said_once_also_to_who_left_the_line_and_came_back(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await town.do(actions.leave_line, four[1], id, NOW)
    await town.do(actions.wait, four[1], id, NOW)
    heard = await still_full(town, at(12, 17))
    assert sorted(name for name, _ in heard) == [f"still_full {n}" for n in ("Bo", "Ida", "Ole")]


async def test_of_a_shift_that_moved_it_is_heard_before_its_new_time(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    later = Changes(day=NEXT + timedelta(days=1))
    await town.do(actions.change, town.karen, id, later, NOW)
    heard = await still_full(town, at(13, 17))
    assert {moment for _, moment in heard} == {at(12, 14)}
    assert len(heard) == 3


async def test_nobody_hears_of_it_after_the_shift_or_when_it_is_off(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    await town.do(actions.cancel, town.karen, id, "Vi har lukket", NOW)
    assert await still_full(town, at(12, 17)) == []
    made = await town.shift()
    await town.do(actions.take, four[0], made, NOW)
    await town.do(actions.wait, four[1], made, NOW)
    assert "still_full Ole" not in said(await passes(town, BEGINS))


async def test_once_it_has_begun_only_who_comes_has_it_on_their_list(
    town: Town, four: tuple[int, ...], id: int
) -> None:
    for number, before, after in ((four[0], [id], [id]), (four[1], [id], [])):
        for moment, there in ((BEGINS - timedelta(minutes=1), before), (BEGINS, after)):
            found = await town.read(queries.own, number, moment)
            assert [each.shift.id for each in found] == there
