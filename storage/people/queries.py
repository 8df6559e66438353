"""Reads of people. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select

from storage.database import Transaction
from storage.people.rules import SIGN_IN_LINK_PAUSE, Channel, Language, Role, StaffAct, hashed
from storage.people.tables import Address, Invite, Person, Staff, StaffEvent
from storage.statement import Statement


@dataclass(frozen=True)
class Colleague:
    """A member of staff, as other modules need them."""

    person_id: int
    name: str
    role: Role
    mail: str | None
    joined_at: datetime
    away_from: date | None = None
    away_until: date | None = None
    digest: bool = True

    def away(self, day: date) -> bool:
        """Whether they are away on a day."""
        if self.away_from is None or self.away_until is None:
            return False
        return self.away_from <= day <= self.away_until

    def may(self, needed: Role) -> bool:
        """Whether their role covers the needed one."""
        return self.role.may(needed)


def _colleague(row: Staff) -> Colleague:
    return Colleague(
        row.person_id,
        row.name,
        Role(row.role),
        row.mail,
        row.joined_at,
        row.away_from,
        row.away_until,
        row.digest,
    )


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


async def open_invite(
    tx: Transaction, secret: str, now: datetime, *, lock: bool = True
) -> Invite | None:
    """The invitation or sign-in link with this secret, if it can still be used. `lock` locks it
    until the transaction ends.
    """
    wanted = select(Invite).where(
        Invite.token == hashed(secret), Invite.used_at.is_(None), Invite.expires_at > now
    )
    return await tx.session.scalar(wanted.with_for_update() if lock else wanted)


async def was_just_asked(tx: Transaction, person_id: int, now: datetime) -> bool:
    """Whether a sign-in link for somebody was made moments ago and is unused."""
    found = await tx.session.scalar(
        select(Invite.token).where(
            Invite.person_id == person_id,
            Invite.invited_by.is_(None),
            Invite.used_at.is_(None),
            Invite.created_at > now - SIGN_IN_LINK_PAUSE,
        )
    )
    return found is not None


async def open_invites(tx: Transaction, now: datetime) -> Sequence[Invite]:
    """The invitations of new colleagues that can still be used, oldest first."""
    return (
        await tx.session.scalars(
            select(Invite)
            .where(Invite.used_at.is_(None), Invite.expires_at > now, Invite.role.is_not(None))
            .order_by(Invite.created_at)
        )
    ).all()


async def staff_events(
    tx: Transaction, limit: int = 50, *, acts: Iterable[StaffAct] | None = None
) -> Sequence[StaffEvent]:
    """The newest lines of the desk's audit: all, or those of some acts."""
    wanted = select(StaffEvent).order_by(StaffEvent.id.desc()).limit(limit)
    if acts is not None:
        wanted = wanted.where(StaffEvent.act.in_(list(acts)))
    return (await tx.session.scalars(wanted)).all()


async def last_seen(tx: Transaction) -> dict[int, datetime]:
    """When each colleague last came to the desk."""
    rows = await tx.connection.execute(
        select(Address.person_id, func.max(Address.seen_at).label("seen"))
        .where(Address.channel == Channel.DESK)
        .group_by(Address.person_id)
    )
    return {row.person_id: row.seen for row in rows}


async def live_address(
    tx: Transaction, channel: Channel, secret: str, now: datetime
) -> Address | None:
    """The address with this secret, unless it has ended or expired."""
    return await tx.session.scalar(
        select(Address).where(
            Address.channel == channel,
            Address.address == hashed(secret),
            Address.ended_at.is_(None),
            Address.expires_at > now,
        )
    )


_AT = Statement(
    select(Address.id).where(
        Address.channel == bindparam("channel"), Address.address == bindparam("address")
    )
)


async def was_here(tx: Transaction, channel: Channel, address_hash: str) -> bool:
    """Whether an address was ever known. An ended address is not used again."""
    return await _AT.value(tx, channel=channel, address=address_hash) is not None


async def language_of(tx: Transaction, person_id: int) -> Language:
    """The language in which somebody is addressed."""
    found = await tx.connection.execute(select(Person.language).where(Person.id == person_id))
    return Language(found.scalar_one())


async def sign_ins(tx: Transaction, person_id: int, now: datetime) -> Sequence[Address]:
    """Where somebody is signed in to the desk, newest first."""
    return await _addresses(tx, person_id, Channel.DESK, now)


async def chats(tx: Transaction, person_id: int, now: datetime) -> Sequence[Address]:
    """The Telegram chats that belong to somebody, the newest first."""
    return await _addresses(tx, person_id, Channel.TELEGRAM, now)


async def staff_chats(tx: Transaction, now: datetime) -> dict[str, Role]:
    """The Telegram chats of all staff, each with the role of its owner."""
    found = await tx.connection.execute(
        select(Address.address, Staff.role)
        .join(Staff, Staff.person_id == Address.person_id)
        .where(
            Staff.removed_at.is_(None),
            Address.channel == Channel.TELEGRAM,
            Address.ended_at.is_(None),
            Address.expires_at > now,
        )
    )
    return {row.address: Role(row.role) for row in found}


async def _addresses(
    tx: Transaction, person_id: int, channel: Channel, now: datetime
) -> Sequence[Address]:
    found = await tx.session.scalars(
        select(Address)
        .where(
            Address.person_id == person_id,
            Address.channel == channel,
            Address.ended_at.is_(None),
            Address.expires_at > now,
        )
        .order_by(Address.since.desc(), Address.id.desc())
    )
    return found.all()


async def there_is_staff(tx: Transaction) -> bool:
    """Whether anybody is staff yet."""
    return bool(await tx.session.scalar(select(func.count()).where(Staff.removed_at.is_(None))))
