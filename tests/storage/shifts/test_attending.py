"""Who came: the host's code, the host's ticks, and that nobody gets in by guessing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from storage.cases.actions import TooManyTries, WrongCode
from storage.cases.rules import TRIES_PER_PERSON, TRIES_WINDOW
from storage.database import Database
from storage.people.rules import NotAllowed
from storage.shifts import actions
from storage.shifts.actions import Came
from storage.shifts.coming import COME_AFTER, COME_BEFORE, CannotCome
from storage.shifts.rules import NoSuchShift, PlaceState, Step
from storage.talk.rules import DueKind
from storage.talk.tables import Due
from tests.storage.cast import NOW
from tests.storage.shifts.town import S, Town, town_of
from tests.storage.volunteers.parts import READING

MINUTE = timedelta(minutes=1)
PERSON = 77
"""Whose tries are counted; who they are is the caller's matter."""


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


async def begins(town: Town, shift: int) -> datetime:
    return (await town.held(shift)).shift.begins_at


async def on(town: Town, shift: int, *names: str) -> list[int]:
    """Volunteers who have taken it."""
    numbers = [await town.helper(name) for name in names]
    for number in numbers:
        await town.do(actions.take, number, shift, NOW)
    return numbers


async def types(town: Town, number: int, code: str, now: datetime, person: int = PERSON) -> object:
    return await town.do(actions.come_by_code, person, number, code, f"address {person}", now)


async def refused(town: Town, *args: object) -> str:
    with pytest.raises(CannotCome) as why:
        await town.do(*args)  # type: ignore[arg-type]
    return why.value.why


async def test_a_code_is_made_once_and_lets_in_who_has_a_place(town: Town) -> None:
    shift = await town.shift(maximum=2)
    (eva,) = await on(town, shift, "Eva")
    code = await town.do(actions.show_code, town.staff.hans, shift)
    assert code == await town.do(actions.show_code, town.karen, shift)
    assert len(code) == 4
    start = await begins(town, shift)
    came = await types(town, eva, f" {code[:2]}-{code[2:]} ", start)
    assert isinstance(came, Came)
    assert not came.again
    held = await town.held(shift)
    assert (held.helpers[0].state, held.helpers[0].place.minutes) == (S.ATTENDED, 120)
    again = await types(town, eva, code, start + MINUTE)
    assert isinstance(again, Came)
    assert again.again


async def test_a_code_is_good_from_half_an_hour_before_to_three_hours_after(town: Town) -> None:
    shift = await town.shift(maximum=3)
    eva, ole, ida, kim = [*await on(town, shift, "Eva", "Ole", "Ida"), await town.helper("Kim")]
    code = await town.do(actions.show_code, town.karen, shift)
    held = await town.held(shift)
    first, last = held.shift.begins_at - COME_BEFORE, held.shift.ends_at + COME_AFTER
    for early in (first - MINUTE, last + MINUTE):
        assert await refused(town, actions.come_by_code, 1, eva, code, "a", early) == "no_place"
    assert isinstance(await types(town, eva, code, first), Came)
    assert isinstance(await types(town, ole, code, last), Came)
    await town.do(actions.call_off, ida, shift, NOW)
    for nobody in (ida, kim):
        assert await refused(town, actions.come_by_code, 1, nobody, code, "a", first) == "no_place"


async def test_another_shifts_code_is_wrong(town: Town) -> None:
    mine, other = await town.shift(maximum=2), await town.shift(maximum=2)
    (eva,) = await on(town, mine, "Eva")
    code = await town.do(actions.show_code, town.karen, mine)
    elsewhere = await town.do(actions.show_code, town.karen, other)
    start = await begins(town, mine)
    if code != elsewhere:  # four digits may be the same once
        assert isinstance(await types(town, eva, elsewhere, start), WrongCode)
    assert isinstance(await types(town, eva, "", start), WrongCode)


async def test_guessing_ends_soon_and_begins_anew_after_an_hour(town: Town) -> None:
    shift = await town.shift(maximum=2)
    (eva,) = await on(town, shift, "Eva")
    code = await town.do(actions.show_code, town.karen, shift)
    start = await begins(town, shift)
    for n in range(TRIES_PER_PERSON):
        wrong = await types(town, eva, "0000", start + n * timedelta(seconds=1))
        assert isinstance(wrong, WrongCode)
    stopped = await types(town, eva, code, start + MINUTE)
    assert isinstance(stopped, TooManyTries)
    assert await town.state(shift, eva) is S.TAKEN
    assert isinstance(await types(town, eva, code, stopped.until + MINUTE), Came)
    assert stopped.until == start + TRIES_WINDOW


async def test_the_host_ticks_and_puts_right(town: Town) -> None:
    shift = await town.shift(maximum=2)
    eva, ole = await on(town, shift, "Eva", "Ole")
    hans, end = town.staff.hans, (await town.held(shift)).shift.ends_at
    await town.do(actions.miss, hans, shift, eva, end)
    assert await town.state(shift, eva) is S.ABSENT
    await town.do(actions.attend, hans, shift, eva, end + MINUTE)
    assert await town.state(shift, eva) is S.ATTENDED
    held, came = await town.do(actions.attend_all, hans, shift, end + MINUTE)
    assert [each.place.volunteer for each in came] == [ole]
    assert not held.coming
    found = await town.do(actions.attend, hans, shift, ole, end + MINUTE)
    assert found.again
    await town.do(actions.miss, hans, shift, ole, end + MINUTE)
    own = (await town.held(shift)).of(ole)
    assert own is not None
    assert own.place.minutes is None


async def test_all_came_leaves_who_was_ticked_as_missing(town: Town) -> None:
    shift = await town.shift(maximum=2)
    eva, ole = await on(town, shift, "Eva", "Ole")
    end = (await town.held(shift)).shift.ends_at
    await town.do(actions.miss, town.karen, shift, eva, end)
    await town.do(actions.attend_all, town.karen, shift, end)
    assert [await town.state(shift, n) for n in (eva, ole)] == [S.ABSENT, S.ATTENDED]


async def test_nobody_is_ticked_too_early_or_without_a_place(town: Town) -> None:
    shift = await town.shift(maximum=2)
    (eva,) = await on(town, shift, "Eva")
    kim, hans = await town.helper("Kim", READING), town.staff.hans
    start = await begins(town, shift)
    early = start - COME_BEFORE - MINUTE
    assert await refused(town, actions.attend, hans, shift, eva, early) == "early"
    assert await refused(town, actions.attend_all, hans, shift, early) == "early"
    assert await refused(town, actions.miss, hans, shift, eva, start - MINUTE) == "early"
    assert await refused(town, actions.attend, hans, shift, kim, start) == "no_place"
    await town.do(actions.call_off, eva, shift, NOW)
    assert await refused(town, actions.attend, hans, shift, eva, start) == "no_place"
    assert await refused(town, actions.miss, hans, shift, eva, start) == "no_place"


async def test_a_cancelled_shift_has_no_code_and_no_list(town: Town) -> None:
    shift = await town.shift()
    (eva,) = await on(town, shift, "Eva")
    await town.do(actions.cancel, town.karen, shift, "Lukket", NOW)
    start = await begins(town, shift)
    for act, *args in (
        (actions.show_code, town.karen, shift),
        (actions.attend, town.karen, shift, eva, start),
        (actions.attend_all, town.karen, shift, start),
    ):
        with pytest.raises(NoSuchShift):
            await town.do(act, *args)


async def test_who_is_no_colleague_ticks_nobody(town: Town) -> None:
    shift = await town.shift()
    await on(town, shift, "Eva")
    nobody = type("Nobody", (), {"may": lambda self, role: False})()
    with pytest.raises(NotAllowed):
        await town.do(actions.show_code, nobody, shift)
    with pytest.raises(NotAllowed):
        await town.do(actions.attend_all, nobody, shift, NOW)


async def planned(town: Town, step: Step) -> list[datetime]:
    async with town.database.reading() as tx:
        rows = await tx.session.scalars(
            select(Due).where(Due.kind == DueKind.SHIFT).order_by(Due.id)
        )
        return [row.at for row in rows if row.payload["step"] == step]


async def test_what_follows_waits_until_it_can_be_put_right(town: Town) -> None:
    shift = await town.shift(maximum=2)
    eva, ole = await on(town, shift, "Eva", "Ole")
    held = await town.held(shift)
    start, end = held.shift.begins_at, held.shift.ends_at
    await town.do(actions.attend, town.karen, shift, eva, start)
    assert await planned(town, Step.AFTER) == [end + 30 * MINUTE]
    later = end + timedelta(days=1)
    await town.do(actions.attend, town.karen, shift, ole, later)
    assert (await planned(town, Step.AFTER))[-1] == later + 2 * MINUTE
    await town.do(actions.miss, town.karen, shift, ole, later)
    assert await planned(town, Step.MISSED) == [later + 2 * MINUTE]
    assert await town.state(shift, ole) is PlaceState.ABSENT
