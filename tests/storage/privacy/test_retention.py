"""What is over is ended, not before; people are warned; a hold stops it; a rehearsal is true."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select, update

from storage.cases.rules import NoSuchCase
from storage.cases.tables import Case
from storage.database import Database
from storage.ideas.rules import Act, State
from storage.ideas.tables import Idea
from storage.people.actions import mute
from storage.people.queries import was_here
from storage.people.rules import Channel, NotAllowed
from storage.people.tables import Person, Staff
from storage.privacy.actions import Report, hold, keep, lift, purge, rehearse, warn
from storage.privacy.rules import IDEA, PERSON, STAFF, TALK, WARNED_BEFORE, AlreadyHeld
from storage.talk.actions import Words, open_talk, settle, tell_group
from storage.talk.actions.lines import Position
from storage.talk.rules import PRIVATE, Who
from storage.talk.tables import DeadLetter, Line
from tests.storage.cast import LATER, NOW, Cast, an_idea, cast, play, tick
from tests.storage.privacy.full import fill, found_in, stored

DAY = timedelta(days=1)
CLOSED = NOW + LATER


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def declined(database: Database, town: Cast) -> int:
    """Eva's idea, which got a no today."""
    case = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        await play(tx, town, case.number, Act.DECLINE, CLOSED)
    await tick(database, CLOSED + LATER)
    return case.number


async def says(database: Database, person_id: int, text: str, case: int | None) -> None:
    async with database.transaction() as tx:
        talk_id = await open_talk(tx, person_id, PRIVATE, NOW)
        words = Words(text, Who.YOU, case_number=case)
        await settle(tx, talk_id, 0, Position(), [words], NOW)


async def lines(database: Database) -> list[str]:
    async with database.reading() as tx:
        return list(await tx.session.scalars(select(Line.text).order_by(Line.text)))


def went(report: Report) -> dict[str, int]:
    return {sweep.what: count for sweep, count in report.items() if count}


def end(of: timedelta | relativedelta) -> datetime:
    return CLOSED + of


async def test_the_talk_of_a_case_goes_when_its_time_is_over(
    database: Database, town: Cast
) -> None:
    number = await declined(database, town)
    await says(database, town.eva, "om sagen", number)
    assert TALK.lasts is not None
    over = end(timedelta(days=TALK.lasts.n))
    await purge(database, over - DAY)
    assert "om sagen" in await lines(database)
    await purge(database, over)
    assert "om sagen" not in await lines(database)


async def test_as_long_as_a_case_is_open_the_talk_stays(database: Database, town: Cast) -> None:
    await an_idea(database, town.eva)
    await says(database, town.eva, "hej", None)
    await says(database, town.ole, "hallo", None)
    await purge(database, NOW + 91 * DAY)
    assert await lines(database) == ["hej"]


async def test_an_idea_is_parted_from_its_person_only_after_they_were_asked(
    database: Database, town: Cast
) -> None:
    number = await declined(database, town)
    over = end(relativedelta(months=12))
    assert "ideas" not in went(await purge(database, over))
    async with database.transaction() as tx:
        assert await warn(tx, over - WARNED_BEFORE - DAY, 9) == []
        asked = await warn(tx, over - WARNED_BEFORE, 9)
        assert [(w.number, [p.person_id for p in w.audience]) for w in asked] == [
            (number, [town.eva])
        ]
        assert await warn(tx, over - WARNED_BEFORE, 9) == []
    assert "ideas" not in went(await purge(database, over - DAY))
    assert went(await purge(database, over))["ideas"] == 1
    async with database.reading() as tx:
        case = await tx.session.get_one(Case, number)
        idea = await tx.session.get_one(Idea, number)
        assert (case.author, case.state) == (None, State.DECLINED)
        assert idea.text == "En klub for lydbøger"
    assert "ideas" not in went(await purge(database, over + DAY))


async def test_who_is_asked_late_has_a_month_all_the_same(database: Database, town: Cast) -> None:
    await declined(database, town)
    late = end(relativedelta(months=14))
    async with database.transaction() as tx:
        assert len(await warn(tx, late, 9)) == 1
    assert "ideas" not in went(await purge(database, late + WARNED_BEFORE - DAY))
    assert went(await purge(database, late + WARNED_BEFORE))["ideas"] == 1


async def test_who_wants_to_keep_it_keeps_it_for_another_period(
    database: Database, town: Cast
) -> None:
    number = await declined(database, town)
    over = end(relativedelta(months=12))
    async with database.transaction() as tx:
        await warn(tx, over - WARNED_BEFORE, 9)
        with pytest.raises(NotAllowed):
            await keep(tx, town.ole, number, over - DAY)
        await keep(tx, town.eva, number, over - DAY)
    assert "ideas" not in went(await purge(database, over + DAY))
    again = over - DAY + relativedelta(months=12)
    async with database.transaction() as tx:
        assert len(await warn(tx, again - WARNED_BEFORE, 9)) == 1
    assert went(await purge(database, again))["ideas"] == 1


async def test_what_was_never_decided_goes_altogether(database: Database, town: Cast) -> None:
    case = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        await play(tx, town, case.number, Act.WITHDRAW, CLOSED)
    over = end(relativedelta(months=12))
    async with database.transaction() as tx:
        await warn(tx, over - WARNED_BEFORE, 9)
    await purge(database, over)
    assert not found_in(await stored(database), "lydbøger")


async def test_a_hold_stops_time_and_only_an_administrator_holds(
    database: Database, town: Cast
) -> None:
    number = await declined(database, town)
    await says(database, town.eva, "om sagen", number)
    async with database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await hold(tx, town.karen, number, "En klage", NOW)
        with pytest.raises(NoSuchCase):
            await hold(tx, town.anna, 999, "En klage", NOW)
        await hold(tx, town.anna, number, "En klage", NOW)
        with pytest.raises(AlreadyHeld):
            await hold(tx, town.anna, number, "Igen", NOW)
    over = end(relativedelta(months=13))
    async with database.transaction() as tx:
        assert await warn(tx, over, 9) == []
    await purge(database, over)
    assert "om sagen" in await lines(database)
    async with database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await lift(tx, town.karen, number, over)
        assert await lift(tx, town.anna, number, over)
        assert not await lift(tx, town.anna, number, over)
    await purge(database, over)
    assert "om sagen" not in await lines(database)


async def test_a_rehearsal_tells_what_then_goes_and_changes_nothing(
    database: Database, town: Cast
) -> None:
    number = await declined(database, town)
    await fill(database, town.eva, number, "eva", NOW, town.hans.person_id)
    over = end(relativedelta(months=12))
    async with database.transaction() as tx:
        await warn(tx, over - WARNED_BEFORE, 9)
    before = await stored(database)
    told = went(await rehearse(database, over))
    assert await stored(database) == before
    assert told == went(await purge(database, over))
    assert {"drafts", "lines", "ideas", "addresses", "sent", "tries", "asked"} <= set(told)


async def test_in_the_end_nothing_of_a_citizen_is_left_but_the_record(
    database: Database, town: Cast
) -> None:
    number = await declined(database, town)
    full = await fill(database, town.eva, number, "eva", NOW, town.hans.person_id)
    async with database.transaction() as tx:
        await tx.connection.execute(update(DeadLetter).values(state="put_away", settled_at=NOW))
    for years in (1, 2, 3, 4):
        at = NOW + relativedelta(years=years)
        async with database.transaction() as tx:
            await warn(tx, at - WARNED_BEFORE, 9)
        await purge(database, at)
    everything = await stored(database)
    for where, word in full.all_words().items():
        left = {table for table, _ in found_in(everything, word)}
        assert left <= {"ideas", "events"}, where
    async with database.reading() as tx:
        assert await tx.session.get(Person, town.eva) is None


async def test_who_left_the_staff_long_ago_has_no_name_any_more(
    database: Database, town: Cast
) -> None:
    async with database.transaction() as tx:
        row = await tx.session.get_one(Staff, town.hans.person_id)
        row.removed_at = NOW
    assert STAFF.lasts is not None
    over = NOW + relativedelta(years=STAFF.lasts.n)
    await purge(database, over - DAY)
    async with database.reading() as tx:
        assert (await tx.session.get_one(Staff, town.hans.person_id)).name == "Hans Holm"
    await purge(database, over)
    async with database.reading() as tx:
        assert (await tx.session.get_one(Staff, town.hans.person_id)).name == ""
        assert (await tx.session.get_one(Staff, town.anna.person_id)).name == "Anna Aa"


async def test_a_visitor_who_never_gave_anything_is_forgotten_with_their_cookie(
    database: Database, town: Cast
) -> None:
    await an_idea(database, town.eva)
    assert PERSON.lasts is not None
    await purge(database, NOW + timedelta(days=PERSON.lasts.n))
    async with database.reading() as tx:
        left = await tx.session.scalar(
            select(func.count()).where(Person.id.in_([town.eva, town.ole]))
        )
        assert left == 1
        assert await tx.session.get(Person, town.eva) is not None


async def test_the_group_of_the_staff_is_nobody_to_forget(database: Database, town: Cast) -> None:
    async with database.transaction() as tx:
        await tell_group(tx, "-1001", Words("Godmorgen"), NOW)
        await mute(tx, Channel.TELEGRAM, "-1001", NOW)
    await purge(database, NOW + relativedelta(years=5))
    async with database.reading() as tx:
        assert await was_here(tx, Channel.TELEGRAM, "-1001")
    assert await lines(database) == []


def test_the_promised_year_is_the_declared_one() -> None:
    assert IDEA.lasts is not None
    assert (IDEA.lasts.n, IDEA.lasts.unit) == (12, "months")
