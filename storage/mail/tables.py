"""The tables of mail. Holds no rule and no query."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal

_LIVE = text("confirmed_at IS NOT NULL AND ended_at IS NULL")
_PENDING = text("confirmed_at IS NULL AND ended_at IS NULL")


class Mailbox(Base):
    """An address at which somebody wants to be told; news goes there once it is confirmed.

    The outbox names a mailbox by its number, as it names a chat by its address. `name` is what the
    signed links in its mails contain. When it ends, the address is deleted and the times stay: when
    the person said yes, and when they stopped it (GDPR art. 7).
    """

    __tablename__ = "mailboxes"
    __table_args__ = (
        Index(
            "ix_mailboxes_live",
            "person_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "ix_mailboxes_pending",
            "person_id",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        {"sqlite_autoincrement": True},  # what waits for a mailbox is never sent to another
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    mail: Mapped[str | None] = mapped_column(
        String(254), info=personal("mail", erasure="blank", period="mail")
    )
    name: Mapped[str] = mapped_column(String(24), unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailAsk(Base):
    """A confirmation mail was asked for. Kept for a day, to limit how many are sent."""

    __tablename__ = "mail_asks"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    person_id: Mapped[int] = mapped_column(index=True)
    mark: Mapped[str] = mapped_column(
        String(64), index=True, info=personal("mail", erasure="blank", period="day")
    )
