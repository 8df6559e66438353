"""Reads of what is on its way out, for those who look after it. Writes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, func, literal_column, select

from storage.database import Transaction
from storage.people.rules import Channel
from storage.talk.queries.waiting import ANY_CHAT, WAITING
from storage.talk.tables import Chat, Line, Outgoing

WONDERING = timedelta(seconds=10)
"""After so long a wait somebody may wonder where a message is."""

_DEAD = Outgoing.state == literal_column("'dead'")


async def was_put(tx: Transaction, talk_id: int, seq: int) -> bool:
    """Whether the answers to a line were put into the outbox, rather than given at once."""
    found = await tx.connection.execute(
        select(
            exists().where(
                Line.talk_id == talk_id,
                Line.answers == seq,
                Outgoing.talk_id == talk_id,
                Outgoing.first == Line.seq,
            )
        )
    )
    return bool(found.scalar())


async def chat_now(tx: Transaction, channel: Channel, address: str) -> str:
    """Where a chat is now: its own address, or the one that its group got when it grew."""
    moved = await tx.connection.execute(
        select(Chat.moved_to).where(Chat.channel == channel, Chat.address == address)
    )
    return moved.scalar_one_or_none() or address


async def oldest_waiting(tx: Transaction, now: datetime) -> datetime | None:
    """Since when the oldest message that is due has waited; None when none waits."""
    found = await tx.connection.execute(
        select(func.min(Outgoing.not_before)).where(
            Outgoing.state == WAITING, ANY_CHAT, Outgoing.not_before <= now
        )
    )
    return found.scalar_one_or_none()


async def waiting_count(tx: Transaction, now: datetime) -> int:
    """How many messages are due and not sent."""
    found = await tx.connection.execute(
        select(func.count()).where(Outgoing.state == WAITING, ANY_CHAT, Outgoing.not_before <= now)
    )
    return int(found.scalar_one())


async def held_up(tx: Transaction, now: datetime) -> int:
    """How many messages are due; 0 unless the first of them has waited long enough for somebody to
    wonder.
    """
    oldest = await oldest_waiting(tx, now)
    if oldest is None or oldest > now - WONDERING:
        return 0
    return await waiting_count(tx, now)


async def dead_count(tx: Transaction) -> int:
    """How many messages were given up."""
    found = await tx.connection.execute(select(func.count()).where(_DEAD))
    return int(found.scalar_one())
