"""Every personal column: it is exported, it is erased or kept as its mark says, and its period is
one that the tick ends. A new column that is forgotten anywhere fails here, and is told what it
needs.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from storage.base import Personal
from storage.database import Database
from storage.ideas.rules import Act
from storage.privacy.actions import SWEEPS, erase, finish
from storage.privacy.holdings import HOLDINGS
from storage.privacy.queries import held
from storage.privacy.rules import FAREWELL_LASTS, PERIODS
from storage.talk.queries import due_now
from storage.talk.rules import DueKind
from storage.talk.tables import DeadLetter, Due, Talk
from tests.storage.cast import NOW, Cast, an_idea, cast, play, tick
from tests.storage.privacy.full import (
    NOT_PLANTED,
    OF_STAFF,
    PERSONAL,
    Full,
    fill,
    found_in,
    stored,
)

pytestmark = pytest.mark.both_databases

LATER = NOW + timedelta(minutes=5)
INSIDE = {period.name for period in PERIODS if period.inside}


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def two(database: Database, town: Cast) -> tuple[Full, Full]:
    """Eva and Ole, each with something in every column."""
    eva, ole = await an_idea(database, town.eva), await an_idea(database, town.ole)
    return (
        await fill(database, town.eva, eva.number, "eva", NOW, town.hans.person_id),
        await fill(database, town.ole, ole.number, "ole", NOW, town.hans.person_id),
    )


@pytest.mark.parametrize(
    ("table", "column", "mark"), PERSONAL, ids=[f"{t}.{c}" for t, c, _ in PERSONAL]
)
def test_a_mark_is_one_that_is_declared(table: str, column: str, mark: Personal) -> None:
    where = f"{table}.{column}"
    assert mark.period in INSIDE, (
        f"{where}: no period {mark.period!r}. Use one of {sorted(INSIDE)}, or declare it: a Period "
        "in storage/privacy/rules.py, its texts in handlers/pages, a Sweep in actions/retention.py"
    )
    holding = next((each for each in HOLDINGS if each.name == table), None)
    assert holding is not None, (
        f"{where}: whose is it? Add a Holding for {table} to storage/privacy/holdings.py, plant a "
        "row of it in tests/storage/privacy/full.py, and let actions/own.py or cases.py erase it"
    )
    assert column in holding.shown or column in holding.withheld, where


def test_every_period_that_the_database_holds_is_ended_by_the_tick_and_no_other() -> None:
    assert {sweep.period.name for sweep in SWEEPS} == INSIDE


async def test_something_of_a_citizen_stands_in_every_column(
    database: Database, town: Cast
) -> None:
    """Else the other tests here would see nothing."""
    full, _ = await two(database, town)
    everything = await stored(database)
    for table, column, _ in PERSONAL:
        where = (table, column)
        if where not in OF_STAFF | NOT_PLANTED and where in full.words:
            assert where in found_in(everything, full.words[where]), f"{where}: plant it in full.py"
    planted = set(full.words) | OF_STAFF | NOT_PLANTED
    assert {(t, c) for t, c, _ in PERSONAL} - planted <= set()


async def test_all_of_theirs_is_exported_and_nothing_of_another(
    database: Database, town: Cast
) -> None:
    eva, ole = await two(database, town)
    async with database.reading() as tx:
        exported = {each.holding.name: str(each.rows) for each in await held(tx, town.eva)}
    everything = "".join(exported.values())
    withheld = {(h.name, column) for h in HOLDINGS for column in h.withheld} | {("notes", "text")}
    for (table, column), word in eva.all_words().items():
        assert (word in exported.get(table, "")) is ((table, column) not in withheld), (
            table,
            column,
        )
    for where, word in ole.all_words().items():
        assert word not in everything, where


async def erased(database: Database, full: Full) -> None:
    """As the person themselves has it done, and the farewell over."""
    async with database.transaction() as tx:
        version = (await tx.session.get_one(Talk, full.talk_id)).version
        await erase(tx, full.person_id, LATER, speaking=version)
        left = await tx.session.scalars(
            select(DeadLetter.number).where(DeadLetter.talk_id == full.talk_id)
        )
        assert left.all() == []
        talk = await tx.session.get_one(Talk, full.talk_id)
        talk.version += 1  # what the farewell itself does
    async with database.transaction() as tx:
        due = await due_now(tx, LATER + FAREWELL_LASTS)
        assert due is not None
        assert await finish(tx, due, LATER + FAREWELL_LASTS)


@pytest.mark.parametrize("decided", [False, True])
async def test_no_word_of_who_was_erased_is_left_but_what_is_kept(
    database: Database, town: Cast, *, decided: bool
) -> None:
    eva, ole = await two(database, town)
    if decided:
        async with database.transaction() as tx:
            await play(tx, town, eva.case, Act.DECLINE, NOW)
        await tick(database, NOW + timedelta(minutes=2))
    await erased(database, eva)
    await unsaid(database)
    everything = await stored(database)
    marks = {(table, column): mark for table, column, mark in PERSONAL}
    for where, word in eva.all_words().items():
        left = found_in(everything, word)
        stays = {
            at
            for at in left
            if at in marks
            and (marks[at].erasure == "keep" or (decided and marks[at].erasure == "archive"))
        }
        assert left == stays, f"the word of {where} is left in {left - stays}"
    assert not [row for row in everything["people"] if row["id"] == town.eva]
    for where, word in ole.all_words().items():
        assert where in found_in(everything, word), f"{where} of another was erased"


async def unsaid(database: Database) -> None:
    """What Telegram is asked for is done, as bot/channels/unsaying.py does it."""
    async with database.transaction() as tx:
        await tx.connection.execute(delete(Due).where(Due.kind == DueKind.UNSAY))
