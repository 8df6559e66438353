"""A statement of the hot path: written in SQLAlchemy, compiled once, run by the driver itself.

SQLAlchemy takes many times as long per statement as the database. So what every message needs is a
Statement: SQLAlchemy gives the words, the types and both dialects, the driver runs it, in the same
transaction. Must not know a table.

    _WHOSE = Statement(select(Talk.person_id).where(Talk.id == bindparam("talk")))
    whose = await _WHOSE.value(tx, talk=7)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Dialect, Insert, Table, bindparam, insert
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.selectable import ReturnsRows
from sqlalchemy.types import TypeEngine

from storage.base import Base
from storage.database import Transaction

Given = Mapping[str, Any]
Row = dict[str, Any]
Turn = Callable[[Any], Any]
T = TypeVar("T", bound=Base)


class Statement:
    """A Core statement whose values are `bindparam`s, given by name when it is run."""

    def __init__(self, written: ClauseElement) -> None:
        self._written = written
        self._compiled: dict[str, Compiled] = {}

    async def row(self, tx: Transaction, **given: Any) -> Row | None:
        """The first row, by the names of its columns; None when there is none."""
        await tx.flush()
        compiled = self._for(tx.driver.dialect)
        found = await tx.driver.rows(compiled.words, compiled.values(given))
        return compiled.row(found[0]) if found else None

    async def alone(self, tx: Transaction, **given: Any) -> Row | None:
        """The same as `row`, but begins no transaction: for a read, or for an only statement."""
        await tx.flush()
        compiled = self._for(tx.driver.dialect)
        found = await tx.driver.alone(compiled.words, compiled.values(given))
        return compiled.row(found[0]) if found else None

    async def value(self, tx: Transaction, **given: Any) -> Any:
        """The first column of the first row; None when there is none."""
        found = await self.row(tx, **given)
        return None if found is None else next(iter(found.values()))

    async def run(self, tx: Transaction, **given: Any) -> None:
        """Run it and ignore its rows."""
        await self.row(tx, **given)

    def _for(self, dialect: Dialect) -> Compiled:
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = Compiled.of(self._written, dialect)
        return self._compiled[dialect.name]


class Addition(Statement):
    """Inserts a row, as the ORM would: a column without a value gets its default, or NULL."""

    def __init__(self, table: type[Base], *returning: str) -> None:
        self.table = table_of(table)
        self.returning = returning
        self._defaults = {c.name: _default(c.default) for c in self._columns}
        self.names = list(self._defaults)
        super().__init__(self._insert(1))
        self._more: dict[int, Statement] = {}

    @property
    def _columns(self) -> list[Any]:
        return [c for c in self.table.c if c is not self.table.autoincrement_column]

    async def row(self, tx: Transaction, **given: Any) -> Row | None:
        """Insert a row; returns the columns that were asked for."""
        return await super().row(tx, **in_turn([self._whole(given)]))

    async def add(self, tx: Transaction, row: Base) -> None:
        """Insert an object as a session would. It gets what the database returns, and belongs to no
        session.
        """
        learned = await super().row(tx, **in_turn([self.filled(row)])) or {}
        vars(row).update(learned)

    async def rows(self, tx: Transaction, given: Sequence[Given]) -> None:
        """Insert several rows at once."""
        if len(given) not in self._more:
            self._more[len(given)] = Statement(self._insert(len(given)))
        await self._more[len(given)].run(tx, **in_turn([self._whole(each) for each in given]))

    def filled(self, row: Base) -> Given:
        """The value of each column of an object. Missing defaults are also set on the object."""
        given = vars(row)
        for name, default in self._defaults.items():
            if name not in given:
                given[name] = default()
        return {name: given[name] for name in self.names}

    def binds(self, number: int) -> dict[str, BindParameter[Any]]:
        """The parameters of the row with this number; `in_turn` gives their values."""
        return {c.name: bindparam(f"{c.name}_{number}", type_=c.type) for c in self._columns}

    def _insert(self, count: int) -> Insert:
        return (
            insert(self.table)
            .values([self.binds(number) for number in range(count)])
            .returning(*[self.table.c[name] for name in self.returning])
        )

    def _whole(self, given: Given) -> Given:
        return {
            name: given[name] if name in given else default()
            for name, default in self._defaults.items()
        }


def to_look_at(table: type[T], values: Row) -> T:
    """Make an object of a row that was read or written past the session. It is complete and belongs
    to no session, so the ORM spends nothing on noticing changes.
    """
    found = table.__new__(table)
    vars(found).update(values)
    return found


@dataclass(frozen=True)
class Compiled:
    """A statement compiled for one dialect: its SQL, and how each value goes in and each column
    comes out.
    """

    words: str
    own: Row
    into: Sequence[tuple[str, Turn | None]]
    keys: Sequence[str]
    out: Sequence[Turn | None]

    @classmethod
    def of(cls, written: ClauseElement, dialect: Dialect) -> Compiled:
        """Compile a statement."""
        compiled = written.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler) or compiled.post_compile_params:
            raise TypeError("a list of values cannot stand in a statement that is compiled once")
        names = compiled.positiontup or []
        columns = list(written.exported_columns) if isinstance(written, ReturnsRows) else []
        return cls(
            words=str(compiled),
            own={name: value for name, value in compiled.params.items() if value is not None},
            into=[(name, _into(compiled, name, dialect)) for name in names],
            keys=[str(column.key) for column in columns],
            out=[_own(c.type, dialect).result_processor(dialect, None) for c in columns],
        )

    def values(self, given: Given) -> list[Any]:
        """The values in the order in which the driver wants them."""
        every = {**self.own, **given} if self.own else given
        return [every[name] if turn is None else turn(every[name]) for name, turn in self.into]

    def row(self, found: Sequence[Any]) -> Row:
        """A row with Python values."""
        return {
            key: value if turn is None else turn(value)
            for key, value, turn in zip(self.keys, found, self.out, strict=True)
        }


def _into(compiled: SQLCompiler, name: str, dialect: Dialect) -> Turn | None:
    return _own(compiled.binds[name].type, dialect).bind_processor(dialect)


def _own(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)


def table_of(table: type[Base]) -> Table:
    """The table behind a mapped class."""
    found = table.__table__
    if not isinstance(found, Table):
        raise TypeError(f"{table.__name__} is no table")
    return found


def in_turn(rows: Sequence[Given]) -> Row:
    """The values of several rows with the same columns, each under a numbered name."""
    values = chain.from_iterable(row.values() for row in rows)
    return dict(zip(_names_in_turn(tuple(rows[0]), len(rows)), values, strict=True))


@cache
def _names_in_turn(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    return tuple(f"{name}_{i}" for i in range(count) for name in names)


def _default(default: Any) -> Callable[[], Any]:
    """The default of a column as a function without arguments. The ORM's take a context."""
    if default is None:
        return lambda: None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg
