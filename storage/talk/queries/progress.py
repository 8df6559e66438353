"""How far the sending has come: for colleagues who wonder whether everybody has been told.

Holds numbers and our own reasons, never what was said. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, literal_column, or_, select

from storage.base import UtcDateTime
from storage.database import Transaction
from storage.people.rules import Channel
from storage.people.tables import Staff
from storage.talk.pace import PAUSED, Pacing
from storage.talk.queries.outbox import dead_count
from storage.talk.queries.waiting import ANY_CHAT, IS_GROUP, WAITING
from storage.talk.rules import AT_TELEGRAM, Sending
from storage.talk.tables import Due, Outgoing, Pace, Talk

LULL = timedelta(seconds=10)
"""A queue that was empty for longer than this was worked off: what comes then is a new wave."""

LOOKED_BACK = 20_000
"""Messages of a channel that are looked at to find where a wave began: ten minutes' worth."""

SHOWN = 20
"""So many of those that are tried again are shown, the next first."""


@dataclass(frozen=True)
class Lane:
    """One channel: what is on its way there, and what went in the same wave."""

    channel: Channel
    waiting: int
    """On their way: due, and not failed so far."""
    sent: int
    """Gone since there last was nothing on its way; of the last wave when there is nothing now."""
    oldest: datetime | None
    """Since when the oldest on its way has been due."""
    last: datetime | None
    """When the last one went."""
    done_at: datetime | None
    """When all will have gone at the channel's pace, if nothing comes in between."""
    paused_until: datetime | None
    """The channel is away, or asked us to wait."""
    later: int
    """Wanted later: by night most wait for the morning."""
    first_later: datetime | None
    again: int
    """Failed, and tried again."""

    @property
    def waits(self) -> bool:
        """Whether anything is still to go."""
        return bool(self.waiting or self.later or self.again)


@dataclass(frozen=True)
class Again:
    """A message that failed and is tried again by itself."""

    id: int
    channel: Channel
    at: datetime
    error: str
    attempts: int
    again_at: datetime
    talk_id: int
    place: str
    name: str | None
    """The colleague's whom it is for; None for a citizen."""


@dataclass(frozen=True)
class Progress:
    """All channels. `unwritten`: due rows of the clock that may still become messages."""

    lanes: tuple[Lane, ...]
    again: tuple[Again, ...]
    unwritten: int
    given_up: int

    @property
    def moving(self) -> bool:
        """Whether it is worth looking again in a moment."""
        return bool(self.unwritten or self.again or any(lane.waiting for lane in self.lanes))


async def progress(tx: Transaction, now: datetime) -> Progress:
    """How far it has come now."""
    lanes = [await _lane(tx, channel, now) for channel in (Channel.TELEGRAM, Channel.MAIL)]
    unwritten = await tx.session.scalar(
        select(func.count()).where(Due.at <= now, Due.kind.not_in(AT_TELEGRAM))
    )
    return Progress(
        tuple(lane for lane in lanes if lane is not None),
        await _again(tx),
        unwritten or 0,
        await dead_count(tx),
    )


def _all_of(channel: Channel) -> ColumnElement[bool]:
    return and_(Outgoing.channel == channel, Outgoing.state == WAITING, ANY_CHAT)


_FAILED = Outgoing.last_error.is_not(None)


async def _lane(tx: Transaction, channel: Channel, now: datetime) -> Lane | None:
    """One channel; None when nothing was sent for a week and nothing waits."""
    due = and_(Outgoing.not_before <= now, Outgoing.last_error.is_(None))
    chats = (
        select(
            case((IS_GROUP, 1), else_=0).label("grouped"),
            func.count().label("n"),
            func.min(Outgoing.not_before).label("oldest"),
        )
        .where(_all_of(channel), due)
        .group_by(Outgoing.address)
        .subquery()
    )
    kinds = await tx.connection.execute(
        select(
            chats.c.grouped,
            func.sum(chats.c.n).label("n"),
            func.max(chats.c.n).label("most"),
            func.min(chats.c.oldest, type_=UtcDateTime).label("oldest"),
        ).group_by(chats.c.grouped)
    )
    found = kinds.all()
    others = await tx.connection.execute(
        select(
            func.count().filter(_FAILED).label("again"),
            func.count().filter(Outgoing.not_before > now).label("later"),
            func.min(Outgoing.not_before).filter(Outgoing.not_before > now).label("first_later"),
        ).where(_all_of(channel), or_(_FAILED, Outgoing.not_before > now))
    )
    rest = others.one()
    oldest = min((row.oldest for row in found), default=None)
    sent, last = await _gone(tx, channel, oldest)
    if not (found or rest.again or rest.later or sent):
        return None
    waiting = sum(int(row.n) for row in found)
    next_at = await tx.connection.scalar(select(Pace.next_at).where(Pace.channel == channel))
    paused = next_at if next_at is not None and next_at > now + PAUSED else None
    takes = Pacing().takes(
        waiting,
        private=max((int(row.most) for row in found if not row.grouped), default=0),
        group=max((int(row.most) for row in found if row.grouped), default=0),
    )
    return Lane(
        channel=channel,
        waiting=waiting,
        sent=sent,
        oldest=oldest,
        last=last,
        done_at=(paused or now) + takes if waiting else None,
        paused_until=paused,
        later=rest.later,
        first_later=rest.first_later,
        again=rest.again,
    )


async def _gone(
    tx: Transaction, channel: Channel, oldest: datetime | None
) -> tuple[int, datetime | None]:
    """How many were sent in the current wave (else in the last one), and when the last of them.

    The wave is counted backwards: whatever was sent while a message of it was due belongs to it.
    """
    rows = await tx.connection.execute(
        select(Outgoing.not_before, Outgoing.settled_at)
        .where(
            Outgoing.channel == channel, Outgoing.state == literal_column(f"'{Sending.SENT.value}'")
        )
        .order_by(Outgoing.id.desc())
        .limit(LOOKED_BACK)
    )
    gone = [(row.not_before, row.settled_at) for row in rows]
    last = max((settled for _, settled in gone), default=None)
    return _in_one_wave(gone, oldest or last), last


def _in_one_wave(gone: Iterable[tuple[datetime, datetime]], began: datetime | None) -> int:
    count = 0
    for wanted, settled in gone:
        if began is None or settled < began - LULL:
            break
        began = min(began, wanted)
        count += 1
    return count


async def _again(tx: Transaction) -> tuple[Again, ...]:
    found = await tx.connection.execute(
        select(Outgoing, Talk.place, Staff.name)
        .join(Talk, Talk.id == Outgoing.talk_id)
        .outerjoin(Staff, Staff.person_id == Talk.person_id)
        .where(Outgoing.state == WAITING, ANY_CHAT, _FAILED)
        .order_by(Outgoing.claimed_until, Outgoing.id)
        .limit(SHOWN)
    )
    return tuple(
        Again(
            id=row.id,
            channel=Channel(row.channel),
            at=row.made_at,
            error=row.last_error,
            attempts=row.attempts,
            again_at=row.claimed_until,
            talk_id=row.talk_id,
            place=row.place,
            name=row.name,
        )
        for row in found
    )
