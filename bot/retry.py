"""Dead letters, tried again because a colleague asked for it.

The message goes through the same conversation as when it came, as the person who sent it and at the
same place. The message, its answers and the note that it is done are one transaction, so it is done
once, however many processes try and however often. Must not apologise again: the person has been
told.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime

from bot.faults import place_of
from bot.incoming import NotKnown
from bot.intake import MOST_CONFLICTS, Clock
from handlers import dialogue
from handlers.conversation.kept import from_data
from handlers.conversation.render import words
from handlers.conversation.texts import Texts
from handlers.conversation.values import Context, Message, Press, Text
from handlers.library import Library
from storage.database import Conflict, Database, Transaction, Unavailable
from storage.ideas.shelf import Shelf
from storage.people import queries as people
from storage.people.rules import Channel
from storage.talk import actions, queries
from storage.talk.actions import Position
from storage.talk.queries import Standing
from storage.talk.rules import DESK, PRIVATE, asked_at
from storage.talk.tables import DeadLetter

log = logging.getLogger(__name__)


class MovedOn(Exception):
    """The talk is at another question by now, which the message would answer wrongly."""


class Retry:
    """Tries what colleagues asked for. Any number of processes may run it."""

    def __init__(
        self,
        database: Database,
        library: Library,
        texts: Texts,
        clock: Clock,
        shelf: Shelf | None = None,
    ) -> None:
        self._database = database
        self._library = library
        self._texts = texts
        self._clock = clock
        self._shelf = shelf or Shelf()

    async def do_wanted(self) -> int:
        """Try everything again that was asked for, one transaction each. Returns how many."""
        async with self._database.reading() as tx:
            if not await queries.letter_is_wanted(tx):
                return 0
        count = conflicts = 0
        while True:
            try:
                if not await self._do_one():
                    return count
                count += 1
            except Conflict:
                conflicts += 1
                if conflicts > MOST_CONFLICTS:
                    raise
                await asyncio.sleep(0.01 * conflicts)

    async def _do_one(self) -> bool:
        number = by = 0
        try:
            async with self._database.transaction() as tx:
                letter = await queries.wanted_letter(tx)
                if letter is None:
                    return False
                number, by = letter.number, letter.wanted_by or 0
                now = self._clock()
                await self._again(tx, letter, now)
                await self._report(tx, by, number, "worked", now)
        except (Unavailable, Conflict):
            raise
        except MovedOn:
            await self._still_dead(number, by, None, "moved_on")
        except Exception as error:  # noqa: BLE001 - one failure must not stop the rest
            log.error("dead letter %d failed again: %s", number, place_of(error))
            await self._still_dead(number, by, error, "failed")
        return True

    async def _again(self, tx: Transaction, letter: DeadLetter, now: datetime) -> None:
        standing = await queries.standing_at(tx, letter.talk_id)
        said = from_data(letter.said)
        asked = asked_at(standing.asked, standing.flow, standing.step, standing.answers)
        if said is None or asked.question != letter.question:
            raise MovedOn
        if isinstance(said, Press | Text) and said.line == letter.asked:
            said = replace(said, line=asked.line)  # it may have been put again since
        context = await self._context(tx, letter.talk_id, standing, now)
        heard = await dialogue.converse(
            context,
            Position(standing.flow, standing.flow_version, standing.step, standing.answers),
            standing.asked,
            said,
            f"retry:{letter.number}:{letter.tries + 1}",
            standing.notice_version,
        )
        sorry = words(self._texts, context.language, Message("common.tried_again"))
        lines = await actions.settle(
            tx,
            context.talk_id,
            context.version,
            heard.position,
            [heard.said, sorry, *heard.told],
            now,
        )
        await actions.send_on(
            tx,
            context.person_id,
            context.talk_id,
            lines[1].seq,
            lines[-1].seq,
            now,
            place=standing.place,
        )
        await actions.handled(tx, letter, now)

    async def _context(
        self, tx: Transaction, talk_id: int, standing: Standing, now: datetime
    ) -> Context:
        at_work = standing.place != PRIVATE
        known = await people.colleague(tx, standing.person_id) if at_work else None
        if at_work and known is None:
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
            channel=Channel.DESK if at_work else Channel.WEB,
            shelf=self._shelf,
            choices=standing.choices,
        )

    async def _still_dead(self, number: int, by: int, error: Exception | None, what: str) -> None:
        now = self._clock()
        async with self._database.transaction() as tx:
            kind = type(error).__name__ if error else None
            await actions.still_dead(tx, number, kind)
            await self._report(tx, by, number, what, now)

    async def _report(
        self, tx: Transaction, by: int, number: int, what: str, now: datetime
    ) -> None:
        """Tell the colleague who asked what became of it."""
        language = await people.language_of(tx, by)
        told = words(self._texts, language, Message(f"errors.{what}", {"number": number}))
        await actions.tell(tx, by, told, now, place=DESK, at_once=True)
