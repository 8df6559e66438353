"""A place is taken, waited for, confirmed and called off, by who may and when they are free."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from storage.cases.rules import NotValid
from storage.database import Database
from storage.shifts import actions, queries
from storage.shifts.rules import NoSuchShift, ShiftState
from storage.shifts.times import Hours
from storage.volunteers import actions as volunteers
from storage.volunteers.rules import Act, CheckStatus
from tests.storage.cast import NOW
from tests.storage.shifts.town import NEXT, S, Town, town_of, why
from tests.storage.volunteers.parts import COMPUTERS, READING, RULE, cleared


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


async def test_a_place_is_taken_and_there_is_one_less(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift(maximum=2)
    await town.do(actions.take, eva, id, NOW)
    held = await town.held(id)
    assert (held.left, [each.name for each in held.coming]) == (1, ["Eva"])
    assert await why(town, actions.take, eva, id, NOW) == "twice"


async def test_a_full_shift_has_a_line(town: Town) -> None:
    eva, ole, bo = [await town.helper(name) for name in ("Eva", "Ole", "Bo")]
    id = await town.shift()
    await town.do(actions.take, eva, id, NOW)
    assert await why(town, actions.take, ole, id, NOW) == "full"
    assert await town.do(actions.wait, ole, id, NOW) == 1
    assert await town.do(actions.wait, bo, id, NOW + timedelta(minutes=1)) == 2
    assert await why(town, actions.wait, bo, id, NOW) == "twice"
    await town.do(actions.leave_line, ole, id, NOW)
    assert await town.do(actions.wait, ole, id, NOW + timedelta(minutes=2)) == 2
    assert [each.name for each in (await town.held(id)).waiting] == ["Bo", "Ole"]


async def test_a_freed_place_is_offered_and_holds_until_it_is_answered(town: Town) -> None:
    eva, ole, bo = [await town.helper(name) for name in ("Eva", "Ole", "Bo")]
    id = await town.shift()
    await town.do(actions.take, eva, id, NOW)
    await town.do(actions.wait, ole, id, NOW)
    await town.do(actions.call_off, eva, id, NOW)
    assert await town.state(id, ole) is S.OFFERED
    assert await why(town, actions.take, bo, id, NOW) == "full"
    await town.do(actions.accept, ole, id, NOW)
    place = (await town.held(id)).of(ole)
    assert place is not None
    assert (place.state, place.place.until) == (S.TAKEN, None)


async def test_who_was_offered_a_place_may_take_it_as_any_other(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id = await town.shift()
    await town.put(id, ole, S.OFFERED)
    assert await why(town, actions.take, eva, id, NOW) == "full"
    await town.do(actions.take, ole, id, NOW)
    assert await town.state(id, ole) is S.TAKEN


async def test_an_offer_that_is_declined_goes_to_the_next(town: Town) -> None:
    eva, ole, bo = [await town.helper(name) for name in ("Eva", "Ole", "Bo")]
    id = await town.shift()
    await town.do(actions.take, eva, id, NOW)
    for number in (ole, bo):
        await town.do(actions.wait, number, id, NOW)
    await town.do(actions.call_off, eva, id, NOW)
    await town.do(actions.refuse, ole, id, NOW)
    assert await town.state(id, ole) is S.DECLINED
    assert await town.state(id, bo) is S.OFFERED


async def test_the_first_who_steps_in_gets_the_place(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id = await town.shift()
    for number in (eva, ole):
        await town.put(id, number, S.ASKED)
    await town.do(actions.accept, eva, id, NOW)
    assert await why(town, actions.accept, ole, id, NOW) in {"full", "IllegalMove"}
    assert await why(town, actions.accept, eva, id, NOW) == "twice"


async def test_a_place_that_is_free_is_offered_to_who_waits_at_once(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift()
    await town.do(actions.wait, eva, id, NOW)
    assert await town.state(id, eva) is S.OFFERED


@pytest.mark.parametrize(
    ("begins", "ends", "free"),
    [
        (time(14), time(15, 30), True),
        (time(14), time(15, 31), False),
        (time(15), time(19), False),
        (time(16, 30), time(17), False),
        (time(18, 29), time(20), False),
        (time(18, 30), time(20), True),
    ],
)
async def test_between_two_shifts_lies_half_an_hour(
    town: Town, begins: time, ends: time, free: bool
) -> None:
    eva = await town.helper("Eva")
    one, other = await town.shift(), await town.shift(hours=Hours(begins, ends))
    await town.do(actions.take, eva, one, NOW)
    assert await why(town, actions.take, eva, other, NOW) == ("" if free else "overlap")
    assert bool(await town.read(queries.takeable, eva, NOW)) is False


async def test_who_waits_is_not_busy_and_who_is_busy_does_not_wait(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    one, other = await town.shift(), await town.shift()
    await town.do(actions.take, ole, one, NOW)
    await town.do(actions.wait, eva, one, NOW)
    await town.do(actions.take, eva, other, NOW)
    await town.do(actions.call_off, ole, one, NOW)
    assert await town.state(one, eva) is S.WAITING
    assert await why(town, actions.take, eva, one, NOW) == "overlap"
    await town.do(actions.call_off, eva, other, NOW)
    await town.do(actions.take, eva, one, NOW)
    assert await town.state(one, eva) is S.TAKEN


async def test_the_rest_is_half_an_hour_though_the_clocks_change(town: Town) -> None:
    """On 25 October 2026 the hour from 2 to 3 comes twice: 1.30-2.15 ends before it comes again."""
    eva, night = await town.helper("Eva"), date(2026, 10, 25)
    one = await town.shift(night, Hours(time(0), time(1, 45)))
    later = await town.shift(night, Hours(time(2, 10), time(3)))
    three = await town.shift(night, Hours(time(3, 30), time(5)))
    held = await town.held(later)
    assert held.shift.ends_at - held.shift.begins_at == timedelta(hours=1, minutes=50)
    await town.do(actions.take, eva, one, NOW)
    assert await why(town, actions.take, eva, later, NOW) == "overlap"  # 25 minutes
    assert await why(town, actions.take, eva, three, NOW) == ""


async def test_the_hour_that_is_not_there_is_no_rest(town: Town) -> None:
    """On 28 March 2027 the clock goes from 2 to 3: from 1.45 to 3.10 it is 25 minutes."""
    eva, night = await town.helper("Eva"), date(2027, 3, 28)
    one = await town.shift(night, Hours(time(0), time(1, 45)))
    later = await town.shift(night, Hours(time(3, 10), time(4)))
    await town.do(actions.take, eva, one, NOW)
    assert await why(town, actions.take, eva, later, NOW) == "overlap"


async def test_a_shift_over_midnight_is_in_the_way_of_both_days(town: Town) -> None:
    eva = await town.helper("Eva")
    night = await town.shift(NEXT, Hours(time(22), time(1)))
    evening = await town.shift(NEXT, Hours(time(20), time(21, 45)))
    early = await town.shift(NEXT + timedelta(days=1), Hours(time(1, 15), time(2)))
    after = await town.shift(NEXT + timedelta(days=1), Hours(time(1, 30), time(2)))
    await town.do(actions.take, eva, night, NOW)
    assert await why(town, actions.take, eva, evening, NOW) == "overlap"
    assert await why(town, actions.take, eva, early, NOW) == "overlap"
    assert await why(town, actions.take, eva, after, NOW) == ""


async def test_only_who_has_the_role_takes_it(town: Town) -> None:
    eva = await town.helper("Eva")
    reading = await town.shift(role=READING)
    assert await why(town, actions.take, eva, reading, NOW) == "not_for_you"
    assert await why(town, actions.wait, eva, reading, NOW) == "not_for_you"
    assert await town.read(queries.seen, eva, reading) is None
    assert await town.read(queries.takeable, eva, NOW) == []


async def test_a_role_with_children_waits_for_the_certificate_and_ends_with_it(town: Town) -> None:
    eva = await town.helper("Eva")
    await town.do(volunteers.give_role, town.karen, eva, town.roles[READING], NOW)
    soon = await town.shift(role=READING)
    assert await why(town, actions.take, eva, soon, NOW) == "not_for_you"
    for by in (town.karen, town.staff.anna):
        await town.do(
            volunteers.write_check, by, eva, CheckStatus.CLEARED, NOW.date(), RULE_OF_A_YEAR, NOW
        )
    late = await town.shift(NOW.date() + timedelta(days=365), role=READING)
    last = await town.shift(NOW.date() + timedelta(days=364), role=READING)
    assert [h.shift.id for h in await town.read(queries.takeable, eva, NOW)] == [soon, last]
    assert await why(town, actions.take, eva, late, NOW) == "not_for_you"
    assert await why(town, actions.take, eva, last, NOW) == ""


RULE_OF_A_YEAR = type(RULE)(people=2, years=1)


async def test_what_has_begun_or_is_cancelled_is_taken_by_nobody(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift()
    begins = (await town.held(id)).shift.begins_at
    assert await why(town, actions.take, eva, id, begins) == "over"
    await town.do(actions.cancel, town.karen, id, "Vi har lukket", NOW)
    for act in (actions.take, actions.wait):
        assert await why(town, act, eva, id, NOW) == "cancelled"
    assert (await town.held(id)).shift.state == ShiftState.CANCELLED


async def test_nobody_reaches_a_place_that_is_not_theirs(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id = await town.shift()
    await town.do(actions.take, eva, id, NOW)
    for act in (actions.confirm, actions.call_off, actions.refuse, actions.leave_line):
        assert await why(town, act, ole, id, NOW) == "NoSuchShift"
    assert await why(town, actions.accept, ole, id, NOW) == "NoSuchShift"
    for number in (0, 999_999, 2**40):
        assert await why(town, actions.take, number, id, NOW) == "NoSuchShift"
        assert await why(town, actions.take, eva, number, NOW) == "NoSuchShift"


async def test_who_comes_says_so_and_says_that_it_gets_late(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift()
    await town.do(actions.take, eva, id, NOW)
    for _ in range(2):
        held = await town.do(actions.confirm, eva, id, NOW)
        assert held.of(eva).state is S.CONFIRMED
    await town.do(actions.late, eva, id, 20, NOW)
    own = (await town.held(id)).of(eva)
    assert own is not None
    assert own.place.late == 20
    for minutes in (0, -5, 241):
        with pytest.raises(NotValid):
            await town.do(actions.late, eva, id, minutes, NOW)
    await town.do(actions.call_off, eva, id, NOW)
    assert await why(town, actions.late, eva, id, 10, NOW) == "IllegalMove"
    assert await why(town, actions.confirm, eva, id, NOW) == "IllegalMove"


async def test_who_called_off_may_come_back_and_is_not_late_any_more(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift()
    await town.do(actions.take, eva, id, NOW)
    await town.do(actions.late, eva, id, 20, NOW)
    await town.do(actions.call_off, eva, id, NOW)
    await town.do(actions.take, eva, id, NOW)
    own = (await town.held(id)).of(eva)
    assert own is not None
    assert (own.state, own.place.late) == (S.TAKEN, None)


async def test_what_one_sees_is_ones_own_and_what_one_may_take(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    mine, other = await town.shift(), await town.shift(NEXT + timedelta(days=1))
    full = await town.shift(NEXT + timedelta(days=2))
    await town.do(actions.take, eva, mine, NOW)
    await town.do(actions.take, ole, full, NOW)
    assert [h.shift.id for h in await town.read(queries.own, eva, NOW)] == [mine]
    assert [h.shift.id for h in await town.read(queries.takeable, eva, NOW)] == [other, full]
    ends = (await town.held(mine)).shift.ends_at
    assert await town.read(queries.own, eva, ends) == []
    assert await town.read(queries.seen, eva, mine) is not None
    await town.end(0, eva, Act.REST)
    assert await town.read(queries.takeable, eva, NOW) == []
    with pytest.raises(NoSuchShift):
        await town.do(actions.locked, 999_999)


async def test_a_certificate_that_is_renewed_opens_the_role_again(town: Town) -> None:
    eva = await town.helper("Eva", COMPUTERS, READING)
    id = await town.shift(role=READING)
    await town.do(
        volunteers.write_check, town.karen, eva, CheckStatus.NO_CONSENT, NOW.date(), RULE, NOW
    )
    assert await why(town, actions.take, eva, id, NOW) == "not_for_you"
    await cleared(town.database, town.karen, town.staff.anna, eva, NOW)
    assert await why(town, actions.take, eva, id, NOW) == ""


async def test_over_midnight_the_certificate_must_hold_to_the_end(town: Town) -> None:
    eva = await town.helper("Eva", COMPUTERS, READING)
    until_tuesday = NOW.replace(year=NEXT.year - 3, month=NEXT.month, day=NEXT.day + 1)
    await cleared(town.database, town.karen, town.staff.anna, eva, until_tuesday)
    evening = await town.shift(hours=Hours(time(22), time(0)), role=READING)
    night = await town.shift(hours=Hours(time(22), time(0, 30)), role=READING)
    assert await town.read(queries.seen, eva, night) is None
    found = await town.read(queries.takeable, eva, NOW)
    assert [held.shift.id for held in found] == [evening]
    assert await why(town, actions.take, eva, night, NOW) == "not_for_you"
    assert await why(town, actions.assign, town.karen, night, eva, "Vi er få", NOW) == "children"
    assert await why(town, actions.take, eva, evening, NOW) == ""


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2027, 3, 27), date(2026, 6, 6)])
async def test_the_rest_after_a_night_is_counted_in_hours_that_pass(town: Town, day: date) -> None:
    eva = await town.helper("Eva")
    night = await town.shift(day, Hours(time(22), time(4)))
    await town.do(actions.take, eva, night, NOW)
    morning = day + timedelta(days=1)
    soon = await town.shift(morning, Hours(time(4, 29), time(6)))
    rested = await town.shift(morning, Hours(time(4, 30), time(6)))
    assert await why(town, actions.take, eva, soon, NOW) == "overlap"
    assert await why(town, actions.take, eva, rested, NOW) == ""
