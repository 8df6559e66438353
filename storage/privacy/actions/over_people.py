"""Sweeps that end data of people, both citizens and colleagues.

Each ends a part in one transaction, and returns how much. rules.py says when a period is over.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, exists, or_, select, update

from storage.cases.rules import local_day
from storage.cases.tables import Case, Reader
from storage.database import Transaction
from storage.joining.actions import forget_links
from storage.library.tables import Change
from storage.partners.tables import Contact
from storage.people.actions import forget_silences
from storage.people.rules import Channel
from storage.people.tables import Address, Person, Staff, StaffEvent
from storage.privacy.actions.own import remove
from storage.privacy.actions.warn import warn
from storage.privacy.queries.holds import is_held
from storage.privacy.rules import (
    HOLD,
    MOST,
    PERSON,
    SENT,
    SILENCE,
    STAFF,
)
from storage.privacy.tables import DataLink, Hold
from storage.silences.tables import Silence
from storage.talk.rules import AT_TELEGRAM, OPEN
from storage.talk.tables import DeadLetter, Due, Talk


async def addresses(tx: Transaction, now: datetime) -> int:
    """Delete addresses that work no more. Whoever left a chat can come back to it until its time is
    over.
    """
    silent = PERSON.named["telegram"].before(now)
    talks = exists().where(Talk.person_id == Address.person_id, Talk.updated_at > silent)
    ended = and_(Address.ended_at <= now - timedelta(days=1), Address.channel != Channel.TELEGRAM)
    outlived = and_(Address.expires_at <= now, or_(Address.channel != Channel.TELEGRAM, ~talks))
    gone = await tx.connection.execute(delete(Address).where(or_(ended, outlived)))
    return gone.rowcount


async def people(tx: Transaction, now: datetime) -> int:
    """Delete people without an address, a case, a partner or work here, some at a time."""
    letter = and_(DeadLetter.talk_id == Talk.id, DeadLetter.state.in_(OPEN))
    found = await tx.session.scalars(
        select(Person.id)
        .where(
            Person.created_at <= now - timedelta(days=1),
            ~exists().where(Address.person_id == Person.id),
            ~exists().where(Case.author == Person.id),
            ~exists().where(Reader.person_id == Person.id),
            ~exists().where(Contact.person_id == Person.id),
            ~exists().where(Staff.person_id == Person.id),
            ~exists(select(Talk.id).where(Talk.person_id == Person.id, exists().where(letter))),
        )
        .order_by(Person.id)
        .limit(MOST)
    )
    numbers = found.all()
    for person_id in numbers:
        await remove(tx, person_id)
    return len(numbers)


async def too_late(tx: Transaction, now: datetime) -> int:
    """Delete old requests to Telegram that were never made."""
    gone = await tx.connection.execute(
        delete(Due).where(Due.kind.in_(AT_TELEGRAM), Due.at <= SENT.over(now))
    )
    return gone.rowcount


async def links(tx: Transaction, now: datetime) -> int:
    """Delete links of all kinds that work no more."""
    gone = await tx.connection.execute(delete(DataLink).where(DataLink.expires_at <= now))
    return gone.rowcount + await forget_links(tx, now)


async def silences(tx: Transaction, now: datetime) -> int:
    """Delete old silences, with their reasons. People whose silence has ended can speak at once."""
    await forget_silences(tx, now)
    old = SILENCE.over(now)
    over = or_(Silence.ended_at <= old, Silence.until <= local_day(old))
    gone = await tx.connection.execute(delete(Silence).where(over, ~is_held(Silence.case_number)))
    return gone.rowcount


async def colleagues(tx: Transaction, now: datetime) -> int:
    """Delete the names of colleagues who left long ago."""
    gone = await tx.connection.execute(
        update(Staff)
        .where(Staff.removed_at <= STAFF.over(now), Staff.name != "")
        .values(name="", mail=None, away_from=None, away_until=None)
    )
    return gone.rowcount


async def desk_audit(tx: Transaction, now: datetime) -> int:
    """Delete old lines of the desk's audit."""
    gone = await tx.connection.execute(delete(StaffEvent).where(StaffEvent.at <= STAFF.over(now)))
    return gone.rowcount


async def changes(tx: Transaction, now: datetime) -> int:
    """Forget who made an old change of the library; the change itself stays."""
    gone = await tx.connection.execute(
        update(Change).where(Change.at <= STAFF.over(now), Change.by_name != "").values(by_name="")
    )
    return gone.rowcount


async def holds(tx: Transaction, now: datetime) -> int:
    """Delete holds that were lifted long ago."""
    gone = await tx.connection.execute(delete(Hold).where(Hold.lifted_at <= HOLD.over(now)))
    return gone.rowcount


async def warnings(tx: Transaction, now: datetime) -> int:
    """Delete nothing yet: warn the people whose ideas will soon be parted from them."""
    return len(await warn(tx, now, MOST))
