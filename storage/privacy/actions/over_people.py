"""What of people is over, of citizens and of colleagues, with what was written down beside them.

Each ends some of it in one transaction, and says how much. When it ends is declared in rules.py.
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
    """Where people come from, when it opens nothing any more. Who left a chat may come back to it
    until its time is over.
    """
    silent = PERSON.named["telegram"].before(now)
    talks = exists().where(Talk.person_id == Address.person_id, Talk.updated_at > silent)
    ended = and_(Address.ended_at <= now - timedelta(days=1), Address.channel != Channel.TELEGRAM)
    outlived = and_(Address.expires_at <= now, or_(Address.channel != Channel.TELEGRAM, ~talks))
    gone = await tx.connection.execute(delete(Address).where(or_(ended, outlived)))
    return gone.rowcount


async def people(tx: Transaction, now: datetime) -> int:
    """People who have no way to come here, no case, no partner and no work here, some at a time."""
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
    """What Telegram was to be asked for, where nobody asked it."""
    gone = await tx.connection.execute(
        delete(Due).where(Due.kind.in_(AT_TELEGRAM), Due.at <= SENT.over(now))
    )
    return gone.rowcount


async def links(tx: Transaction, now: datetime) -> int:
    """Links of all kinds that work no more."""
    gone = await tx.connection.execute(delete(DataLink).where(DataLink.expires_at <= now))
    return gone.rowcount + await forget_links(tx, now)


async def silences(tx: Transaction, now: datetime) -> int:
    """Why somebody was silenced; whose time is over speaks as everybody does, at once."""
    await forget_silences(tx, now)
    old = SILENCE.over(now)
    over = or_(Silence.ended_at <= old, Silence.until <= local_day(old))
    gone = await tx.connection.execute(delete(Silence).where(over, ~is_held(Silence.case_number)))
    return gone.rowcount


async def colleagues(tx: Transaction, now: datetime) -> int:
    """The names of those who left long ago."""
    gone = await tx.connection.execute(
        update(Staff)
        .where(Staff.removed_at <= STAFF.over(now), Staff.name != "")
        .values(name="", mail=None, away_from=None, away_until=None)
    )
    return gone.rowcount


async def desk_audit(tx: Transaction, now: datetime) -> int:
    """What colleagues did at the desk itself."""
    gone = await tx.connection.execute(delete(StaffEvent).where(StaffEvent.at <= STAFF.over(now)))
    return gone.rowcount


async def changes(tx: Transaction, now: datetime) -> int:
    """What the library changed stands; who changed it is forgotten."""
    gone = await tx.connection.execute(
        update(Change).where(Change.at <= STAFF.over(now), Change.by_name != "").values(by_name="")
    )
    return gone.rowcount


async def holds(tx: Transaction, now: datetime) -> int:
    """Holds that were lifted long ago."""
    gone = await tx.connection.execute(delete(Hold).where(Hold.lifted_at <= HOLD.over(now)))
    return gone.rowcount


async def warnings(tx: Transaction, now: datetime) -> int:
    """Nothing goes yet: those are asked whose ideas will be parted from them."""
    return len(await warn(tx, now, MOST))
