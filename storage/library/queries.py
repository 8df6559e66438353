"""Reads of what the library changed. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from storage.database import Transaction
from storage.library.rules import Subject
from storage.library.tables import Change, Edition
from storage.statement import Statement

_EDITION = Statement(select(Edition.number))


async def edition(tx: Transaction) -> int:
    """The number of the latest change. Every process compares it once a second with its own."""
    return await _EDITION.value(tx) or 0


async def standing(tx: Transaction, *subjects: Subject) -> Sequence[Change]:
    """The newest version of everything that was ever changed in these subjects."""
    newest = (
        select(func.max(Change.number))
        .where(Change.subject.in_(subjects))
        .group_by(Change.subject, Change.key)
    )
    wanted = select(Change).where(Change.number.in_(newest)).order_by(Change.number)
    return (await tx.session.scalars(wanted)).all()


async def newest(tx: Transaction, subject: Subject, key: str) -> Change | None:
    """The newest version of one thing; None when it was never changed."""
    return await tx.session.scalar(_of(subject, key).limit(1))


async def versions(
    tx: Transaction, subject: Subject, key: str, limit: int = 30
) -> Sequence[Change]:
    """The versions of one thing, the newest first."""
    return (await tx.session.scalars(_of(subject, key).limit(limit))).all()


async def version(tx: Transaction, subject: Subject, key: str, number: int) -> Change | None:
    """One version of one thing, by its number."""
    return await tx.session.scalar(_of(subject, key).where(Change.number == number))


async def changes(tx: Transaction, limit: int, before: int | None = None) -> Sequence[Change]:
    """Changes of any subject, newest first: all, or those before a number."""
    wanted = select(Change).order_by(Change.number.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(Change.number < before)
    return (await tx.session.scalars(wanted)).all()


def _of(subject: Subject, key: str) -> Select[Change]:
    return (
        select(Change)
        .where(Change.subject == subject, Change.key == key)
        .order_by(Change.number.desc())
    )
