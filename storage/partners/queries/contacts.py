"""Who speaks for a partner, and who hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, or_, select

from storage.cases.queries import Listener
from storage.cases.rules import possible
from storage.cases.tables import Reader
from storage.database import Transaction
from storage.partners.tables import Contact, ContactLink
from storage.people.rules import hashed
from storage.people.tables import Person


async def contacts_of(tx: Transaction, number: int) -> Sequence[Contact]:
    """The contact persons of a partner, the oldest first. The caller has checked who asks."""
    return (
        await tx.session.scalars(
            select(Contact)
            .where(Contact.partner == number, Contact.ended_at.is_(None))
            .order_by(Contact.id)
        )
    ).all()


async def contact_of(tx: Transaction, person_id: int, number: int) -> Contact | None:
    """Somebody's own row as a contact person of a partner."""
    return await tx.session.scalar(
        select(Contact)
        .where(
            Contact.partner == number,
            Contact.person_id == person_id,
            Contact.ended_at.is_(None),
        )
        .order_by(Contact.id)
        .limit(1)
    )


async def is_contact(tx: Transaction, person_id: int, number: int) -> bool:
    """Whether somebody is a contact person of a partner now."""
    return await contact_of(tx, person_id, number) is not None


async def speaks_for(tx: Transaction, person_id: int, number: int) -> bool:
    """Whether somebody may act for a partner: a contact person, or who opened it with its code."""
    if not possible(number):
        return False
    current = exists().where(
        Contact.partner == number, Contact.person_id == person_id, Contact.ended_at.is_(None)
    )
    opened = exists().where(Reader.case_number == number, Reader.person_id == person_id)
    return bool(await tx.session.scalar(select(or_(current, opened))))


async def audience(tx: Transaction, number: int) -> Sequence[Listener]:
    """Everybody who hears of a partner: those who may act for it, each once."""
    people = (
        select(Contact.person_id)
        .where(
            Contact.partner == number,
            Contact.ended_at.is_(None),
            Contact.person_id.is_not(None),
        )
        .union(select(Reader.person_id).where(Reader.case_number == number))
    )
    rows = await tx.connection.execute(
        select(Person.id, Person.language).where(Person.id.in_(people)).order_by(Person.id)
    )
    return [Listener(row.id, row.language, number) for row in rows]


async def next_author(tx: Transaction, number: int) -> int | None:
    """The next owner of a partner: the contact person who has been known here the longest."""
    return await tx.session.scalar(
        select(func.min(Contact.person_id)).where(
            Contact.partner == number, Contact.ended_at.is_(None)
        )
    )


async def link(tx: Transaction, secret: str, now: datetime) -> ContactLink | None:
    """The link behind a secret, as long as it works."""
    return await tx.session.scalar(
        select(ContactLink).where(ContactLink.token == hashed(secret), ContactLink.expires_at > now)
    )
