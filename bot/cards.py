"""The cards in the staff's group: a case's topic is drawn again when the case has changed.

Cards are not messages of the outbox. The database only remembers that a case has to be drawn, so a
case that changes often is drawn once, as it is then. Any number of processes may run this loop;
each topic is claimed. Must not know what a card says, nor how Telegram is called.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from aiogram.methods import TelegramMethod

from bot.channels.bot_api import BotApi
from bot.channels.drawing import MessagePen
from bot.channels.group import StaffGroup
from bot.channels.inspection import problems
from bot.channels.topic import TopicWork, Ways
from bot.channels.turn import Turn
from bot.faults import place_of
from bot.intake import Clock
from bot.sending import NotSent
from bot.waiting import happens
from handlers.agreements.topic import face as face_of_agreement
from handlers.care.topic import face as face_of_talk
from handlers.conversation.face import LANGUAGE, Face
from handlers.conversation.texts import Texts
from handlers.ideas.topic import face
from handlers.library import Library
from handlers.partners.topic import face as face_of_partner
from handlers.volunteers.topic import face as face_of_volunteer
from storage.cases import queries
from storage.cases.actions import topics
from storage.cases.tables import Topic
from storage.database import Conflict, Database, Transaction, Unavailable
from storage.ideas.shelf import Shelf
from storage.people.rules import Channel
from storage.talk.actions import pause_chat
from storage.talk.pace import Pacing, awake
from storage.talk.queries import file
from storage.talk.tables import File

log = logging.getLogger(__name__)

T = TypeVar("T")

SECONDS = 1.0
"""Seconds between two looks at the database, for changes by other processes."""

PATIENCE = 20.0
"""Seconds that a running call gets when the program stops."""

SPARE = 2
"""How many messages of the group's burst are left to answers: people wait for those, not for cards.
"""

SHORTEST_REST, LONGEST_REST = timedelta(seconds=2), timedelta(minutes=1)
"""How long drawing pauses while Telegram is away or the group is not set up as it must be."""


class NotOurs(Exception):
    """Another process has claimed this topic by now."""


class Cards:
    """The loop that draws."""

    def __init__(
        self,
        database: Database,
        api: BotApi,
        group: StaffGroup,
        library: Library,
        texts: Texts,
        clock: Clock,
        pacing: Pacing | None = None,
    ) -> None:
        self._database = database
        self._api = api
        self._group = group
        self._library = library
        self._texts = texts
        self._clock = clock
        self._pacing = pacing or Pacing()
        self._turn = Turn(database, clock, self._pacing)
        self._holder = uuid.uuid4().hex
        self._nudged = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._home: str | None = None
        self._rest = timedelta()
        self._told: list[str] = []
        self._outdated = False
        self.shelf = Shelf()
        """The ideas that this process has read. Where cards are part of a house, this is the
        house's shelf.
        """

        self.drawn = 0
        """How often a topic was drawn since the program began."""

    def start(self) -> None:
        """Begin to draw in the running loop."""
        self._task = asyncio.create_task(self._run())

    def nudge(self) -> None:
        """Something was just committed here: look at once."""
        self._nudged.set()

    def look_again(self) -> None:
        """Texts or values have changed: every card may read differently now."""
        self._outdated = True
        self.nudge()

    async def stop(self) -> None:
        """Finish the running call; what is not drawn yet is left to the next process."""
        self._turn.ended.set()
        self._nudged.set()
        if self._task is None:
            return
        _, late = await asyncio.wait({self._task}, timeout=PATIENCE)
        if late:
            self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        while not self._turn.ended.is_set():
            self._nudged.clear()
            try:
                await self.draw_due()
            except (Unavailable, Conflict):
                log.warning("the database is away or busy; cards wait")
            except Exception as error:  # noqa: BLE001 - all cards rest on this loop
                log.error("cards wait: %s", place_of(error))
            if self._rest:
                await happens(self._turn.ended, self._rest.total_seconds())
            else:
                await happens(self._nudged, SECONDS)

    async def draw_due(self) -> int:
        """Draw every topic that has to be drawn, the longest waiting first. Returns how many."""
        count = 0
        if self._outdated:
            await self._write(topics.look_again)
            self._outdated = False
        while (chat := await self._at_home()) is not None and not self._turn.ended.is_set():
            topic = await self._claim(chat)
            if topic is None:
                break
            if not await self._draw(topic):
                return count
            count += 1
            self.drawn += 1
            self._rest = timedelta()
        return count

    async def _at_home(self) -> str | None:
        """The group's number, None without a group. When it has changed, topics of the former group
        are forgotten.
        """
        chat = await self._group.address()
        if chat is not None and chat != self._home:
            async with self._database.transaction() as tx:
                await topics.move_in(tx, chat)
            self._home = chat
        return chat

    async def _claim(self, chat: str) -> Topic | None:
        async with self._database.reading() as tx:
            if await queries.undrawn(tx, self._clock()) is None:
                return None
        async with self._database.transaction() as tx:
            return await topics.claim(tx, chat, self._holder, self._clock())

    async def _draw(self, topic: Topic) -> bool:
        """Draw a topic that we have claimed. False when nothing can be drawn for a while."""
        number = topic.case_number
        work = self._work_on(topic)
        try:
            shown = await self._face(topic)
            await work.show(shown)
        except NotOurs:
            return True
        except NotSent as failure:
            return await self._failed(topic, failure)
        except (Unavailable, Conflict):
            await self._write(lambda tx: topics.give_back(tx, number, self._holder))
            raise
        except Exception as error:  # noqa: BLE001 - one case must not keep all others away
            log.error("the card of case %d failed: %s", number, place_of(error))
            await self._put_off(number, type(error).__name__)
            return True
        finally:
            if work.pin_refused and not self._told:
                await self._say_problems(topic.chat)
        if not work.pin_refused:
            self._told = []
        await self._write(lambda tx: topics.drawn(tx, number, self._holder, shown.version))
        return True

    def _work_on(self, topic: Topic) -> TopicWork:
        number, chat = topic.case_number, topic.chat

        async def call(method: TelegramMethod[T]) -> T:
            await self._turn.take(chat, spare=SPARE)
            return await self._api(method)

        async def keep(came_about: dict[str, Any]) -> None:
            now = self._clock()
            ours = await self._write(
                lambda tx: topics.keep(tx, number, self._holder, now, came_about)
            )
            if not ours:
                raise NotOurs

        pen = MessagePen(self._texts, LANGUAGE, self._library.url)
        at_night = awake(self._clock()) > self._clock()
        return TopicWork(topic, pen, Ways(call, keep, self._file), silent=at_night)

    async def _face(self, topic: Topic) -> Face:
        async with self._database.reading() as tx:
            number, told = topic.case_number, topic.told
            await self.shelf.read_all(tx, self._clock())
            shown = await face(tx, number, told, self._texts, self._library, self.shelf)
            shown = shown or await face_of_talk(tx, number, told, self._texts)
            shown = shown or await face_of_volunteer(tx, number, told, self._texts, self._clock())
            shown = shown or await face_of_agreement(tx, number, told, self._texts)
            shown = shown or await face_of_partner(tx, number, told, self._texts, self._library)
        if shown is None:
            raise NotSent("There is no such case.", later=False)
        return shown

    async def _file(self, number: int) -> File | None:
        async with self._database.reading() as tx:
            return await file(tx, number)

    async def _failed(self, topic: Topic, failure: NotSent) -> bool:
        """Handle a failed call. False when nothing can be drawn for a while."""
        number, chat, now = topic.case_number, topic.chat, self._clock()
        if failure.moved_to is not None:
            await self._give_back(number)
            await self._group.moved(int(chat), int(failure.moved_to))
            return True
        if failure.pause is not None:
            until = now + failure.pause
            await self._write(
                lambda tx: pause_chat(tx, Channel.TELEGRAM, chat, until, self._pacing)
            )
        if failure.later or await self._say_problems(chat):
            await self._give_back(number)
            self._rest_longer(failure.pause)
            return False
        log.warning("the card of case %d waits: %s", number, failure.why)
        await self._put_off(number, failure.why)
        return True

    async def _say_problems(self, chat: str) -> list[str]:
        """Find what somebody must put right in the group, and log it once."""
        try:
            found = await problems(self._api, chat)
        except NotSent:
            return []
        if found != self._told:
            for problem in found:
                log.error("the staff's group cannot be used: %s", problem)
        self._told = found
        return found

    def _rest_longer(self, asked: timedelta | None) -> None:
        longer = max(self._rest * 2, SHORTEST_REST)
        self._rest = min(asked or longer, LONGEST_REST)

    async def _give_back(self, number: int) -> None:
        await self._write(lambda tx: topics.give_back(tx, number, self._holder))

    async def _put_off(self, number: int, why: str) -> None:
        now = self._clock()
        await self._write(lambda tx: topics.tried(tx, number, self._holder, now, why))

    async def _write(self, act: Callable[[Transaction], Awaitable[T]]) -> T:
        """Store what was done, and try until the database takes it: else it would be done again."""
        while True:
            try:
                async with self._database.transaction() as tx:
                    return await act(tx)
            except (Unavailable, Conflict):
                if self._turn.ended.is_set():
                    raise
                await asyncio.sleep(SECONDS / 4)
