"""A swap with somebody by name: theirs only with a yes, and then at once and for both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest

from storage.database import Conflict, Database
from storage.shifts import actions, queries
from storage.shifts.queries import Swap
from storage.shifts.rules import CannotSwap, NoSuchShift, Step, SwapState
from storage.shifts.times import Hours
from storage.shifts.wanted import Changes
from storage.volunteers.rules import Act
from tests.storage.cast import NOW
from tests.storage.shifts.ticking import passes, planned, said
from tests.storage.shifts.town import NEXT, S, Town, at, town_of
from tests.storage.volunteers.parts import READING

BEGINS = at(12, 14)


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


@pytest.fixture
async def pair(town: Town) -> tuple[int, int]:
    return await town.helper("Eva"), await town.helper("Bo")


@pytest.fixture
async def id(town: Town, pair: tuple[int, int]) -> int:
    made = await town.shift()
    await town.do(actions.take, pair[0], made, NOW)
    return made


@pytest.fixture
async def swap(town: Town, pair: tuple[int, int], id: int) -> Swap:
    found = await town.do(actions.ask_swap, pair[0], id, pair[1], NOW)
    assert isinstance(found, Swap)
    return found


async def why(town: Town, act: Callable[..., Any], *args: Any) -> str:
    """Why a swap came to nothing; "" when it did not."""
    try:
        await town.do(act, *args)
    except CannotSwap as cannot:
        return cannot.why
    except NoSuchShift:
        return "unknown"
    return ""


async def test_until_there_is_a_yes_nothing_has_changed(
    town: Town, pair: tuple[int, int], id: int, swap: Swap
) -> None:
    assert (swap.giver.name, swap.asked.name, swap.state) == ("Eva", "Bo", SwapState.ASKED)
    assert await town.state(id, pair[0]) is S.TAKEN
    assert await town.state(id, pair[1]) is None


async def test_a_yes_moves_the_place_and_its_reminders(
    town: Town, pair: tuple[int, int], id: int, swap: Swap
) -> None:
    found = await town.do(actions.answer_swap, pair[1], swap.row.id, True, NOW)
    assert found.state is SwapState.YES
    assert await town.state(id, pair[0]) is S.MOVED
    assert await town.state(id, pair[1]) is S.TAKEN
    assert said(await passes(town, at(10, 14))) == ["days Bo"]


async def test_a_no_leaves_it_where_it_is(
    town: Town, pair: tuple[int, int], id: int, swap: Swap
) -> None:
    found = await town.do(actions.answer_swap, pair[1], swap.row.id, False, NOW)
    assert found.state is SwapState.NO
    assert await town.state(id, pair[0]) is S.TAKEN
    assert await why(town, actions.answer_swap, pair[1], swap.row.id, True, NOW) == "answered"
    assert await why(town, actions.ask_swap, pair[0], id, pair[1], NOW) == "said_no"


async def test_a_no_is_asked_about_no_more_by_anybody(town: Town) -> None:
    eva, bo, ida = [await town.helper(name) for name in ("Eva", "Bo", "Ida")]
    made, other = await town.shift(maximum=2), await town.shift(NEXT + timedelta(days=1))
    for number, shift in ((eva, made), (ida, made), (eva, other)):
        await town.do(actions.take, number, shift, NOW)
    asked = await town.do(actions.ask_swap, eva, made, bo, NOW)
    await town.do(actions.answer_swap, bo, asked.row.id, False, NOW)
    assert await why(town, actions.ask_swap, eva, made, bo, NOW) == "said_no"
    assert await why(town, actions.ask_swap, ida, made, bo, NOW) == "not_for_them"
    assert await why(town, actions.ask_swap, eva, other, bo, NOW) == "", "another shift"
    later = NOW + timedelta(hours=1)
    moved = Changes(hours=Hours(time(17), time(19)))
    await town.do(actions.change, town.karen, made, moved, later)
    assert await why(town, actions.ask_swap, ida, made, bo, later) == "", "another time"


async def test_who_did_not_answer_can_be_asked_again(
    town: Town, pair: tuple[int, int], id: int, swap: Swap
) -> None:
    await passes(town, swap.row.until)
    assert await why(town, actions.ask_swap, pair[0], id, pair[1], swap.row.until) == ""


async def test_without_an_answer_it_runs_out_before_the_shift(
    town: Town, pair: tuple[int, int], id: int, swap: Swap
) -> None:
    assert swap.row.until == NOW + timedelta(hours=48)
    (row,) = await planned(town, Step.SWAP)
    assert "swap Eva" in said(await passes(town, row.at))
    assert await why(town, actions.answer_swap, pair[1], swap.row.id, True, row.at) == "answered"


async def test_late_it_is_half_of_what_is_left(town: Town, pair: tuple[int, int], id: int) -> None:
    found = await town.do(actions.ask_swap, pair[0], id, pair[1], BEGINS - timedelta(hours=4))
    assert found.row.until == BEGINS - timedelta(hours=2)


@pytest.mark.parametrize("end", ["cancel", "call_off", "yes", "no"])
async def test_what_came_before_its_end_is_not_told_again(
    town: Town, pair: tuple[int, int], id: int, swap: Swap, end: str
) -> None:
    if end == "cancel":
        await town.do(actions.cancel, town.karen, id, "Vi har lukket", NOW)
    elif end == "call_off":
        await town.do(actions.call_off, pair[0], id, NOW)
    else:
        await town.do(actions.answer_swap, pair[1], swap.row.id, end == "yes", NOW)
    assert not [each for each in said(await passes(town, swap.row.until)) if "swap" in each]


async def test_only_who_is_asked_answers(town: Town, pair: tuple[int, int], swap: Swap) -> None:
    ole = await town.helper("Ole")
    for other in (ole, pair[0], 99):
        assert await why(town, actions.answer_swap, other, swap.row.id, True, NOW) == "unknown"
    assert await town.read(queries.own_swap, ole, swap.row.id) is None
    assert await town.read(queries.own_swap, pair[0], swap.row.id) is not None


async def test_what_cannot_be_asked(town: Town, pair: tuple[int, int], id: int) -> None:
    ole, reader = await town.helper("Ole"), await town.helper("Rie", READING)
    ask = actions.ask_swap
    assert await why(town, ask, ole, id, pair[1], NOW) == "unknown", "not theirs"
    assert await why(town, ask, pair[0], id, pair[0], NOW) == "with_you"
    assert await why(town, ask, pair[0], id, reader, NOW) == "not_for_them"
    assert await why(town, ask, pair[0], id, 99, NOW) == "not_for_them"
    assert await why(town, ask, pair[0], id, pair[1], BEGINS) == "over"
    assert await why(town, ask, pair[0], id, pair[1], NOW) == ""
    assert await why(town, ask, pair[0], id, ole, NOW) == "asked"
    await town.do(actions.call_off, pair[0], id, NOW)
    assert await why(town, ask, pair[0], id, ole, NOW) == "not_yours"


async def test_only_who_has_the_role_and_is_free_can_be_named(
    town: Town, pair: tuple[int, int], id: int
) -> None:
    ole, ida = await town.helper("Ole"), await town.helper("Ida")
    await town.helper("Rie", READING)
    other = await town.shift(NEXT, Hours(time(15), time(16)))
    await town.do(actions.take, ole, other, NOW)
    held = await town.held(id)
    found = await town.read(queries.who_can_swap, pair[0], held)
    assert [each.name for each in found] == ["Bo", "Ida"]
    assert await town.read(queries.who_can_swap, ida, held) == []


async def test_the_yes_is_checked_when_it_is_said(
    town: Town, pair: tuple[int, int], id: int, swap: Swap
) -> None:
    other = await town.shift(NEXT, Hours(time(17), time(19)))
    await town.do(actions.take, pair[1], other, NOW)
    assert await why(town, actions.answer_swap, pair[1], swap.row.id, True, NOW) == "not_for_them"
    assert await town.state(id, pair[0]) is S.TAKEN


async def test_a_yes_to_a_place_that_is_gone_takes_nothing(
    town: Town, pair: tuple[int, int], id: int, swap: Swap
) -> None:
    await town.do(actions.call_off, pair[0], id, NOW)
    assert await why(town, actions.answer_swap, pair[1], swap.row.id, True, NOW) == "gone"
    assert (await town.held(id)).coming == ()


async def test_who_was_asked_to_step_in_elsewhere_frees_what_they_were_offered(
    town: Town, pair: tuple[int, int]
) -> None:
    ida, made = await town.helper("Ida"), await town.shift(maximum=2, minimum=2)
    for number in (pair[0], ida):
        await town.do(actions.take, number, made, NOW)
    ole = await town.helper("Ole")
    for minute, number in enumerate((pair[1], ole)):
        await town.do(actions.wait, number, made, NOW + timedelta(minutes=minute))
    swap = await town.do(actions.ask_swap, pair[0], made, pair[1], NOW)
    await town.do(actions.call_off, ida, made, NOW)
    assert await town.state(made, pair[1]) is S.OFFERED
    await town.do(actions.answer_swap, pair[1], swap.row.id, True, NOW)
    assert await town.state(made, pair[1]) is S.TAKEN
    assert await town.state(made, ole) is S.OFFERED
    assert (await town.held(made)).left == 0


async def test_who_rests_meanwhile_cannot_say_yes(
    town: Town, pair: tuple[int, int], id: int, swap: Swap
) -> None:
    await town.end(swap.asked.person or 0, pair[1], Act.REST)
    assert await why(town, actions.answer_swap, pair[1], swap.row.id, True, NOW) == "not_for_them"


async def test_a_yes_and_a_call_off_at_the_same_time(
    town: Town, pair: tuple[int, int], id: int, swap: Swap
) -> None:
    async def again(act: Callable[..., Any], *args: Any) -> str:
        while True:
            try:
                return await why(town, act, *args)
            except Conflict:
                continue
            except Exception as error:  # noqa: BLE001 - either may be too late
                return type(error).__name__

    said = await asyncio.gather(
        again(actions.answer_swap, pair[1], swap.row.id, True, NOW),
        again(actions.call_off, pair[0], id, NOW),
    )
    held = await town.held(id)
    assert len(held.coming) <= 1
    assert "" in said
    assert said[0] == "" or held.coming == ()
