"""One introduction from the proposal to its end: who is asked when, and who may say what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.cases.rules import NotValid
from storage.cases.tables import Case
from storage.database import Database
from storage.ideas.actions import approve, undo, want
from storage.ideas.actions import rename as give_title
from storage.introductions.actions import (
    Proposal,
    answer_for,
    ask,
    ask_how,
    call_off,
    expire,
    leave,
    plan,
    say_yes,
    went,
)
from storage.introductions.queries import asked_for, of_case, of_case_for, sides
from storage.introductions.rules import (
    LIFECYCLE,
    TOGETHER,
    Act,
    AlreadyAsked,
    NotThere,
    Over,
    Shared,
    Side,
    Stand,
)
from storage.lifecycle import IllegalMove
from storage.partners.rules import Openness, PartnerKind, PartnerState
from storage.partners.tables import Partner
from storage.people.actions import tell_age
from storage.people.rules import AgeBand, NotAllowed
from storage.privacy.queries import held
from tests.storage.cast import APPROVAL, LATER, NOW, Cast, an_idea, cast, citizen, tick
from tests.storage.introductions.parts import (
    BENT,
    EVA,
    asked,
    planned,
    readers,
    seen_by,
    stands,
)
from tests.storage.partners.registered import becomes

DAY = timedelta(days=1)


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def both(database: Database, town: Cast, **told: object) -> tuple[int, int]:
    """Eva's idea, and the association that Ole speaks for."""
    case = await an_idea(database, town.eva)
    return case.number, await readers(database, town.ole, **told)


def test_only_two_yeses_lead_to_what_is_shown() -> None:
    """Whatever comes between, nobody is together without a yes of each side."""
    for stand in Stand:
        for act in Act:
            try:
                after = LIFECYCLE.after(stand, act)
            except IllegalMove:
                continue
            if after in TOGETHER and stand not in TOGETHER:
                last = {Stand.IDEA_YES: Act.ACCEPT, Stand.OTHER_YES: Act.YES}
                assert last[stand] is act


async def test_both_say_yes_and_only_then_see_each_other(database: Database, town: Cast) -> None:
    case, partner = await both(database, town)
    id = await planned(database, town.karen, case, partner=partner)
    assert await seen_by(database, town.eva, id) is None
    async with database.transaction() as tx:
        told = await ask(tx, id, NOW + LATER)
        assert told is not None
        assert told.sides == (Side.IDEA, Side.OTHER)
    async with database.transaction() as tx:
        await say_yes(tx, town.eva, id, EVA, NOW + DAY)
    before = await seen_by(database, town.ole, id)
    assert before is not None
    assert (before.stand, before.theirs, before.text) == (Stand.IDEA_YES, None, None)
    async with database.reading() as tx:
        exported = str([each.rows for each in await held(tx, town.ole)])
        assert EVA.phone is not None
        assert EVA.phone not in exported
    async with database.transaction() as tx:
        agreed = await say_yes(tx, town.ole, id, BENT, NOW + DAY)
        assert agreed.row.state == Stand.AGREED
    eva, ole = await seen_by(database, town.eva, id), await seen_by(database, town.ole, id)
    assert eva is not None
    assert ole is not None
    assert eva.theirs == BENT
    assert eva.text is None
    assert ole.theirs == EVA
    assert ole.text == "En klub for lydbøger"


async def test_nobody_else_finds_it(database: Database, town: Cast) -> None:
    case, partner = await both(database, town)
    id = await asked(database, town.karen, case, partner=partner)
    async with database.transaction() as tx:
        stranger = await citizen(tx, "somebody else")
    assert await seen_by(database, stranger, id) is None
    async with database.transaction() as tx:
        for act in (
            say_yes(tx, stranger, id, EVA, NOW),
            leave(tx, stranger, id, NOW),
            went(tx, stranger, id, True, NOW),
        ):
            with pytest.raises(NotThere):
                await act
    async with database.transaction() as tx:
        with pytest.raises(NotThere):
            await say_yes(tx, town.eva, 999, EVA, NOW)
    async with database.reading() as tx:
        assert await of_case_for(tx, stranger, case) == []
        assert len(await of_case_for(tx, town.eva, case)) == 1


async def test_a_no_needs_no_reason_and_forgets_what_the_other_chose(
    database: Database, town: Cast
) -> None:
    case, partner = await both(database, town)
    id = await asked(database, town.karen, case, partner=partner)
    async with database.transaction() as tx:
        await say_yes(tx, town.eva, id, EVA, NOW)
        await leave(tx, town.ole, id, NOW)
    assert await stands(database, id) == Stand.DECLINED
    async with database.reading() as tx:
        assert {each.name for each in (await sides(tx, id)).values()} == {None}
    for person in (town.eva, town.ole):
        async with database.transaction() as tx:
            with pytest.raises(Over):
                await say_yes(tx, person, id, EVA, NOW)


async def test_fourteen_days_and_it_ends(database: Database, town: Cast) -> None:
    case, partner = await both(database, town)
    id = await asked(database, town.karen, case, partner=partner)
    async with database.transaction() as tx:
        await say_yes(tx, town.eva, id, EVA, NOW)
        assert await expire(tx, id, NOW + 14 * DAY) is not None
        assert await expire(tx, id, NOW + 14 * DAY) is None
        assert (await sides(tx, id))[Side.IDEA].phone is None
    assert await stands(database, id) == Stand.EXPIRED


async def test_a_yes_that_is_taken_back_asks_nobody(database: Database, town: Cast) -> None:
    case, partner = await both(database, town)
    async with database.transaction() as tx:
        event = await approve(tx, town.karen, case, APPROVAL, NOW)
        row = await plan(
            tx, Proposal(case, "Lyd", partner=partner), NOW, by=town.karen, event_id=event.id
        )
        id = row.id
    async with database.transaction() as tx:
        await undo(tx, town.karen, case, NOW)
    async with database.reading() as tx:
        assert list(await of_case(tx, town.karen, case)) == []
    async with database.transaction() as tx:
        assert await ask(tx, id, NOW + LATER) is None
    assert await stands(database, id) == Stand.ENDED


async def test_who_is_on_no_list_is_asked_first_and_never_named(
    database: Database, town: Cast
) -> None:
    for told in ({"kind": PartnerKind.CITIZEN}, {"listed": False}):
        case, partner = await both(database, town, **told)
        id = await planned(database, town.karen, case, partner=partner)
        async with database.transaction() as tx:
            first = await ask(tx, id, NOW + LATER)
            assert first is not None
            assert first.sides == (Side.OTHER,)
        assert await seen_by(database, town.eva, id) is None
        async with database.transaction() as tx:
            await say_yes(tx, town.ole, id, BENT, NOW)
            with pytest.raises(NotThere):
                await say_yes(tx, town.eva, id, EVA, NOW)


async def test_a_citizen_may_ask_only_those_who_let_citizens(
    database: Database, town: Cast
) -> None:
    case, partner = await both(database, town, openness=Openness.STAFF)
    wanted = Proposal(case, "Lyd", partner=partner)
    async with database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await plan(tx, wanted, NOW, citizen=town.eva, shared=EVA)
        with pytest.raises(NotAllowed):
            await plan(tx, wanted, NOW, by=town.hans)
        with pytest.raises(NotAllowed):
            await plan(tx, wanted, NOW, citizen=town.ole, shared=EVA)
    await becomes(database, partner, NOW, openness=Openness.ANYONE)
    async with database.transaction() as tx:
        row = await plan(tx, wanted, NOW, citizen=town.eva, shared=EVA)
        with pytest.raises(AlreadyAsked):
            await plan(tx, wanted, NOW, by=town.karen)
        first = await ask(tx, row.id, NOW)
        assert first is not None
        assert first.sides == (Side.OTHER,)
        assert row.state == Stand.IDEA_YES
        assert (await asked_for(tx, case)).partners == {partner}


@pytest.mark.parametrize(
    "told",
    [
        {"openness": Openness.NOBODY},
        {"state": PartnerState.PAUSED},
        {"state": PartnerState.WAITING},
    ],
)
async def test_who_said_no_to_contact_is_asked_by_nobody(
    database: Database, town: Cast, told: dict[str, object]
) -> None:
    case, partner = await both(database, town, **told)
    async with database.transaction() as tx:
        with pytest.raises(NotThere):
            await plan(tx, Proposal(case, "Lyd", partner=partner), NOW, by=town.karen)


async def test_staff_speak_for_a_child_and_for_whom_nobody_can_ask(
    database: Database, town: Cast
) -> None:
    async with database.transaction() as tx:
        await tell_age(tx, town.eva, AgeBand.UNDER_15)
    case = (await an_idea(database, town.eva)).number
    partner = await readers(database, None)
    wanted, library = Proposal(case, "Lyd", partner=partner), Shared("Karen, Biblioteket")
    async with database.transaction() as tx:
        with pytest.raises(NotThere):
            await plan(tx, wanted, NOW, by=town.karen)
    async with database.transaction() as tx:
        id = (await plan(tx, wanted, NOW, by=town.karen, shared=library)).id
        told = await ask(tx, id, NOW + LATER)
        assert told is not None
        assert (told.sides, told.unreachable) == ((), (Side.OTHER,))
    assert await seen_by(database, town.eva, id) is None
    async with database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await answer_for(tx, town.hans, id, Side.OTHER, BENT, NOW)
        came = await answer_for(tx, town.karen, id, Side.OTHER, BENT, NOW)
        assert came.row.state == Stand.AGREED
    async with database.reading() as tx:
        (found,) = await of_case(tx, town.karen, case)
        assert (found.idea, found.other) == (library, BENT)


async def test_staff_answer_for_nobody_who_can_answer(database: Database, town: Cast) -> None:
    case, partner = await both(database, town)
    id = await asked(database, town.karen, case, partner=partner)
    async with database.transaction() as tx:
        for side in Side:
            with pytest.raises(NotAllowed):
                await answer_for(tx, town.karen, id, side, BENT, NOW)


async def test_it_is_called_off_until_both_have_said_yes(database: Database, town: Cast) -> None:
    case, partner = await both(database, town)
    id = await asked(database, town.karen, case, partner=partner)
    async with database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await call_off(tx, town.hans, id, NOW)
        await say_yes(tx, town.eva, id, EVA, NOW)
        await say_yes(tx, town.ole, id, BENT, NOW)
        with pytest.raises(Over):
            await call_off(tx, town.karen, id, NOW)


async def test_whether_they_began_counts_once(database: Database, town: Cast) -> None:
    case, partner = await both(database, town)
    id = await asked(database, town.karen, case, partner=partner)
    async with database.transaction() as tx:
        await say_yes(tx, town.eva, id, EVA, NOW)
        await say_yes(tx, town.ole, id, BENT, NOW)
        assert await ask_how(tx, id) is not None
        await went(tx, town.eva, id, False, NOW)
        await went(tx, town.ole, id, True, NOW)
        await went(tx, town.eva, id, True, NOW)
    assert await stands(database, id) == Stand.BEGAN
    async with database.reading() as tx:
        assert (await tx.session.get_one(Partner, partner)).met == 1


async def test_citizens_who_want_the_same_are_asked_too(database: Database, town: Cast) -> None:
    case = (await an_idea(database, town.eva)).number
    async with database.transaction() as tx:
        await give_title(tx, town.karen, case, "Lydbogsklub", NOW)
    await tick(database, NOW + LATER)
    wanted = Proposal(case, "Lydbogsklub", person=town.ole)
    async with database.transaction() as tx:
        with pytest.raises(NotThere):
            await plan(tx, wanted, NOW, citizen=town.eva, shared=EVA)
        await want(tx, town.ole, case, NOW)
        id = (await plan(tx, wanted, NOW, citizen=town.eva, shared=EVA)).id
        assert await ask(tx, id, NOW) is not None
    seen = await seen_by(database, town.ole, id)
    assert seen is not None
    assert (seen.side, seen.about, seen.their_name) == (Side.OTHER, "Lydbogsklub", None)
    async with database.transaction() as tx:
        came = await say_yes(tx, town.ole, id, Shared("Ole", mail="ole@hjem.example"), NOW)
        assert came.row.state == Stand.AGREED


async def test_only_a_released_idea_is_asked_about(database: Database, town: Cast) -> None:
    eva, ole = await an_idea(database, town.eva), await an_idea(database, town.ole, "Lyd og bog")
    wanted = Proposal(eva.number, "Lyd", other_case=ole.number)
    async with database.transaction() as tx:
        with pytest.raises(NotThere):
            await plan(tx, wanted, NOW, by=town.karen)
        await give_title(tx, town.karen, ole.number, "Lyd og bog", NOW)
    await tick(database, NOW + LATER)
    async with database.transaction() as tx:
        id = (await plan(tx, wanted, NOW, by=town.karen)).id
        told = await ask(tx, id, NOW + LATER)
        assert told is not None
        assert told.sides == (Side.IDEA, Side.OTHER)


async def test_what_is_shown_must_have_a_name(database: Database, town: Cast) -> None:
    case, partner = await both(database, town)
    id = await asked(database, town.karen, case, partner=partner)
    async with database.transaction() as tx:
        with pytest.raises(NotValid):
            await say_yes(tx, town.eva, id, Shared("  "), NOW)


async def test_a_colleague_sees_no_more_than_the_sides(database: Database, town: Cast) -> None:
    case, partner = await both(database, town)
    id = await asked(database, town.karen, case, partner=partner)
    async with database.transaction() as tx:
        await say_yes(tx, town.eva, id, EVA, NOW)
        (found,) = await of_case(tx, town.karen, case)
        assert (found.idea, found.other) == (None, None)
        await say_yes(tx, town.ole, id, BENT, NOW)
        (found,) = await of_case(tx, town.karen, case)
        assert (found.idea, found.other) == (EVA, BENT)
        assert (await tx.session.scalar(select(Case.state).where(Case.number == case))) is not None
