"""A library whose staff work in a group in Telegram: the real program, and the Bot API's stand-in.

async with a_staffed(url) as town:
    anna = await town.connected("Anna Aa")
    topic = await town.group.has_topic("1 ·")
    await anna.presses("Tag den", topic)
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.app import now as real_time
from storage.database import Database
from storage.people.rules import Channel, Role
from storage.people.tables import Address, Staff
from storage.talk.pace import UNLIMITED, Pacing
from tests.bot_api import Group, Limits, Person, StandIn, Topic, stand_in
from tests.bot_api.screen import buttons_of, read
from tests.bot_api.world import Message
from tests.journeys.telegram import settings_at
from tests.online import Clock, Colleague, Library, running


@dataclass
class Staffed:
    """A running library, Telegram, and the group that its staff work in."""

    library: Library
    api: StandIn
    group: Group

    async def connected(self, name: str, role: Role = Role.COORDINATOR) -> Person:
        """A colleague who has connected their Telegram."""
        return (await self.both(name, role))[1]

    async def both(self, name: str, role: Role = Role.COORDINATOR) -> tuple[Colleague, Person]:
        """A colleague at the desk and in Telegram."""
        at_desk = await self.library.joins(name, role)
        person = self.api.person(name)
        self.group.add(person)
        await connect(self.library.database, name, person, self.library.clock)
        return at_desk, person

    async def after(self, deed: Awaitable[object], where: Group | Topic) -> str:
        """Do something. Returns what the bot then writes there."""
        before = len(said_in(where))
        await deed
        await self.api.until(lambda: len(said_in(where)) > before)
        return "\n".join(read(message) for message in said_in(where)[before:])

    async def shown(self, topic: Topic, *words: str) -> str:
        """Wait until the card in a topic has these words."""

        def there() -> bool:
            return all(word in card_of(topic) for word in words)

        await self.api.until(there)
        return card_of(topic)


def said_in(where: Group | Topic, kind: str = "text") -> list[Message]:
    """What the bot wrote or sent there: each message once, however often it was edited."""
    return [m for m in where.screen.messages if m["from"]["is_bot"] and kind in m]


def question_in(where: Group | Topic) -> Message:
    """The newest question there."""
    return [m for m in said_in(where) if any("@" in data for data in _carried(m))][-1]


def _carried(message: Message) -> list[str]:
    return [str(button.get("callback_data", "")) for button in buttons_of(message)]


def card_of(topic: Topic) -> str:
    """The pinned card as it reads now."""
    pinned = topic.pinned
    return read(pinned) if pinned else ""


async def connect(database: Database, name: str, person: Person, clock: Clock) -> None:
    """Let a colleague's Telegram be theirs."""
    async with database.transaction() as tx:
        found = await tx.session.scalar(select(Staff.person_id).where(Staff.name == name))
        now = clock()
        tx.session.add(
            Address(
                channel=Channel.TELEGRAM,
                address=str(person.id),
                person_id=found,
                since=now,
                seen_at=now,
                expires_at=now + timedelta(days=700),
            )
        )


@asynccontextmanager
async def a_staffed(
    url: str, way: str = "polling", times: float = 0, **more: Any
) -> AsyncIterator[Staffed]:
    """All of it, running. `times` is how much faster than life the pace of Telegram is kept, by a
    clock that goes; 0 is without any pace, and with a clock that stands.
    """
    limits, pacing = (Limits(), Pacing().faster(times)) if times else (None, UNLIMITED)
    async with stand_in(speed=times or 1, pace=limits) as api:
        group = api.group("Personalet", forum=True)
        settings = {**settings_at(api, way), "staff_chat_id": group.id, **more}
        clock = Going(real_time()) if times else Clock()
        async with running(url, clock, pacing=pacing, **settings) as library:
            yield Staffed(library, api, group)


class Going(Clock):
    """The real time."""

    def __call__(self) -> datetime:
        self.now = real_time()
        return self.now
