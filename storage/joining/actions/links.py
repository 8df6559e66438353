"""A link is made at one end, then opened and accepted at the other. Either end may refuse.

Must not join anything: merge.py does, when the maker of the link says yes.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import delete

from storage.database import Transaction
from storage.joining import queries
from storage.joining.rules import (
    ACROSS,
    LINK_LASTS,
    NotJoined,
    Refusal,
    new_number,
    unfit,
)
from storage.joining.tables import JoinLink
from storage.people.actions import record
from storage.people.queries import Colleague
from storage.people.rules import Channel, StaffAct, hashed
from storage.people.tables import Address
from storage.talk.actions import unwanted


async def make_link(tx: Transaction, person_id: int, side: Channel, now: datetime) -> str:
    """Make a link and return its secret; an older link of the same person is replaced. Raises
    NotJoined.

    Only the hash of the secret is kept. The secret itself stands in a line of Telegram: whoever
    reads it can open the link once, and nothing is joined until its maker says yes.
    """
    maker = await queries.end(tx, person_id, now)
    reason = unfit(side, maker) if maker else Refusal.LEFT
    if reason is not None:
        raise NotJoined(reason)
    await tx.flush()
    await tx.connection.execute(delete(JoinLink).where(JoinLink.person_id == person_id))
    secret = secrets.token_urlsafe(24)
    tx.session.add(
        JoinLink(
            token=hashed(secret),
            number=new_number(),
            person_id=person_id,
            side=side,
            created_at=now,
            expires_at=now + LINK_LASTS,
        )
    )
    await tx.session.flush()
    return secret


async def open_link(
    tx: Transaction, secret: str, person_id: int, channel: Channel, now: datetime
) -> JoinLink:
    """Somebody opens a link at the other end, and can now be asked. Raises NotJoined.

    The last one to open it is asked; once somebody has said yes, the link is theirs.
    """
    found = await queries.link(tx, secret, now, lock=True)
    if found is None or channel is not ACROSS[Channel(found.side)]:
        raise NotJoined(Refusal.STALE)
    if found.taken_at is not None and found.taker_id != person_id:
        raise NotJoined(Refusal.STALE)
    await check(tx, found, person_id, now)
    found.taker_id = person_id
    await tx.session.flush()
    return found


async def waiting(tx: Transaction, person_id: int, number: int, now: datetime) -> JoinLink:
    """The link on which somebody must say yes or no, locked. Raises NotJoined."""
    found = await queries.waiting(tx, person_id, number, now)
    if found is None:
        raise NotJoined(Refusal.STALE)
    return found


async def take(tx: Transaction, link: JoinLink, now: datetime) -> bool:
    """The yes of the end that opened the link. True when it is their first. Raises NotJoined."""
    if link.taken_at is not None:
        return False
    await check(tx, link, link.taker_id, now)
    link.taken_at = now
    await tx.session.flush()
    return True


async def refuse(tx: Transaction, link: JoinLink) -> None:
    """The no of either end: delete the link."""
    await tx.session.delete(link)
    await tx.session.flush()


async def check(tx: Transaction, link: JoinLink, taker_id: int | None, now: datetime) -> None:
    """Check again whether the two ends may become one. Raises NotJoined."""
    reason = await queries.why_not(tx, link, taker_id, now)
    if reason is not None:
        raise NotJoined(reason)


async def disconnect(
    tx: Transaction,
    person_id: int,
    address_id: int,
    now: datetime,
    *,
    by: Colleague | None = None,
) -> bool:
    """Part a Telegram chat from somebody for good. False when the chat is not theirs.

    The row is deleted, so whoever writes from there next is a stranger: a lost telephone must not
    come back by a word. Messages on their way to the chat are dropped. `by` is given when the desk
    does it, for the desk's audit.
    """
    gone = await tx.connection.execute(
        delete(Address)
        .where(
            Address.id == address_id,
            Address.person_id == person_id,
            Address.channel == Channel.TELEGRAM,
        )
        .returning(Address.address)
    )
    address = gone.scalar_one_or_none()
    if address is None:
        return False
    await unwanted(tx, Channel.TELEGRAM, address, now)
    if by is not None:
        await record(tx, StaffAct.DISCONNECTED, now, by=by)
    return True


async def forget_links(tx: Transaction, now: datetime) -> int:
    """Forget links that nobody can use any more."""
    gone = await tx.connection.execute(delete(JoinLink).where(JoinLink.expires_at <= now))
    return gone.rowcount
