"""What coordinators decide: what a yes and a no need, and what the citizen is told of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from storage.cases.rules import NotValid, Problem
from storage.database import Database
from storage.ideas import actions, queries
from storage.ideas.rules import Act, InfluenceProfile, State, TooLate
from storage.ideas.tables import Idea
from storage.talk.rules import DueKind
from storage.talk.tables import Due
from tests.storage.cast import (
    APPROVAL,
    DAYS,
    LATER,
    NOW,
    an_idea,
    an_idea_in,
    cast,
    play,
    reread,
    tick,
)

PUBLIC = {
    Act.TAKE: (State.RECEIVED, {}),
    Act.ASK: (State.READ, {"question": "Hvornår på dagen?", "promised_on": None}),
    Act.SEARCH: (State.READ, {"promised_on": "2026-05-19"}),
    Act.APPROVE: (
        State.READ,
        {"title": "Lydbogsklub", "influence": [3, 3, 2], "level": 3, "promised_on": None},
    ),
    Act.START: (State.APPROVED, {}),
    Act.REALISE: (State.IN_PROGRESS, {"became": "En klub hver tirsdag", "promised_on": None}),
    Act.PARK: (
        State.READ,
        {"until": "2026-06-03", "reason": "Vi bygger om", "promised_on": None},
    ),
    Act.DECLINE: (State.READ, {"reason": "Der er ikke plads", "promised_on": None}),
    Act.REDIRECT: (
        State.READ,
        {"reason": "En vej", "where": "Vej og park", "promised_on": None},
    ),
    Act.REOPEN: (State.DECLINED, {"reason": "Nu er der plads", "promised_on": "2026-05-19"}),
    Act.RENAME: (State.READ, {"title": "Lyd for alle"}),
}


async def test_the_citizen_hears_of_every_act_once_and_not_before_two_minutes(
    database: Database,
) -> None:
    who = await cast(database)
    now = NOW + 2 * LATER
    for act, (state, public) in PUBLIC.items():
        case = await an_idea_in(database, who, state)
        async with database.transaction() as tx:
            await play(tx, who, case.number, act, now)
        assert await tick(database, now + LATER - timedelta(seconds=1)) == []
        assert (await reread(database, case.number)).shown_state == state
        (news,) = await tick(database, now + LATER)
        assert (news.event.act, news.event.public, news.event.by_name) == (act, public, "Anna")
        assert [listener.person_id for listener in news.audience] == [who.eva]
        assert await tick(database, now + 2 * LATER) == []
        done = await reread(database, case.number)
        assert (done.shown_state, done.shown_promise) == (done.state, done.promised_on)
        async with database.reading() as tx:
            seen = await queries.case_for_citizen(tx, who.eva, case.number)
        assert seen is not None
        assert seen.told[-1].public == public


NOT_YET = [
    (replace(APPROVAL, title=" "), "title", Problem.MISSING),
    (replace(APPROVAL, partners=None), "no_partner_reason", Problem.MISSING),
    (replace(APPROVAL, partners=" ", no_partner_reason=""), "no_partner_reason", Problem.MISSING),
    (replace(APPROVAL, wider_benefit=""), "wider_benefit", Problem.MISSING),
    (replace(APPROVAL, influence=InfluenceProfile(0, 5, 0)), "influence", Problem.UNKNOWN),
    (replace(APPROVAL, title="x" * 121), "title", Problem.TOO_LONG),
]


async def test_a_yes_needs_partner_benefit_and_influence(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        for approval, field, problem in NOT_YET:
            with pytest.raises(NotValid) as refused:
                await actions.approve(tx, who.karen, case.number, approval, NOW)
            assert (refused.value.field, refused.value.problem) == (field, problem)
    assert (await reread(database, case.number)).version == case.version
    alone = replace(APPROVAL, partners=None, no_partner_reason="Vi spurgte tre")
    async with database.transaction() as tx:
        await actions.approve(tx, who.karen, case.number, alone, NOW)
        idea = await tx.session.get_one(Idea, case.number)
    assert (idea.partners, idea.no_partner_reason) == (None, "Vi spurgte tre")
    assert (idea.influence_task, idea.influence_process, idea.influence_result) == (3, 3, 2)
    done = await reread(database, case.number)
    assert (done.title, done.shown_title, done.assigned) == (
        "Lydbogsklub",
        None,
        who.karen.person_id,
    )


async def test_every_no_has_a_reason(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    day = date(2026, 6, 1)
    async with database.transaction() as tx:
        n, karen = case.number, who.karen
        for attempt in (
            actions.decline(tx, karen, n, " ", NOW),
            actions.redirect(tx, karen, n, "", "Kommunen", NOW),
            actions.redirect(tx, karen, n, "En vej", "", NOW),
            actions.park(tx, karen, n, day, "", NOW),
            actions.decline(tx, karen, n, "x" * 1001, NOW),
            actions.rename(tx, karen, n, "", NOW),
        ):
            with pytest.raises(NotValid):
                await attempt
    assert (await reread(database, case.number)).version == case.version


async def test_a_no_can_have_an_alternative(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        event = await actions.decline(
            tx, who.karen, case.number, "For dyrt", NOW, alternative="Lån en lydbog"
        )
    assert event.public["alternative"] == "Lån en lydbog"


@pytest.mark.parametrize(
    ("days", "problem"), [(0, Problem.PAST), (-1, Problem.PAST), (731, Problem.TOO_FAR)]
)
async def test_a_drawer_opens_on_a_day_to_come(
    database: Database, days: int, problem: Problem
) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    until = NOW.date() + timedelta(days=days)
    async with database.transaction() as tx:
        with pytest.raises(NotValid) as refused:
            await actions.park(tx, who.karen, case.number, until, "Vi bygger om", NOW)
    assert refused.value.problem is problem


async def test_a_parked_idea_comes_back_on_its_morning(database: Database) -> None:
    who = await cast(database)
    case = await an_idea_in(database, who, State.PARKED)
    # 8 in Copenhagen is 6 UTC in summer
    morning = NOW.replace(month=6, day=3, hour=6)
    assert await tick(database, morning - timedelta(seconds=1)) == []
    (news,) = await tick(database, morning)
    assert (news.event.act, news.event.by, news.event.by_name) == (Act.WAKE, None, None)
    woken = await reread(database, case.number)
    assert (woken.state, woken.shown_state, woken.parked_until) == ("read", "read", None)
    assert woken.promised_on == date(2026, 6, 18)
    assert woken.unread


async def test_a_drawer_opened_before_its_day_does_not_open_again(database: Database) -> None:
    who = await cast(database)
    case = await an_idea_in(database, who, State.PARKED)
    now = NOW + timedelta(days=1)
    async with database.transaction() as tx:
        await actions.reopen(tx, who.karen, case.number, "Vi fik plads", now, DAYS)
    await tick(database, now + LATER)
    again = now + timedelta(days=1)
    async with database.transaction() as tx:
        await actions.park(tx, who.karen, case.number, date(2026, 8, 3), "Nej alligevel", again)
    await tick(database, again + LATER)
    assert await tick(database, NOW + timedelta(days=40)) == []
    assert (await reread(database, case.number)).state == State.PARKED


async def test_a_merged_idea_hears_what_becomes_of_the_other(database: Database) -> None:
    who = await cast(database)
    first, second = await an_idea(database, who.eva), await an_idea(database, who.ole)
    async with database.transaction() as tx:
        await actions.rename(tx, who.karen, first.number, "Lydbogsklub", NOW)
        await actions.merge(tx, who.karen, second.number, first.number, NOW)
    await tick(database, NOW + LATER)
    later = NOW + 2 * LATER
    async with database.transaction() as tx:
        await actions.approve(tx, who.karen, first.number, APPROVAL, later)
    (news,) = await tick(database, later + LATER)
    assert [(one.person_id, one.language, one.number) for one in news.audience] == [
        (who.eva, "da", first.number),
        (who.ole, "en", second.number),
    ]
    async with database.reading() as tx:
        seen = await queries.case_for_citizen(tx, who.ole, second.number)
        staff = await queries.case_for_staff(tx, who.hans, first.number)
        assert await queries.case_for_citizen(tx, who.ole, first.number) is None
    assert seen is not None
    assert staff is not None
    assert seen.joined == queries.Joined(first.number, State.APPROVED, "Lydbogsklub")
    assert (staff.company.citizens, staff.company.numbers) == (2, [second.number])


async def test_an_idea_goes_on_only_in_another_that_is_open(database: Database) -> None:
    who = await cast(database)
    cases = [await an_idea(database, who.eva) for _ in range(3)]
    one, two, three = (case.number for case in cases)
    async with database.transaction() as tx:
        await actions.decline(tx, who.karen, three, "Nej", NOW)
        for into, problem in (
            (one, Problem.ITSELF),
            (three, Problem.CLOSED),
            (99, Problem.UNKNOWN),
            (10**12, Problem.UNKNOWN),
        ):
            with pytest.raises(NotValid) as refused:
                await actions.merge(tx, who.karen, one, into, NOW)
            assert refused.value.problem is problem
        await actions.merge(tx, who.karen, one, two, NOW)
        with pytest.raises(NotValid):
            await actions.merge(tx, who.karen, two, one, NOW)
        with pytest.raises(TooLate):
            await actions.merge(tx, who.karen, one, two, NOW)


async def test_news_that_was_overtaken_is_told_in_the_order_it_happened(
    database: Database,
) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.take(tx, who.karen, case.number, NOW)
        await actions.decline(tx, who.karen, case.number, "Nej", NOW + timedelta(seconds=1))
    async with database.transaction() as tx:  # the newer row first, as two ticks may do it
        rows = await tx.session.scalars(select(Due).where(Due.kind == DueKind.TELL))
        newer = max(rows, key=lambda due: due.id)
        told = await actions.release(tx, newer, NOW + 2 * LATER)
        assert [news.event.act for news in told] == [Act.TAKE, Act.DECLINE]
    assert await tick(database, NOW + 2 * LATER) == []
    assert (await reread(database, case.number)).shown_state == State.DECLINED


async def test_a_title_told_after_an_answer_does_not_bring_the_question_back(
    database: Database,
) -> None:
    who = await cast(database)
    case = await an_idea_in(database, who, State.QUESTION)
    now = NOW + 2 * LATER
    async with database.transaction() as tx:
        await actions.rename(tx, who.karen, case.number, "Lydklub", now)
        assert await actions.answer(tx, who.eva, case.number, now, DAYS) is Act.ANSWER
    (news,) = await tick(database, now + LATER)
    assert news.event.act == Act.RENAME
    done = await reread(database, case.number)
    assert (done.state, done.shown_state, done.shown_title) == ("read", "read", "Lydklub")


async def test_who_withdraws_is_not_told_what_was_under_way(database: Database) -> None:
    who = await cast(database)
    case = await an_idea_in(database, who, State.READ)
    now = NOW + 2 * LATER
    async with database.transaction() as tx:
        await actions.ask(tx, who.hans, case.number, "Hvornår?", now)
        await actions.withdraw(tx, who.eva, case.number, now, DAYS)
    assert await tick(database, now + LATER) == []
    done = await reread(database, case.number)
    assert (done.state, done.shown_state, done.shown_promise) == ("withdrawn", "withdrawn", None)
