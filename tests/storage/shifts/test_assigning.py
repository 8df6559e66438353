"""Staff give places by the same rules, or against one with a reason; nobody keeps one they may not
work any more.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.cases.rules import NotValid
from storage.database import Database
from storage.people.rules import NotAllowed
from storage.shifts import actions
from storage.shifts.rules import CannotTake
from storage.volunteers import actions as volunteers
from storage.volunteers.rules import Act, CheckStatus
from tests.databases import statements
from tests.storage.cast import NOW, a_note
from tests.storage.shifts.town import NEXT, S, Town, town_of, why
from tests.storage.volunteers.parts import COMPUTERS, READING, RULE, signed_up

WEEK = timedelta(days=7)


@pytest.fixture
async def town(database: Database) -> Town:
    return await town_of(database)


async def refused(town: Town, id: int, number: int, over: str | None = None) -> str:
    return await why(town, actions.assign, town.karen, id, number, over, NOW)


async def test_a_place_is_given_and_stands_in_the_audit_without_words(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift()
    held = await town.do(actions.assign, town.karen, id, eva, "  ", NOW)
    place = held.of(eva).place
    assert (place.state, place.given_by, place.over) == (S.TAKEN, town.karen.person_id, None)
    assert await town.told(eva) == [("shift_given", {"shift": id, "day": NEXT.isoformat()})]
    assert await refused(town, id, eva) == "twice"


async def test_a_reason_is_kept_only_where_one_was_needed(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    one, other = await town.shift(), await town.shift()
    held = await town.do(actions.assign, town.karen, one, eva, "Fordi", NOW)
    assert held.of(eva).place.over is None
    assert await refused(town, one, ole) == "full"
    held = await town.do(actions.assign, town.karen, one, ole, "Ny skal med", NOW)
    assert (held.left, held.of(ole).place.over) == (-1, "Ny skal med")
    assert await refused(town, other, ole) == "overlap"
    await town.do(actions.assign, town.karen, other, ole, "Samme rum", NOW)
    against = [facts.get("against") for _, facts in await town.told(ole)]
    assert against == ["full", "overlap"]
    assert "Samme rum" not in str(await town.told(ole))


async def test_a_role_that_somebody_has_not_takes_a_reason(town: Town) -> None:
    eva = await town.helper("Eva", COMPUTERS, clear=True)
    id = await town.shift(role=READING)
    assert await refused(town, id, eva) == "not_for_you"
    assert await refused(town, id, eva, "Kender børnene") == ""


async def test_no_reason_puts_anybody_to_children_without_a_certificate(town: Town) -> None:
    eva = await town.helper("Eva")
    await town.do(volunteers.give_role, town.karen, eva, town.roles[READING], NOW)
    id = await town.shift(role=READING)
    assert await refused(town, id, eva) == "children"
    assert await refused(town, id, eva, "Jeg kender hende") == "children"
    bo = await town.helper("Bo", READING)
    late = await town.shift(NOW.date() + timedelta(days=540), role=READING)
    assert await refused(town, late, bo) == ""
    await town.do(
        volunteers.write_check, town.karen, bo, CheckStatus.NO_CONSENT, NOW.date(), RULE, NOW
    )
    assert await refused(town, id, bo, "Kun i dag") == "children"


async def test_who_does_not_help_now_is_given_nothing(town: Town) -> None:
    new = (await signed_up(town.database, town.staff.eva, NOW)).number
    rests, ended = await town.helper("Ole"), await town.helper("Bo")
    await town.end(0, rests, Act.REST)
    await town.end(0, ended)
    id = await town.shift()
    for number in (new, rests, ended):
        assert await refused(town, id, number, "Vi mangler en") == "rests"
    note = await a_note(town.database, town.staff.ole)
    for number in (note.number, 999_999, 2**40):
        assert await refused(town, id, number, "x") == "NoSuchShift"


async def test_only_a_coordinator_gives_and_takes_back(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift()
    with pytest.raises(NotAllowed):
        await town.do(actions.assign, town.staff.hans, id, eva, None, NOW)
    await town.do(actions.take, eva, id, NOW)
    with pytest.raises(NotAllowed):
        await town.do(actions.release, town.staff.hans, id, eva, NOW)
    with pytest.raises(NotValid):
        await town.do(actions.assign, town.karen, id, eva, "x" * 301, NOW)


async def test_what_is_over_or_cancelled_is_given_to_nobody(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift()
    ends = (await town.held(id)).shift.ends_at
    assert await why(town, actions.assign, town.karen, id, eva, "x", ends) == "over"
    begun = ends - timedelta(minutes=30)
    assert await why(town, actions.assign, town.karen, id, eva, None, begun) == ""
    await town.do(actions.cancel, town.karen, id, "Lukket", NOW)
    assert await refused(town, id, eva, "x") == "cancelled"


async def test_a_place_taken_back_is_offered_to_who_waits(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id = await town.shift()
    await town.do(actions.take, eva, id, NOW)
    await town.do(actions.wait, ole, id, NOW)
    held = await town.do(actions.release, town.karen, id, eva, NOW)
    assert held.of(eva).state is S.GONE
    assert await town.state(id, ole) is S.OFFERED
    assert [act for act, _ in await town.told(eva)] == ["shift_back"]
    assert await why(town, actions.release, town.karen, id, eva, NOW) == "IllegalMove"


@pytest.mark.parametrize("act", [Act.END, Act.REST])
async def test_who_stops_or_rests_keeps_no_coming_shift(town: Town, act: Act) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    ids = [await town.shift(NEXT + n * WEEK) for n in range(4)]
    for id in ids[:2]:
        await town.do(actions.take, eva, id, NOW)
    await town.do(actions.wait, ole, ids[0], NOW)
    await town.do(actions.take, ole, ids[2], NOW)
    await town.do(actions.wait, eva, ids[2], NOW)
    await town.put(ids[3], eva, S.ATTENDED)
    await town.end(0, eva, act)
    dropped = await town.do(actions.review, eva, NOW)
    assert [held.shift.id for held in dropped] == ids[:2]
    assert [await town.state(id, eva) for id in ids] == [*[S.DROPPED] * 3, S.ATTENDED]
    assert await town.state(ids[0], ole) is S.OFFERED
    assert await town.do(actions.review, eva, NOW) == []


async def test_who_comes_back_may_take_it_again(town: Town) -> None:
    eva, id = await town.helper("Eva"), await town.shift()
    await town.do(actions.take, eva, id, NOW)
    await town.end(0, eva, Act.REST)
    await town.do(actions.review, eva, NOW)
    async with town.database.transaction() as tx:
        step = await volunteers.step_of(tx, town.karen, 0, eva, Act.RETURN)
        await volunteers.come_back(step, NOW)
    await town.do(actions.take, eva, id, NOW)
    assert await town.state(id, eva) is S.TAKEN


async def test_a_certificate_that_is_lost_takes_the_children_and_leaves_the_rest(
    town: Town,
) -> None:
    eva = await town.helper("Eva", COMPUTERS, READING)
    reading, helping = await town.shift(role=READING), await town.shift(NEXT + WEEK)
    begun = await town.shift(NOW.date() + timedelta(days=1), role=READING)
    for id in (reading, helping, begun):
        await town.do(actions.take, eva, id, NOW)
    await town.do(
        volunteers.write_check, town.karen, eva, CheckStatus.NO_CONSENT, NOW.date(), RULE, NOW
    )
    after = NOW + timedelta(days=2)
    dropped = await town.do(actions.review, eva, after)
    assert [held.shift.id for held in dropped] == [reading]
    assert await town.state(helping, eva) is S.TAKEN
    assert await town.state(begun, eva) is S.TAKEN  # it is over


async def test_a_role_that_is_taken_away_takes_its_shifts_but_not_what_was_given_with_a_reason(
    town: Town,
) -> None:
    eva = await town.helper("Eva", COMPUTERS, READING)
    mine, given = await town.shift(), await town.shift(NEXT + WEEK)
    await town.do(actions.take, eva, mine, NOW)
    await town.do(volunteers.take_role, town.karen, eva, town.roles[COMPUTERS], NOW)
    await town.do(actions.assign, town.karen, given, eva, "Kun denne gang", NOW)
    await town.do(actions.review, eva, NOW)
    assert await town.state(mine, eva) is S.DROPPED
    assert await town.state(given, eva) is S.TAKEN
    await town.end(0, eva)
    await town.do(actions.review, eva, NOW)
    assert await town.state(given, eva) is S.DROPPED


async def test_a_role_that_closes_drops_all_its_people(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole", COMPUTERS, READING)
    one, other = await town.shift(maximum=2), await town.shift(NEXT + WEEK, role=READING)
    for number in (eva, ole):
        await town.do(actions.take, number, one, NOW)
    await town.do(actions.take, ole, other, NOW)
    await town.do(volunteers.close_role, town.karen, town.roles[COMPUTERS], NOW)
    dropped = await town.do(actions.review_role, town.roles[COMPUTERS], NOW)
    assert [held.shift.id for held in dropped] == [one]
    assert (await town.held(one)).coming == ()
    assert await town.state(other, ole) is S.TAKEN


async def test_many_shifts_of_a_role_are_reviewed_in_as_many_statements_as_one(
    town: Town,
) -> None:
    async def asked() -> int:
        with statements(town.database) as told:
            await town.do(actions.review_role, town.roles[COMPUTERS], NOW)
        return len(told)

    eva = await town.helper("Eva")
    await town.do(actions.take, eva, await town.shift(), NOW)
    one = await asked()
    for n in range(1, 12):
        await town.do(actions.take, eva, await town.shift(NEXT + n * WEEK), NOW)
    assert await asked() == one


async def test_one_who_was_refused_changed_nothing(town: Town) -> None:
    eva, ole = await town.helper("Eva"), await town.helper("Ole")
    id = await town.shift()
    await town.do(actions.take, eva, id, NOW)
    with pytest.raises(CannotTake):
        await town.do(actions.assign, town.karen, id, ole, None, NOW)
    assert await town.state(id, ole) is None
    assert await town.told(ole) == []
