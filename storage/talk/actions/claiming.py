"""Claims the messages that may be sent next, and gives each its slot in the pace. Sends nothing.

Everybody locks in one order (the channel's pace, then messages, then chats), so nobody waits for
somebody who waits for them.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, null, select, update

from storage.database import Transaction
from storage.people.rules import Channel
from storage.talk.pace import CLAIM_LASTS, Pacing
from storage.talk.queries.waiting import Contents, Parcel, contents, heads
from storage.talk.rules import Priority, Sending
from storage.talk.tables import Chat, Outgoing, Pace


async def claim(
    tx: Transaction,
    channel: Channel,
    now: datetime,
    pacing: Pacing,
    most: int,
    late: timedelta = timedelta(0),
) -> list[Parcel]:
    """Take what may be sent next, at most one message of each chat, each with its slot.

    Processes that claim at once take turns at the channel's row of pace. Messages that nobody wants
    any more are struck off on the way. Returns nothing when no slot is free within half a second.
    `late` is how far the caller has fallen behind: all slots not yet given move by that.
    """
    paid, broadcasts_paid = await lock_pace(tx, channel, now)
    if late:
        paid += late
        await _put_off(tx, channel, paid)
    start = pacing.overall.earliest(paid, now)
    if start > now + pacing.ahead:
        return []
    slots = _Slots(now, pacing, paid, broadcasts_paid)
    found = await heads(tx, channel, now, start, pacing, most)
    if not found:
        return []
    says = await contents(tx, [row.id for row in found], now)
    wanted = [row for row in found if row.id in says and says[row.id].wanted]
    await _strike_off(tx, {row.id for row in found} - {row.id for row in wanted}, now)
    slotted = [(row, slots.give(row.address, row.paid, Priority(row.priority))) for row in wanted]
    taken = [(row, at) for row, at in slotted if at is not None]
    if not taken:
        return []
    until = taken[-1][1] + CLAIM_LASTS
    await tx.connection.execute(
        update(Outgoing)
        .where(Outgoing.id.in_([row.id for row, _ in taken]))
        .values(claimed_until=until, attempts=Outgoing.attempts + 1)
    )
    await _spend(tx, channel, slots)
    return [_parcel(row, at, until, says[row.id]) for row, at in taken]


async def book(
    tx: Transaction,
    channel: Channel,
    address: str,
    now: datetime,
    pacing: Pacing,
    *,
    spare: int = 0,
) -> datetime | None:
    """A slot for a call that is not in the outbox; None when the chat or the channel is full now.

    `spare` of the chat's burst are left to the outbox. The caller waits for the slot and sends, or
    lets it go by.
    """
    paid, broadcasts_paid = await lock_pace(tx, channel, now)
    chat_paid = await tx.connection.scalar(
        select(Chat.next_at).where(Chat.channel == channel, Chat.address == address)
    )
    rate = pacing.chat(address)
    modest = replace(rate, burst=max(1, rate.burst - spare))
    if modest.earliest(chat_paid or now, now) > now:
        return None
    slots = _Slots(now, pacing, paid, broadcasts_paid)
    at = slots.give(address, chat_paid)
    if at is not None:
        await _spend(tx, channel, slots)
    return at


class _Slots:
    """Gives each message its time, and adds up what the channel and its chats have used."""

    def __init__(
        self, now: datetime, pacing: Pacing, paid: datetime, broadcasts_paid: datetime
    ) -> None:
        self._now = now
        self._pacing = pacing
        self.paid = paid
        self.broadcasts_paid = broadcasts_paid
        self.chats: dict[str, datetime] = {}

    def give(
        self, address: str, chat_paid: datetime | None, priority: Priority = Priority.REPLY
    ) -> datetime | None:
        """The next free time for a message; None when that is too far ahead."""
        at = self._pacing.overall.earliest(self.paid, self._now)
        broadcast = priority is Priority.BROADCAST
        if broadcast:
            at = max(at, self._pacing.broadcast.earliest(self.broadcasts_paid, self._now))
        if at > self._now + self._pacing.ahead:
            return None
        self.paid = self._pacing.overall.after(self.paid, at)
        if broadcast:
            self.broadcasts_paid = self._pacing.broadcast.after(self.broadcasts_paid, at)
        self.chats[address] = self._pacing.chat(address).after(chat_paid or at, at)
        return at


async def lock_pace(tx: Transaction, channel: Channel, now: datetime) -> tuple[datetime, datetime]:
    """The channel's row of pace, locked; made when this is the first message ever."""
    wanted = (
        select(Pace.next_at, Pace.next_broadcast_at)
        .where(Pace.channel == channel)
        .with_for_update()
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        await tx.connection.execute(
            tx.insert(Pace).on_conflict_do_nothing(),
            {"channel": channel, "next_at": now, "next_broadcast_at": now},
        )
        row = (await tx.connection.execute(wanted)).one()
    return row.next_at, row.next_broadcast_at


async def _strike_off(tx: Transaction, ids: Set[int], now: datetime) -> None:
    if ids:
        await tx.connection.execute(
            update(Outgoing)
            .where(Outgoing.id.in_(ids))
            .values(state=Sending.UNWANTED, settled_at=now, claimed_until=null())
        )


async def _put_off(tx: Transaction, channel: Channel, paid: datetime) -> None:
    await tx.connection.execute(update(Pace).where(Pace.channel == channel).values(next_at=paid))


async def _spend(tx: Transaction, channel: Channel, slots: _Slots) -> None:
    await tx.connection.execute(
        update(Pace)
        .where(Pace.channel == channel)
        .values(next_at=slots.paid, next_broadcast_at=slots.broadcasts_paid)
    )
    insert = tx.insert(Chat)
    await tx.connection.execute(
        insert.on_conflict_do_update(
            index_elements=["channel", "address"], set_={"next_at": insert.excluded.next_at}
        ),
        [
            {"channel": channel, "address": address, "next_at": paid, "moved_to": None}
            for address, paid in sorted(slots.chats.items())
        ],
    )


def _parcel(row: Row[Any, Any], slot: datetime, until: datetime, says: Contents) -> Parcel:
    return Parcel(
        id=row.id,
        channel=Channel(row.channel),
        address=row.address,
        thread=row.thread,
        talk_id=row.talk_id,
        place=says.place,
        language=says.language,
        colleague=says.colleague,
        priority=Priority(row.priority),
        first=row.first,
        last=row.last,
        pieces=row.pieces,
        attempts=row.attempts + 1,
        not_before=row.not_before,
        claimed_until=until,
        slot=slot,
        lines=says.lines,
    )
