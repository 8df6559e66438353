"""Migrations run forward, back and forward, and end where the tables are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage.base import Base
from storage.database import Database
from storage.migrate import config, is_current, migrate, settings
from storage.people import actions
from storage.people.rules import Role
from tests.storage.cast import NOW

REVISIONS = [found.revision for found in ScriptDirectory.from_config(config()).walk_revisions()]
REVISIONS.reverse()
Found = TypeVar("Found")


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def differences(connection: Connection) -> list[object]:
    wanted = settings()
    metadata = wanted.pop("target_metadata")
    return list(compare_metadata(MigrationContext.configure(connection, opts=wanted), metadata))


async def read(url: str, look: Callable[[Connection], Found]) -> Found:
    async with Database(url) as database, database.reading() as tx:
        return await tx.connection.run_sync(look)


async def test_up_down_up_on_every_revision(empty_url: str) -> None:
    for revision, before in zip(REVISIONS, ["base", *REVISIONS], strict=False):
        await migrate(empty_url, revision)
        up = await read(empty_url, tables)
        await migrate(empty_url, before)
        await migrate(empty_url, revision)
        assert await read(empty_url, tables) == up
    assert await read(empty_url, tables) == set(Base.metadata.tables)
    await migrate(empty_url, "base")
    assert await read(empty_url, tables) == set()


async def test_migrations_and_tables_agree(empty_url: str) -> None:
    await migrate(empty_url)
    assert await read(empty_url, differences) == []


async def test_a_database_knows_whether_it_is_current(empty_url: str) -> None:
    assert not await is_current(empty_url)
    await migrate(empty_url)
    assert await is_current(empty_url)


async def test_migrating_twice_changes_nothing(database_url: str) -> None:
    database = Database(database_url)
    async with database.transaction() as tx:
        secret = await actions.invite(tx, Role.HOST, NOW)
    await migrate(database_url)
    async with database.transaction() as tx:
        assert await actions.join(tx, secret, NOW, name="Anna", mail=None, device="")
    await database.close()


async def test_two_programs_that_migrate_at_once_both_succeed(empty_url: str) -> None:
    await asyncio.gather(migrate(empty_url), migrate(empty_url))
    assert await is_current(empty_url)


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_constraint_has_a_name(table: str) -> None:
    assert all(found.name for found in Base.metadata.tables[table].constraints)
