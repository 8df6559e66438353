"""The tables of privacy. Holds no rule and no query."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal


class Hold(Base):
    """A hold on a case: because of a complaint or a claim nothing of it is erased until the hold is
    lifted.
    """

    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    by_name: Mapped[str] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="hold")
    )
    reason: Mapped[str] = mapped_column(
        Text, info=personal("hold_reason", erasure="keep", period="hold")
    )
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Keeping(Base):
    """When the people of a closed case were warned that it will be parted from them, and when one
    of them last asked to keep it.
    """

    __tablename__ = "keepings"

    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DataLink(Base):
    """A one-time link to everything that is kept about a person. Opening it changes its secret.

    `person_id` is of nobody after two people became one; then the link is dead.
    """

    __tablename__ = "data_links"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    opened: Mapped[bool] = mapped_column(default=False)
