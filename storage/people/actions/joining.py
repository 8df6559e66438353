"""One-time links: colleagues are invited, join, and sign in again."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select, update

from storage.database import Transaction
from storage.people import queries
from storage.people.actions.audit import record
from storage.people.queries import Colleague
from storage.people.rules import (
    DESK_LASTS,
    INVITE_LASTS,
    NOTICE_VERSION,
    SIGN_IN_LINK_LASTS,
    Channel,
    Language,
    NotAllowed,
    Role,
    StaffAct,
    hashed,
)
from storage.people.tables import Address, Invite, Person, Staff


class MailTaken(Exception):
    """Another colleague signs in with this mail address; nothing was done."""


async def invite(
    tx: Transaction,
    role: Role,
    now: datetime,
    *,
    by: Colleague | None = None,
    ends: datetime | None = None,
) -> str:
    """Make an invitation for a new colleague and return its secret. `by` is None only on the
    command line.

    Raises NotAllowed unless an administrator invites.
    """
    if by is not None and not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    await record(tx, StaffAct.INVITED, now, by=by, role=role)
    return _keep_invite(tx, now, ends or now + INVITE_LASTS, role=role, by=by)


async def take_back_invite(tx: Transaction, by: Colleague, token: str, now: datetime) -> None:
    """Make an unused invitation useless. `token` is the hash of its secret. Raises NotAllowed."""
    if not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    await tx.connection.execute(
        update(Invite).where(Invite.token == token, Invite.used_at.is_(None)).values(used_at=now)
    )
    await record(tx, StaffAct.TOOK_BACK, now, by=by)


async def sign_in_link(
    tx: Transaction,
    colleague: Colleague,
    now: datetime,
    *,
    by: Colleague | None = None,
    ends: datetime | None = None,
) -> str | None:
    """Make a link with which a colleague signs in again, and return its secret.

    None when one was asked for by mail a moment ago, so that strangers cannot fill a mailbox.
    Raises NotAllowed when somebody else asks who is not an administrator.
    """
    if by is not None and not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    if by is None and await queries.was_just_asked(tx, colleague.person_id, now):
        return None
    if by is not None:
        await record(tx, StaffAct.LINKED, now, by=by, what=colleague.name)
    ends = ends or now + (SIGN_IN_LINK_LASTS if by is None else INVITE_LASTS)
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
    """Use a one-time link: become staff, or sign in again. Returns the secret of the new cookie;
    None for a link that does not work.

    A link works once: the row is locked, and its use is written in the same transaction. Raises
    MailTaken.
    """
    found = await queries.open_invite(tx, secret, now)
    if found is None:
        return None
    person_id, act = found.person_id, StaffAct.SIGNED_IN
    if person_id is None:
        person_id = await _become_staff(tx, Role(found.role or Role.HOST), now, name, mail)
        act = StaffAct.JOINED
    who = await queries.colleague(tx, person_id)
    if who is None:
        return None
    found.used_at = now
    await record(tx, act, now, by=who, role=who.role)
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


async def end_sign_in(tx: Transaction, person_id: int, address_id: int, now: datetime) -> bool:
    """End one of somebody's own sign-ins; False when it is not theirs or has ended."""
    ended = await tx.connection.execute(
        update(Address)
        .where(Address.id == address_id, Address.person_id == person_id, Address.ended_at.is_(None))
        .values(ended_at=now)
    )
    return bool(ended.rowcount)
