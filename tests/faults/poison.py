"""Simulates a bug that no handler expects: the database refuses a row that contains a word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import select, text

from storage.database import Database
from storage.talk.tables import DeadLetter

SICK = {
    "sqlite": [
        """CREATE TRIGGER poison BEFORE INSERT ON {table} WHEN NEW.{column} LIKE '%{word}%'
           BEGIN SELECT json(NEW.{column}); END"""
    ],
    "postgresql": [
        """CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN IF NEW.{column} LIKE '%{word}%' THEN RAISE EXCEPTION 'poison'; END IF;
           RETURN NEW; END $$""",
        "CREATE TRIGGER poison BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION poison()",
    ],
}
WELL = {
    "sqlite": ["DROP TRIGGER poison"],
    "postgresql": ["DROP TRIGGER poison ON {table}", "DROP FUNCTION poison()"],
}


@asynccontextmanager
async def poisoned(
    database: Database, table: str = "ideas", column: str = "text", word: str = "gift"
) -> AsyncIterator[None]:
    """While this is open, no row that contains the word can be stored in a column."""
    where = {"table": table, "column": column, "word": word}
    await _order(database, SICK, where)
    try:
        yield
    finally:
        await _order(database, WELL, where)


async def _order(
    database: Database, statements: dict[str, list[str]], where: dict[str, str]
) -> None:
    async with database.transaction() as tx:
        for statement in statements[tx.dialect]:
            await tx.connection.execute(text(statement.format(**where)))


async def dead_letters(database: Database) -> list[DeadLetter]:
    """All that could not be handled, in the order in which it failed."""
    async with database.reading() as tx:
        found = await tx.session.scalars(select(DeadLetter).order_by(DeadLetter.number))
        return list(found)
