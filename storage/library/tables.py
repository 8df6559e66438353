"""The tables of what the library changed. Holds no rule and no query."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal
from storage.library.rules import KEY_LONGEST


class Edition(Base):
    """One row: how often anything was changed. Every program compares it with the number that it
    has read up to. Whoever changes something locks it, so that numbers commit in their order.
    """

    __tablename__ = "library_editions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column()


class Change(Base):
    """One version of one thing: what it became, by whom and when. The newest one stands.

    `number` is the edition that it made; without `content` the thing is as it was at the start.
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
