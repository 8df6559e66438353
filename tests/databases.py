"""Real databases for the tests: a fresh one for each test that asks, migrated once per worker.

`database` runs a test on both engines. `database_url` gives the address instead, for tests that
start programs. `second` is another program on the same data. `fresh_sqlite` is for tests that make
their own databases, as hypothesis does.

In a short run (tests/needs.py) the databases take turns: in each file one test runs on SQLite, the
next on PostgreSQL. A test that depends on how a database works, on who waits for whom, or on how
stored values are read back, is marked `both_databases`; a test that asks for `second` is so without
the mark.

Fresh means a copied file on SQLite. To create a PostgreSQL database takes a second, so each worker
has one, which is emptied and counts from 1 again: an earlier address leads to the same database.
"""

from __future__ import annotations

import asyncio
import shutil
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import event, make_url

from storage.base import Base
from storage.compiled import COMPILED
from storage.database import Database
from storage.migrate import migrate
from tests.needs import POSTGRES, is_thorough, without_postgres

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.needs_postgres)]
_number = count(1)

for _mapper in Base.registry.mappers:
    # the ORM keeps what it writes for each engine apart, and a test's engine ends with the test
    vars(_mapper)["_compiled_cache"] = COMPILED


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark of tests that always run on both databases."""
    config.addinivalue_line("markers", "both_databases: runs on both, however little the time")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the databases take turns in a short run, where both are available."""
    if is_thorough() or without_postgres() is not None:
        return
    for pairs in _alike_on_both(items):
        for turn, pair in enumerate(pairs):
            pair[turn % 2].add_marker("second_turn")


def _alike_on_both(items: list[pytest.Item]) -> Iterator[list[list[pytest.Item]]]:
    """For each file: the pairs of tests that differ only in their database."""
    files: dict[Path, dict[tuple[str, str], list[pytest.Item]]]
    files = defaultdict(lambda: defaultdict(list))
    for item in items:
        if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
            continue
        engine = item.callspec.params.get("database_url")
        if isinstance(engine, str) and not _takes_no_turns(item):
            but_for_it = item.originalname, item.callspec.id.replace(engine, "", 1)
            files[item.path][but_for_it].append(item)
    for tests in files.values():
        yield [pair for pair in tests.values() if len(pair) == 2]


def _takes_no_turns(item: pytest.Function) -> bool:
    return "second" in item.fixturenames or item.get_closest_marker("both_databases") is not None


def on_postgres(name: str) -> str:
    """The address of one database on the tests' PostgreSQL."""
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


def order(statements: str, name: str | None = None) -> None:
    """Execute a statement on the tests' PostgreSQL, in one of its databases or in none of ours."""

    async def told() -> None:
        address = on_postgres(name) if name else POSTGRES
        connection = await asyncpg.connect(address.replace("+asyncpg", ""))
        try:
            await connection.execute(statements)
        finally:
            await connection.close()

    asyncio.run(told())


def drop(name: str) -> None:
    """Drop a database, even while others are connected."""
    order(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def statements(database: Database, *, every: bool = False) -> Iterator[list[str]]:
    """The SQL statements that a database gets while this is open.

    every: also those that begin and end a transaction.
    """
    asked: list[str] = []

    def heard(_: object, __: object, statement: str, *___: object) -> None:
        if every or not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
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


class Cleaner:
    """Empties a PostgreSQL database and resets its sequences to 1, even while others are connected.

    The connection stays open from one test to the next, because it has cached the tables by then: a
    new one takes five times as long.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._loop = asyncio.new_event_loop()
        self._connection: asyncpg.Connection | None = None

    def empty(self) -> None:
        """Empty it."""
        self._loop.run_until_complete(self._empty())

    async def _empty(self) -> None:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(on_postgres(self.name).replace("+asyncpg", ""))
        await self._connection.execute(_emptying())

    def let_go(self) -> None:
        """Disconnect, for a test in which nobody may be connected."""
        if self._connection is not None:
            self._loop.run_until_complete(self._connection.close())

    def close(self) -> None:
        """Let go for good."""
        self.let_go()
        self._loop.close()


@cache
def _emptying() -> str:
    emptied = [table.delete() for table in reversed(Base.metadata.sorted_tables)]
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    numbers = "SELECT setval(sequencename::regclass, 1, false) FROM pg_sequences"
    return ";".join([others, *map(str, emptied), numbers])


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[Cleaner]:
    """This worker's own migrated PostgreSQL database.

    Its commits do not wait for the disk: no test cuts the power of this server.
    """
    name = f"sammen_test_{uuid4().hex[:12]}"
    order(f'CREATE DATABASE "{name}"')
    try:
        order(f'ALTER DATABASE "{name}" SET synchronous_commit TO off')
        asyncio.run(migrate(on_postgres(name)))
        cleaner = Cleaner(name)
        yield cleaner
        cleaner.close()
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
def fresh_postgres(postgres_database: Cleaner) -> Callable[[], str]:
    """Empties the worker's PostgreSQL database at each call and returns its address."""

    def made() -> str:
        postgres_database.empty()
        return on_postgres(postgres_database.name)

    return made


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
