"""The tables of what the library changed. Holds no rule and no query."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal
from storage.library.rules import KEY_LONGEST


class Edition(Base):
    """A single row: the number of the latest change. Every process compares it with the number up
    to which it has read. Every change locks it, so that the numbers commit in order.
    """

    __tablename__ = "library_editions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column()


class Change(Base):
    """One version of one thing: its content, by whom and when. The newest version is in force.

    `number` is the edition that this change made. `content` is None when the thing was reset to the
    original.
    """

    __tablename__ = "library_changes"
    __table_args__ = (Index("ix_library_changes_subject_key_number", "subject", "key", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(KEY_LONGEST))
    content: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    by_name: Mapped[str] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="staff")
    )
