"""Visitors: they arrive, choose a language, tell their age, and leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, update

from storage.database import Transaction
from storage.people.rules import (
    NOTICE_VERSION,
    SHARED_LASTS,
    VISITOR_LASTS,
    AgeBand,
    Channel,
    Language,
    hashed,
)
from storage.people.tables import Address, Person
from storage.statement import Statement
from storage.together import Together

_ARRIVAL = Together(Person, (Address, "person_id"))
_NOTICE = Statement(
    update(Person)
    .where(Person.id == bindparam("person"))
    .values(notice_version=NOTICE_VERSION, notice_at=bindparam("now"))
)


async def arrive(
    tx: Transaction,
    channel: Channel,
    address_hash: str,
    now: datetime,
    *,
    language: Language,
    lasts: timedelta,
    shared: bool = False,
) -> int:
    """Create a person and the address they come from; returns the person's number."""
    person, address = newcomer(
        channel, address_hash, now, language=language, lasts=lasts, shared=shared
    )
    await _ARRIVAL.add(tx, person, address)
    return person.id


def newcomer(
    channel: Channel,
    address_hash: str,
    now: datetime,
    *,
    language: Language,
    lasts: timedelta,
    shared: bool = False,
) -> tuple[Person, Address]:
    """The same as `arrive`, as objects not yet written, for callers that write more at once."""
    person = Person(language=language, created_at=now)
    address = Address(
        channel=channel,
        address=address_hash,
        since=now,
        seen_at=now,
        expires_at=now + lasts,
        shared=shared,
    )
    return person, address


async def meet(tx: Transaction, language: Language, now: datetime, *, told: bool) -> Person:
    """Create a person without an address, for somebody at the counter.

    `told`: staff have said what is written down about them and shown the notice.
    """
    person = Person(language=language, created_at=now)
    if told:
        person.notice_version, person.notice_at = NOTICE_VERSION, now
    tx.session.add(person)
    await tx.session.flush()
    return person


async def speak(tx: Transaction, person_id: int, language: Language) -> None:
    """Remember the language that somebody chose."""
    await tx.connection.execute(
        update(Person).where(Person.id == person_id).values(language=language)
    )


async def tell_age(tx: Transaction, person_id: int, age: AgeBand) -> None:
    """Remember which side of 15 somebody says they are on."""
    await tx.connection.execute(update(Person).where(Person.id == person_id).values(age=age))


async def silence(tx: Transaction, person_id: int, until: datetime | None) -> None:
    """Silence a person until then; None lifts the silence."""
    await tx.connection.execute(
        update(Person).where(Person.id == person_id).values(silenced_until=until)
    )


async def forget_silences(tx: Transaction, now: datetime) -> None:
    """Clear silences that have ended."""
    await tx.connection.execute(
        update(Person).where(Person.silenced_until <= now).values(silenced_until=None)
    )


async def show_notice(tx: Transaction, person_id: int, now: datetime) -> None:
    """Remember that the present privacy notice was shown, and when (GDPR art. 13)."""
    await _NOTICE.run(tx, person=person_id, now=now)


async def stay(tx: Transaction, channel: Channel, address_hash: str, now: datetime) -> None:
    """Extend the visit at a shared computer: it ends some minutes after the last activity."""
    await tx.connection.execute(
        update(Address)
        .where(
            Address.channel == channel,
            Address.address == address_hash,
            Address.shared,
            Address.ended_at.is_(None),
            Address.expires_at > now,
        )
        .values(seen_at=now, expires_at=now + SHARED_LASTS)
    )


async def visit_again(tx: Transaction, channel: Channel, secret: str, now: datetime) -> None:
    """Extend the life of a browser's cookie from now."""
    await tx.connection.execute(
        update(Address)
        .where(
            Address.channel == channel,
            Address.address == hashed(secret),
            Address.shared.is_(False),
            Address.ended_at.is_(None),
            Address.expires_at > now,
        )
        .values(seen_at=now, expires_at=now + VISITOR_LASTS)
    )


async def end_address(tx: Transaction, channel: Channel, secret: str, now: datetime) -> None:
    """End the address of a browser: its cookie stops working."""
    await tx.connection.execute(
        update(Address)
        .where(
            Address.channel == channel,
            Address.address == hashed(secret),
            Address.ended_at.is_(None),
        )
        .values(ended_at=now)
    )


async def return_to(
    tx: Transaction, channel: Channel, address_hash: str, now: datetime, lasts: timedelta
) -> None:
    """Reopen the address of a chat whose person had left and writes again."""
    await tx.connection.execute(
        update(Address)
        .where(Address.channel == channel, Address.address == address_hash)
        .values(ended_at=None, seen_at=now, expires_at=now + lasts)
    )


async def mute(tx: Transaction, channel: Channel, address_hash: str, now: datetime) -> None:
    """Stop writing to a chat, because its person said so or blocked the bot; their cases stay."""
    await tx.connection.execute(
        update(Address)
        .where(
            Address.channel == channel,
            Address.address == address_hash,
            Address.ended_at.is_(None),
        )
        .values(ended_at=now)
    )
