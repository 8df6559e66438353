"""Inserts a row and the rows that refer to it, in one statement.

PostgreSQL passes the number of the new row on to the rest of the statement, which saves a round
trip for each of the others. SQLite, in our own process, inserts one after another. Must not know a
table.

    _SUBMISSION = Together(Case, (Event, "case_number"), (Idea, "number"))
    await _SUBMISSION.add(tx, case, event, idea)
"""

from __future__ import annotations

from sqlalchemy import Select, insert, select

from storage.base import Base
from storage.database import Transaction
from storage.statement import Addition, Row, Statement, table_of


class Together:
    """A table with numbered rows, and other tables, each with the column that refers to it."""

    def __init__(self, head: type[Base], *others: tuple[type[Base], str]) -> None:
        self._additions = [_addition(table) for table in (head, *(table for table, _ in others))]
        self._by = [column for _, column in others]
        (self._key,) = self._additions[0].returning
        self._names = [
            [f"{name}_{number}" for name in addition.names]
            for number, addition in enumerate(self._additions)
        ]
        self._statement = Statement(self._at_once())

    async def add(self, tx: Transaction, *rows: Base) -> None:
        """Insert an object and those that refer to it, in the order of their tables. Each gets what
        the database returns, and belongs to no session.
        """
        if tx.dialect == "sqlite":
            await self._add_one_by_one(tx, *rows)
        else:
            await self._add_at_once(tx, *rows)

    async def _add_one_by_one(self, tx: Transaction, head: Base, *others: Base) -> None:
        first, *rest = self._additions
        await first.add(tx, head)
        self._name(head, others)
        for addition, row in zip(rest, others, strict=True):
            await addition.add(tx, row)

    async def _add_at_once(self, tx: Transaction, head: Base, *others: Base) -> None:
        given: Row = {}
        rows = list(zip(self._additions, (head, *others), strict=True))
        for names, (addition, row) in zip(self._names, rows, strict=True):
            given.update(zip(names, addition.filled(row).values(), strict=True))
        learned = await self._statement.row(tx, **given) or {}
        for number, (addition, row) in enumerate(rows):
            for name in addition.returning:
                vars(row)[name] = learned[f"{name}_{number}"]
        self._name(head, others)

    def _name(self, head: Base, others: tuple[Base, ...]) -> None:
        for column, row in zip(self._by, others, strict=True):
            vars(row)[column] = vars(head)[self._key]

    def _at_once(self) -> Select[int]:
        """All inserts as one statement, which returns the numbers of the rows that have one."""
        first, *rest = self._additions
        head = (
            insert(first.table)
            .values(first.binds(0))
            .returning(first.table.c[self._key])
            .cte("head")
        )
        added = [head]
        for number, (addition, column) in enumerate(zip(rest, self._by, strict=True), start=1):
            values = {**addition.binds(number), column: head.c[self._key]}
            row = insert(addition.table).from_select(
                addition.names, select(*values.values()).select_from(head)
            )
            own = [addition.table.c[name] for name in addition.returning]
            added.append((row.returning(*own) if own else row).cte(f"row_{number}"))
        numbers = [
            added[number].c[name].label(f"{name}_{number}")
            for number, addition in enumerate(self._additions)
            for name in addition.returning
        ]
        return select(*numbers).add_cte(*added)


def _addition(table: type[Base]) -> Addition:
    """Inserts into a table; returns the number that the database gives, where it gives one."""
    number = table_of(table).autoincrement_column
    return Addition(table, *([] if number is None else [number.name]))
