"""The one statement of the hot path: who a message is from, and where their conversation stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, bindparam, exists, false, func, null, or_, select

from storage.database import Transaction
from storage.people.rules import AgeBand, Channel, Language
from storage.people.tables import Address, Person, Staff
from storage.statement import Row, Statement
from storage.talk.pace import PAUSED
from storage.talk.queries.waiting import OWN_PLACE, WAITING
from storage.talk.tables import Chat, Line, Outgoing, Pace, Talk


@dataclass(frozen=True)
class Standing:
    """Who a message is from and where their conversation stands, as read before it is handled."""

    person_id: int
    language: Language
    age: AgeBand
    notice_version: int
    shared: bool
    staff: bool
    """Whether they work at the library."""
    silenced_until: datetime | None
    """Until when what they say reaches nobody."""
    place: str
    """Where this is said: as asked, or else their own place, the desk for staff."""
    waiting: bool
    """Whether something is already on its way to this address, or nothing may be sent there for a
    moment: an answer must wait its turn.
    """
    talk_id: int | None
    version: int
    flow: str | None
    flow_version: int
    step: str | None
    answers: dict[str, Any]
    asked: int
    last_seq: int
    tail: str
    updated_at: datetime | None
    seen: int | None
    """The number of this very line, when it was handled before."""
    choices: list[dict[str, Any]]
    """The buttons under the open question, as they were shown."""


_ASKED = Line.__table__.alias("asked_line")
_PLACE = func.coalesce(bindparam("place", type_=String), OWN_PLACE)
_PERSON = (
    Person.id,
    Person.language,
    Person.age,
    Person.notice_version,
    Person.silenced_until,
    Staff.person_id.label("staff"),
)
_TALK = (
    Talk.id.label("talk_id"),
    Talk.version,
    Talk.flow,
    Talk.flow_version,
    Talk.step,
    Talk.answers,
    Talk.asked,
    Talk.last_seq,
    Talk.tail,
    Talk.updated_at,
    _ASKED.c.buttons.label("choices"),
)
_STANDING = Statement(
    select(
        *_PERSON,
        *_TALK,
        Address.shared,
        _PLACE.label("place"),
        or_(
            exists().where(
                Outgoing.channel == Address.channel,
                Outgoing.address == Address.address,
                Outgoing.state == WAITING,
                Outgoing.not_before <= bindparam("now"),
            ),
            exists().where(
                Chat.channel == Address.channel,
                Chat.address == Address.address,
                Chat.next_at > bindparam("now"),
            ),
            exists().where(Pace.channel == Address.channel, Pace.next_at > bindparam("paused")),
        ).label("waiting"),
        Line.seq,
    )
    .select_from(Address)
    .join(Person, Person.id == Address.person_id)
    .outerjoin(Staff, and_(Staff.person_id == Person.id, Staff.removed_at.is_(None)))
    .outerjoin(Talk, and_(Talk.person_id == Person.id, Talk.place == _PLACE))
    .outerjoin(Line, and_(Line.talk_id == Talk.id, Line.client_id == bindparam("client_id")))
    .outerjoin(_ASKED, and_(_ASKED.c.talk_id == Talk.id, _ASKED.c.seq == Talk.asked))
    .where(
        Address.channel == bindparam("channel"),
        Address.address == bindparam("address"),
        Address.ended_at.is_(None),
        Address.expires_at > bindparam("now"),
    )
)
_OF_TALK = Statement(
    select(
        *_PERSON,
        *_TALK,
        Talk.place,
        false().label("shared"),
        false().label("waiting"),
        null().label("seq"),
    )
    .select_from(Talk)
    .join(Person, Person.id == Talk.person_id)
    .outerjoin(Staff, and_(Staff.person_id == Person.id, Staff.removed_at.is_(None)))
    .outerjoin(_ASKED, and_(_ASKED.c.talk_id == Talk.id, _ASKED.c.seq == Talk.asked))
    .where(Talk.id == bindparam("talk_id"))
)


async def standing(
    tx: Transaction,
    channel: Channel,
    address: str,
    place: str | None,
    client_id: str,
    now: datetime,
) -> Standing | None:
    """Person, position and whether this line was seen before, in one statement.

    `place` None is the person's own. None when nobody is known at that address, or it has ended.
    """
    found = await _STANDING.row(
        tx,
        channel=channel,
        address=address,
        place=place,
        client_id=client_id,
        now=now,
        paused=now + PAUSED,
    )
    return None if found is None else _standing(found)


async def standing_at(tx: Transaction, talk_id: int) -> Standing:
    """Where a talk stands, whatever door its person comes through, or when none is open any more.

    For what they said before.
    """
    found = await _OF_TALK.row(tx, talk_id=talk_id)
    if found is None:
        raise LookupError("there is no such talk")
    return _standing(found)


def _standing(row: Row) -> Standing:
    return Standing(
        person_id=row["id"],
        language=Language(row["language"]),
        age=AgeBand(row["age"]),
        notice_version=row["notice_version"],
        shared=row["shared"],
        staff=row["staff"] is not None,
        silenced_until=row["silenced_until"],
        place=row["place"],
        waiting=row["waiting"],
        talk_id=row["talk_id"],
        version=row["version"] or 0,
        flow=row["flow"],
        flow_version=row["flow_version"] or 0,
        step=row["step"],
        answers=dict(row["answers"] or {}),
        asked=row["asked"] or 0,
        last_seq=row["last_seq"] or 0,
        tail=row["tail"] or "",
        updated_at=row["updated_at"],
        seen=row["seq"],
        choices=row["choices"] or [],
    )
