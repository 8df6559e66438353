"""The tables of everybody's data. Holds no rule and no query."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal


class Hold(Base):
    """A case that nothing is erased from, because of a complaint or a claim; until it is lifted."""

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
    of them last said that they want to go on following it.
    """

    __tablename__ = "keepings"

    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DataLink(Base):
    """A one-time link to all that is kept about somebody. Opening it changes its secret.

    `person_id` points at nobody when two people became one meanwhile: then the link is dead.
    """

    __tablename__ = "data_links"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    opened: Mapped[bool] = mapped_column(default=False)
