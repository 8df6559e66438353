"""How messages leave the outbox: claimed in short transactions, sent outside, settled in others.

Everybody locks in one order: the channel's pace, then messages, then chats. So nobody waits for
somebody who waits for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, null, or_, select, update
from sqlalchemy.orm import aliased

from storage.database import Transaction
from storage.people.rules import Channel, Language
from storage.talk.pace import (
    AHEAD,
    CLAIM_LASTS,
    MOST_PATIENCE,
    MOST_TRIES,
    Pacing,
    back_off,
)
from storage.talk.queries.waiting import WAITING, Parcel, heads, with_lines
from storage.talk.rules import Priority, Sending
from storage.talk.tables import Chat, Outgoing, Pace


async def claim(
    tx: Transaction, channel: Channel, now: datetime, pacing: Pacing, most: int
) -> list[Parcel]:
    """Take what may be sent next, at most one message of each chat, each with its slot.

    Processes that claim at once take turns at the channel's row of pace. What nobody wants any
    more is struck off on the way. Nothing when no slot is free within half a second.
    """
    paid, broadcasts_paid = await _pace(tx, channel, now)
    start = pacing.overall.earliest(paid, now)
    if start > now + AHEAD:
        return []
    await _take_along(tx, channel, now)
    slots = _Slots(now, pacing, paid, broadcasts_paid)
    found = await heads(tx, channel, now, start, pacing, most)
    await _strike_off(tx, [row.id for row in found if not row.wanted], now)
    taken = [(row, at) for row in found if row.wanted and (at := slots.give(row)) is not None]
    if not taken:
        return []
    until = taken[-1][1] + CLAIM_LASTS
    await tx.connection.execute(
        update(Outgoing)
        .where(Outgoing.id.in_([row.id for row, _ in taken]))
        .values(claimed_until=until, attempts=Outgoing.attempts + 1)
    )
    await _spend(tx, channel, slots)
    return await with_lines(tx, [_parcel(row, at, until) for row, at in taken])


class _Slots:
    """Gives each message its time, and knows what is paid for afterwards."""

    def __init__(
        self, now: datetime, pacing: Pacing, paid: datetime, broadcasts_paid: datetime
    ) -> None:
        self._now = now
        self._pacing = pacing
        self.paid = paid
        self.broadcasts_paid = broadcasts_paid
        self.chats: dict[str, datetime] = {}

    def give(self, row: Row[Any]) -> datetime | None:
        """The next free time for this message; None when that is too far ahead."""
        at = self._pacing.overall.earliest(self.paid, self._now)
        broadcast = row.priority == Priority.BROADCAST
        if broadcast:
            at = max(at, self._pacing.broadcast.earliest(self.broadcasts_paid, self._now))
        if at > self._now + AHEAD:
            return None
        self.paid = self._pacing.overall.after(self.paid, at)
        if broadcast:
            self.broadcasts_paid = self._pacing.broadcast.after(self.broadcasts_paid, at)
        rate = self._pacing.chat(row.address)
        self.chats[row.address] = rate.after(row.next_at or at, at)
        return at


async def _pace(tx: Transaction, channel: Channel, now: datetime) -> tuple[datetime, datetime]:
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


async def _take_along(tx: Transaction, channel: Channel, now: datetime) -> None:
    """What an answer must wait for in its chat is as urgent as the answer."""
    answer = aliased(Outgoing)
    await tx.connection.execute(
        update(Outgoing)
        .where(
            Outgoing.channel == channel,
            Outgoing.state == WAITING,
            Outgoing.priority > Priority.REPLY,
            Outgoing.not_before <= now,
            Outgoing.address.in_(
                select(answer.address).where(
                    answer.channel == channel,
                    answer.state == WAITING,
                    answer.priority == Priority.REPLY,
                    answer.not_before <= now,
                )
            ),
        )
        .values(priority=Priority.REPLY)
    )


async def _strike_off(tx: Transaction, ids: Sequence[int], now: datetime) -> None:
    if ids:
        await tx.connection.execute(
            update(Outgoing)
            .where(Outgoing.id.in_(ids))
            .values(state=Sending.UNWANTED, settled_at=now, claimed_until=null())
        )


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


def _parcel(row: Row[Any], slot: datetime, until: datetime) -> Parcel:
    return Parcel(
        id=row.id,
        channel=Channel(row.channel),
        address=row.address,
        thread=row.thread,
        talk_id=row.talk_id,
        place=row.place,
        language=Language(row.language),
        priority=Priority(row.priority),
        first=row.first,
        last=row.last,
        pieces=row.pieces,
        attempts=row.attempts + 1,
        not_before=row.not_before,
        claimed_until=until,
        slot=slot,
    )


async def sent(tx: Transaction, parcel: Parcel, message_id: int | None, now: datetime) -> None:
    """All of it arrived. True whoever holds it by now."""
    await tx.connection.execute(
        update(Outgoing)
        .where(Outgoing.id == parcel.id, Outgoing.state == WAITING)
        .values(
            state=Sending.SENT,
            message_id=message_id,
            pieces=parcel.pieces + 1,
            settled_at=now,
            claimed_until=null(),
            last_error=null(),
        )
    )


async def went_on(tx: Transaction, parcel: Parcel, message_id: int | None, now: datetime) -> None:
    """One more piece of it arrived; the next one goes before anything else to this chat."""
    await tx.connection.execute(
        update(Outgoing)
        .where(_still_ours(parcel))
        .values(message_id=message_id, pieces=parcel.pieces + 1, attempts=0, claimed_until=now)
    )


async def tried(
    tx: Transaction, parcel: Parcel, why: str, now: datetime, again_at: datetime | None = None
) -> bool:
    """It failed: try again, or give it up after 8 times. Whether it was given up.

    `again_at` None means that trying again is of no use.
    """
    given_up = again_at is None or parcel.attempts >= MOST_TRIES
    await _fail(tx, parcel, why, now, None if given_up else again_at, parcel.attempts)
    return given_up


async def put_off(
    tx: Transaction, parcel: Parcel, why: str, now: datetime, again_at: datetime
) -> bool:
    """It could not be tried, through no fault of its own. Whether it was given up after two days.

    This is no failure of this message: it has as many tries left as before.
    """
    given_up = again_at > parcel.not_before + MOST_PATIENCE
    await _fail(tx, parcel, why, now, None if given_up else again_at, parcel.attempts - 1)
    return given_up


async def _fail(
    tx: Transaction,
    parcel: Parcel,
    why: str,
    now: datetime,
    again_at: datetime | None,
    attempts: int,
) -> None:
    change: dict[str, Any] = {"last_error": why[:200], "attempts": attempts}
    if again_at is None:
        change |= {"state": Sending.DEAD, "settled_at": now, "claimed_until": null()}
    else:
        change["claimed_until"] = again_at
    await tx.connection.execute(update(Outgoing).where(_still_ours(parcel)).values(change))


async def give_back(tx: Transaction, parcels: Iterable[Parcel], now: datetime) -> None:
    """What was claimed and not begun is anybody's again, at the head of its chat."""
    ours = [_still_ours(parcel) for parcel in parcels]
    if ours:
        await tx.connection.execute(
            update(Outgoing)
            .where(or_(*ours))
            .values(claimed_until=now, attempts=Outgoing.attempts - 1)
        )


def _still_ours(parcel: Parcel) -> Any:
    """Nobody claimed it since: a later claim always lasts longer."""
    return and_(
        Outgoing.id == parcel.id,
        Outgoing.state == WAITING,
        Outgoing.claimed_until == parcel.claimed_until,
    )


async def pause(tx: Transaction, channel: Channel, until: datetime) -> None:
    """Send nothing at all on a channel until then. To be called before any settling."""
    await _pace(tx, channel, until)
    await tx.connection.execute(
        update(Pace)
        .where(Pace.channel == channel, Pace.next_at < until)
        .values(next_at=until, next_broadcast_at=until)
    )


async def pause_chat(
    tx: Transaction, channel: Channel, address: str, until: datetime, pacing: Pacing
) -> None:
    """Send nothing to a chat until then."""
    insert = tx.insert(Chat)
    later = insert.excluded.next_at
    await tx.connection.execute(
        insert.on_conflict_do_update(
            index_elements=["channel", "address"],
            set_={"next_at": case((Chat.next_at < later, later), else_=Chat.next_at)},
        ),
        {
            "channel": channel,
            "address": address,
            "next_at": until + pacing.chat(address).ahead,
            "moved_to": None,
        },
    )


def when_again(parcel: Parcel, now: datetime) -> datetime:
    """When a message that failed is tried again."""
    return now + back_off(parcel.attempts)
