"""What the readings of one case share: its files, and the cases that were merged into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.sql import ColumnElement

from storage.cases.tables import Case
from storage.database import Transaction
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


async def files(tx: Transaction, number: int) -> tuple[FileHead, ...]:
    """The files that belong to a case, without loading them."""
    rows = await tx.session.execute(
        select(File.id, File.kind, File.media_type)
        .where(File.case_number == number)
        .order_by(File.id)
    )
    return tuple(FileHead(*row) for row in rows)


async def merged(tx: Transaction, number: int) -> Sequence[int]:
    """The numbers of the cases that go on in this one, near and far; not its own."""
    inside = select(Case.number).where(Case.number == number).cte(recursive=True)
    inside = inside.union(select(Case.number).join(inside, Case.merged_into == inside.c.number))
    rows = await tx.session.scalars(select(inside.c.number).order_by(inside.c.number))
    return [found for found in rows if found != number]
