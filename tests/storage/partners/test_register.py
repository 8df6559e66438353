"""A partner comes into the register, is answered, changes, rests and leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta

from storage.cases.queries import history
from storage.cases.rules import NotValid, local_day
from storage.database import Database
from storage.lifecycle import IllegalMove
from storage.partners import actions, queries
from storage.partners.rules import Openness, PartnerAct, PartnerKind, PartnerState
from storage.people import actions as people
from storage.people.rules import AgeBand, NotAllowed
from tests.storage.cast import DAYS, LATER, NOW, Cast, cast
from tests.storage.partners.parts import (
    DAY,
    KNITTERS,
    a_waiting_partner,
    known,
    partner_of,
    tick,
)

S = PartnerState


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def public(database: Database) -> list[str]:
    async with database.reading() as tx:
        return [each.name for each in await queries.listed(tx)]


async def test_it_waits_for_an_answer_that_was_promised(database: Database, town: Cast) -> None:
    number = await a_waiting_partner(database, town.eva)
    found = await known(database, number)
    assert (found.state, found.shown, found.case.author) == (S.WAITING, S.WAITING, town.eva)
    assert found.case.promised_on == found.case.shown_promise
    assert [(c.name, c.person_id) for c in found.contacts] == [("Kirsten Kold", town.eva)]
    assert await public(database) == []
    async with database.reading() as tx:
        assert [k.case.number for k in await queries.waiting(tx, town.karen)] == [number]
        assert [k.case.number for k in await queries.partners_of(tx, town.eva)] == [number]
        assert await queries.partners_of(tx, town.ole) == []
        assert (await queries.counts(tx))[S.ACTIVE] == 0


async def test_a_yes_is_told_two_minutes_later_and_only_then_shown(
    database: Database, town: Cast
) -> None:
    number = await a_waiting_partner(database, town.eva)
    async with database.transaction() as tx:
        await actions.accept(tx, town.karen, number, NOW)
    found = await known(database, number)
    assert (found.state, found.shown) == (S.ACTIVE, S.WAITING)
    assert await public(database) == []
    (came,) = await tick(database, NOW + LATER)
    assert [(n.event.act, [x.person_id for x in n.audience]) for n in came.news] == [
        (PartnerAct.ACCEPT, [town.eva])
    ]
    assert await public(database) == ["Garnlauget"]
    found = await known(database, number)
    assert (found.shown, found.case.in_time) == (S.ACTIVE, True)


async def test_a_yes_can_be_taken_back_before_it_is_told(database: Database, town: Cast) -> None:
    number = await a_waiting_partner(database, town.eva)
    async with database.transaction() as tx:
        await actions.accept(tx, town.karen, number, NOW)
    async with database.transaction() as tx:
        assert await actions.undo(tx, town.karen, number, NOW + timedelta(minutes=1))
    assert [came.news for came in await tick(database, NOW + LATER)] == [[]]
    found = await known(database, number)
    assert (found.state, found.case.answered_at) == (S.WAITING, None)
    assert found.case.promised_on is not None
    async with database.transaction() as tx:
        assert await actions.undo(tx, town.karen, number, NOW + LATER) is None


async def test_a_no_has_its_reason(database: Database, town: Cast) -> None:
    number = await a_waiting_partner(database, town.eva)
    async with database.transaction() as tx:
        with pytest.raises(NotValid):
            await actions.refuse(tx, town.karen, number, " ", NOW)
        await actions.refuse(tx, town.karen, number, "I sælger noget", NOW)
    (came,) = await tick(database, NOW + LATER)
    assert came.news[0].event.public == {"reason": "I sælger noget"}
    assert (await known(database, number)).shown is S.DECLINED
    async with database.transaction() as tx:
        with pytest.raises(IllegalMove):
            await actions.accept(tx, town.karen, number, NOW + LATER)


async def test_a_host_reads_and_a_coordinator_decides(database: Database, town: Cast) -> None:
    number = await a_waiting_partner(database, town.eva)
    async with database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await actions.accept(tx, town.hans, number, NOW)
        with pytest.raises(NotAllowed):
            await actions.register(tx, None, KNITTERS, NOW, DAYS, by=town.hans)


async def test_children_register_nothing(database: Database, town: Cast) -> None:
    async with database.transaction() as tx:
        await people.tell_age(tx, town.ole, AgeBand.UNDER_15)
        with pytest.raises(NotValid, match="age"):
            await actions.register(tx, town.ole, KNITTERS, NOW, DAYS)


async def test_a_single_citizen_is_never_listed(database: Database, town: Cast) -> None:
    number = await partner_of(database, town, kind=PartnerKind.CITIZEN)
    assert (await known(database, number)).partner.listed is False
    async with database.transaction() as tx:
        await actions.edit(tx, town.eva, number, {"listed": True}, NOW + LATER)
    assert await public(database) == []


async def test_only_who_speaks_for_it_changes_it(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    later = NOW + LATER
    async with database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await actions.edit(tx, town.ole, number, {"does": "Noget andet"}, later)
        changes = {"does": "Vi strikker og hækler", "openness": Openness.STAFF, "gets": ""}
        event = await actions.edit(tx, town.eva, number, changes, later)
        assert event is not None
        assert (event.fields, event.told) == (["does", "gets", "openness"], False)
        assert "hækler" not in str(event.previous)
        assert "strikker sammen" not in str(event.previous)
        assert await actions.edit(tx, town.eva, number, changes, later) is None
    partner = (await known(database, number)).partner
    assert (partner.does, partner.gets) == ("Vi strikker og hækler", None)


async def test_what_staff_change_is_told(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    async with database.transaction() as tx:
        changes = {"together": "Strikkecafé hver onsdag"}
        await actions.edit(tx, town.karen, number, changes, NOW + LATER)
    (came,) = await tick(database, NOW + 2 * LATER)
    assert came.news[0].event.public == {"fields": ["together"]}
    async with database.transaction() as tx:
        with pytest.raises(NotValid):
            await actions.edit(tx, town.eva, number, {"together": "Alt muligt"}, NOW)


async def test_a_pause_ends_on_its_day_and_nobody_sees_them_meanwhile(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    until = local_day(NOW) + 30 * DAY
    async with database.transaction() as tx:
        await actions.pause(tx, town.eva, number, until, NOW + LATER)
    assert await public(database) == []
    async with database.reading() as tx:
        assert (await queries.counts(tx))[S.ACTIVE] == 0
    await tick(database, NOW + 29 * DAY)
    assert (await known(database, number)).state is S.PAUSED
    await tick(database, NOW + 31 * DAY)
    assert (await known(database, number)).state is S.ACTIVE
    assert await public(database) == ["Garnlauget"]


async def test_an_older_pause_does_not_end_a_newer_one(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    day = local_day(NOW)
    async with database.transaction() as tx:
        await actions.pause(tx, town.eva, number, day + 10 * DAY, NOW + LATER)
        await actions.resume(tx, town.eva, number, NOW + LATER)
        await actions.pause(tx, town.eva, number, day + 90 * DAY, NOW + LATER)
    await tick(database, NOW + 20 * DAY)
    assert (await known(database, number)).state is S.PAUSED


async def test_it_is_asked_every_year_and_rests_when_nobody_answers(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    year = NOW + relativedelta(years=1) + DAY
    assert [came.asked for came in await tick(database, year)][-1:] == [True]
    assert [came.asked for came in await tick(database, year + 31 * DAY)] == [True]
    last = await tick(database, year + 62 * DAY)
    assert (await known(database, number)).state is S.PAUSED
    assert [n.event.act for came in last for n in came.news] == [PartnerAct.REST]


async def test_who_rests_is_asked_nothing_and_every_year_again_when_they_are_back(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    year = NOW + relativedelta(years=1) + DAY
    async with database.transaction() as tx:
        until = local_day(year) + relativedelta(days=40)
        await actions.pause(tx, town.eva, number, until, NOW + 300 * DAY)
    assert not any(came.asked for came in await tick(database, year + 30 * DAY))
    assert any(came.asked for came in await tick(database, year + 80 * DAY)), "the pause is over"
    await tick(database, year + 120 * DAY)
    await tick(database, year + 160 * DAY)
    assert (await known(database, number)).state is S.PAUSED, "nobody answered"
    back = year + 200 * DAY
    async with database.transaction() as tx:
        await actions.resume(tx, town.eva, number, back)
    assert not any(came.asked for came in await tick(database, back + 300 * DAY))
    assert any(came.asked for came in await tick(database, back + 370 * DAY))


async def test_who_says_that_it_fits_is_asked_again_a_year_later(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    year = NOW + relativedelta(years=1) + DAY
    await tick(database, year)
    async with database.transaction() as tx:
        await actions.confirm(tx, town.eva, number, year)
    assert not any(came.asked for came in await tick(database, year + 200 * DAY))
    assert any(came.asked for came in await tick(database, year + 370 * DAY))


async def test_staff_are_warned_and_a_broken_promise_is_owned_up_to(
    database: Database, town: Cast
) -> None:
    number = await a_waiting_partner(database, town.eva)
    promised = (await known(database, number)).case.promised_on
    assert promised is not None
    (warned,) = await tick(database, NOW + (promised - local_day(NOW)) - DAY)
    assert [each.name for each in warned.warned] == ["Karen Krog", "Anna Aa"]
    came = await tick(database, NOW + (promised - local_day(NOW)) + DAY)
    assert [n.event.act for each in came for n in each.news] == [PartnerAct.LATE]
    found = await known(database, number)
    assert found.case.late_since == promised
    assert found.case.shown_promise == found.case.promised_on
    assert found.case.promised_on is not None
    assert found.case.promised_on > promised


async def test_leaving_takes_them_off_every_list(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    async with database.transaction() as tx:
        await actions.leave(tx, town.eva, number, NOW + LATER)
    assert await public(database) == []
    found = await known(database, number)
    assert (found.state, found.partner.listed) == (S.WITHDRAWN, False)
    async with database.reading() as tx:
        assert [e.act for e in await history(tx, number)][-1] == PartnerAct.LEAVE
    async with database.transaction() as tx:
        with pytest.raises(IllegalMove):
            await actions.resume(tx, town.eva, number, NOW + LATER)
