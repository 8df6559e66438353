"""Reads of links and of the two ends that they join. Writes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, or_, select

from storage.database import Transaction
from storage.joining.rules import End, Refusal, refusal
from storage.joining.tables import JoinLink
from storage.people.rules import AgeBand, Channel, Language, hashed
from storage.people.tables import Address, Person, Staff


async def link(
    tx: Transaction, secret: str, now: datetime, *, lock: bool = False
) -> JoinLink | None:
    """The link with this secret, if it can still be used."""
    wanted = select(JoinLink).where(JoinLink.token == hashed(secret), JoinLink.expires_at > now)
    return await tx.session.scalar(wanted.with_for_update() if lock else wanted)


async def waiting(tx: Transaction, person_id: int, number: int, now: datetime) -> JoinLink | None:
    """The link on which somebody must say yes or no, locked: their own, once it was taken at the
    other end, or somebody else's that they opened.
    """
    mine = and_(JoinLink.person_id == person_id, JoinLink.taken_at.is_not(None))
    return await tx.session.scalar(
        select(JoinLink)
        .where(
            JoinLink.number == number,
            JoinLink.expires_at > now,
            or_(mine, JoinLink.taker_id == person_id),
        )
        .order_by(JoinLink.created_at.desc())
        .limit(1)
        .with_for_update()
    )


async def end(tx: Transaction, person_id: int, now: datetime) -> End | None:
    """One of the two as they are now; None when the person is gone."""
    found = await tx.connection.execute(
        select(Person.language, Person.age, Staff.person_id)
        .outerjoin(Staff, Staff.person_id == Person.id)
        .where(Person.id == person_id)
    )
    row = found.one_or_none()
    if row is None:
        return None
    doors = (
        await tx.connection.execute(
            select(Address.channel, Address.shared).where(
                Address.person_id == person_id,
                Address.ended_at.is_(None),
                Address.expires_at > now,
            )
        )
    ).all()
    return End(
        person_id=person_id,
        language=Language(row.language),
        age=AgeBand(row.age),
        staff=row.person_id is not None,
        shared=any(door.shared for door in doors),
        doors=frozenset(Channel(door.channel) for door in doors),
    )


async def why_not(
    tx: Transaction, link: JoinLink, taker_id: int | None, now: datetime
) -> Refusal | None:
    """Why the two ends of a link cannot become one now; None when they can."""
    maker = await end(tx, link.person_id, now)
    taker = await end(tx, taker_id, now) if taker_id else None
    if maker is None or taker is None:
        return Refusal.LEFT
    return refusal(Channel(link.side), maker, taker)
