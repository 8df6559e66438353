"""The tables of people. Holds no rule and no query."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal
from storage.people.rules import AgeBand, Language


class Person(Base):
    """Anybody who talks with the library. All that is known is what they say and where they write
    from.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(
        String(2),
        default=Language.DA,
        info=personal("language", erasure="blank", period="person"),
    )
    age: Mapped[str] = mapped_column(
        String(10),
        default=AgeBand.UNKNOWN,
        info=personal("age", erasure="blank", period="person"),
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    notice_version: Mapped[int] = mapped_column(
        default=0, info=personal("notice", erasure="blank", period="person")
    )
    notice_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    silenced_until: Mapped[datetime | None] = mapped_column(
        UtcDateTime, info=personal("silenced_until", erasure="blank", period="silence")
    )


class Address(Base):
    """Where a person writes from: a browser's cookie, a sign-in at the desk, a Telegram chat.

    `address` is the hash of the secret, never the secret. For a Telegram user it is the number to
    send to; nothing else of them is kept.
    """

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(
        String(64), info=personal("address", erasure="blank", period="person")
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(
        UtcDateTime, info=personal("seen", erasure="blank", period="person")
    )
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shared: Mapped[bool] = mapped_column(default=False)
    device: Mapped[str | None] = mapped_column(
        String(80), info=personal("device", erasure="blank", period="person")
    )


class Staff(Base):
    """A person who works at the library.

    They are away from `away_from` to `away_until`, both included. `digest`: whether they want the
    morning digest.
    """

    __tablename__ = "staff"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    name: Mapped[str] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="staff")
    )
    mail: Mapped[str | None] = mapped_column(
        String(254), unique=True, info=personal("staff_mail", erasure="blank", period="staff")
    )
    role: Mapped[str] = mapped_column(String(15))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    away_from: Mapped[date | None] = mapped_column(
        info=personal("away_from", erasure="blank", period="staff")
    )
    away_until: Mapped[date | None] = mapped_column(
        info=personal("away_until", erasure="blank", period="staff")
    )
    digest: Mapped[bool] = mapped_column(default=True)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Invite(Base):
    """A one-time link: for a new colleague (it has a role) or for one who signs in again (a
    person).
    """

    __tablename__ = "invites"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str | None] = mapped_column(String(15))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffEvent(Base):
    """One line of the desk's audit: who let whom in, gave which role, wrote which answer, or dealt
    with what had failed.

    `what` is a colleague's name, an answer's title or the number of what failed. `by_name` is None
    on the command line.
    """

    __tablename__ = "staff_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    by_name: Mapped[str | None] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="staff")
    )
    act: Mapped[str] = mapped_column(String(20))
    what: Mapped[str | None] = mapped_column(
        String(80), info=personal("staff_name", erasure="keep", period="staff")
    )
    role: Mapped[str | None] = mapped_column(String(15))
