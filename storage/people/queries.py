"""Reads of people. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Transaction
from storage.people.rules import Channel, Role, hashed
from storage.people.tables import Address, Invite, Staff


@dataclass(frozen=True)
class Colleague:
    """A member of staff, as the rest of the house needs to know them."""

    person_id: int
    name: str
    role: Role
    mail: str | None
    joined_at: datetime

    def may(self, needed: Role) -> bool:
        """Whether their role covers the needed one."""
        return self.role.may(needed)


def _colleague(row: Staff) -> Colleague:
    return Colleague(row.person_id, row.name, Role(row.role), row.mail, row.joined_at)


async def colleague(tx: Transaction, person_id: int) -> Colleague | None:
    """The member of staff with this person's number, if they still are one."""
    row = await tx.session.get(Staff, person_id)
    return _colleague(row) if row and row.removed_at is None else None


async def colleague_by_mail(tx: Transaction, mail: str) -> Colleague | None:
    """The member of staff who signs in with this mail address."""
    row = await tx.session.scalar(
        select(Staff).where(Staff.mail == mail.strip().lower(), Staff.removed_at.is_(None))
    )
    return _colleague(row) if row else None


async def colleagues(tx: Transaction) -> Sequence[Colleague]:
    """Everybody who is staff now, by name."""
    rows = await tx.session.scalars(
        select(Staff).where(Staff.removed_at.is_(None)).order_by(func.lower(Staff.name))
    )
    return [_colleague(row) for row in rows]


async def open_invite(tx: Transaction, secret: str, now: datetime) -> Invite | None:
    """The invite behind a link, if it can still be used; locked until the transaction ends."""
    return await tx.session.scalar(
        select(Invite)
        .where(Invite.token == hashed(secret), Invite.used_at.is_(None), Invite.expires_at > now)
        .with_for_update()
    )


async def live_address(
    tx: Transaction, channel: Channel, secret: str, now: datetime
) -> Address | None:
    """The address behind a cookie, if it was neither ended nor outlived."""
    return await tx.session.scalar(
        select(Address).where(
            Address.channel == channel,
            Address.address == hashed(secret),
            Address.ended_at.is_(None),
            Address.expires_at > now,
        )
    )


async def sign_ins(tx: Transaction, person_id: int, now: datetime) -> Sequence[Address]:
    """The places at which somebody is signed in to the desk, newest first."""
    return (
        await tx.session.scalars(
            select(Address)
            .where(
                Address.person_id == person_id,
                Address.channel == Channel.DESK,
                Address.ended_at.is_(None),
                Address.expires_at > now,
            )
            .order_by(Address.since.desc(), Address.id.desc())
        )
    ).all()


async def there_is_staff(tx: Transaction) -> bool:
    """Whether anybody is staff yet."""
    return bool(
        await tx.session.scalar(select(func.count()).where(Staff.removed_at.is_(None)))
    )
