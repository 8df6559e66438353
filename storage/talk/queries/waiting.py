"""What may be sent next: the head of each chat. Writes nothing.

A chat's messages go one at a time, in the order in which they were put; one that was begun, or
failed and is tried again, goes before all others. One that is planned for later holds nobody up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    case,
    exists,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from storage.base import UtcDateTime
from storage.database import Transaction
from storage.people.rules import Channel, Language
from storage.people.tables import Address, Person, Staff
from storage.talk.pace import AHEAD, Pacing
from storage.talk.rules import DESK, PRIVATE, Priority
from storage.talk.tables import Chat, Line, Outgoing, Pace, Talk

WAITING: ColumnElement[str] = literal_column("'waiting'")
"""Written out, because an index over what waits is only used by who asks for just that."""

OWN_PLACE = case((Staff.person_id.is_not(None), DESK), else_=PRIVATE)
"""Where a person is at home: the desk for staff. Needs Staff in an outer join."""

IS_GROUP = Outgoing.address.like("-%")


@dataclass(frozen=True)
class Parcel:
    """A claimed message: what it says, where it goes, and its slot in the pace.

    `pieces` of it have gone already, when it is too long for one message.
    """

    id: int
    channel: Channel
    address: str
    thread: int | None
    talk_id: int
    place: str
    language: Language
    priority: Priority
    first: int
    last: int
    pieces: int
    attempts: int
    not_before: datetime
    claimed_until: datetime
    slot: datetime
    lines: tuple[Line, ...] = ()


def _time(name: str) -> ColumnElement[datetime]:
    return bindparam(name, type_=UtcDateTime)


_now = _time("now")
_free = or_(Outgoing.claimed_until.is_(None), Outgoing.claimed_until <= _now)
_due = and_(
    Outgoing.channel == bindparam("channel"),
    Outgoing.state == WAITING,
    Outgoing.not_before <= _now,
)
_other = aliased(Outgoing)
_held_up = exists().where(
    _other.channel == Outgoing.channel,
    _other.address == Outgoing.address,
    _other.state == WAITING,
    _other.id != Outgoing.id,
    or_(
        _other.claimed_until > _now,
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
_wanted = or_(
    Outgoing.priority == Priority.REPLY,
    IS_GROUP,
    and_(Address.ended_at.is_(None), Address.expires_at > _now, Talk.place == OWN_PLACE),
)
_HEADS = (
    select(
        Outgoing,
        Talk.place,
        Person.language,
        Chat.next_at,
        case((_wanted, True), else_=False).label("wanted"),
    )
    .join(Talk, Talk.id == Outgoing.talk_id)
    .join(Person, Person.id == Talk.person_id)
    .outerjoin(
        Address, and_(Address.channel == Outgoing.channel, Address.address == Outgoing.address)
    )
    .outerjoin(Staff, and_(Staff.person_id == Address.person_id, Staff.removed_at.is_(None)))
    .outerjoin(Chat, and_(Chat.channel == Outgoing.channel, Chat.address == Outgoing.address))
    .where(
        _due,
        _free,
        or_(
            Chat.next_at.is_(None),
            Chat.next_at <= case((IS_GROUP, _time("group_paid")), else_=_time("private_paid")),
        ),
        ~_held_up,
    )
    .order_by(Outgoing.priority, Outgoing.id)
    .limit(bindparam("most"))
    .with_for_update(of=Outgoing, skip_locked=True)
)
_SOMETHING = select(
    and_(
        exists().where(_due, _free),
        ~exists().where(Pace.channel == bindparam("channel"), Pace.next_at > _time("ahead")),
    )
)


async def something_due(tx: Transaction, channel: Channel, now: datetime) -> bool:
    """Whether claiming is worth a writing transaction: something waits, and no pause is on."""
    asked = {"channel": channel, "now": now, "ahead": now + AHEAD}
    return bool((await tx.connection.execute(_SOMETHING, asked)).scalar())


async def heads(
    tx: Transaction, channel: Channel, now: datetime, start: datetime, pacing: Pacing, most: int
) -> Sequence[Row[Any]]:
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


async def with_lines(tx: Transaction, parcels: Sequence[Parcel]) -> list[Parcel]:
    """The same parcels with the words that they say, in one statement."""
    rows = await tx.connection.execute(
        select(Outgoing.id.label("parcel"), Line)
        .join(
            Line,
            and_(Line.talk_id == Outgoing.talk_id, Line.seq.between(Outgoing.first, Outgoing.last)),
        )
        .where(Outgoing.id.in_([parcel.id for parcel in parcels]))
        .order_by(Outgoing.id, Line.seq)
    )
    lines: dict[int, list[Line]] = {parcel.id: [] for parcel in parcels}
    for row in rows.mappings():
        values = dict(row)
        lines[values.pop("parcel")].append(Line(**values))
    return [replace(parcel, lines=tuple(lines[parcel.id])) for parcel in parcels]
