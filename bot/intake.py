"""The ONE way in for every message: find the person, look whether it was handled before, converse,
commit; only then reply.

One incoming message is one transaction. Must not know HTTP, nor what any conversation is about.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot import answering
from bot.faults import place_of
from bot.incoming import (
    Answered,
    Incoming,
    NotKnown,
    NotTheirs,
    without_cpr,
    without_split_cpr,
)
from bot.metrics import Metrics
from handlers import dialogue, welcome
from handlers.conversation.kept import as_data
from handlers.conversation.render import words
from handlers.conversation.texts import Texts
from handlers.conversation.values import (
    Context,
    Message,
    Text,
    Unreadable,
)
from handlers.library import Library
from storage.cases.rules import first_name
from storage.database import Conflict, Database, Transaction, Unavailable
from storage.ideas.shelf import Shelf
from storage.people import actions as people_actions
from storage.people import queries as people
from storage.people.rules import SHARED_LASTS, TELEGRAM_LASTS, VISITOR_LASTS, Channel
from storage.talk import actions, queries
from storage.talk.actions import Position, Words
from storage.talk.cpr import TAIL
from storage.talk.queries import Standing, Stranger
from storage.talk.rules import PRIVATE, asked_at

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

MOST_CONFLICTS = 40
"""How often a message may lose against faster ones before it counts as failed."""

NO_MESSAGE = ""
"""Stands for a message's id when there is no message yet."""

FAILURES = 3
"""A message that fails this many times becomes a dead letter."""


def _discreet(incoming: Incoming) -> Incoming:
    said = dialogue.discreetly(incoming.said)
    return incoming if said is incoming.said else replace(incoming, said=said)


def _position(standing: Standing) -> Position:
    return Position(standing.flow, standing.flow_version, standing.step, standing.answers)


async def _check_asked(tx: Transaction, standing: Standing, talk: int) -> None:
    """Raise NotTheirs unless this talk put the question."""
    if standing.talk_id != talk:
        name = await queries.colleague_at(tx, talk)
        raise NotTheirs(first_name(name) if name else None)


class Intake:
    """Takes messages in. The running program has one, which all channels share."""

    def __init__(
        self,
        database: Database,
        library: Library,
        texts: Texts,
        clock: Clock,
        metrics: Metrics | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._database = database
        self._library = library
        self._texts = texts
        self._clock = clock
        self._metrics = metrics or Metrics()
        self._shelf = shelf or Shelf()

    async def receive(self, incoming: Incoming) -> Answered:
        """Handle a message once, however often it arrives.

        Raises NotKnown, NotTheirs, or Unavailable (the database); a bug becomes a dead letter.
        """
        began = time.monotonic()
        try:
            answered = await self._until_done(incoming)
        except Unavailable:
            self._metrics.message(incoming.channel, "unavailable")
            raise
        self._metrics.message(incoming.channel, answered.how, time.monotonic() - began)
        return answered

    async def check_asked(self, channel: Channel, address: str, talk: int) -> None:
        """Check that a question was put to the person at this address, before they have answered
        it.

        Raises NotKnown, NotTheirs or Unavailable, as `receive` does when the answer comes.
        """
        async with self._database.reading() as tx:
            where = (channel, address, await queries.place_of(tx, talk), NO_MESSAGE)
            found = await queries.standing(tx, *where, self._clock())
            if isinstance(found, Stranger) or not found.staff:
                raise NotKnown
            await _check_asked(tx, found, talk)

    async def _until_done(self, incoming: Incoming) -> Answered:
        conflicts = failures = 0
        incoming, hidden = without_cpr(_discreet(incoming))
        while True:
            try:
                return await self._once(incoming, hidden)
            except Conflict as error:
                conflicts += 1
                self._metrics.message_again(incoming.channel, "conflict")
                if conflicts > MOST_CONFLICTS:
                    return await self._bury(incoming, error)
                await asyncio.sleep(random.uniform(0, 0.01 * conflicts))  # noqa: S311 - only spreads
            except (NotKnown, NotTheirs, Unavailable):
                raise
            except Exception as error:  # noqa: BLE001 - a bug must not silence the queue
                failures += 1
                self._metrics.message_again(incoming.channel, "failure")
                log.error("a message failed, attempt %d: %s", failures, place_of(error))
                if failures >= FAILURES:
                    return await self._bury(incoming, error)

    async def _once(self, incoming: Incoming, hidden: int) -> Answered:
        now = self._clock()
        async with self._database.transaction() as tx:
            standing = await self._standing(tx, incoming, now)
            if standing.talk_id is not None and standing.seen is not None:
                lines = await queries.answers_to(tx, standing.talk_id, standing.seen)
                answered = Answered(standing.talk_id, lines, standing.language, how="repeated")
                return await answering.again(tx, incoming, standing, answered, now)
            talk_id = standing.talk_id
            if incoming.talk is not None:
                await _check_asked(tx, standing, incoming.talk)
            if talk_id is None:
                talk_id = await actions.open_talk(tx, standing.person_id, standing.place, now)
            said, more = without_split_cpr(incoming.said, standing.tail)
            context = await self._context(tx, incoming, standing, talk_id, now)
            heard = await dialogue.converse(
                context,
                _position(standing),
                standing.asked,
                said,
                incoming.id,
                standing.notice_version,
                incoming.notice,
            )
            told = [*self._warned(context, hidden + more), *heard.told]
            tail = heard.said.text[-TAIL:] if isinstance(said, Text) else ""
            return await answering.settle(
                tx, incoming, standing, context, heard.position, [heard.said, *told], tail
            )

    async def _standing(self, tx: Transaction, incoming: Incoming, now: datetime) -> Standing:
        where = (incoming.channel, incoming.address, incoming.place, incoming.id)
        found = await queries.standing(tx, *where, now)
        if isinstance(found, Stranger) and incoming.newcomers:
            if found.was_here:
                await self._let_back_in(tx, incoming, now)
                found = await queries.standing(tx, *where, now)
            else:
                found = await self._let_in(tx, incoming, found, now)
        if isinstance(found, Stranger) or not (incoming.newcomers or found.staff):
            raise NotKnown
        if found.shared:
            await people_actions.stay(tx, incoming.channel, incoming.address, now)
        return found

    async def _let_back_in(self, tx: Transaction, incoming: Incoming, now: datetime) -> None:
        """Let somebody in again who had left Telegram. A browser session that has ended stays
        ended.
        """
        if incoming.channel is not Channel.TELEGRAM:
            raise NotKnown
        where = (incoming.channel, incoming.address)
        await people_actions.return_to(tx, *where, now, TELEGRAM_LASTS)

    async def _let_in(
        self, tx: Transaction, incoming: Incoming, stranger: Stranger, now: datetime
    ) -> Standing:
        """Store somebody new and their talk."""
        lasts = TELEGRAM_LASTS if incoming.channel is Channel.TELEGRAM else VISITOR_LASTS
        newcomer = people_actions.newcomer(
            incoming.channel,
            incoming.address,
            now,
            language=incoming.language,
            lasts=SHARED_LASTS if incoming.shared else lasts,
            shared=incoming.shared,
        )
        talk = await actions.come_in(tx, newcomer, incoming.place or PRIVATE, now)
        return stranger.arrives(talk, incoming.language, shared=incoming.shared)

    async def _context(
        self,
        tx: Transaction,
        incoming: Incoming,
        standing: Standing,
        talk_id: int,
        now: datetime,
    ) -> Context:
        at_work = standing.staff and incoming.channel is not Channel.WEB
        known = await people.colleague(tx, standing.person_id) if at_work else None
        if incoming.channel is Channel.DESK and known is None:
            raise NotKnown
        return Context(
            tx=tx,
            person_id=standing.person_id,
            language=standing.language,
            age=standing.age,
            place=standing.place,
            talk_id=talk_id,
            version=standing.version,
            now=now,
            library=self._library,
            texts=self._texts,
            colleague=known,
            channel=incoming.channel,
            address=incoming.address,
            overheard=incoming.overheard,
            shelf=self._shelf,
            choices=standing.choices,
            news=standing.last_seq > standing.asked,
            drafts=standing.drafts,
            newcomer=standing.newcomer,
            silenced=standing.silenced_until is not None and now < standing.silenced_until,
        )

    def _warned(self, context: Context, hidden: int) -> list[Words]:
        if not hidden:
            return []
        log.info("CPR numbers removed: %d", hidden)
        return [words(self._texts, context.language, Message("common.cpr_removed"))]

    async def _bury(self, incoming: Incoming, error: Exception) -> Answered:
        """Keep a message that cannot be handled as a dead letter, apologise once with its number,
        and let the queue move on.

        When the words themselves cannot be stored, only the fact that something was sent is.
        """
        try:
            return await self._keep_dead(incoming, error)
        except (NotKnown, Unavailable, Conflict):
            raise
        except Exception as worse:  # noqa: BLE001 - the queue must not stand still for this one
            log.error("a dead letter cannot be kept as it is: %s", place_of(worse))
            return await self._keep_dead(replace(incoming, said=Unreadable()), error)

    async def _keep_dead(self, incoming: Incoming, error: Exception) -> Answered:
        now = self._clock()
        async with self._database.transaction() as tx:
            standing = await self._standing(tx, incoming, now)
            said, _ = without_split_cpr(incoming.said, standing.tail)
            asked = asked_at(standing.asked, standing.flow, standing.step, standing.answers)
            kind = type(error).__name__
            talk_id = standing.talk_id
            if talk_id is None:
                talk_id = await actions.open_talk(tx, standing.person_id, standing.place, now)
            context = await self._context(tx, incoming, standing, talk_id, now)
            context.position = _position(standing)
            notice = (standing.notice_version, incoming.notice)
            failed = await dialogue.failed(context, said, incoming.id, *notice)
            letter = as_data(failed.letter)
            number = await actions.bury(tx, talk_id, incoming.id, letter, asked, kind, now)
            apology = words(self._texts, standing.language, welcome.apology(self._library, number))
            lines = await actions.settle(
                tx,
                talk_id,
                standing.version,
                context.position,
                [failed.line, *failed.told, apology],
                now,
                tail=failed.line.text[-TAIL:] if isinstance(said, Text) else "",
            )
            answered = Answered(talk_id, lines, standing.language, how="dead_letter")
            answered = await answering.posted(tx, incoming, standing, answered, now)
        log.error("dead letter %d", number)
        return answered
