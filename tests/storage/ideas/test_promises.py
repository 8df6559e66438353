"""A promise to a citizen: staff are warned before its day, and what was not kept is owned up to."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from storage.cases.queries import history
from storage.cases.rules import CaseAct
from storage.cases.working_days import morning
from storage.database import Database
from storage.ideas import actions
from storage.ideas.actions import News, Reminder
from storage.ideas.rules import Act, HearBack, State
from storage.talk import queries as talk
from storage.talk.rules import DueKind
from storage.talk.tables import Due
from tests.storage.cast import APPROVAL, DAYS, LATER, NOW, Cast, an_idea, cast, reread

PROMISED = date(2026, 5, 19)  # ten working days from Monday 4 May; 14 May is Ascension Day
WARNING = morning(date(2026, 5, 15))
OVER = morning(date(2026, 5, 20))


async def tick(database: Database, now: datetime) -> tuple[list[Reminder], list[News]]:
    """All that is due: what staff are to hear, and what citizens are."""
    reminders: list[Reminder] = []
    news: list[News] = []
    while True:
        async with database.transaction() as tx:
            due = await talk.due_now(tx, now)
            if due is None:
                return reminders, news
            if due.kind == DueKind.PROMISE:
                reminder = await actions.keep_watch(tx, due, now, DAYS)
                reminders += [reminder] if reminder else []
            elif due.kind == DueKind.TELL:
                news += await actions.release(tx, due, now)
            else:
                await actions.wake(tx, due, now, DAYS)


async def test_the_holder_is_warned_two_working_days_before(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    assert case.promised_on == PROMISED
    async with database.transaction() as tx:
        await actions.take(tx, who.hans, case.number, NOW)
    assert (await tick(database, WARNING - timedelta(seconds=1)))[0] == []
    ((warned,), _) = await tick(database, WARNING)
    assert (warned.number, warned.late, warned.day) == (case.number, False, PROMISED)
    assert [each.name for each in warned.to] == ["Hans Holm"]
    assert (await tick(database, WARNING + timedelta(days=1)))[0] == []


async def test_all_are_warned_of_what_nobody_has_but_not_who_is_away(database: Database) -> None:
    who = await cast(database)
    await an_idea(database, who.eva)
    away = actions.Absence(date(2026, 5, 11), date(2026, 5, 31), None, back=False)
    async with database.transaction() as tx:
        await actions.leave(tx, who.anna, away, NOW)
    ((warned,), _) = await tick_all(database, WARNING)
    assert [each.name for each in warned.to] == ["Hans Holm", "Karen Krog"]


async def tick_all(database: Database, now: datetime) -> tuple[list[Reminder], list[News]]:
    """As tick, with the absences that become due."""
    async with database.transaction() as tx:
        for due in await tx.session.scalars(select(Due).where(Due.kind == DueKind.AWAY)):
            await actions.begin_absence(tx, due, now)
    return await tick(database, now)


async def test_a_day_that_passed_is_owned_up_to_once_with_a_new_one(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    await tick(database, WARNING)
    assert await tick(database, OVER - timedelta(seconds=1)) == ([], [])
    (owed,), (late,) = await tick(database, OVER)
    assert late.event.public == {"promised_on": "2026-05-28", "was": "2026-05-19"}
    assert [listener.person_id for listener in late.audience] == [who.eva]
    assert (owed.late, owed.day) == (True, PROMISED)
    assert [each.name for each in owed.to] == ["Karen Krog", "Anna Aa"]
    found = await reread(database, case.number)
    assert found.promised_on == found.shown_promise == date(2026, 5, 28)
    assert found.late_since == PROMISED
    assert await tick(database, OVER + timedelta(hours=1)) == ([], [])
    _, again = await tick(database, morning(date(2026, 5, 29)))
    assert [news.event.public["was"] for news in again] == ["2026-05-28"]
    assert (await reread(database, case.number)).late_since == PROMISED


async def test_a_citizen_hears_on_a_saturday_and_staff_on_the_monday(database: Database) -> None:
    who = await cast(database)
    await an_idea(database, who.eva, now=datetime(2026, 6, 12, 9, tzinfo=UTC))  # until Friday 26
    await tick(database, morning(date(2026, 6, 24)))
    reminders, news = await tick(database, morning(date(2026, 6, 27)))
    assert ([one.event.case_number for one in news], reminders) == ([1], [])
    reminders, _ = await tick(database, morning(date(2026, 6, 29)))
    assert [(one.number, one.late) for one in reminders] == [(1, True)]


async def test_a_note_is_promised_an_answer_too(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        note = await actions.submit_note(tx, who.eva, actions.NewNote("Ingen lys"), NOW, DAYS)
        await actions.take(tx, who.hans, note.number, NOW)
    (warned,), _ = await tick(database, WARNING)
    assert [each.name for each in warned.to] == ["Hans Holm"]
    _, (late,) = await tick(database, OVER)
    assert late.event.public["kind"] == "note"
    async with database.transaction() as tx:
        await actions.reply(tx, who.hans, note.number, "Nu er der lys", OVER)
    assert (await reread(database, note.number)).in_time is False


async def test_asking_stops_the_clock_and_the_answer_starts_it(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.ask(tx, who.karen, case.number, "Hvornår?", NOW)
    await tick(database, NOW + LATER)
    assert await tick(database, OVER + timedelta(days=60)) == ([], [])
    answered = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
    async with database.transaction() as tx:
        await actions.answer(tx, who.eva, case.number, answered, DAYS)
    assert (await reread(database, case.number)).promised_on == date(2026, 8, 17)
    (warned,), _ = await tick(database, morning(date(2026, 8, 13)))
    assert (warned.late, warned.day) == (False, date(2026, 8, 17))


async def test_a_promise_that_stopped_and_stands_again_is_warned_of_once(
    database: Database,
) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.ask(tx, who.karen, case.number, "Hvornår?", NOW)
    await tick(database, NOW + LATER)
    async with database.transaction() as tx:  # the same day: the same promise
        await actions.answer(tx, who.eva, case.number, NOW + 2 * LATER, DAYS)
    reminders, _ = await tick(database, WARNING)
    assert len(reminders) == 1
    reminders, news = await tick(database, OVER)
    assert (len(reminders), len(news)) == (1, 1)


async def test_what_is_taken_back_while_the_morning_comes_is_watched_again(
    database: Database,
) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    await tick(database, WARNING)
    just_before = OVER - timedelta(seconds=30)
    async with database.transaction() as tx:
        await actions.decline(tx, who.karen, case.number, "Nej", just_before)
    assert await tick(database, OVER) == ([], [])
    async with database.transaction() as tx:
        await actions.undo(tx, who.karen, case.number, OVER + timedelta(seconds=30))
    _, (late,) = await tick(database, OVER + LATER)
    assert late.event.act == Act.LATE


async def test_after_a_long_sleep_nobody_is_warned_of_what_is_over(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    reminders, news = await tick(database, OVER + timedelta(days=40))
    assert ([one.late for one in reminders], len(news)) == ([True], 1)
    async with database.reading() as tx:
        acts = [event.act for event in await history(tx, case.number)]
    assert acts == ["submit", Act.LATE]


async def test_a_day_too_near_for_a_warning_is_still_watched(database: Database) -> None:
    who = await cast(database)
    idea = actions.NewIdea("En idé", "Alle", HearBack.PAGE)
    async with database.transaction() as tx:
        await actions.submit_idea(tx, who.eva, idea, NOW, 1)
    reminders, news = await tick(database, NOW + timedelta(days=2))
    assert ([one.late for one in reminders], len(news)) == ([True], 1)


async def answered(database: Database, who: Cast, now: datetime) -> bool | None:
    case = await an_idea(database, who.eva)
    await tick(database, now)
    async with database.transaction() as tx:
        await actions.approve(tx, who.karen, case.number, APPROVAL, now)
    found = await reread(database, case.number)
    assert found.answered_at == now
    return found.in_time


async def test_an_answer_is_in_time_when_no_promise_was_broken(database: Database) -> None:
    who = await cast(database)
    assert await answered(database, who, NOW + LATER) is True
    assert await answered(database, who, datetime(2026, 5, 19, 21, tzinfo=UTC)) is True
    assert await answered(database, who, datetime(2026, 5, 19, 23, tzinfo=UTC)) is False
    assert await answered(database, who, OVER + LATER) is False


async def test_a_first_answer_stays_the_first_unless_it_is_taken_back(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.decline(tx, who.karen, case.number, "Nej", NOW)
        await actions.undo(tx, who.karen, case.number, NOW)
    assert (await reread(database, case.number)).answered_at is None
    async with database.transaction() as tx:
        await actions.decline(tx, who.karen, case.number, "Nej", NOW)
        await actions.reopen(tx, who.karen, case.number, "Jo", OVER, DAYS)
        await actions.approve(tx, who.karen, case.number, APPROVAL, OVER + LATER)
    found = await reread(database, case.number)
    assert (found.answered_at, found.state) == (NOW, State.APPROVED)


async def test_two_ticks_say_everything_once(database: Database, second: Database) -> None:
    who = await cast(database)
    numbers = [(await an_idea(database, who.eva)).number for _ in range(5)]
    warned = await asyncio.gather(tick(database, WARNING), tick(second, WARNING))
    assert sorted(one.number for reminders, _ in warned for one in reminders) == numbers
    over = await asyncio.gather(tick(database, OVER), tick(second, OVER))
    assert sorted(one.case.number for _, news in over for one in news) == numbers
    late = [one.number for reminders, _ in over for one in reminders]
    late += [one.number for one in (await tick(database, OVER))[0]]
    assert sorted(late) == numbers
    async with database.reading() as tx:
        events = [event.act for event in await history(tx, numbers[0])]
    assert events == ["submit", CaseAct.WARN, Act.LATE]


async def test_an_answer_in_the_morning_of_the_promise_and_the_tick_are_one_or_the_other(
    database: Database, second: Database
) -> None:
    who = await cast(database)
    for _ in range(4):
        case = await an_idea(database, who.eva)
        await tick(database, WARNING)

        async def say_no(number: int = case.number) -> None:
            async with second.transaction() as tx:
                await actions.decline(tx, who.karen, number, "Nej", OVER)

        (_, news), _ = await asyncio.gather(tick(database, OVER), say_no())
        found = await reread(database, case.number)
        assert found.in_time is False  # the day had passed, told or not
        assert found.late_since == (PROMISED if news else None)


async def test_what_was_joined_and_separated_has_its_promise_watched_again(
    database: Database,
) -> None:
    who = await cast(database)
    one, other = await an_idea(database, who.eva), await an_idea(database, who.ole)
    async with database.transaction() as tx:
        await actions.merge(tx, who.karen, other.number, one.number, NOW)
    ((warned,), _) = await tick(database, WARNING)
    assert warned.number == one.number
    after = WARNING + timedelta(hours=1)
    async with database.transaction() as tx:
        await actions.separate(tx, who.karen, other.number, after, DAYS)
    assert (await reread(database, other.number)).promised_on == PROMISED
    owed, _ = await tick(database, OVER)
    assert [(each.number, each.late) for each in owed] == [(one.number, True), (other.number, True)]
