"""Chats to write to, and messages that wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select

from storage.database import Database, Transaction
from storage.people import actions as people
from storage.people.rules import Channel, Language
from storage.people.tables import Address
from storage.talk import actions
from storage.talk.actions import Position, Words
from storage.talk.pace import Pacing
from storage.talk.queries import Parcel
from storage.talk.rules import PRIVATE, Priority, Sending, Who
from storage.talk.tables import Outgoing
from tests.storage.cast import NOW

TELEGRAM = Channel.TELEGRAM


@dataclass(frozen=True)
class Chat:
    """Somebody's private chat, or a group that a talk is written to."""

    address: str
    person_id: int

    async def waits(
        self,
        tx: Transaction,
        text: str,
        now: datetime = NOW,
        *,
        priority: Priority = Priority.REPLY,
        not_before: datetime | None = None,
        key: str | None = None,
    ) -> bool:
        """Write a line and put it into the outbox."""
        line = await actions.add_line(tx, self.person_id, Words(text), now, place=PRIVATE)
        return await actions.put(
            tx,
            TELEGRAM,
            self.address,
            line[0],
            line[1],
            line[1],
            now,
            priority=priority,
            not_before=not_before,
            key=key,
        )


async def a_chat(database: Database, address: str, language: Language = Language.DA) -> Chat:
    """A chat with somebody of its own, who can be told news there."""
    async with database.transaction() as tx:
        person = await people.arrive(
            tx, TELEGRAM, address, NOW, language=language, lasts=timedelta(days=400)
        )
    return Chat(address, person)


async def also_at(tx: Transaction, person_id: int, address: str) -> None:
    """One more chat of somebody who is known already."""
    since = {"since": NOW, "seen_at": NOW, "expires_at": NOW + timedelta(days=400)}
    values = {"channel": TELEGRAM, "address": address, "person_id": person_id, **since}
    await tx.connection.execute(insert(Address), [values])


async def claims(
    database: Database, now: datetime, pacing: Pacing, most: int = 100
) -> list[Parcel]:
    """Claim in a transaction of its own."""
    async with database.transaction() as tx:
        return await actions.claim(tx, TELEGRAM, now, pacing, most)


async def sends(database: Database, now: datetime, pacing: Pacing, most: int = 100) -> list[Parcel]:
    """Claim, and settle all of it as sent."""
    parcels = await claims(database, now, pacing, most)
    async with database.transaction() as tx:
        for parcel in parcels:
            await actions.sent(tx, parcel, parcel.id, now)
    return parcels


def said(parcels: list[Parcel]) -> list[str]:
    """The words of each."""
    return ["\n".join(line.text for line in parcel.lines) for parcel in parcels]


async def rows(database: Database) -> list[Outgoing]:
    """All that is in the outbox."""
    async with database.reading() as tx:
        return list(await tx.session.scalars(select(Outgoing).order_by(Outgoing.id)))


async def states(database: Database) -> list[Sending]:
    """What became of each message."""
    return [Sending(row.state) for row in await rows(database)]


async def many_wait(database: Database, addresses: Sequence[str], count: int) -> None:
    """So many answers to the same question, for these chats by turns; quicker than by `put`."""
    eva = await a_chat(database, "7")
    said = [Words("Hej alle", Who.YOU), Words("Hej")]
    async with database.transaction() as tx:
        talk_id = await actions.open_talk(tx, eva.person_id, PRIVATE, NOW)
        await actions.settle(tx, talk_id, 0, Position(), said, NOW)
        row = {"channel": TELEGRAM, "talk_id": talk_id, "first": 2, "last": 2, "made_at": NOW}
        row |= {"priority": Priority.REPLY, "not_before": NOW}
        await tx.connection.execute(
            insert(Outgoing),
            [row | {"address": addresses[n % len(addresses)]} for n in range(count)],
        )
