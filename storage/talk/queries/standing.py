"""The one statement of the hot path: who a message is from, and where their conversation stands.

It gives a row for strangers too, so that nobody has to be looked for twice.
"""

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
from storage.talk.tables import Chat, Draft, Line, Outgoing, Pace, Talk


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
    seen: int | None
    """The number of this very line, when it was handled before."""
    choices: list[dict[str, Any]]
    """The buttons under the open question, as they were shown."""
    drafts: bool
    """Whether they left something unfinished here."""
    newcomer: bool = False
    """Whether they have just been written down, with this message."""


@dataclass(frozen=True)
class Stranger:
    """Nobody is known at an address: there never was anybody, or their time there has ended."""

    was_here: bool
    waiting: bool
    """As in Standing."""

    def arrives(self, talk: Talk, language: Language, *, shared: bool) -> Standing:
        """Where somebody new stands, who was just written down, and their new talk."""
        return Standing(
            person_id=talk.person_id,
            language=language,
            age=AgeBand.UNKNOWN,
            notice_version=0,
            shared=shared,
            staff=False,
            silenced_until=None,
            place=talk.place,
            waiting=self.waiting,
            talk_id=talk.id,
            version=talk.version,
            flow=None,
            flow_version=0,
            step=None,
            answers={},
            asked=0,
            last_seq=0,
            tail="",
            seen=None,
            choices=[],
            drafts=False,
            newcomer=True,
        )


_FROM = select(
    bindparam("channel", type_=String).label("channel"),
    bindparam("address", type_=String).label("address"),
).subquery("asking")
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
    _ASKED.c.buttons.label("choices"),
    exists().where(Draft.talk_id == Talk.id).label("drafts"),
)
_STANDING = Statement(
    select(
        *_PERSON,
        *_TALK,
        Address.id.label("known_at"),
        Address.shared,
        _PLACE.label("place"),
        or_(
            exists().where(
                Outgoing.channel == _FROM.c.channel,
                Outgoing.address == _FROM.c.address,
                Outgoing.state == WAITING,
                Outgoing.not_before <= bindparam("now"),
            ),
            exists().where(
                Chat.channel == _FROM.c.channel,
                Chat.address == _FROM.c.address,
                Chat.next_at > bindparam("now"),
            ),
            exists().where(Pace.channel == _FROM.c.channel, Pace.next_at > bindparam("paused")),
        ).label("waiting"),
        Line.seq,
    )
    .select_from(_FROM)
    .outerjoin(
        Address, and_(Address.channel == _FROM.c.channel, Address.address == _FROM.c.address)
    )
    .outerjoin(
        Person,
        and_(
            Person.id == Address.person_id,
            Address.ended_at.is_(None),
            Address.expires_at > bindparam("now"),
        ),
    )
    .outerjoin(Staff, and_(Staff.person_id == Person.id, Staff.removed_at.is_(None)))
    .outerjoin(Talk, and_(Talk.person_id == Person.id, Talk.place == _PLACE))
    .outerjoin(Line, and_(Line.talk_id == Talk.id, Line.client_id == bindparam("client_id")))
    .outerjoin(_ASKED, and_(_ASKED.c.talk_id == Talk.id, _ASKED.c.seq == Talk.asked))
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
) -> Standing | Stranger:
    """Person, position and whether this line was seen before, in one statement outside a
    transaction: whoever writes afterwards names the version that was read.

    `place` None is the person's own.
    """
    found = await _STANDING.alone(
        tx,
        channel=channel,
        address=address,
        place=place,
        client_id=client_id,
        now=now,
        paused=now + PAUSED,
    )
    if found is None:
        raise LookupError("whoever asks has a row, known or not")
    if found["id"] is None:
        return Stranger(found["known_at"] is not None, found["waiting"])
    return _standing(found)


async def standing_at(tx: Transaction, talk_id: int) -> Standing:
    """Where a talk stands, whatever door its person comes through now, if any.

    For messages that are handled again later.
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
        seen=row["seq"],
        choices=row["choices"] or [],
        drafts=row["drafts"],
    )
