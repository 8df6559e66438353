"""Live talks as they are kept: who is faster, whose they are, what ends them."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import func, select

from storage.care import actions
from storage.care.actions import Spoken
from storage.care.queries import open_talks, talk_of, talk_on
from storage.care.rules import HasIt, NoTalk, Reason
from storage.care.tables import LiveTalk
from storage.cases.rules import CaseKind
from storage.cases.tables import Case
from storage.database import Conflict, Database
from storage.people.queries import Colleague
from storage.talk.tables import Due
from tests.databases import statements
from tests.storage.cast import NOW, an_idea, cast

SOON = NOW + timedelta(days=1)


async def speaks(
    database: Database,
    person: int,
    number: int | None = None,
    now: datetime = NOW,
    reason: Reason = Reason.ASKED,
) -> Spoken:
    async with database.transaction() as tx:
        return await actions.speak(tx, person, number, now, SOON, reason=reason)


async def takes(database: Database, by: Colleague, number: int) -> str:
    """What comes of it: "mine", or who was faster."""
    while True:
        try:
            async with database.transaction() as tx:
                await actions.take(tx, by, number, NOW)
        except HasIt as taken:
            return taken.by_name
        except Conflict:
            continue
        return "mine"


async def test_of_many_who_take_it_at_once_one_has_it(database: Database, second: Database) -> None:
    who = await cast(database)
    for _ in range(5):
        number = (await speaks(database, who.eva)).number
        staff = (who.hans, who.karen, who.anna)
        said = await asyncio.gather(
            *(takes(where, by, number) for by in staff for where in (database, second))
        )
        async with database.reading() as tx:
            talk = await talk_on(tx, number)
        assert talk is not None
        assert said.count("mine") == 2  # the same colleague, twice
        assert set(said) - {"mine"} == {(talk.holder_name or "").split()[0]}
        async with database.transaction() as tx:
            await actions.end_own(tx, who.eva, NOW)


async def test_two_first_words_at_once_are_one_talk(database: Database, second: Database) -> None:
    who = await cast(database)

    async def once(where: Database) -> None:
        try:
            await speaks(where, who.eva)
        except Conflict:
            await speaks(where, who.eva)

    await asyncio.gather(once(database), once(second))
    async with database.reading() as tx:
        open_ones = select(func.count()).where(LiveTalk.ended_at.is_(None))
        assert await tx.session.scalar(open_ones) == 1


async def test_it_is_on_ones_own_case_and_on_no_other(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    assert (await speaks(database, who.eva, case.number)).number == case.number
    stranger = await speaks(database, who.ole, case.number)
    assert (stranger.number != case.number, stranger.kind) == (True, CaseKind.TALK)


async def test_who_begins_again_at_once_does_not_ring_again(database: Database) -> None:
    who = await cast(database)
    assert (await speaks(database, who.eva)).rings
    async with database.transaction() as tx:
        await actions.end_own(tx, who.eva, NOW)
    assert not (await speaks(database, who.eva, now=NOW + timedelta(minutes=5))).rings


async def test_an_alarm_rings_again_only_after_a_while(database: Database) -> None:
    who = await cast(database)
    rang = [
        (await speaks(database, who.eva, now=NOW + timedelta(minutes=m), reason=reason)).rings
        for m, reason in (
            (0, Reason.ASKED),
            (1, Reason.DISTRESS),
            (2, Reason.DISTRESS),
            (3, Reason.THREAT),
            (20, Reason.THREAT),
        )
    ]
    assert rang == [True, True, False, True, True]


async def test_an_alarm_that_nobody_took_outlasts_the_citizens_end(database: Database) -> None:
    who = await cast(database)
    number = (await speaks(database, who.eva, reason=Reason.DISTRESS)).number
    async with database.transaction() as tx:
        await actions.end_own(tx, who.eva, NOW)
        assert [t.number for t in await open_talks(tx, who.hans)] == [number]
        await actions.take(tx, who.hans, number, NOW)
        await actions.end_own(tx, who.eva, NOW)
        assert await open_talks(tx, who.hans) == []


async def test_alarms_stand_on_top_then_who_waits_longest(database: Database) -> None:
    who = await cast(database)
    first = await speaks(database, who.eva)
    alarm = await speaks(database, who.ole, now=NOW + timedelta(hours=1), reason=Reason.DISTRESS)
    async with database.reading() as tx:
        assert [t.number for t in await open_talks(tx, who.hans)] == [alarm.number, first.number]
    async with database.transaction() as tx:
        await actions.answer(tx, who.hans, alarm.number, NOW)
    async with database.reading() as tx:
        assert [t.number for t in await open_talks(tx, who.hans)] == [first.number, alarm.number]


async def test_a_talk_of_its_own_kind_is_closed_with_it(database: Database) -> None:
    who = await cast(database)
    number = (await speaks(database, who.eva)).number
    async with database.transaction() as tx:
        await actions.end(tx, who.hans, number, NOW)
        case = await tx.session.get_one(Case, number)
        assert case.closed_at is not None
        assert await talk_of(tx, who.eva) is None
        try:
            await actions.answer(tx, who.hans, number, NOW)
        except NoTalk:
            return
    raise AssertionError("a talk that has ended was answered")


async def test_honesty_is_planned_once_for_what_waits(database: Database) -> None:
    who = await cast(database)
    spoken = await speaks(database, who.eva)
    await speaks(database, who.eva, now=NOW + timedelta(minutes=1))
    async with database.reading() as tx:
        assert await tx.session.scalar(select(func.count()).select_from(Due)) == 1
    async with database.transaction() as tx:
        assert await actions.admit_late(tx, spoken.number, NOW, SOON)
        await actions.answer(tx, who.hans, spoken.number, SOON)
        assert not await actions.admit_late(tx, spoken.number, NOW, SOON)


async def test_a_month_of_silence_ends_it(database: Database) -> None:
    who = await cast(database)
    await speaks(database, who.eva)
    async with database.transaction() as tx:
        assert await actions.end_silent(tx, NOW + timedelta(days=29)) == 0
        assert await actions.end_silent(tx, NOW + timedelta(days=30)) == 1


async def test_two_people_who_become_one_have_one_talk(database: Database) -> None:
    who = await cast(database)
    first, other = await speaks(database, who.eva), await speaks(database, who.ole)
    async with database.transaction() as tx:
        await actions.hand_over(tx, who.eva, who.ole, NOW)
        kept = await talk_of(tx, who.eva)
        ended = await talk_on(tx, other.number)
    assert kept is not None
    assert ended is not None
    assert (kept.number, ended.open, ended.person_id) == (first.number, False, who.eva)


async def test_many_talks_cost_no_more_statements_than_one(database: Database) -> None:
    who = await cast(database)
    await speaks(database, who.eva)
    with statements(database) as one:
        async with database.reading() as tx:
            await open_talks(tx, who.hans)
    await speaks(database, who.ole)
    with statements(database) as two:
        async with database.reading() as tx:
            await open_talks(tx, who.hans)
    assert len(one) == len(two) == 1
