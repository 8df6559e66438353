"""Colleagues: their name and mail, their roles, their absence, and how they leave."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, select, update

from storage.database import Transaction
from storage.people.actions.audit import record
from storage.people.actions.joining import MailTaken
from storage.people.queries import Colleague
from storage.people.rules import (
    AWAY_LONGEST,
    Channel,
    NotAllowed,
    NotThoseDays,
    Role,
    StaffAct,
)
from storage.people.tables import Address, Invite, Staff


class LastAdministrator(Exception):
    """Nobody would be left who can invite others; nothing was done."""


async def change_self(
    tx: Transaction, by: Colleague, name: str, mail: str | None, now: datetime
) -> None:
    """Change one's own name, and the address that sign-in links go to. Raises MailTaken."""
    row = await tx.session.get_one(Staff, by.person_id)
    taken = mail and await tx.session.scalar(
        select(Staff.person_id).where(Staff.mail == mail.lower(), Staff.person_id != by.person_id)
    )
    if taken:
        raise MailTaken
    row.name = name
    row.mail = mail.lower() if mail else None
    await record(tx, StaffAct.CHANGED_SELF, now, by=by, what=name)


async def go_away(tx: Transaction, by: Colleague, first: date, last: date, today: date) -> None:
    """Set the days on which a colleague is away, both included. Raises NotThoseDays."""
    if not today <= last or not first <= last or last - today > AWAY_LONGEST:
        raise NotThoseDays
    row = await tx.session.get_one(Staff, by.person_id, with_for_update=True)
    row.away_from, row.away_until = first, last
    await tx.session.flush()


async def come_back(tx: Transaction, person_id: int) -> bool:
    """End a colleague's absence. False when they were not away."""
    row = await tx.session.get_one(Staff, person_id, with_for_update=True)
    was_away = row.away_until is not None
    row.away_from = row.away_until = None
    await tx.session.flush()
    return was_away


async def want_digest(tx: Transaction, by: Colleague, *, wanted: bool) -> None:
    """Switch the morning digest of a colleague on or off."""
    row = await tx.session.get_one(Staff, by.person_id)
    row.digest = wanted
    await tx.session.flush()


async def change_role(
    tx: Transaction, by: Colleague, person_id: int, role: Role, now: datetime
) -> None:
    """Give a colleague another role; links made before it stop working. Raises NotAllowed,
    LastAdministrator.
    """
    row = await _to_change(tx, by, person_id, stays_administrator=role is Role.ADMINISTRATOR)
    row.role = role
    await _end_links(tx, person_id, now)
    await record(tx, StaffAct.CHANGED_ROLE, now, by=by, what=row.name, role=role)


async def remove(tx: Transaction, by: Colleague, person_id: int, now: datetime) -> None:
    """Remove somebody from the staff, with all their sign-ins and open links.

    Their Telegram chats are theirs no more: whoever writes from there next is a stranger.

    Raises NotAllowed, LastAdministrator.
    """
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
    await tx.connection.execute(
        delete(Address).where(Address.person_id == person_id, Address.channel == Channel.TELEGRAM)
    )
    await _end_links(tx, person_id, now)
    await record(tx, StaffAct.REMOVED, now, by=by, what=row.name)


async def _end_links(tx: Transaction, person_id: int, now: datetime) -> None:
    """End the links by which they could sign in, and those that they made for others."""
    theirs = (Invite.person_id == person_id) | (Invite.invited_by == person_id)
    await tx.connection.execute(
        update(Invite).where(theirs, Invite.used_at.is_(None)).values(used_at=now)
    )


async def _to_change(
    tx: Transaction, by: Colleague, person_id: int, *, stays_administrator: bool
) -> Staff:
    """A colleague's row, locked together with every administrator's, always in one order: when two
    remove each other at once, one fails and neither waits for ever.
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
