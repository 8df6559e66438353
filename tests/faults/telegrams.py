"""What a test of the Telegram door looks at afterwards, and what it does beside its people."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from sqlalchemy import select, update

from storage.database import Conflict, Database, Unavailable
from storage.people.rules import Channel
from storage.people.tables import Address
from storage.talk import actions
from storage.talk.actions import Words
from storage.talk.tables import Lease, Line, Outgoing
from tests.bot_api import Person, StandIn
from tests.faults.evidence import expect_whole_talks
from tests.journeys.telegram import PUBLIC, SECRET, WEBHOOK
from tests.online import Clock, Library
from tests.programs import Program, a_program

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@asynccontextmanager
async def programs(
    api: StandIn, folder: Path, database: Database, way: str
) -> AsyncIterator[list[Program]]:
    """Two programs, where the database lets two write; else one."""
    settings: dict[str, Any] = {"BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url}
    if way == "webhook":
        settings |= {"WEBHOOK_URL": WEBHOOK, "WEBHOOK_SECRET": SECRET}
    async with AsyncExitStack() as stack:
        started = [
            await stack.enter_async_context(a_program(folder, database, **settings))
            for _ in range(1 if database.is_sqlite else 2)
        ]
        api.leads(PUBLIC, *(program.url for program in started))
        yield started


@dataclass
class Running(Clock):
    """A clock that runs, faster than ours: half a minute's rest is a second of the test."""

    speed: float = 30
    began: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return self.now + timedelta(seconds=(time.monotonic() - self.began) * self.speed)


def said_to(person: Person) -> list[str]:
    """Everything that the bot wrote to somebody, in order, as it is read."""
    return [m["text"].replace("\xa0", " ") for m in person.screen if m["from"]["is_bot"]]


async def a_minute_passes(database: Database) -> None:
    """What the killed ones held on to is free again."""
    now = datetime.now(UTC)
    while True:
        try:
            async with database.transaction() as tx:
                await tx.connection.execute(update(Lease).values(until=now))
                await tx.connection.execute(
                    update(Outgoing)
                    .where(Outgoing.state == "waiting", Outgoing.claimed_until.is_not(None))
                    .values(claimed_until=now)
                )
        except (Unavailable, Conflict):
            await asyncio.sleep(0.1)
        else:
            return


async def lines(database: Database) -> list[Line]:
    """Everything that was said, in order."""
    async with database.reading() as tx:
        found = await tx.session.scalars(select(Line).order_by(Line.talk_id, Line.seq))
        return list(found)


async def address_of(database: Database, person: Person) -> Address:
    """What is kept of somebody's chat."""
    async with database.reading() as tx:
        found = await tx.session.scalars(
            select(Address).where(
                Address.channel == Channel.TELEGRAM, Address.address == str(person.id)
            )
        )
        return found.one()


async def news(library: Library, person: Person, text: str) -> None:
    """Let the library say something to somebody who did not just speak."""
    told = (await address_of(library.database, person)).person_id
    async with library.database.transaction() as tx:
        await actions.tell(tx, told, Words(text), library.clock(), at_once=True)


async def expect_one_effect_each(api: StandIn, database: Database) -> None:
    """Every update that was taken is one line, and the lines of each talk have no holes."""
    kept = [line.client_id for line in await lines(database) if line.client_id]
    taken = [u for u in api.updates if u.end == "taken" and u.kind in ("message", "callback_query")]
    assert sorted(kept) == sorted(_name(update.content) for update in taken)
    await expect_whole_talks(database)


def _name(said: dict[str, Any]) -> str:
    """The name that a message or a press has in the talk."""
    return f"press:{said['id']}" if "data" in said else f"{said['chat']['id']}:{said['message_id']}"


async def posted(library: Library, update: Any, secret: str = SECRET) -> tuple[int, Any]:
    """What the webhook answers to a request of ours."""
    url = f"{library.url}{urlsplit(WEBHOOK).path}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=update, headers={HEADER: secret}) as response,
    ):
        return response.status, await response.json() if await response.read() else None
