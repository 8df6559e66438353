"""The tables of cases. Holds no rule and no query."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal

_NAMED = text("shown_title IS NOT NULL")
_UNDRAWN = text("version != drawn_version AND (closed_at IS NULL OR drawn_version != 0)")


class Case(Base):
    """One numbered case: what stands is for staff; what is *shown* is what the citizen was told.

    Others see a case by `shown_title`, once its citizen has heard it, as long as `title` stands.
    `version` moves with every change; pages that are open watch it. `drawn_version` is the one that
    the staff's group in Telegram shows: 0 for a case that was never shown there, -1 for one that
    must be looked at again. `late_since` is the first promised day that passed without an answer.
    `answered_at` is when the first answer was given, `in_time` whether no promise was broken before
    it. `lent_by` is who has given it away for as long as they are away themselves.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_created_at", "created_at"),
        Index("ix_cases_closed_at_promised_on", "closed_at", "promised_on", "created_at"),
        Index(
            "ix_cases_undrawn",
            "changed_at",
            "number",
            sqlite_where=_UNDRAWN,
            postgresql_where=_UNDRAWN,
        ),
        Index("ix_cases_named", "changed_at", sqlite_where=_NAMED, postgresql_where=_NAMED),
        {"sqlite_autoincrement": True},  # a number is never used again
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(15), index=True)
    shown_state: Mapped[str] = mapped_column(String(15))
    author: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        info=personal("author", erasure="blank", period="idea"),
    )
    assigned: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    lent_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    source: Mapped[str] = mapped_column(String(10))
    branch: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[str | None] = mapped_column(String(120))
    shown_title: Mapped[str | None] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(
        String(8), info=personal("code", erasure="blank", period="idea")
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    promised_on: Mapped[date | None] = mapped_column()
    shown_promise: Mapped[date | None] = mapped_column()
    late_since: Mapped[date | None] = mapped_column()
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    in_time: Mapped[bool | None] = mapped_column()
    parked_until: Mapped[date | None] = mapped_column()
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("cases.number"), index=True)
    unread: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    drawn_version: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Event(Base):
    """One line of the audit: who did what to a case, and when.

    It names changed personal fields and never holds what a citizen wrote. `public` is what the
    citizen is told; `previous` is what an undo puts back.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_case_number_id", "case_number", "id"),
        Index("ix_events_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    by_name: Mapped[str | None] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="idea")
    )
    act: Mapped[str] = mapped_column(String(15))
    from_state: Mapped[str | None] = mapped_column(String(15))
    to_state: Mapped[str] = mapped_column(String(15))
    public: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, info=personal("answer", erasure="archive", period="idea")
    )
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    previous: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), info=personal("answer", erasure="archive", period="idea")
    )
    told: Mapped[bool] = mapped_column(default=False)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Note(Base):
    """What staff tell one another about a case; the citizen never sees it."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    by_name: Mapped[str] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="idea")
    )
    text: Mapped[str] = mapped_column(Text, info=personal("note", erasure="blank", period="idea"))


class Reader(Base):
    """Somebody who opened a case with its number and code, and may do what its author may."""

    __tablename__ = "readers"

    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class CodeTry(Base):
    """A wrong code. Kept for an hour, to stop those who try many."""

    __tablename__ = "code_tries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    case_number: Mapped[int] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(
        String(64), index=True, info=personal("address", erasure="blank", period="hour")
    )


class Template(Base):
    """An answer that the library uses often. `en` may be "": then it is there in Danish only.

    What stands now; what it was before is kept in storage/library, under this row's number.
    """

    __tablename__ = "templates"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a number is never used again

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str | None] = mapped_column(String(15))
    title: Mapped[str] = mapped_column(String(80))
    da: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))


class Topic(Base):
    """A case's topic in the staff's group in Telegram, and what of the case it shows.

    `name` and `card` are digests of what stands there, so that nothing is sent that changes
    nothing; `files` are those that were shown, `told` is the newest line of the audit that it was
    told of. `claimed_until` keeps others away while `holder` draws, and while it waits after a
    failure.
    """

    __tablename__ = "topics"
    __table_args__ = (UniqueConstraint("chat", "thread"),)

    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    chat: Mapped[str] = mapped_column(String(64))
    thread: Mapped[int | None] = mapped_column()
    name: Mapped[str | None] = mapped_column(String(32))
    message_id: Mapped[int | None] = mapped_column()
    card: Mapped[str | None] = mapped_column(String(32))
    pinned: Mapped[bool] = mapped_column(default=False)
    closed: Mapped[bool] = mapped_column(default=False)
    files: Mapped[list[int]] = mapped_column(JSON, default=list)
    told: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str | None] = mapped_column(String(40))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(200))
