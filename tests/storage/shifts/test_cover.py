"""The search for somebody who steps in: three at a time, the first yes gets it, fairly."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from storage.database import Database
from storage.people.rules import NotAllowed
from storage.shifts import actions
from storage.shifts.asking import NOT_ASKED_AGAIN, asked_until
from storage.shifts.rules import NoSuchShift
from storage.shifts.times import Hours
from storage.shifts.wanted import Changes
from storage.volunteers import actions as volunteers
from storage.volunteers.rules import Act, CheckStatus
from tests.storage.cast import NOW
from tests.storage.shifts.ticking import passes, said
from tests.storage.shifts.town import NEXT, S, Town, at, town_of, why
from tests.storage.volunteers.parts import COMPUTERS, READING, RULE

BEGINS = at(12, 14)
ROUND = asked_until(NOW, BEGINS)
"""When the first who are asked have let their time pass: the next morning."""

NAMES = ("Eva", "Ole", "Bo", "Ida", "Ib", "Lis")


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


@pytest.fixture
async def six(town: Town) -> tuple[int, ...]:
    return tuple([await town.helper(name) for name in NAMES])


@pytest.fixture
async def id(town: Town, six: tuple[int, ...]) -> int:
    made = await town.shift()
    await town.do(actions.take, six[0], made, NOW)
    return made


async def leaves(town: Town, number: int, id: int, now: datetime = NOW) -> list[str]:
    """Somebody calls off: what others hear at once."""
    await passes(town, now)
    await town.do(actions.call_off, number, id, now)
    return said(await passes(town, now))


async def test_a_no_opens_the_search_at_once(town: Town, six: tuple[int, ...], id: int) -> None:
    assert await leaves(town, six[0], id) == ["asked Ole", "asked Bo", "asked Ida"]
    assert (await town.held(id)).left == 1, "who is asked holds nothing"


async def test_the_first_yes_gets_it_and_the_others_hear_it(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await leaves(town, six[0], id)
    await town.do(actions.accept, six[2], id, NOW)
    assert said(await passes(town, NOW)) == ["found Ole", "found Ida"]
    assert await why(town, actions.accept, six[1], id, NOW) in {"full", "IllegalMove"}
    assert [each.name for each in (await town.held(id)).coming] == ["Bo"]
    assert said(await passes(town, NOW + timedelta(hours=3))) == []


async def test_who_had_said_no_hears_no_more_of_it(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await leaves(town, six[0], id)
    await town.do(actions.refuse, six[1], id, NOW)
    await town.do(actions.accept, six[2], id, NOW)
    assert said(await passes(town, NOW)) == ["found Ida"]


async def test_the_next_are_asked_when_all_have_declined(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await leaves(town, six[0], id)
    for number in six[1:3]:
        await town.do(actions.refuse, number, id, NOW)
    assert said(await passes(town, NOW)) == [], "one still thinks"
    await town.do(actions.refuse, six[3], id, NOW)
    assert said(await passes(town, NOW)) == ["asked Ib", "asked Lis"]


async def test_the_next_are_asked_when_time_has_passed(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await leaves(town, six[0], id)
    assert at(5, 6) == ROUND
    assert said(await passes(town, ROUND - timedelta(minutes=1))) == []
    assert said(await passes(town, ROUND)) == ["asked Ib", "asked Lis"]
    assert await town.state(id, six[1]) is S.LAPSED
    assert "nobody" in said(await passes(town, asked_until(ROUND, BEGINS)))


async def test_who_comes_back_to_it_too_late_may_still_take_what_is_free(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await leaves(town, six[0], id)
    await passes(town, ROUND)
    later = ROUND + timedelta(hours=1)
    await town.do(actions.take, six[1], id, later)
    assert said(await passes(town, later)) == ["found Ib", "found Lis"]


async def test_who_left_is_not_asked_themselves(town: Town, six: tuple[int, ...], id: int) -> None:
    await leaves(town, six[0], id)
    for hours in range(0, 96, 6):
        assert "asked Eva" not in said(await passes(town, NOW + timedelta(hours=hours)))


async def test_only_who_fits_and_is_free_is_asked(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    other = await town.shift(NEXT, Hours(time(18, 15), time(20)))
    await town.do(actions.take, six[1], other, NOW)
    await town.do(volunteers.take_role, town.karen, six[2], town.roles[COMPUTERS], NOW)
    reader = await town.helper("Rie", READING)
    assert await leaves(town, six[0], id) == ["asked Ida", "asked Ib", "asked Lis"]
    for number in (six[1], six[2], reader):
        assert await town.state(id, number) is None


async def test_nobody_without_a_certificate_is_asked_to_help_children(town: Town) -> None:
    eva, bo = await town.helper("Eva", READING), await town.helper("Bo", READING)
    ida = await town.helper("Ida", READING)
    made = await town.shift(role=READING)
    await town.do(actions.take, eva, made, NOW)
    for by in (town.karen, town.staff.anna):
        await town.do(volunteers.write_check, by, bo, CheckStatus.HUMAN, NOW.date(), RULE, NOW)
    assert await leaves(town, eva, made) == ["asked Ida"]
    assert await town.state(made, ida) is S.ASKED


async def test_whoever_was_asked_longest_ago_is_asked_first(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await leaves(town, six[0], id)
    second = await town.shift(NEXT + timedelta(days=2))
    await town.do(actions.take, six[0], second, NOW)
    assert await leaves(town, six[0], second) == ["asked Ib", "asked Lis"]
    third = await town.shift(NEXT + timedelta(days=4))
    later = NOW + timedelta(minutes=5)
    await town.do(actions.take, six[0], third, later)
    assert (await leaves(town, six[0], third, later))[:2] == ["asked Ole", "asked Bo"]


async def test_after_a_while_all_are_asked_again_in_turn(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await leaves(town, six[0], id)
    await passes(town, ROUND)
    later = ROUND + NOT_ASKED_AGAIN + timedelta(hours=3)
    again = await town.shift(NEXT + timedelta(days=20))
    await town.do(actions.take, six[0], again, later)
    await passes(town, later)
    await town.do(actions.call_off, six[0], again, later)
    heard = [each for each in said(await passes(town, later)) if "asked" in each]
    assert heard == ["asked Ole", "asked Bo", "asked Ida"]


async def test_who_waits_in_the_line_goes_before_all(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await town.do(actions.wait, six[5], id, NOW)
    assert await leaves(town, six[0], id) == ["offered Lis"]


@pytest.fixture
async def enough(town: Town, six: tuple[int, ...]) -> int:
    """A shift for one to three, to which Eva and Ole come."""
    made = await town.shift(maximum=3, minimum=1)
    for number in six[:2]:
        await town.do(actions.take, number, made, NOW)
    return made


async def test_what_was_promised_is_sought_though_there_are_enough(
    town: Town, six: tuple[int, ...], enough: int
) -> None:
    assert await leaves(town, six[0], enough) == ["asked Bo", "asked Ida", "asked Ib"]
    await town.do(actions.accept, six[3], enough, NOW)
    assert said(await passes(town, NOW)) == ["found Bo", "found Ib"]


async def test_where_there_are_enough_three_are_asked_and_nobody_after_them(
    town: Town, six: tuple[int, ...], enough: int
) -> None:
    await leaves(town, six[0], enough)
    for number in six[2:5]:
        await town.do(actions.refuse, number, enough, NOW)
    for hours in range(0, 96, 6):
        assert "asked Lis" not in said(await passes(town, NOW + timedelta(hours=hours)))


async def test_who_lets_it_pass_is_the_end_of_it_too(
    town: Town, six: tuple[int, ...], enough: int
) -> None:
    await leaves(town, six[0], enough)
    assert said(await passes(town, ROUND)) == []
    assert await town.state(enough, six[2]) is S.LAPSED
    await town.do(actions.take, six[2], enough, ROUND)
    assert await leaves(town, six[2], enough, ROUND) == ["asked Lis"], "another no asks anew"


async def test_where_there_are_enough_who_was_asked_lately_is_left_in_peace(
    town: Town, six: tuple[int, ...], enough: int
) -> None:
    other = await town.shift(NEXT + timedelta(days=2))
    await town.do(actions.take, six[0], other, NOW)
    assert await leaves(town, six[0], other) == ["asked Ole", "asked Bo", "asked Ida"]
    assert await leaves(town, six[0], enough) == ["asked Ib", "asked Lis"]
    third = await town.shift(NEXT + timedelta(days=4), maximum=3)
    for number in six[:2]:
        await town.do(actions.take, number, third, NOW)
    assert await leaves(town, six[0], third) == [], "nobody, and staff need not hear of it"


async def test_of_two_who_cannot_two_are_sought(
    town: Town, six: tuple[int, ...], enough: int
) -> None:
    await town.do(actions.take, six[2], enough, NOW)
    await leaves(town, six[0], enough)
    assert await leaves(town, six[1], enough) == []
    await town.do(actions.accept, six[3], enough, NOW)
    assert said(await passes(town, NOW)) == [], "the others may still have the second"
    await town.do(actions.accept, six[4], enough, NOW)
    assert said(await passes(town, NOW)) == ["found Lis"]


async def test_a_search_that_becomes_urgent_goes_on(
    town: Town, six: tuple[int, ...], enough: int
) -> None:
    await leaves(town, six[0], enough)
    await town.do(actions.call_off, six[1], enough, NOW)
    assert said(await passes(town, ROUND)) == ["asked Lis"]
    assert "nobody" in said(await passes(town, asked_until(ROUND, BEGINS)))


async def test_a_promised_place_is_offered_to_who_waits_before_it_is_sought(
    town: Town, six: tuple[int, ...]
) -> None:
    made = await town.shift(maximum=2, minimum=1)
    for number in six[:2]:
        await town.do(actions.take, number, made, NOW)
    await town.do(actions.wait, six[5], made, NOW)
    assert await leaves(town, six[0], made) == ["offered Lis"]
    await town.do(actions.refuse, six[5], made, NOW)
    assert said(await passes(town, NOW)) == ["asked Bo", "asked Ida", "asked Ib"]


async def test_a_colleague_who_takes_somebody_off_knows_whether_there_are_enough(
    town: Town, six: tuple[int, ...], enough: int
) -> None:
    await town.do(actions.release, town.karen, enough, six[0], NOW)
    assert said(await passes(town, NOW)) == []


async def test_of_who_may_not_come_any_more_the_place_is_sought(
    town: Town, six: tuple[int, ...], enough: int
) -> None:
    ole = (await town.held(enough)).of(six[1])
    assert ole is not None
    await town.end(ole.person or 0, six[1])
    await town.do(actions.review, six[1], NOW)
    heard = said(await passes(town, NOW))
    assert heard == ["asked Bo", "asked Ida", "asked Ib", "dropped Ole"]


async def test_a_place_that_is_offered_needs_no_other_search(
    town: Town, six: tuple[int, ...]
) -> None:
    made = await town.shift(maximum=2, minimum=2)
    for number in six[:2]:
        await town.do(actions.take, number, made, NOW)
    await town.do(actions.wait, six[2], made, NOW)
    assert await leaves(town, six[0], made) == ["offered Bo"]
    assert await leaves(town, six[1], made) == ["asked Ida", "asked Ib", "asked Lis"]
    await town.do(actions.accept, six[3], made, NOW)
    assert said(await passes(town, NOW)) == []
    await town.do(actions.accept, six[2], made, NOW)
    assert said(await passes(town, NOW)) == ["found Ib", "found Lis"]


async def test_by_night_all_are_asked_in_the_morning(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await leaves(town, six[0], id, at(6, 21))
    own = (await town.held(id)).of(six[1])
    assert own is not None
    assert own.place.until == asked_until(at(7, 6), BEGINS) == at(7, 16, 40)


async def test_where_there_is_nobody_staff_hear_it(town: Town) -> None:
    eva, made = await town.helper("Eva"), await town.shift()
    await town.do(actions.take, eva, made, NOW)
    assert await leaves(town, eva, made) == ["nobody"]
    assert said(await passes(town, NOW + timedelta(hours=3))) == []


async def test_what_is_asked_late_gives_the_same_time_to_think(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await passes(town, NOW)
    await town.do(actions.call_off, six[0], id, NOW)
    up_again = NOW + timedelta(hours=5)
    assert said(await passes(town, up_again)) == ["asked Ole", "asked Bo", "asked Ida"]
    end = asked_until(up_again, BEGINS)
    assert said(await passes(town, end - timedelta(minutes=1))) == []
    assert said(await passes(town, end)) == ["asked Ib", "asked Lis"]


async def test_of_a_shift_that_begins_at_another_time_the_search_goes_on(
    town: Town, six: tuple[int, ...], id: int
) -> None:
    await leaves(town, six[0], id)
    hours = Changes(hours=Hours(time(17), time(19)))
    await town.do(actions.change, town.karen, id, hours, NOW)
    assert said(await passes(town, ROUND)) == ["asked Ib", "asked Lis"]


async def test_the_search_ends_with_the_shift(town: Town, six: tuple[int, ...], id: int) -> None:
    await leaves(town, six[0], id)
    await town.do(actions.cancel, town.karen, id, "Vi har lukket", NOW)
    assert said(await passes(town, ROUND)) == []
    assert await town.state(id, six[1]) is S.DROPPED


async def test_a_coordinator_can_begin_it(town: Town, six: tuple[int, ...]) -> None:
    made = await town.shift(maximum=2, minimum=2)
    assert len(await town.do(actions.search, town.karen, made, NOW)) == 3
    assert await town.do(actions.search, town.karen, made, NOW) == ()
    with pytest.raises(NotAllowed):
        await town.do(actions.search, town.staff.hans, made, NOW)
    with pytest.raises(NoSuchShift):
        await town.do(actions.search, town.karen, 99, NOW)


async def test_whoever_rests_is_left_in_peace(town: Town, six: tuple[int, ...], id: int) -> None:
    other = await town.shift(NEXT + timedelta(days=1))
    await town.do(actions.take, six[1], other, NOW)
    ole = (await town.held(other)).of(six[1])
    assert ole is not None
    await town.end(ole.person or 0, six[1], Act.REST)
    assert await leaves(town, six[0], id) == ["asked Bo", "asked Ida", "asked Ib"]


async def test_nobody_is_disturbed_for_a_place_that_nobody_had(
    town: Town, six: tuple[int, ...]
) -> None:
    made = await town.shift(maximum=2, minimum=2)
    await town.do(actions.change, town.karen, made, Changes(maximum=3), NOW)
    assert said(await passes(town, NOW)) == []


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (BEGINS - timedelta(days=30), BEGINS - timedelta(days=29)),
        (BEGINS - timedelta(hours=48), at(11, 6)),
        (BEGINS - timedelta(hours=30), at(11, 10, 30)),
        (BEGINS - timedelta(hours=6), BEGINS - timedelta(hours=4, minutes=30)),
        (BEGINS - timedelta(hours=2), BEGINS - timedelta(hours=1, minutes=30)),
    ],
)
async def test_there_is_more_time_to_think_the_further_it_is(
    now: datetime, until: datetime
) -> None:
    assert asked_until(now, BEGINS) == until
