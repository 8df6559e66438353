"""A copy made while the program may run comes back whole; putting it back loses nothing."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from tests.needs import ROOT

pytestmark = pytest.mark.thorough

LANGUAGE_OF_ONE = "SELECT language FROM people"
ADD_ONE = (
    "INSERT INTO people (language, age, created_at, notice_version)"
    " VALUES ('da', 'unknown', '2026-11-22 10:00:00', 0)"
)
CHANGE_IT = "UPDATE people SET language = 'en'"


class Place:
    """A database by its URL, asked and changed with plain SQL, as an operator would."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder

    @property
    def file(self) -> str:
        return self.url.partition(":///")[2]

    def sql(self, statement: str) -> list[object]:
        """Run one statement; the first column of what it gives."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
                return [row[0] for row in connection.execute(statement)]
        return asyncio.run(self._ask(statement))

    async def _ask(self, statement: str) -> list[object]:
        connection = await asyncpg.connect(self.url.replace("+asyncpg", ""))
        try:
            return [row[0] for row in await connection.fetch(statement)]
        finally:
            await connection.close()

    def script(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call a script of deploy/ with this database as its setting."""
        environment = {
            **os.environ,
            "DATABASE_URL": self.url,
            "SECRET_KEY": "k" * 40,
            "SAMPLE": "0",
        }
        return subprocess.run(
            [str(ROOT / "deploy" / name), *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def copy(self) -> Path:
        """Make a copy with backup.sh; where it is."""
        done = self.script("backup.sh")
        assert done.returncode == 0, done.stderr
        return next((self.folder / "backups").glob("sammen-*"))


@pytest.fixture
def place(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """A database with one person, to which nobody is connected."""
    if database_url.startswith("postgresql"):
        request.getfixturevalue("postgres_database").let_go()
    found = Place(database_url, tmp_path)
    found.sql(ADD_ONE)
    return found


@pytest.fixture
def sqlite_place(fresh_sqlite: Callable[[], str], tmp_path: Path) -> Place:
    """An embedded database."""
    return Place(fresh_sqlite(), tmp_path)


def test_what_was_copied_comes_back_and_what_was_there_is_kept(place: Place) -> None:
    copy = place.copy()
    assert copy.stat().st_mode & 0o077 == 0, "others can read the copy"
    place.sql(CHANGE_IT)

    done = place.script("restore.sh", str(copy))

    assert done.returncode == 0, done.stderr
    assert place.sql(LANGUAGE_OF_ONE) == ["da"]
    kept = [*place.folder.glob("*.before-*"), *place.folder.glob("backups/before-restore/*")]
    assert len(kept) == 1


def test_a_database_in_use_is_not_replaced(place: Place) -> None:
    copy = place.copy()
    place.sql(CHANGE_IT)

    async def refused() -> subprocess.CompletedProcess[str]:
        if place.url.startswith("sqlite"):
            with closing(sqlite3.connect(place.file)) as user:
                user.execute(LANGUAGE_OF_ONE).fetchall()
                return await asyncio.to_thread(place.script, "restore.sh", str(copy))
        user = await asyncpg.connect(place.url.replace("+asyncpg", ""))
        try:
            return await asyncio.to_thread(place.script, "restore.sh", str(copy))
        finally:
            await user.close()

    done = asyncio.run(refused())

    assert done.returncode != 0
    assert "in use" in done.stderr
    assert place.sql(LANGUAGE_OF_ONE) == ["en"]


def test_a_broken_copy_changes_nothing(place: Place) -> None:
    copy = place.copy()
    half = copy.read_bytes()[: copy.stat().st_size // 2]
    copy.write_bytes(half)

    done = place.script("restore.sh", str(copy))

    assert done.returncode != 0
    assert "Stopped" in done.stderr
    assert place.sql(LANGUAGE_OF_ONE) == ["da"]


def test_the_key_that_sign_ins_rest_on_travels_along(sqlite_place: Place) -> None:
    key = sqlite_place.folder / "secret_key"
    key.write_text("made once")
    copy = sqlite_place.copy()
    key.write_text("made again")

    assert sqlite_place.script("restore.sh", str(copy)).returncode == 0

    assert key.read_text() == "made once"


def test_old_copies_are_removed(sqlite_place: Place) -> None:
    old = sqlite_place.copy()
    os.utime(old, (0, 0))
    old.rename(old.with_name("sammen-20200101T000000Z.tar.gz"))

    sqlite_place.copy()

    assert len(list((sqlite_place.folder / "backups").glob("sammen-*"))) == 1
