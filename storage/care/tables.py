"""The table of live talks. Holds no rule and no query."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal

_OPEN = text("ended_at IS NULL")


class LiveTalk(Base):
    """A citizen talks with somebody of the staff, about a case: one at a time for each person.

    What is said are lines of the case; nothing of it stands here. `waiting_since` is when the
    citizen first said what nobody has answered yet. `in_group`: whoever took it did so in the
    staff's group, and reads there what is said.
    """

    __tablename__ = "live_talks"
    __table_args__ = (
        Index(
            "ix_live_talks_open",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_live_talks_case_number", "case_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(
        String(10), info=personal("talk_reason", erasure="blank", period="idea")
    )
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    spoken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    in_group: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(10))
