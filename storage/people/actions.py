"""The only writers of people: arrivals, invitations, sign-ins, roles."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update

from storage.database import Transaction
from storage.people import queries
from storage.people.queries import Colleague
from storage.people.rules import (
    DESK_LASTS,
    INVITE_LASTS,
    NOTICE_VERSION,
    SHARED_LASTS,
    SIGN_IN_LINK_LASTS,
    AgeBand,
    Channel,
    Language,
    NotAllowed,
    Role,
    hashed,
)
from storage.people.tables import Address, Invite, Person, Staff


class LastAdministrator(Exception):
    """The library would be left without anybody who can invite; nothing was done."""


class MailTaken(Exception):
    """Another colleague signs in with this mail address; nothing was done."""


async def arrive(
    tx: Transaction,
    channel: Channel,
    address_hash: str,
    now: datetime,
    *,
    language: Language,
    lasts: timedelta,
    shared: bool = False,
) -> Person:
    """Somebody who was not here before: a person, and the address they come from."""
    person = Person(language=language, created_at=now)
    tx.session.add(person)
    await tx.session.flush()
    tx.session.add(
        Address(
            channel=channel,
            address=address_hash,
            person_id=person.id,
            since=now,
            seen_at=now,
            expires_at=now + lasts,
            shared=shared,
        )
    )
    await tx.session.flush()
    return person


async def meet(tx: Transaction, language: Language, now: datetime, *, told: bool) -> Person:
    """Somebody who stood at the counter: a person without an address.

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


async def show_notice(tx: Transaction, person_id: int, now: datetime) -> None:
    """Remember that the present privacy notice was shown, and when (GDPR art. 13)."""
    await tx.connection.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(notice_version=NOTICE_VERSION, notice_at=now)
    )


async def stay(tx: Transaction, channel: Channel, address_hash: str, now: datetime) -> None:
    """Somebody at a shared computer is still there: the end moves away from now."""
    await tx.connection.execute(
        update(Address)
        .where(Address.channel == channel, Address.address == address_hash)
        .values(seen_at=now, expires_at=now + SHARED_LASTS)
    )


async def end_address(tx: Transaction, channel: Channel, secret: str, now: datetime) -> None:
    """Forget a browser: its cookie opens nothing from now on."""
    await tx.connection.execute(
        update(Address)
        .where(
            Address.channel == channel,
            Address.address == hashed(secret),
            Address.ended_at.is_(None),
        )
        .values(ended_at=now)
    )


async def end_sign_in(tx: Transaction, person_id: int, address_id: int, now: datetime) -> bool:
    """End one of somebody's own sign-ins; False when it is not theirs or has ended."""
    ended = await tx.connection.execute(
        update(Address)
        .where(Address.id == address_id, Address.person_id == person_id, Address.ended_at.is_(None))
        .values(ended_at=now)
    )
    return bool(ended.rowcount)


async def invite(tx: Transaction, role: Role, now: datetime, *, by: Colleague | None = None) -> str:
    """A one-time link's secret for a new colleague. `by` is None only on the command line.

    Raises NotAllowed unless an administrator invites.
    """
    if by is not None and not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    return _keep_invite(tx, now, now + INVITE_LASTS, role=role, by=by)


async def sign_in_link(
    tx: Transaction, colleague: Colleague, now: datetime, *, by: Colleague | None = None
) -> str:
    """A one-time link's secret for a colleague who signs in again.

    Raises NotAllowed when somebody else asks who is not an administrator.
    """
    if by is not None and not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    ends = now + (SIGN_IN_LINK_LASTS if by is None else INVITE_LASTS)
    return _keep_invite(tx, now, ends, person_id=colleague.person_id, by=by)


def _keep_invite(
    tx: Transaction,
    now: datetime,
    ends: datetime,
    *,
    role: Role | None = None,
    person_id: int | None = None,
    by: Colleague | None,
) -> str:
    secret = secrets.token_urlsafe(24)
    tx.session.add(
        Invite(
            token=hashed(secret),
            role=role,
            person_id=person_id,
            invited_by=by.person_id if by else None,
            created_at=now,
            expires_at=ends,
        )
    )
    return secret


async def join(
    tx: Transaction, secret: str, now: datetime, *, name: str, mail: str | None, device: str
) -> str | None:
    """Use a one-time link: become staff, or sign in again. The new cookie's secret, or None.

    A link works once: the row is locked, and its use is written in the same transaction.
    Raises MailTaken.
    """
    found = await queries.open_invite(tx, secret, now)
    if found is None:
        return None
    person_id = found.person_id
    if person_id is None:
        person_id = await _become_staff(tx, Role(found.role or Role.HOST), now, name, mail)
    elif await queries.colleague(tx, person_id) is None:
        return None
    found.used_at = now
    cookie = secrets.token_urlsafe(32)
    tx.session.add(
        Address(
            channel=Channel.DESK,
            address=hashed(cookie),
            person_id=person_id,
            since=now,
            seen_at=now,
            expires_at=now + DESK_LASTS,
            device=device[:80],
        )
    )
    await tx.session.flush()
    return cookie


async def _become_staff(
    tx: Transaction, role: Role, now: datetime, name: str, mail: str | None
) -> int:
    if mail and await tx.session.scalar(select(Staff.person_id).where(Staff.mail == mail.lower())):
        raise MailTaken
    person = Person(language=Language.DA, created_at=now, notice_version=NOTICE_VERSION)
    tx.session.add(person)
    await tx.session.flush()
    tx.session.add(
        Staff(
            person_id=person.id,
            name=name,
            mail=mail.lower() if mail else None,
            role=role,
            joined_at=now,
        )
    )
    await tx.session.flush()
    return person.id


async def change_self(tx: Transaction, by: Colleague, name: str, mail: str | None) -> None:
    """Change one's own name, and the address that sign-in links go to. Raises MailTaken."""
    row = await tx.session.get_one(Staff, by.person_id)
    taken = mail and await tx.session.scalar(
        select(Staff.person_id).where(Staff.mail == mail.lower(), Staff.person_id != by.person_id)
    )
    if taken:
        raise MailTaken
    row.name = name
    row.mail = mail.lower() if mail else None


async def take_back_invite(tx: Transaction, by: Colleague, token: str, now: datetime) -> None:
    """Make an unused invitation useless. `token` is its hash. Raises NotAllowed."""
    if not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    await tx.connection.execute(
        update(Invite).where(Invite.token == token, Invite.used_at.is_(None)).values(used_at=now)
    )


async def change_role(tx: Transaction, by: Colleague, person_id: int, role: Role) -> None:
    """Give a colleague another role. Raises NotAllowed, LastAdministrator."""
    row = await _to_change(tx, by, person_id, stays_administrator=role is Role.ADMINISTRATOR)
    row.role = role


async def remove(tx: Transaction, by: Colleague, person_id: int, now: datetime) -> None:
    """End somebody's time as staff and all their sign-ins. Raises NotAllowed, LastAdministrator."""
    row = await _to_change(tx, by, person_id, stays_administrator=False)
    row.removed_at = now
    row.mail = None
    await tx.connection.execute(
        update(Address)
        .where(
            Address.person_id == person_id,
            Address.channel == Channel.DESK,
            Address.ended_at.is_(None),
        )
        .values(ended_at=now)
    )


async def _to_change(
    tx: Transaction, by: Colleague, person_id: int, *, stays_administrator: bool
) -> Staff:
    """A colleague's row, locked together with every administrator's, all in one order: two who
    remove each other at once neither both succeed nor wait for one another for ever.
    """
    if not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    locked = await tx.session.scalars(
        select(Staff)
        .where(
            Staff.removed_at.is_(None),
            (Staff.role == Role.ADMINISTRATOR) | (Staff.person_id == person_id),
        )
        .order_by(Staff.person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = {row.person_id: row for row in locked}
    found = rows.get(person_id)
    if found is None:
        raise NotAllowed
    left = [row for row in rows.values() if row.role == Role.ADMINISTRATOR and row is not found]
    if not left and not stays_administrator:
        raise LastAdministrator
    return found
