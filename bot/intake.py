"""ONE door for every message: who is it, seen before, converse, commit; only then the reply.

One incoming message is one transaction. Must not know HTTP, nor what any conversation is about.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.faults import place_of
from handlers import dialogue
from handlers.conversation.render import words
from handlers.conversation.texts import Texts
from handlers.conversation.values import Context, Message, Press, Said, Text
from handlers.library import Library
from storage.database import Conflict, Database, Transaction, Unavailable
from storage.people import actions as people_actions
from storage.people import queries as people
from storage.people.rules import SHARED_LASTS, VISITOR_LASTS, Channel, Language
from storage.talk import actions, queries
from storage.talk.actions import Position, Words
from storage.talk.cpr import TAIL, redact
from storage.talk.queries import Standing
from storage.talk.rules import Who
from storage.talk.tables import Line

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

MOST_CONFLICTS = 40
"""How often a message gives way to faster ones before it counts as failed."""

FAILURES = 3
"""A message that fails this often becomes a dead letter."""


@dataclass(frozen=True)
class Incoming:
    """A message from any channel.

    `address` is the hash of where it comes from; `id` is the name that the sender gave it, the same
    when it is sent again.
    """

    channel: Channel
    address: str
    place: str
    id: str
    said: Said
    language: Language = Language.DA
    shared: bool = False


@dataclass(frozen=True)
class Answered:
    """What became of a message: its talk, its own line and the lines that answer it."""

    talk_id: int
    lines: Sequence[Line]
    language: Language


class NotKnown(Exception):
    """Nobody is signed in with this address (any more)."""


class Intake:
    """The door. One for the running program, shared by all channels."""

    def __init__(self, database: Database, library: Library, texts: Texts, clock: Clock) -> None:
        self._database = database
        self._library = library
        self._texts = texts
        self._clock = clock

    async def receive(self, incoming: Incoming) -> Answered:
        """Handle a message once, however often it arrives.

        Raises NotKnown, or Unavailable when the database is away; a bug becomes a dead letter.
        """
        conflicts = failures = 0
        incoming, hidden = _without_cpr(incoming)
        while True:
            try:
                return await self._once(incoming, hidden)
            except Conflict as error:
                conflicts += 1
                if conflicts > MOST_CONFLICTS:
                    return await self._bury(incoming, error)
                await asyncio.sleep(random.uniform(0, 0.01 * conflicts))  # noqa: S311 - only spreads
            except (NotKnown, Unavailable):
                raise
            except Exception as error:  # noqa: BLE001 - a bug must not silence the queue
                failures += 1
                log.error("a message failed, attempt %d: %s", failures, place_of(error))
                if failures >= FAILURES:
                    return await self._bury(incoming, error)

    async def _once(self, incoming: Incoming, hidden: int) -> Answered:
        now = self._clock()
        async with self._database.transaction() as tx:
            standing = await self._standing(tx, incoming, now)
            if standing.talk_id is not None and standing.seen is not None:
                lines = await queries.answers_to(tx, standing.talk_id, standing.seen)
                return Answered(standing.talk_id, lines, standing.language)
            talk_id = standing.talk_id
            if talk_id is None:
                talk_id = await actions.open_talk(tx, standing.person_id, incoming.place, now)
            said, more = _without_split_cpr(incoming.said, standing.tail)
            context = await self._context(tx, incoming, standing, talk_id, now)
            heard = await dialogue.converse(
                context,
                Position(standing.flow, standing.flow_version, standing.step, standing.answers),
                standing.asked,
                said,
                incoming.id,
                standing.notice_version,
            )
            told = [*self._warned(context, hidden + more), *heard.told]
            lines = await actions.settle(
                tx,
                talk_id,
                standing.version,
                heard.position,
                [heard.said, *told],
                now,
                tail=said.text[-TAIL:] if isinstance(said, Text) else "",
            )
        return Answered(talk_id, lines, context.language)

    async def _standing(self, tx: Transaction, incoming: Incoming, now: datetime) -> Standing:
        where = (incoming.channel, incoming.address, incoming.place, incoming.id)
        found = await queries.standing(tx, *where, now)
        if found is None and incoming.channel is Channel.WEB:
            if await people.was_here(tx, incoming.channel, incoming.address):
                raise NotKnown
            await people_actions.arrive(
                tx,
                incoming.channel,
                incoming.address,
                now,
                language=incoming.language,
                lasts=SHARED_LASTS if incoming.shared else VISITOR_LASTS,
                shared=incoming.shared,
            )
            found = await queries.standing(tx, *where, now)
        if found is None:
            raise NotKnown
        if found.shared:
            await people_actions.stay(tx, incoming.channel, incoming.address, now)
        return found

    async def _context(
        self,
        tx: Transaction,
        incoming: Incoming,
        standing: Standing,
        talk_id: int,
        now: datetime,
    ) -> Context:
        staff = incoming.channel is Channel.DESK
        known = await people.colleague(tx, standing.person_id) if staff else None
        if staff and known is None:
            raise NotKnown
        return Context(
            tx=tx,
            person_id=standing.person_id,
            language=standing.language,
            age=standing.age,
            place=incoming.place,
            talk_id=talk_id,
            now=now,
            library=self._library,
            texts=self._texts,
            colleague=known,
            choices=standing.choices,
        )

    def _warned(self, context: Context, hidden: int) -> list[Words]:
        if not hidden:
            return []
        log.info("CPR numbers removed: %d", hidden)
        return [words(self._texts, context.language, Message("common.cpr_removed"))]

    async def _bury(self, incoming: Incoming, error: Exception) -> Answered:
        """Keep what cannot be handled, apologise once with a number, and let the queue move on."""
        now = self._clock()
        async with self._database.transaction() as tx:
            standing = await self._standing(tx, incoming, now)
            said, _ = _without_split_cpr(incoming.said, standing.tail)
            text = said.text if isinstance(said, Text) else ""
            talk_id = standing.talk_id
            if talk_id is None:
                talk_id = await actions.open_talk(tx, standing.person_id, incoming.place, now)
            number = await actions.bury(tx, talk_id, incoming.id, text, type(error).__name__, now)
            apology = Message("common.apology", {"phone": self._library.phone, "number": number})
            lines = await actions.settle(
                tx,
                talk_id,
                standing.version,
                Position(standing.flow, standing.flow_version, standing.step, standing.answers),
                [
                    Words(text, Who.YOU, client_id=incoming.id),
                    words(self._texts, standing.language, apology),
                ],
                now,
                tail=text[-TAIL:],
            )
        log.error("dead letter %d", number)
        return Answered(talk_id, lines, standing.language)


def _without_cpr(incoming: Incoming) -> tuple[Incoming, int]:
    """Take CPR numbers out before anything is logged or stored (domain 5.8)."""
    if isinstance(incoming.said, Text):
        found = redact(incoming.said.text)
        return replace(incoming, said=Text(found.text)), found.hits
    if isinstance(incoming.said, Press):
        found = redact(incoming.said.value)
        return replace(incoming, said=replace(incoming.said, value=found.text)), found.hits
    found = redact(incoming.said.caption)
    return replace(incoming, said=replace(incoming.said, caption=found.text)), found.hits


def _without_split_cpr(said: Said, tail: str) -> tuple[Said, int]:
    """Take out a number of which the last message held the beginning."""
    if not isinstance(said, Text) or not tail:
        return said, 0
    found = redact(said.text, before=tail)
    return Text(found.text), found.hits
