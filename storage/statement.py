"""A statement of the hot path: written in SQLAlchemy, compiled once, run by the driver itself.

From a statement to its rows SQLAlchemy takes many times as long as the database does. So what every
message needs is a Statement: the words, the types and both dialects are SQLAlchemy's, the way is
the driver's, the transaction is the same. Must not know a table.

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
    """A Core statement whose values are `bindparam`s. Whoever runs it gives them by name."""

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
        """As `row`, but begins no transaction: for what only looks, or is all that is done."""
        await tx.flush()
        compiled = self._for(tx.driver.dialect)
        found = await tx.driver.alone(compiled.words, compiled.values(given))
        return compiled.row(found[0]) if found else None

    async def value(self, tx: Transaction, **given: Any) -> Any:
        """The first column of the first row; None when there is none."""
        found = await self.row(tx, **given)
        return None if found is None else next(iter(found.values()))

    async def run(self, tx: Transaction, **given: Any) -> None:
        """Run it for what it does."""
        await self.row(tx, **given)

    def _for(self, dialect: Dialect) -> Compiled:
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = Compiled.of(self._written, dialect)
        return self._compiled[dialect.name]


class Addition(Statement):
    """Adds a row, as the ORM would: what is not given is the column's default, or nothing."""

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
        """Add a row; what of it was asked for."""
        return await super().row(tx, **in_turn([self._whole(given)]))

    async def add(self, tx: Transaction, row: Base) -> None:
        """Add an object as a session would; it learns what the database says of it, and belongs to
        no session.
        """
        learned = await super().row(tx, **in_turn([self.filled(row)])) or {}
        vars(row).update(learned)

    async def rows(self, tx: Transaction, given: Sequence[Given]) -> None:
        """Add several rows at once."""
        if len(given) not in self._more:
            self._more[len(given)] = Statement(self._insert(len(given)))
        await self._more[len(given)].run(tx, **in_turn([self._whole(each) for each in given]))

    def filled(self, row: Base) -> Given:
        """What will stand in each column of an object's row; from now on the object says so too."""
        given = vars(row)
        for name, default in self._defaults.items():
            if name not in given:
                given[name] = default()
        return {name: given[name] for name in self.names}

    def binds(self, number: int) -> dict[str, BindParameter[Any]]:
        """What `in_turn` gives the values of: each column of the row of this number."""
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
    """A row that was read or written past the session, as its object: complete, and of no session,
    so that it costs nothing of what the ORM does to notice changes.
    """
    found = table.__new__(table)
    vars(found).update(values)
    return found


@dataclass(frozen=True)
class Compiled:
    """A statement for one database: its words, how each value goes in and each column comes out."""

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
        """A row as Python knows it."""
        return {
            key: value if turn is None else turn(value)
            for key, value, turn in zip(self.keys, found, self.out, strict=True)
        }


def _into(compiled: SQLCompiler, name: str, dialect: Dialect) -> Turn | None:
    return _own(compiled.binds[name].type, dialect).bind_processor(dialect)


def _own(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)


def table_of(table: type[Base]) -> Table:
    """The table behind a class."""
    found = table.__table__
    if not isinstance(found, Table):
        raise TypeError(f"{table.__name__} is no table")
    return found


def in_turn(rows: Sequence[Given]) -> Row:
    """The values of several rows with the same columns, each under a name of its own."""
    values = chain.from_iterable(row.values() for row in rows)
    return dict(zip(_names_in_turn(tuple(rows[0]), len(rows)), values, strict=True))


@cache
def _names_in_turn(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    return tuple(f"{name}_{i}" for i in range(count) for name in names)


def _default(default: Any) -> Callable[[], Any]:
    """What a column holds when nothing is said; the ORM's callables want a context, which is not
    needed.
    """
    if default is None:
        return lambda: None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg
