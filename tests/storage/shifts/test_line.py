"""A freed place goes to who waits, one after the other, while people are awake to answer."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from storage.database import Database
from storage.shifts import actions
from storage.shifts.rules import Hours, Step
from storage.shifts.wanted import Changes
from storage.volunteers.rules import Act
from tests.storage.cast import NOW
from tests.storage.shifts.ticking import passes, planned, said
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
