"""A shift is moved or cancelled, alone or with all later ones; its people keep what they can."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from storage.cases.rules import NotValid, local_day
from storage.database import Database
from storage.people.rules import NotAllowed
from storage.shifts import actions
from storage.shifts.actions import Changed, Changes, Repeated, Wanted
from storage.shifts.queries import Held
from storage.shifts.rules import CannotChange, NoSuchShift, ShiftState
from storage.shifts.tables import ShiftSeries
from storage.shifts.times import Hours
from storage.talk.pace import COPENHAGEN
from tests.storage.cast import NOW
from tests.storage.shifts.town import AFTERNOON, NEXT, S, Town, at, town_of, why
from tests.storage.volunteers.parts import COMPUTERS

WEEK = timedelta(days=7)
MORNING = Hours(time(10), time(12))


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


async def change(town: Town, id: int, later: bool = False, **what: Any) -> Changed:
    changed = await town.do(actions.change, town.karen, id, Changes(**what), NOW, later=later)
    assert isinstance(changed, Changed)
    return changed


async def series(town: Town, weeks: int = 4, maximum: int = 2) -> list[int]:
    begins_at, ends_at = AFTERNOON.on(NEXT)
    wanted = Wanted(town.roles[COMPUTERS], begins_at, ends_at, maximum=maximum)
    again = Repeated("hver tirsdag", AFTERNOON, [NEXT + n * WEEK for n in range(weeks)])
    _, made = await town.do(actions.make_series, town.karen, wanted, again, NOW)
    return [row.id for row in made]


async def test_who_had_a_place_keeps_it_and_is_asked_anew(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id = await town.shift(maximum=2)
    for number in (eva, ole):
        await town.do(actions.take, number, id, NOW)
    await town.do(actions.confirm, eva, id, NOW)
    changed = await change(town, id, hours=MORNING, note="Kom ad bagdøren")
    assert (changed.moved, changed.lost) == (True, ())
    assert changed.what == {"begins_at", "ends_at", "note"}
    assert [helper.name for _, helper in changed.tell] == ["Eva", "Ole"]
    assert changed.was[id].begins_at == AFTERNOON.on(NEXT)[0]
    held = changed.shifts[0]
    assert (held.shift.begins_at, held.shift.version) == (MORNING.on(NEXT)[0], 2)
    assert await town.state(id, eva) is S.TAKEN


async def test_who_is_needed_elsewhere_then_loses_it_and_the_next_is_offered_it(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id, other = await town.shift(), await town.shift(hours=MORNING)
    for each in (id, other):
        await town.do(actions.take, eva, each, NOW)
    await town.do(actions.wait, ole, id, NOW)
    changed = await change(town, id, hours=Hours(time(12, 15), time(14)))
    assert [(lost.helper.name, lost.why) for lost in changed.lost] == [("Eva", "overlap")]
    assert await town.state(id, eva) is S.DROPPED
    assert await town.state(id, ole) is S.OFFERED
    assert [helper.name for _, helper in changed.tell] == ["Ole"]


async def test_more_people_let_in_who_waits_and_fewer_than_come_is_refused(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id = await town.shift(maximum=1)
    await town.do(actions.take, eva, id, NOW)
    await town.do(actions.wait, ole, id, NOW)
    changed = await change(town, id, maximum=2)
    assert (changed.tell, changed.moved) == ([], False)
    assert await town.state(id, ole) is S.OFFERED
    with pytest.raises(CannotChange) as refused:
        await change(town, id, maximum=1)
    assert (refused.value.why, refused.value.held) == ("full", 2)
    assert (await town.held(id)).shift.maximum == 2
    await change(town, id, minimum=2)
    assert (await town.held(id)).missing == 1


async def test_a_lower_most_takes_the_least_along(town: Town) -> None:
    id = await town.shift(maximum=4, minimum=3)
    await change(town, id, maximum=2)
    assert (await town.held(id)).shift.minimum == 2
    with pytest.raises(NotValid):
        await change(town, id, minimum=3)


async def test_what_stays_the_same_is_no_change(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift(title="Åbent hus")
    await town.do(actions.take, eva, id, NOW)
    await town.do(actions.confirm, eva, id, NOW)
    changed = await change(town, id, hours=AFTERNOON, day=NEXT, title="Åbent hus")
    assert (changed.what, changed.tell) == (frozenset(), [])
    assert changed.shifts[0].shift.version == 1
    assert await town.state(id, eva) is S.CONFIRMED


async def test_an_empty_text_takes_away(town: Town) -> None:
    hans = town.staff.hans.person_id
    id = await town.shift(title="Åbent hus", note="Tag kaffe", contact=hans)
    await change(town, id, note="", contact=0)
    row = (await town.held(id)).shift
    assert (row.title, row.note, row.contact) == ("Åbent hus", None, None)


async def test_nothing_moves_into_the_past(town: Town) -> None:
    id = await town.shift()
    with pytest.raises(NotValid):
        await change(town, id, day=NOW.date() - timedelta(days=1))
    ends = (await town.held(id)).shift.ends_at
    with pytest.raises(CannotChange) as refused:
        await town.do(actions.change, town.karen, id, Changes(note="x"), ends)
    assert refused.value.why == "over"


async def test_a_note_is_written_while_it_is_on(town: Town) -> None:
    id = await town.shift()
    on = (await town.held(id)).shift.begins_at + timedelta(minutes=5)
    await town.do(actions.change, town.karen, id, Changes(note="Ring på"), on)
    assert (await town.held(id)).shift.note == "Ring på"


async def test_this_and_all_later_ones_move_and_earlier_ones_stay(town: Town) -> None:
    eva = await town.helper("Eva")
    ids = await series(town)
    for id in ids:
        await town.do(actions.take, eva, id, NOW)
    changed = await change(
        town, ids[1], later=True, day=NEXT + WEEK + timedelta(days=1), hours=MORNING
    )
    days = [local_day((await town.held(id)).shift.begins_at) for id in ids]
    moved = [NEXT + n * WEEK + timedelta(days=1) for n in (1, 2, 3)]
    assert days == [NEXT, *moved]
    assert len(changed.tell) == 3
    async with town.database.reading() as tx:
        row = await tx.session.get_one(ShiftSeries, changed.shifts[0].shift.series)
        assert (row.begins, row.ends) == (time(10), time(12))


async def test_a_series_over_the_change_of_clocks_moves_on_the_wall(town: Town) -> None:
    begins_at, ends_at = AFTERNOON.on(date(2026, 10, 20))
    wanted = Wanted(town.roles[COMPUTERS], begins_at, ends_at)
    days = [date(2026, 10, 20), date(2026, 10, 27)]
    again = Repeated("to tirsdage", AFTERNOON, days)
    _, made = await town.do(actions.make_series, town.karen, wanted, again, NOW)
    changed = await change(town, made[0].id, later=True, day=date(2026, 10, 22))
    there = [held.shift.begins_at.astimezone(COPENHAGEN) for held in changed.shifts]
    assert [(each.day, each.hour) for each in there] == [(22, 16), (29, 16)]


async def test_later_ones_that_would_be_overfull_stop_all_of_it(town: Town) -> None:
    ids = await series(town)
    for name in ("Eva", "Ole"):
        await town.do(actions.take, await town.helper(name), ids[2], NOW)
    with pytest.raises(CannotChange):
        await change(town, ids[0], later=True, maximum=1)
    assert [(await town.held(id)).shift.maximum for id in ids] == [2, 2, 2, 2]


async def test_all_on_a_cancelled_shift_are_dropped_and_told(town: Town) -> None:
    eva, ole, bo, ida = [await town.helper(name) for name in ("Eva", "Ole", "Bo", "Ida")]
    id = await town.shift()
    await town.do(actions.take, eva, id, NOW)
    await town.do(actions.wait, ole, id, NOW)
    await town.put(id, bo, S.ASKED)
    await town.put(id, ida, S.GONE)
    told = await town.do(actions.cancel, town.karen, id, " Vi har lukket ", NOW)
    assert [helper.name for helper in told[0].helpers] == ["Eva", "Ole", "Bo"]
    row = (await town.held(id)).shift
    assert (row.state, row.reason, row.version) == (ShiftState.CANCELLED, "Vi har lukket", 2)
    for number in (eva, ole, bo):
        assert await town.state(id, number) is S.DROPPED
    assert await town.state(id, ida) is S.GONE
    with pytest.raises(CannotChange):
        await town.do(actions.cancel, town.karen, id, "igen", NOW)
    assert await why(town, actions.confirm, eva, id, NOW) == "cancelled"


async def test_this_and_all_later_ones_are_cancelled(town: Town) -> None:
    eva, ids = await town.helper("Eva"), await series(town)
    for id in ids:
        await town.do(actions.take, eva, id, NOW)
    await town.do(actions.cancel, town.karen, ids[2], "Maling", NOW)
    told: list[Held] = await town.do(actions.cancel, town.karen, ids[1], "Slut", NOW, later=True)
    assert [held.shift.id for held in told] == [ids[1], ids[3]]
    assert [(await town.held(id)).shift.state for id in ids] == [ShiftState.OPEN] + 3 * [
        ShiftState.CANCELLED
    ]
    assert (await town.held(ids[2])).shift.reason == "Maling"


async def test_a_cancelled_shift_keeps_nobody_from_another(town: Town) -> None:
    eva = await town.helper("Eva")
    one, other = await town.shift(), await town.shift()
    await town.do(actions.take, eva, one, NOW)
    await town.do(actions.cancel, town.karen, one, "Lukket", NOW)
    assert await why(town, actions.take, eva, other, NOW) == ""


async def test_only_a_coordinator_changes_and_with_a_reason(town: Town) -> None:
    id = await town.shift()
    with pytest.raises(NotAllowed):
        await town.do(actions.change, town.staff.hans, id, Changes(note="x"), NOW)
    with pytest.raises(NotAllowed):
        await town.do(actions.cancel, town.staff.hans, id, "x", NOW)
    with pytest.raises(NotValid):
        await town.do(actions.cancel, town.karen, id, "  ", NOW)
    with pytest.raises(NoSuchShift):
        await town.do(actions.change, town.karen, 999, Changes(note="x"), NOW)
    with pytest.raises(CannotChange):
        await town.do(actions.cancel, town.karen, id, "x", at(12, 23))
