"""The two ends of a join: a citizen's page and a Telegram chat, and what each of them has."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from storage.database import Database, Transaction
from storage.joining import actions
from storage.joining.actions import Joined
from storage.joining.tables import JoinLink
from storage.people import actions as people
from storage.people.rules import Channel, Language
from storage.talk.actions import Position, Words, open_talk, settle
from storage.talk.rules import PRIVATE, Who
from storage.talk.tables import Talk
from tests.storage.cast import NOW

NOWHERE = Position()


def at(step: str, flow: str = "idea") -> Position:
    """The middle of a flow."""
    return Position(flow, 1, step, {"given": {"text": ["Ro", "Ro"]}, "args": {}, "path": ["text"]})


async def chat(database: Database, number: str = "4711", language: Language = Language.DA) -> int:
    """Somebody who writes in Telegram."""
    async with database.transaction() as tx:
        lasts = timedelta(days=730)
        return await people.arrive(
            tx, Channel.TELEGRAM, number, NOW, language=language, lasts=lasts
        )


async def says(
    database: Database,
    person_id: int,
    *words: str,
    place: str = PRIVATE,
    position: Position = NOWHERE,
    now: datetime = NOW,
    prefix: str = "m",
) -> None:
    """Each is said, and answered with a question."""
    for number, text in enumerate(words):
        async with database.transaction() as tx:
            talk = await _talk(tx, person_id, place, now)
            asked = Words(f"Svar på {text}", ask={"kind": "text"})
            own = Words(text, Who.YOU, client_id=f"{prefix}-{person_id}-{number}")
            await settle(tx, talk.id, talk.version, position, [own, asked], now)


async def _talk(tx: Transaction, person_id: int, place: str, now: datetime) -> Talk:
    wanted = select(Talk).where(Talk.person_id == person_id, Talk.place == place)
    found = await tx.session.scalar(wanted)
    if found is None:
        await open_talk(tx, person_id, place, now)
        found = (await tx.session.scalars(wanted)).one()
    return found


async def linked(
    database: Database, maker: int, taker: int, side: Channel = Channel.WEB, now: datetime = NOW
) -> int:
    """A link that was made at one end, and taken at the other; its number."""
    async with database.transaction() as tx:
        secret = await actions.make_link(tx, maker, side, now)
    other = Channel.WEB if side is Channel.TELEGRAM else Channel.TELEGRAM
    async with database.transaction() as tx:
        link = await actions.open_link(tx, secret, taker, other, now)
        await actions.take(tx, link, now)
        return link.number


async def joins(
    database: Database, maker: int, number: int, place: str = PRIVATE, now: datetime = NOW
) -> Joined:
    """The maker's yes, as the door brings it."""
    async with database.transaction() as tx:
        talk = await _talk(tx, maker, place, now)
        link = await actions.waiting(tx, maker, number, now)
        return await actions.join(tx, link, place, (talk.id, talk.version), now)


async def links(database: Database) -> int:
    """How many links there are."""
    async with database.reading() as tx:
        return len((await tx.session.scalars(select(JoinLink))).all())
