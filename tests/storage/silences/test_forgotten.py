"""A silence lasts until its day, whoever is erased meanwhile; a year after it nobody knows why."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select

from storage.cases.queries import locked
from storage.cases.rules import local_day
from storage.database import Database
from storage.people.rules import NotAllowed
from storage.people.tables import Person
from storage.privacy.actions import erase, finish, forget_case, hold, lift, purge
from storage.privacy.rules import FAREWELL_LASTS
from storage.silences.actions import forget, silence, unsilence, unsilence_parted
from storage.silences.rules import end_of
from storage.silences.tables import Silence
from storage.talk.rules import DueKind
from storage.talk.tables import Due
from tests.storage.cast import LATER, NOW, Cast, an_idea, cast

DAY = timedelta(days=1)
UNTIL = local_day(NOW) + 14 * DAY
YEAR = relativedelta(years=1)


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def silenced(database: Database, town: Cast, until: date = UNTIL) -> int:
    """Eva's case, at which she was silenced."""
    case = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        await silence(tx, town.karen, case.number, "Du har skrevet trusler", until, NOW)
    return case.number


async def kept(database: Database) -> int:
    async with database.reading() as tx:
        return await tx.session.scalar(select(func.count()).select_from(Silence)) or 0


async def silent_until(database: Database, person_id: int) -> datetime | None:
    async with database.reading() as tx:
        return (await tx.session.get_one(Person, person_id)).silenced_until


async def test_a_year_after_its_last_day_nobody_knows_why(database: Database, town: Cast) -> None:
    await silenced(database, town)
    await purge(database, NOW + 13 * DAY)
    assert await silent_until(database, town.eva) is not None
    await purge(database, NOW + 15 * DAY)
    assert await silent_until(database, town.eva) is None
    await purge(database, NOW + 14 * DAY + YEAR - DAY)
    assert await kept(database) == 1
    await purge(database, NOW + 14 * DAY + YEAR)
    assert await kept(database) == 0


async def test_one_that_was_ended_early_goes_a_year_after_that(
    database: Database, town: Cast
) -> None:
    number = await silenced(database, town)
    async with database.transaction() as tx:
        await unsilence(tx, town.karen, number, NOW + DAY)
    await purge(database, NOW + YEAR)
    assert await kept(database) == 1
    await purge(database, NOW + DAY + YEAR)
    assert await kept(database) == 0


async def test_who_is_erased_stays_silent_until_the_day_and_then_nothing_is_left(
    database: Database, town: Cast
) -> None:
    number = await silenced(database, town)
    async with database.transaction() as tx:
        erased = await erase(tx, town.eva, NOW + LATER)
    assert (erased.gone, erased.silenced) == ([number], UNTIL)
    assert await silent_until(database, town.eva) == end_of(UNTIL)
    async with database.reading() as tx:
        found = (await tx.session.scalars(select(Silence))).one()
        assert (found.case_number, found.reason) == (None, "Du har skrevet trusler")
    assert not await forgotten(database, NOW + LATER + FAREWELL_LASTS)
    assert await forgotten(database, end_of(UNTIL))
    assert await kept(database) == 0
    async with database.reading() as tx:
        assert await tx.session.get(Person, town.eva) is None


async def forgotten(database: Database, now: datetime) -> bool:
    """What the tick does about somebody who was erased, if it is due by then: whether all went."""
    async with database.transaction() as tx:
        wanted = Due.kind == DueKind.FORGET, Due.at <= now
        due = await tx.session.scalar(select(Due).where(*wanted))
        return due is not None and await finish(tx, due, now)


async def test_who_was_erased_can_be_let_speak_again(database: Database, town: Cast) -> None:
    await silenced(database, town)
    async with database.transaction() as tx:
        await erase(tx, town.eva, NOW + LATER)
        found = (await tx.session.scalars(select(Silence.id))).one()
    with pytest.raises(NotAllowed):
        async with database.transaction() as tx:
            await unsilence_parted(tx, town.hans, found, NOW + LATER)
    async with database.transaction() as tx:
        await unsilence_parted(tx, town.karen, found, NOW + LATER)
    assert await silent_until(database, town.eva) is None


async def test_a_case_that_is_parted_from_its_citizen_names_them_no_more(
    database: Database, town: Cast
) -> None:
    number = await silenced(database, town)
    async with database.transaction() as tx:
        case = await locked(tx, number)
        assert case is not None
        await forget_case(tx, case, NOW + LATER)
    async with database.reading() as tx:
        assert (await tx.session.scalars(select(Silence.case_number))).all() == [None]
    assert await silent_until(database, town.eva) is not None


async def test_what_is_held_keeps_its_silence_until_the_hold_is_lifted(
    database: Database, town: Cast
) -> None:
    number = await silenced(database, town)
    async with database.transaction() as tx:
        await hold(tx, town.anna, number, "En klage", NOW)
        await erase(tx, town.eva, NOW + LATER)
    later = NOW + 3 * YEAR
    await purge(database, later)
    assert await kept(database) == 1
    async with database.transaction() as tx:
        await lift(tx, town.anna, number, later)
    assert await forgotten(database, later)
    assert await kept(database) == 0


async def test_while_another_runs_they_stay_silent(database: Database, town: Cast) -> None:
    """Two people who became one may have had one each."""
    number = await silenced(database, town)
    async with database.transaction() as tx:
        other = Silence(
            person_id=town.eva,
            case_number=number,
            reason="Igen",
            since=NOW,
            until=UNTIL,
            by=town.karen.person_id,
            by_name="Karen",
        )
        tx.session.add(other)
        await tx.session.flush()
        await forget(tx, Silence.reason == "Igen")
    assert await silent_until(database, town.eva) is not None
    async with database.transaction() as tx:
        await forget(tx, Silence.case_number == number)
    assert await silent_until(database, town.eva) is None
