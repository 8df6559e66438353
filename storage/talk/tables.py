"""The tables of talk. Holds no rule and no query."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal
from storage.talk.rules import Fate, Sending


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
        String(60), info=personal("staff_name", erasure="blank", period="talk")
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
        JSON, default=dict, info=personal("line", erasure="blank", period="sent")
    )


class File(Base):
    """A photo or a voice that somebody sent, cleaned of what it told about the device.

    `remote` is its name at Telegram until it has been fetched from there; then it is cleared.
    """

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    media_type: Mapped[str] = mapped_column(String(60))
    content: Mapped[bytes] = mapped_column(
        LargeBinary, info=personal("file", erasure="blank", period="idea")
    )
    remote: Mapped[str | None] = mapped_column(
        String(200), info=personal("file", erasure="blank", period="idea")
    )
    case_number: Mapped[int | None] = mapped_column(index=True)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DeadLetter(Base):
    """A message that failed three times, kept for a person to look at and to try again.

    `said` is what was said, as data; `asked` the line of the question that was open, 0 when none
    was, and `question` its digest: an answer is only tried again while its question is open, though
    it may have been put again since. `tries` counts how often it was; `wanted_by` is the colleague
    who asked for it last.
    """

    __tablename__ = "dead_letters"

    number: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"))
    client_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(String(200))
    said: Mapped[dict[str, Any]] = mapped_column(
        JSON, info=personal("line", erasure="blank", period="letter")
    )
    asked: Mapped[int] = mapped_column(default=0)
    question: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[str] = mapped_column(String(10), default=Fate.WAITING, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    wanted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


_WAITING = text("state = 'waiting'")
_NEXT = text("state = 'waiting' AND priority >= 0")
"""Says more than it must: an index is used only by who asks for just that, so whoever looks for one
chat never walks through all that waits, however little the database knows of how much that is.
"""

_ABOUT = text("state = 'waiting' AND about IS NOT NULL")
_DEAD = text("state = 'dead'")


def _some(name: str, *columns: str, of: TextClause = _WAITING, unique: bool = False) -> Index:
    """A partial index: over the few rows that are still open, not over everything ever sent."""
    return Index(name, *columns, unique=unique, sqlite_where=of, postgresql_where=of)


class Outgoing(Base):
    """A message on its way to a Telegram chat or a mailbox: lines of a talk, as they were written.

    `first` to `last` are the lines that it says; `pieces` of it have been sent already, when it is
    too long for one message. `not_before` is when it is wanted, `useful_until` when nobody needs it
    any more (None: never), `about` what it is about where that may end or change before.
    `claimed_until` is set from when it is first claimed: until then nobody else takes it, and
    nothing else goes to its chat before it. `key` is one of a kind among those that wait.
    """

    __tablename__ = "outgoing"
    __table_args__ = (
        _some("ix_outgoing_chat", "address", "channel", "id"),
        _some("ix_outgoing_next", "channel", "priority", "not_before", "id", of=_NEXT),
        _some("ix_outgoing_about", "about", of=_ABOUT),
        _some("ix_outgoing_dead", "id", of=_DEAD),
        _some("uq_outgoing_key", "key", unique=True),
        Index("ix_outgoing_talk_id_first", "talk_id", "first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(
        String(64), info=personal("address", erasure="blank", period="sent")
    )
    thread: Mapped[int | None] = mapped_column()
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"))
    first: Mapped[int] = mapped_column()
    last: Mapped[int] = mapped_column()
    priority: Mapped[int] = mapped_column()
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    useful_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    about: Mapped[str | None] = mapped_column(String(30))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    pieces: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(10), default=Sending.WAITING)
    last_error: Mapped[str | None] = mapped_column(String(200))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    key: Mapped[str | None] = mapped_column(String(80))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Pace(Base):
    """How fast a channel may be used, shared by all processes: when the next message may go.

    Whoever claims what is to be sent locks this row first, so that claims never cross.
    """

    __tablename__ = "pace"

    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_broadcast_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Chat(Base):
    """When a chat has room again, and where it went when its group was made larger.

    A burst may run ahead of `next_at`: see Rate in pace.py.
    """

    __tablename__ = "chats"

    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    address: Mapped[str] = mapped_column(
        String(64), primary_key=True, info=personal("address", erasure="blank", period="sent")
    )
    next_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    moved_to: Mapped[str | None] = mapped_column(String(64))


class Lease(Base):
    """What only one process does at a time, and until when it may before it must ask again."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
