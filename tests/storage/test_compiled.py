"""What was made of a statement serves every engine that writes the same SQL, and no other."""

from __future__ import annotations

from sqlalchemy import make_url, select

from storage.compiled import COMPILED, MOST, Compiled
from storage.database import Database
from storage.people.tables import Person

SQLITE = make_url("sqlite+aiosqlite://").get_dialect()
POSTGRESQL = make_url("postgresql+asyncpg://").get_dialect()


async def test_a_second_database_finds_what_the_first_made(
    database: Database, second: Database
) -> None:
    asked = select(Person.id).where(Person.language == "da")
    async with database.reading() as tx:
        await tx.connection.execute(asked)
    known = len(COMPILED)

    async with second.reading() as tx:
        await tx.connection.execute(asked)

    assert known > 0
    assert len(COMPILED) == known


def test_each_dialect_has_its_own() -> None:
    kept = Compiled()

    kept[SQLITE(), "one"] = "for SQLite"

    assert kept.get((SQLITE(), "one")) == "for SQLite"
    assert kept.get((POSTGRESQL(), "one")) is None


def test_it_does_not_grow_for_ever() -> None:
    kept = Compiled()

    for n in range(MOST + 1):
        kept[SQLITE(), n] = n

    assert len(kept) == 1
