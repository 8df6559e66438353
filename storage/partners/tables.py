"""The tables of partners. Hold no rule and no query."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal


class Partner(Base):
    """Who could take part, as the partner tells of itself; its state stands in its case.

    together: what the library and the partner do together, in the library's words, for the public
    list. `paused_until` is the day on which a pause ends by itself. `checked_at` is when somebody
    last said that all of it still fits; `asked_at` when it was last asked to take part, so that not
    the same are always asked; `met` how many introductions came to something.
    """

    __tablename__ = "partners"

    number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(15), index=True)
    name: Mapped[str] = mapped_column(
        String(120), info=personal("partner_name", erasure="blank", period="partner")
    )
    does: Mapped[str] = mapped_column(
        Text, info=personal("partner_does", erasure="blank", period="partner")
    )
    gives: Mapped[str | None] = mapped_column(
        Text, info=personal("partner_gives", erasure="blank", period="partner")
    )
    gets: Mapped[str | None] = mapped_column(
        Text, info=personal("partner_gets", erasure="blank", period="partner")
    )
    audience: Mapped[str | None] = mapped_column(
        Text, info=personal("partner_audience", erasure="blank", period="partner")
    )
    branches: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    openness: Mapped[str] = mapped_column(String(10))
    listed: Mapped[bool] = mapped_column(default=False)
    together: Mapped[str | None] = mapped_column(Text)
    paused_until: Mapped[date | None] = mapped_column()
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    met: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Contact(Base):
    """A contact person of a partner: who speaks for it here, and how they are reached.

    `person_id` is None as long as they were only written down by staff. Nobody but staff and the
    partner's own contact persons sees a row of this before both sides have said yes.
    """

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner: Mapped[int] = mapped_column(ForeignKey("partners.number"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(
        String(80), info=personal("contact_name", erasure="blank", period="partner")
    )
    role: Mapped[str | None] = mapped_column(
        String(80), info=personal("contact_role", erasure="blank", period="partner")
    )
    mail: Mapped[str | None] = mapped_column(
        String(254), info=personal("contact_mail", erasure="blank", period="partner")
    )
    phone: Mapped[str | None] = mapped_column(
        String(20), info=personal("contact_phone", erasure="blank", period="partner")
    )
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Lesson(Base):
    """How often staff chose a partner for a subject of the lexicon, and how often they passed it
    by. It names no idea and nobody who decided.
    """

    __tablename__ = "lessons"

    partner: Mapped[int] = mapped_column(ForeignKey("partners.number"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(80), primary_key=True)
    chosen: Mapped[int] = mapped_column(default=0)
    passed: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ContactLink(Base):
    """A one-time link by which a contact person lets another one in; `replaces` is the contact
    person who goes when the new one has come. Only the hash of its secret is kept.
    """

    __tablename__ = "contact_links"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    partner: Mapped[int] = mapped_column(ForeignKey("partners.number"), index=True)
    replaces: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
