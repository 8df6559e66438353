"""The tables of talk. Holds no rule and no query."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal


class Talk(Base):
    """A person's conversation at one place, and the position it has reached.

    `version` moves with every message of the person: whoever writes with an old one does it again.
    `last_seq` numbers the lines; it moves under this row's lock, so no reader ever skips a line.
    """

    __tablename__ = "talks"
    __table_args__ = (UniqueConstraint("person_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    place: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=0)
    last_seq: Mapped[int] = mapped_column(default=0)
    flow: Mapped[str | None] = mapped_column(String(40))
    flow_version: Mapped[int] = mapped_column(default=0)
    step: Mapped[str | None] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, info=personal("draft", erasure="blank", period="draft")
    )
    asked: Mapped[int] = mapped_column(default=0)
    tail: Mapped[str] = mapped_column(
        String(80), default="", info=personal("line", erasure="blank", period="draft")
    )
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Line(Base):
    """One thing that was said, by the person or to them, in the words that were used.

    A line of the person carries the name that their browser gave it (`client_id`), and the lines
    that answer it point back (`answers`): that is how a repeated message gets its stored answer.
    """

    __tablename__ = "lines"
    __table_args__ = (
        UniqueConstraint("talk_id", "client_id"),
        Index("ix_lines_talk_id_answers", "talk_id", "answers"),
    )

    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = mapped_column(String(10))
    name: Mapped[str | None] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="talk")
    )
    text: Mapped[str] = mapped_column(Text, info=personal("line", erasure="blank", period="talk"))
    buttons: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list, info=personal("line", erasure="blank", period="talk")
    )
    ask: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    card: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, info=personal("line", erasure="blank", period="talk")
    )
    case_number: Mapped[int | None] = mapped_column(index=True)
    client_id: Mapped[str | None] = mapped_column(String(64))
    answers: Mapped[int | None] = mapped_column()


class Draft(Base):
    """A flow that was left before its end; offered again until it is too old."""

    __tablename__ = "drafts"

    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"), primary_key=True)
    flow: Mapped[str] = mapped_column(String(40), primary_key=True)
    flow_version: Mapped[int] = mapped_column()
    step: Mapped[str | None] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(
        JSON, info=personal("draft", erasure="blank", period="draft")
    )
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Due(Base):
    """Something for later: it is done and deleted in one transaction."""

    __tablename__ = "due"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    case_number: Mapped[int | None] = mapped_column(index=True)
    event_id: Mapped[int | None] = mapped_column()
    attempts: Mapped[int] = mapped_column(default=0)
    payload: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, info=personal("line", erasure="blank", period="talk")
    )


class File(Base):
    """A photo or a voice that somebody sent, cleaned of what it told about the device."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    media_type: Mapped[str] = mapped_column(String(60))
    content: Mapped[bytes] = mapped_column(
        LargeBinary, info=personal("file", erasure="blank", period="idea")
    )
    case_number: Mapped[int | None] = mapped_column(index=True)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DeadLetter(Base):
    """A message that failed three times; its words are kept for a person to look at."""

    __tablename__ = "dead_letters"

    number: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"))
    client_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(String(200))
    said: Mapped[str] = mapped_column(Text, info=personal("line", erasure="blank", period="talk"))
