"""Real databases for the tests: a fresh one for each test that asks, migrated once per worker.

`database` runs a test on both engines; `database_url` gives the address instead, for tests that
start programs; `second` is another program on the same data. `fresh_sqlite` is for tests that
make their own, as hypothesis does. Copies are cheap: a file, or PostgreSQL's own templates.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import event, make_url

from storage.database import Database
from storage.migrate import migrate
from tests.needs import POSTGRES

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.needs_postgres)]
_number = count(1)


def on_postgres(name: str) -> str:
    """The address of one database on the tests' PostgreSQL."""
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


def order(statement: str) -> None:
    """Tell the tests' PostgreSQL to make or drop a database."""

    async def told() -> None:
        connection = await asyncpg.connect(POSTGRES.replace("+asyncpg", ""))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(told())


def drop(name: str) -> None:
    """Drop a database, whoever is still connected."""
    order(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What is asked of a database while this is open, one SQL statement each."""
    asked: list[str] = []

    def heard(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            asked.append(statement)

    engines = {database.reader.sync_engine, database.writer.sync_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", heard)
    try:
        yield asked
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", heard)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "sammen.sqlite3"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a migrated PostgreSQL database, to be copied."""
    name = f"sammen_test_{uuid4().hex[:12]}"
    order(f'CREATE DATABASE "{name}"')
    try:
        asyncio.run(migrate(on_postgres(name)))
        yield name
    finally:
        drop(name)


@pytest.fixture
def fresh_sqlite(sqlite_template: Path, tmp_path: Path) -> Callable[[], str]:
    """Makes a new SQLite database at each call and returns its address."""

    def made() -> str:
        path = tmp_path / f"sammen-{next(_number)}.sqlite3"
        shutil.copy(sqlite_template, path)
        return f"sqlite+aiosqlite:///{path}"

    return made


@pytest.fixture
def fresh_postgres(postgres_template: str) -> Iterator[Callable[[], str]]:
    """Makes a new PostgreSQL database at each call and returns its address."""
    names: list[str] = []

    def made() -> str:
        names.append(f"{postgres_template}_{next(_number)}")
        order(f'CREATE DATABASE "{names[-1]}" TEMPLATE "{postgres_template}"')
        return on_postgres(names[-1])

    yield made
    for name in names:
        drop(name)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database: once for each engine."""
    made: Callable[[], str] = request.getfixturevalue(f"fresh_{request.param}")
    return made()


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it: once for each engine."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/empty.sqlite3"
        return
    name = f"sammen_test_{uuid4().hex[:12]}"
    order(f'CREATE DATABASE "{name}"')
    try:
        yield on_postgres(name)
    finally:
        drop(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh, migrated database, closed afterwards: once for each engine."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def second(database_url: str) -> AsyncIterator[Database]:
    """The same database as `database`, opened by another program."""
    opened = Database(database_url)
    yield opened
    await opened.close()
