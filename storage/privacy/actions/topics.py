"""Takes back what stands in Telegram, as far as its API allows: messages, and a case's topic.

Only writes due rows, in the transaction that erases; bot/channels/unsaying.py does the work after
it. Must not call anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select

from storage.cases import queries as cases
from storage.cases.tables import Case, Event, Topic
from storage.database import Transaction
from storage.ideas.rules import Act
from storage.people.rules import Channel
from storage.privacy.holdings import own_chats
from storage.privacy.rules import REACH
from storage.talk import actions as talk
from storage.talk.rules import DueKind, Sending, Who
from storage.talk.tables import Line, Outgoing

_NAMED = re.compile(r"(-?\d+):(\d+)")
"""The name that the Telegram channel gives a line: the chat, and the message in it."""


async def forget_topic(tx: Transaction, case: Case, now: datetime) -> None:
    """Plan to delete a case's topic with everything in it. An open case gets a new topic, with what
    may still be told.
    """
    topic = await tx.session.scalar(select(Topic).where(Topic.case_number == case.number))
    if topic is None:
        return
    if topic.thread is not None:
        gone = {"chat": topic.chat, "thread": topic.thread, "card": topic.message_id}
        await talk.plan(tx, DueKind.UNSAY, now, gone, case_number=case.number)
    await tx.connection.execute(delete(Topic).where(Topic.case_number == case.number))
    tx.session.expunge(topic)
    case.drawn_version = 0


async def forget_news(tx: Transaction, number: int, now: datetime) -> None:
    """Begin anew the topics in which an idea's words were told: those of ideas that it was joined
    to, even if it was separated from them since.
    """
    joined = await tx.connection.execute(
        select(Event.public).where(Event.case_number == number, Event.act == Act.JOIN)
    )
    for into in sorted({int(public["into"]) for public in joined.scalars() if "into" in public}):
        other = await cases.locked(tx, into)
        if other is not None:
            await forget_topic(tx, other, now)


async def unsay_own(tx: Transaction, person_id: int, talk_id: int, now: datetime) -> None:
    """Plan to take back what stands in a person's own chats: what they wrote and what they read."""
    chats = await tx.connection.execute(own_chats(person_id))
    reach = Reach(now)
    await _sent(tx, reach, talk_id)
    said = await tx.connection.execute(
        select(Line.client_id).where(
            Line.talk_id == talk_id, Line.who == Who.YOU, Line.at > now - REACH
        )
    )
    own = set(chats.scalars())
    for name in said.scalars():
        found = _NAMED.match(name or "")
        if found and found[1] in own:  # a browser chooses the names of its lines
            reach.gone.setdefault(found[1], set()).add(int(found[2]))
    await reach.plan(tx)


async def unsay_lines(tx: Transaction, talk_id: int, lines: Collection[int], now: datetime) -> None:
    """Plan to take back the messages as which some lines of a talk were sent."""
    reach = Reach(now)
    await _sent(tx, reach, talk_id, lines)
    await reach.plan(tx)


@dataclass
class Reach:
    """By chat: messages young enough to delete, and older ones that can only be rewritten."""

    now: datetime
    gone: dict[str, set[int]] = field(default_factory=dict)
    rewritten: dict[str, set[int]] = field(default_factory=dict)

    def take(self, chat: str, message_id: int, at: datetime) -> None:
        """Add a message of the bot."""
        where = self.gone if at > self.now - REACH else self.rewritten
        where.setdefault(chat, set()).add(message_id)

    async def plan(self, tx: Transaction) -> None:
        """Write one due row for each chat."""
        for chat in sorted({*self.gone, *self.rewritten}):
            payload = {
                "chat": chat,
                "delete": sorted(self.gone.get(chat, ())),
                "rewrite": sorted(self.rewritten.get(chat, ())),
            }
            await talk.plan(tx, DueKind.UNSAY, self.now, payload)


async def _sent(
    tx: Transaction, reach: Reach, talk_id: int, lines: Collection[int] | None = None
) -> None:
    found = await tx.connection.execute(
        select(
            Outgoing.address,
            Outgoing.message_id,
            Outgoing.first,
            Outgoing.last,
            Outgoing.settled_at,
        ).where(
            Outgoing.talk_id == talk_id,
            Outgoing.channel == Channel.TELEGRAM,
            Outgoing.state == Sending.SENT,
            Outgoing.message_id.is_not(None),
        )
    )
    for row in found:
        if lines is None or any(row.first <= line <= row.last for line in lines):
            reach.take(row.address, row.message_id, row.settled_at)
