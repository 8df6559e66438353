"""What the readings of one case share: its files, and those who suggested the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.sql import ColumnElement

from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.tables import Support
from storage.people.tables import Staff
from storage.talk.tables import File


@dataclass(frozen=True)
class FileHead:
    """A file without its content."""

    id: int
    kind: str
    media_type: str


def holder() -> ColumnElement[bool]:
    """Joins a case with the colleague who has it, as long as they are staff."""
    return and_(Staff.person_id == Case.assigned, Staff.removed_at.is_(None))


def wanting() -> ColumnElement[int]:
    """How many want the selected case too, without having given it."""
    return (
        select(func.count())
        .select_from(Support)
        .where(Support.case_number == Case.number)
        .scalar_subquery()
    )


async def files(tx: Transaction, number: int) -> tuple[FileHead, ...]:
    """The files that belong to a case, without loading them."""
    rows = await tx.session.execute(
        select(File.id, File.kind, File.media_type)
        .where(File.case_number == number)
        .order_by(File.id)
    )
    return tuple(FileHead(*row) for row in rows)


@dataclass(frozen=True)
class Company:
    """The cases merged into one, directly or not; `citizens`: how many people gave them and it."""

    numbers: Sequence[int]
    citizens: int


async def company(tx: Transaction, number: int) -> Company:
    """Who has suggested the same, in one statement."""
    inside = select(Case.number, Case.author).where(Case.number == number).cte(recursive=True)
    inside = inside.union(
        select(Case.number, Case.author).join(inside, Case.merged_into == inside.c.number)
    )
    rows = (await tx.connection.execute(select(inside).order_by(inside.c.number))).all()
    return Company([row.number for row in rows if row.number != number], citizens(rows))


def citizens(rows: Iterable[Any]) -> int:
    """How many people gave these cases; one whose author is forgotten counts as one."""
    return len({row.author or -row.number for row in rows})
