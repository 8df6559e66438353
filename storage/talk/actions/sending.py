"""What became of a claimed message, and how long a chat or a whole channel is left alone.

Locks in the order of claiming.py: pace before messages before chats.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, null, or_, update

from storage.database import Transaction
from storage.people.rules import Channel
from storage.talk.actions.claiming import lock_pace
from storage.talk.pace import MOST_PATIENCE, MOST_TRIES, Pacing, back_off
from storage.talk.queries.waiting import WAITING, Parcel
from storage.talk.rules import Sending
from storage.talk.tables import Chat, Outgoing, Pace


async def sent(tx: Transaction, parcel: Parcel, message_id: int | None, now: datetime) -> None:
    """All of a message arrived. Written whoever has claimed it by now, for it is true anyway."""
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
    """Sending failed: try again, or give up after 8 tries. Returns whether it was given up.

    `again_at` None: trying again is of no use.
    """
    given_up = again_at is None or parcel.attempts >= MOST_TRIES
    await _fail(tx, parcel, why, now, None if given_up else again_at, parcel.attempts)
    return given_up


async def put_off(
    tx: Transaction, parcel: Parcel, why: str, now: datetime, again_at: datetime
) -> bool:
    """Sending could not be tried, and the message is not to blame: it has as many tries left as
    before.

    Returns whether it was given up, which happens after two days.
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
    """Send nothing at all on a channel until then. Call it before settling any message."""
    await lock_pace(tx, channel, until)
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
