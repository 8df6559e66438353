"""The table of links that join two ends. Holds no rule and no query."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime


class JoinLink(Base):
    """A one-time link between the end that made it and the end that opens it.

    `taker_id` is the last one to open it, until `taken_at`, when they said yes. Only then is the
    maker asked. A link is deleted when it was used or refused, so it works once.
    """

    __tablename__ = "join_links"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    side: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    taker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
