"""Several at once, from two programs: nobody gets a place that is not there, nobody is in two
places, and nobody stands where they may not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from storage.database import Conflict, Database, Transaction
from storage.lifecycle import IllegalMove
from storage.shifts import actions, queries
from storage.shifts.actions import Changes
from storage.shifts.rules import CannotChange, CannotTake, NoSuchShift
from storage.shifts.times import Hours
from storage.volunteers import actions as volunteers
from storage.volunteers.rules import Act as VolunteerAct
from tests.storage.cast import NOW
from tests.storage.shifts.town import NEXT, S, Town, town_of
from tests.storage.volunteers.parts import COMPUTERS

pytestmark = pytest.mark.both_databases

Act = Callable[[Transaction], Awaitable[object]]
ROUNDS = 4


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


async def at_once(town: Town, second: Database, acts: Sequence[Act]) -> list[str]:
    """Do them at the same moment, every other one in the other program; how each went.

    What was overtaken is done again, as the program's own door does.
    """

    async def one(database: Database, act: Act) -> str:
        while True:
            try:
                async with database.transaction() as tx:
                    await act(tx)
            except Conflict:
                continue
            except (CannotTake, CannotChange) as refused:
                return refused.why
            except (IllegalMove, NoSuchShift) as refused:
                return type(refused).__name__
            return "done"

    both = (town.database, second)
    return await asyncio.gather(*(one(both[n % 2], act) for n, act in enumerate(acts)))


def act(what: Callable[..., Awaitable[Any]], *args: Any, **more: Any) -> Act:
    return partial(_told, what, args, more)


async def _told(what: Any, args: Any, more: Any, tx: Transaction) -> None:
    await what(tx, *args, **more)


async def test_the_last_place_is_one_persons(town: Town, second: Database) -> None:
    numbers = [await town.helper(f"V{n}") for n in range(8)]
    for maximum in (1, 3):
        id = await town.shift(maximum=maximum)
        said = await at_once(town, second, [act(actions.take, n, id, NOW) for n in numbers])
        assert sorted(said) == sorted(["done"] * maximum + ["full"] * (8 - maximum))
        assert len((await town.held(id)).coming) == maximum
        await town.do(actions.cancel, town.karen, id, "Færdig", NOW)


async def test_nobody_takes_two_shifts_at_once(town: Town, second: Database) -> None:
    eva = await town.helper("Eva")
    for _ in range(ROUNDS):
        ids = [await town.shift() for _ in range(4)]
        said = await at_once(town, second, [act(actions.take, eva, id, NOW) for id in ids])
        assert sorted(said) == ["done", "overlap", "overlap", "overlap"]
        for id in ids:
            await town.do(actions.cancel, town.karen, id, "Færdig", NOW)


async def test_staff_give_what_a_volunteer_takes_at_once(town: Town, second: Database) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    for _ in range(ROUNDS):
        id, other = await town.shift(), await town.shift()
        said = await at_once(
            town,
            second,
            [
                act(actions.take, eva, id, NOW),
                act(actions.assign, town.karen, id, ole, None, NOW),
                act(actions.assign, town.karen, other, eva, None, NOW),
            ],
        )
        held = await town.held(id)
        assert len(held.coming) == said[:2].count("done") == 1
        both = [await town.state(each, eva) for each in (id, other)]
        assert both.count(S.TAKEN) == 1
        for each in (id, other):
            await town.do(actions.cancel, town.karen, each, "Færdig", NOW)


async def test_it_is_cancelled_while_it_is_taken(town: Town, second: Database) -> None:
    eva = await town.helper("Eva")
    for _ in range(ROUNDS):
        id = await town.shift()
        said = await at_once(
            town,
            second,
            [
                act(actions.cancel, town.karen, id, "Lukket", NOW),
                act(actions.take, eva, id, NOW),
            ],
        )
        assert said in (["done", "done"], ["done", "cancelled"])
        assert await town.state(id, eva) in {None, S.DROPPED}


async def test_it_moves_onto_another_that_is_taken_meanwhile(town: Town, second: Database) -> None:
    eva = await town.helper("Eva")
    for _ in range(ROUNDS):
        id, other = await town.shift(), await town.shift(NEXT, MORNING)
        await town.do(actions.take, eva, id, NOW)
        said = await at_once(
            town,
            second,
            [
                act(actions.change, town.karen, id, Changes(hours=MORNING), NOW),
                act(actions.take, eva, other, NOW),
            ],
        )
        assert said[0] == "done"
        assert [await town.state(each, eva) for each in (id, other)].count(S.TAKEN) == 1
        for each in (id, other):
            await town.do(actions.cancel, town.karen, each, "Færdig", NOW)


MORNING = Hours.of(NOW, NOW.replace(hour=11))


async def test_it_moves_while_it_is_taken(town: Town, second: Database) -> None:
    eva = await town.helper("Eva")
    for _ in range(ROUNDS):
        id, other = await town.shift(), await town.shift(NEXT, MORNING)
        await town.do(actions.take, eva, other, NOW)
        await at_once(
            town,
            second,
            [
                act(actions.take, eva, id, NOW),
                act(actions.change, town.karen, id, Changes(hours=MORNING), NOW),
            ],
        )
        assert await town.state(other, eva) is S.TAKEN
        assert await town.state(id, eva) in {None, S.DROPPED}
        for each in (id, other):
            await town.do(actions.cancel, town.karen, each, "Færdig", NOW)


async def test_fewer_are_wanted_while_it_is_taken(town: Town, second: Database) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    for _ in range(ROUNDS):
        id = await town.shift(maximum=2)
        await town.do(actions.take, eva, id, NOW)
        await at_once(
            town,
            second,
            [
                act(actions.take, ole, id, NOW),
                act(actions.change, town.karen, id, Changes(maximum=1), NOW),
            ],
        )
        held = await town.held(id)
        assert len(held.coming) <= held.shift.maximum
        await town.do(actions.cancel, town.karen, id, "Færdig", NOW)


async def test_two_say_yes_to_the_same_question(town: Town, second: Database) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    for _ in range(ROUNDS):
        id = await town.shift()
        for number in (eva, ole):
            await town.put(id, number, S.ASKED)
        said = await at_once(
            town, second, [act(actions.accept, number, id, NOW) for number in (eva, ole)]
        )
        assert said.count("done") == 1
        assert len((await town.held(id)).coming) == 1
        await town.do(actions.cancel, town.karen, id, "Færdig", NOW)


async def test_one_calls_off_while_others_take_and_wait(town: Town, second: Database) -> None:
    eva, ole, bo = [await town.helper(name) for name in ("Eva", "Ole", "Bo")]
    for _ in range(ROUNDS):
        id = await town.shift()
        await town.do(actions.take, eva, id, NOW)
        await at_once(
            town,
            second,
            [
                act(actions.call_off, eva, id, NOW),
                act(actions.wait, ole, id, NOW),
                act(actions.take, bo, id, NOW),
            ],
        )
        held = await town.held(id)
        assert held.left >= 0
        if held.left:  # nobody waits for what nobody holds
            assert held.waiting == ()
        await town.do(actions.cancel, town.karen, id, "Færdig", NOW)


async def test_who_stops_while_they_take_one_keeps_none(town: Town, second: Database) -> None:
    async def ends(tx: Transaction, number: int) -> None:
        step = await volunteers.step_of(tx, town.karen, 0, number, VolunteerAct.END)
        await volunteers.end(step, None, NOW)
        await actions.review(tx, number, NOW)

    for n in range(ROUNDS):
        eva, id = await town.helper(f"Eva {n}"), await town.shift()
        said = await at_once(
            town, second, [act(actions.take, eva, id, NOW), partial(ends, number=eva)]
        )
        assert said[1] == "done"
        assert await town.state(id, eva) in {None, S.DROPPED}


async def test_a_role_closes_while_its_shift_is_taken(town: Town, second: Database) -> None:
    role = town.roles[COMPUTERS]

    async def closes(tx: Transaction) -> None:
        await volunteers.close_role(tx, town.karen, role, NOW)
        await actions.review_role(tx, role, NOW)

    eva = await town.helper("Eva")
    for _ in range(ROUNDS):
        id = await town.shift()
        await at_once(town, second, [closes, act(actions.take, eva, id, NOW)])
        assert await town.state(id, eva) in {None, S.DROPPED}
        await town.do(volunteers.open_role, town.karen, role, NOW)


async def test_many_change_and_take_for_a_while_and_nothing_hangs(
    town: Town, second: Database
) -> None:
    numbers = [await town.helper(f"V{n}") for n in range(4)]
    ids = [await town.shift(maximum=2), await town.shift(NEXT, MORNING, maximum=2)]
    acts = [act(actions.take, number, id, NOW) for number in numbers for id in ids]
    acts += [act(actions.call_off, number, id, NOW) for number in numbers[:2] for id in ids]
    for id, other in (ids, ids[::-1]):
        day = (await town.held(other)).shift
        hours = Hours.of(day.begins_at, day.ends_at)
        acts.append(act(actions.change, town.karen, id, Changes(hours=hours), NOW))

    await at_once(town, second, acts)
    for id in ids:
        held = await town.held(id)
        assert held.left >= 0
    for number in numbers:
        mine = await town.read(queries.own, number, NOW)
        coming = [h.shift for h in mine if h.of(number).state in {S.TAKEN, S.CONFIRMED}]
        assert len({row.begins_at for row in coming}) == len(coming)


WAITS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


async def is_held_up(database: Database) -> None:
    """Until somebody waits for a row; SQLite holds up whoever writes at all."""
    while not database.is_sqlite:
        async with database.reading() as tx:
            if await tx.connection.scalar(WAITS):
                return


async def while_open(town: Town, second: Database, first: Act, then: Act) -> None:
    """One begins before the other has ended; what was overtaken is done again."""

    async def after() -> None:
        while True:
            try:
                async with second.transaction() as tx:
                    return await _told(then, (), {}, tx)
            except Conflict:
                continue

    async with town.database.transaction() as tx:
        await first(tx)
        later = asyncio.create_task(after())
        await is_held_up(town.database)
    await later


async def test_who_took_it_just_before_it_moves_is_not_in_two_places(
    town: Town, second: Database
) -> None:
    eva = await town.helper("Eva")
    id, other = await town.shift(), await town.shift(NEXT, MORNING)
    moves = act(actions.change, town.karen, id, Changes(hours=MORNING), NOW)
    conflicts = 0

    async def counted(tx: Transaction) -> None:
        nonlocal conflicts
        conflicts += 1
        await moves(tx)

    await while_open(town, second, act(actions.take, eva, id, NOW), counted)
    assert conflicts == (1 if town.database.is_sqlite else 2)
    with pytest.raises(CannotTake):
        await town.do(actions.take, eva, other, NOW)


async def test_who_took_it_just_before_the_role_closes_has_it_no_more(
    town: Town, second: Database
) -> None:
    eva, id = await town.helper("Eva"), await town.shift()

    async def closes(tx: Transaction) -> None:
        await volunteers.close_role(tx, town.karen, town.roles[COMPUTERS], NOW)
        await actions.review_role(tx, town.roles[COMPUTERS], NOW)

    await while_open(town, second, act(actions.take, eva, id, NOW), closes)
    assert await town.state(id, eva) is S.DROPPED
