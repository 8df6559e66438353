"""What all tables share: names of constraints, aware times, marks on personal columns.

Must not know any subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import DateTime, Dialect, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of all tables. Every constraint gets a name, so that migrations can drop it."""

    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time. SQLite forgets zones and PostgreSQL converts; both give UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time, because its zone is unknown."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every stored time its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Erasure = Literal["blank", "archive", "keep"]
"""What erasing a person does to a column: see Personal."""


@dataclass(frozen=True)
class Personal:
    """The mark of a column that holds something about a person.

    label: the key of the words shown in an export of the person's data.
    erasure: what happens to it when the person is erased, and when its period ends. "blank": it is
        emptied. "archive": it is emptied, unless the library has decided the case; then it stays
        without anything that leads to the person (storage/privacy/rules.py). "keep": it stays,
        because it names who acted for the library.
    period: the retention period that governs it, declared in storage/privacy/rules.py.
    """

    label: str
    erasure: Erasure
    period: str


def personal(label: str, *, erasure: Erasure, period: str) -> dict[str, Any]:
    """The `info=` of a mapped column that holds personal data."""
    return {"personal": Personal(label, erasure, period)}
