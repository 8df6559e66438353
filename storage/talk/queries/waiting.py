"""What may be sent next: the head of each chat. Writes nothing.

A chat's messages go one at a time, in the order in which they were put; one that was begun, or
failed and is tried again, goes before all others. One that is planned for later holds nobody up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from storage.base import UtcDateTime
from storage.database import Transaction
from storage.people.rules import Channel, Language
from storage.people.tables import Address, Person, Staff
from storage.statement import to_look_at
from storage.talk.pace import AHEAD, Pacing
from storage.talk.rules import DESK, PRIVATE, Priority
from storage.talk.tables import Chat, Line, Outgoing, Pace, Talk

WAITING: ColumnElement[str] = literal_column("'waiting'")
"""Written out, because an index over what waits is only used by who asks for just that."""

ANY_CHAT = Outgoing.priority >= literal_column("0")
"""Always true, and written out for the same reason: who asks for the next of all chats."""

OWN_PLACE = case((Staff.person_id.is_not(None), DESK), else_=PRIVATE)
"""Where a person is at home: the desk for staff. Needs Staff in an outer join."""

IS_GROUP = Outgoing.address.like("-%")


@dataclass(frozen=True)
class Parcel:
    """A claimed message: what it says, where it goes, and its slot in the pace.

    `pieces` is how many pieces of a long message were sent already. `colleague` is the name of
    the colleague whose talk it belongs to, if it is one's.
    """

    id: int
    channel: Channel
    address: str
    thread: int | None
    talk_id: int
    place: str
    language: Language
    colleague: str | None
    priority: Priority
    first: int
    last: int
    pieces: int
    attempts: int
    not_before: datetime
    claimed_until: datetime
    slot: datetime
    lines: tuple[Line, ...]


def _time(name: str) -> ColumnElement[datetime]:
    return bindparam(name, type_=UtcDateTime)


_now = _time("now")
_channel = bindparam("channel", type_=String)
_free = or_(Outgoing.claimed_until.is_(None), Outgoing.claimed_until <= _now)
_due = and_(
    Outgoing.channel == _channel, Outgoing.state == WAITING, ANY_CHAT, Outgoing.not_before <= _now
)
_other = aliased(Outgoing)
_before = (
    select(_other.id)
    .where(
        _other.channel == Outgoing.channel,
        _other.address == Outgoing.address,
        _other.state == WAITING,
        _other.id != Outgoing.id,
        or_(
            and_(
                _other.claimed_until.is_not(None),
                or_(Outgoing.claimed_until.is_(None), _other.id < Outgoing.id),
            ),
            and_(
                _other.not_before <= _now,
                Outgoing.claimed_until.is_(None),
                _other.id < Outgoing.id,
            ),
        ),
    )
    .limit(1)
    .scalar_subquery()
)
"""One that goes before this one to the same chat. Asked of each row by itself: PostgreSQL would
make a join of an EXISTS, and a slow one while it does not know how much waits.
"""

_paid = (
    select(Chat.next_at)
    .where(Chat.channel == Outgoing.channel, Chat.address == Outgoing.address)
    .scalar_subquery()
)
_HEADS = (
    select(Outgoing, _paid.label("paid"))
    .where(
        _due,
        _free,
        _before.is_(None),
        func.coalesce(_paid, _now)
        <= case((IS_GROUP, _time("group_paid")), else_=_time("private_paid")),
    )
    .order_by(Outgoing.priority, Outgoing.not_before, Outgoing.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_useful = or_(Outgoing.useful_until.is_(None), Outgoing.useful_until > _now)
_wanted = or_(
    Line.answers.is_not(None),
    and_(IS_GROUP, _useful),
    and_(Address.ended_at.is_(None), Address.expires_at > _now, Talk.place == OWN_PLACE, _useful),
)
_speaker = aliased(Staff)
_LINE = tuple(Line.__table__.columns)
_CONTENTS = (
    select(
        Outgoing.id.label("parcel"),
        Talk.place,
        Person.language,
        _speaker.name.label("colleague"),
        case((_wanted, True), else_=False).label("wanted"),
        *_LINE,
    )
    .join(Talk, Talk.id == Outgoing.talk_id)
    .join(Person, Person.id == Talk.person_id)
    .outerjoin(_speaker, _speaker.person_id == Talk.person_id)
    .join(
        Line,
        and_(Line.talk_id == Outgoing.talk_id, Line.seq.between(Outgoing.first, Outgoing.last)),
    )
    .outerjoin(
        Address, and_(Address.channel == Outgoing.channel, Address.address == Outgoing.address)
    )
    .outerjoin(Staff, and_(Staff.person_id == Address.person_id, Staff.removed_at.is_(None)))
    .where(Outgoing.id.in_(bindparam("ids", expanding=True)))
    .order_by(Outgoing.id, Line.seq)
)
_SOMETHING = select(
    and_(
        exists().where(_due, Outgoing.priority.in_(list(Priority)), _free),
        ~exists().where(Pace.channel == _channel, Pace.next_at > _time("ahead")),
    )
)


async def something_due(tx: Transaction, channel: Channel, now: datetime) -> bool:
    """Whether to begin a writing transaction to claim: something waits, and no pause is on."""
    asked = {"channel": channel, "now": now, "ahead": now + AHEAD}
    return bool((await tx.connection.execute(_SOMETHING, asked)).scalar())


async def heads(
    tx: Transaction, channel: Channel, now: datetime, start: datetime, pacing: Pacing, most: int
) -> Sequence[Row[Any, Any]]:
    """The next message of each chat that has room at `start`, the most urgent first; locked."""
    found = await tx.connection.execute(
        _HEADS,
        {
            "channel": channel,
            "now": now,
            "group_paid": start + pacing.group.ahead,
            "private_paid": start + pacing.private.ahead,
            "most": most,
        },
    )
    return found.all()


@dataclass(frozen=True)
class Contents:
    """What a message says, to whom, and whether it is still wanted."""

    place: str
    language: Language
    colleague: str | None
    wanted: bool
    lines: tuple[Line, ...]


async def contents(tx: Transaction, ids: Sequence[int], now: datetime) -> dict[int, Contents]:
    """What these messages say, by their numbers, in one statement.

    Answers and messages to a group are always wanted. News is wanted while its address lives, its
    person still has that talk there, and nothing has overtaken it.
    """
    rows = await tx.connection.execute(_CONTENTS, {"ids": ids, "now": now})
    found: dict[int, Contents] = {}
    for row in rows.mappings():
        line = to_look_at(Line, {column.key: row[column] for column in _LINE})
        before = found.get(row["parcel"])
        found[row["parcel"]] = Contents(
            row["place"],
            Language(row["language"]),
            row["colleague"],
            bool(row["wanted"]) or (before is not None and before.wanted),
            (*(before.lines if before else ()), line),
        )
    return found
