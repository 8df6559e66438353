"""How a volunteer comes, stays and goes: who may do what, and what must be in order first."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from storage.cases.rules import NoSuchCase, NotValid, local_day
from storage.cases.tables import Case
from storage.database import Database
from storage.ideas.rules import CannotUndo
from storage.lifecycle import IllegalMove
from storage.people.actions import tell_age
from storage.people.rules import AgeBand, NotAllowed
from storage.volunteers import actions
from storage.volunteers.queries import Standing, may_work, own, skilled, volunteer
from storage.volunteers.rules import Act, Affiliation, Band, NotOpen, NotYet, State
from tests.storage.cast import NOW, Cast, cast
from tests.storage.volunteers.parts import (
    COMPUTERS,
    EVA,
    READING,
    agreed,
    cleared,
    opened,
    signed_up,
)


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


@pytest.fixture
async def roles(database: Database, town: Cast) -> dict[str, int]:
    return await opened(database, town.karen, NOW)


async def done(database: Database, act: Any, *args: Any) -> Any:
    """One act in a transaction of its own."""
    async with database.transaction() as tx:
        return await act(tx, *args)


async def standing(database: Database, number: int) -> Standing:
    async with database.reading() as tx:
        found = await volunteer(tx, number)
        assert found is not None
        return found


async def ends(database: Database, town: Cast, number: int, *, own_wish: bool) -> None:
    async with database.transaction() as tx:
        by = None if own_wish else town.karen
        step = await actions.step_of(tx, by, town.eva, number, Act.END)
        await actions.end(step, "Jeg flytter", NOW)


async def test_a_child_is_not_written_down(database: Database, town: Cast) -> None:
    await done(database, tell_age, town.eva, AgeBand.UNDER_15)
    with pytest.raises(NotValid):
        await done(database, actions.sign_up, town.eva, EVA, NOW, 10)
    async with database.reading() as tx:
        assert await own(tx, town.eva) is None


async def test_under_18_an_adult_is_named(database: Database, town: Cast) -> None:
    with pytest.raises(NotValid):
        await signed_up(database, town.eva, NOW, band=Band.MINOR, adult=None)
    case = await signed_up(database, town.eva, NOW, band=Band.MINOR, adult=("Mor", "12345678"))
    found = await standing(database, case.number)
    assert (found.person.adult_name, found.person.adult_phone) == ("Mor", "12345678")


async def test_who_signs_up_twice_is_one_volunteer(database: Database, town: Cast) -> None:
    one = await signed_up(database, town.eva, NOW)
    assert (await signed_up(database, town.eva, NOW)).number == one.number
    assert one.promised_on is not None


async def test_two_sign_ups_at_once_are_one(database: Database, town: Cast) -> None:
    both = await asyncio.gather(*(signed_up(database, town.eva, NOW) for _ in range(2)))
    assert len({case.number for case in both}) == 1


async def test_who_stopped_can_begin_again(database: Database, town: Cast) -> None:
    one = await signed_up(database, town.eva, NOW)
    await ends(database, town, one.number, own_wish=True)
    assert (await standing(database, one.number)).state is State.DECLINED
    assert (await signed_up(database, town.eva, NOW)).number != one.number


async def test_only_coordinators_decide(database: Database, town: Cast) -> None:
    case = await signed_up(database, town.eva, NOW)
    with pytest.raises(NotAllowed):
        await done(database, actions.talked, town.hans, case.number, NOW)
    with pytest.raises(NoSuchCase):
        await done(database, actions.talked, town.karen, case.number + 9, NOW)
    await done(database, actions.talked, town.karen, case.number, NOW)
    with pytest.raises(IllegalMove):
        await done(database, actions.talked, town.karen, case.number, NOW)


async def test_nobody_acts_for_another(database: Database, town: Cast) -> None:
    case = await signed_up(database, town.eva, NOW)
    for act in (Act.END, Act.EXPECT, Act.WRITE):
        with pytest.raises(NoSuchCase):
            await done(database, actions.step_of, None, town.ole, case.number, act)
    with pytest.raises(NotAllowed):
        await done(database, actions.step_of, None, town.eva, case.number, Act.TALK)


async def test_a_role_with_children_waits_for_the_certificate(
    database: Database, town: Cast, roles: dict[str, int]
) -> None:
    case = await signed_up(database, town.eva, NOW)
    number, role = case.number, roles[READING]
    await done(database, actions.give_role, town.karen, number, role, NOW)
    with pytest.raises(NotYet) as missing:
        await done(database, actions.try_out, town.karen, number, 6, NOW)
    assert missing.value.lacks == ("check",)
    await cleared(database, town.karen, town.anna, number, NOW)
    await done(database, actions.try_out, town.karen, number, 6, NOW)
    async with database.reading() as tx:
        today = local_day(NOW)
        assert await may_work(tx, number, role, today)
        assert not await may_work(tx, number, roles[COMPUTERS], today)
        assert not await may_work(tx, number, role, today + timedelta(days=4 * 365)), "outlived"


async def test_who_works_already_gets_no_children_without_it(
    database: Database, town: Cast, roles: dict[str, int]
) -> None:
    number = (await signed_up(database, town.eva, NOW)).number
    await done(database, actions.give_role, town.karen, number, roles[COMPUTERS], NOW)
    await done(database, actions.try_out, town.karen, number, 6, NOW)
    await done(database, actions.give_role, town.karen, number, roles[READING], NOW)
    async with database.reading() as tx:
        assert await may_work(tx, number, roles[COMPUTERS], local_day(NOW))
        assert not await may_work(tx, number, roles[READING], local_day(NOW))


async def test_what_is_lacking_is_named(
    database: Database, town: Cast, roles: dict[str, int]
) -> None:
    number = (await signed_up(database, town.eva, NOW)).number
    await done(database, actions.talked, town.karen, number, NOW)
    with pytest.raises(NotYet) as missing:
        await done(database, actions.activate, town.karen, number, NOW)
    assert missing.value.lacks == ("place", "expectations", "secrecy")
    await done(database, actions.give_role, town.karen, number, roles[COMPUTERS], NOW)
    await agreed(database, town.karen, town.eva, number, NOW)
    await done(database, actions.activate, town.karen, number, NOW)
    assert (await standing(database, number)).state is State.ACTIVE


async def test_a_closed_role_is_given_to_nobody(
    database: Database, town: Cast, roles: dict[str, int]
) -> None:
    number = (await signed_up(database, town.eva, NOW)).number
    await done(database, actions.close_role, town.karen, roles[COMPUTERS], NOW)
    with pytest.raises(NotOpen):
        await done(database, actions.give_role, town.karen, number, roles[COMPUTERS], NOW)
    with pytest.raises(NotValid):
        await signed_up(database, town.ole, NOW, role=roles[COMPUTERS])


async def test_an_act_is_taken_back_before_it_is_told(
    database: Database, town: Cast, roles: dict[str, int]
) -> None:
    number = (await signed_up(database, town.eva, NOW)).number
    promised = (await standing(database, number)).case.promised_on
    await done(database, actions.give_role, town.karen, number, roles[COMPUTERS], NOW)
    await done(database, actions.try_out, town.karen, number, 6, NOW)
    with pytest.raises(CannotUndo):
        await done(database, actions.undo, town.anna, number, NOW)
    await done(database, actions.undo, town.karen, number, NOW + timedelta(seconds=90))
    found = await standing(database, number)
    assert (found.state, found.person.trial_until) == (State.INTERESTED, None)
    assert found.case.promised_on == promised
    with pytest.raises(CannotUndo):
        await done(database, actions.undo, town.karen, number, NOW + timedelta(seconds=95))


async def test_of_two_decisions_at_once_one_comes_second(
    database: Database, town: Cast, roles: dict[str, int]
) -> None:
    number = (await signed_up(database, town.eva, NOW)).number
    await done(database, actions.give_role, town.karen, number, roles[COMPUTERS], NOW)
    outcomes = await asyncio.gather(
        done(database, actions.try_out, town.karen, number, 6, NOW),
        done(database, actions.turn_down, town.anna, number, "Ikke nu", NOW),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes].count(IllegalMove) == 1, outcomes


async def test_a_break_ends_within_a_year(
    database: Database, town: Cast, roles: dict[str, int]
) -> None:
    number = (await signed_up(database, town.eva, NOW)).number
    await done(database, actions.give_role, town.karen, number, roles[COMPUTERS], NOW)
    await done(database, actions.try_out, town.karen, number, 6, NOW)
    for days in (0, 400):
        async with database.transaction() as tx:
            step = await actions.step_of(tx, None, town.eva, number, Act.REST)
            with pytest.raises(NotValid):
                await actions.rest(tx, step, local_day(NOW) + timedelta(days=days), NOW)


async def test_more_is_told_afterwards_and_found(database: Database, town: Cast) -> None:
    number = (await signed_up(database, town.eva, NOW)).number
    more = actions.More("Arabisk og kage", None, "Ældre Sagen")
    await done(database, actions.tell_more, town.eva, number, more, NOW)
    found = await standing(database, number)
    assert found.person.affiliation == Affiliation.ASSOCIATION
    async with database.reading() as tx:
        assert [each.number for each in await skilled(tx, town.hans, "ARABISK")] == [number]
        assert await skilled(tx, town.hans, "kinesisk") == []


async def test_a_host_ticks_the_list_but_not_what_ticks_itself(
    database: Database, town: Cast, roles: dict[str, int]
) -> None:
    number, role = (await signed_up(database, town.eva, NOW)).number, roles[COMPUTERS]
    await done(database, actions.give_role, town.karen, number, role, NOW)
    await done(database, actions.tick_step, town.hans, number, role, "intro", NOW)
    assert (await standing(database, number)).places[0].place.steps == {"intro": "2026-05-04"}
    await done(database, actions.tick_step, town.hans, number, role, "intro", NOW)
    assert (await standing(database, number)).places[0].place.steps == {}
    for step in ("check", "expectations", "noget"):
        with pytest.raises(NotValid):
            await done(database, actions.tick_step, town.hans, number, role, step, NOW)


async def test_the_case_is_of_its_own_kind(database: Database, town: Cast) -> None:
    number = (await signed_up(database, town.eva, NOW)).number
    async with database.reading() as tx:
        case = await tx.session.get_one(Case, number)
        assert (case.kind, case.author, case.unread) == ("volunteer", town.eva, True)
