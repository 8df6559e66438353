"""The table of silences. Holds no rule and no query."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal


class Silence(Base):
    """A person whose words reach nobody until the end of a day: why, and who decided it.

    `case_number` is the case on which it was decided, until that is parted from its citizen.
    `told_at` is when the person was told. The end of a running silence is also kept on the person,
    where every message reads it without another query.
    """

    __tablename__ = "silences"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    case_number: Mapped[int | None] = mapped_column(ForeignKey("cases.number"), index=True)
    reason: Mapped[str] = mapped_column(
        Text, info=personal("silence", erasure="blank", period="silence")
    )
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[date] = mapped_column(index=True)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    by_name: Mapped[str] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="silence")
    )
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="silence")
    )
