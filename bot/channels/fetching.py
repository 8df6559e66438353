"""Fetches photos and voices from Telegram after the answer, encodes them anew and keeps them.

Each is a due row. The row is put off before the file is fetched, so a file is fetched again when
the process dies on the way, and no transaction waits for Telegram.
"""

from __future__ import annotations

import asyncio
import logging

from bot.channels.bot_api import BotApi
from bot.channels.errands import AGAIN, TRIES, Errands
from bot.files import MAX_BYTES, CleanFile, FileRefused, clean
from bot.intake import Clock
from bot.pulse import Pulse
from bot.sending import NotSent
from handlers.conversation.render import words
from handlers.conversation.texts import Texts
from handlers.conversation.values import Button, Message
from storage.cases.actions import file_came
from storage.database import Database
from storage.people.queries import language_of
from storage.talk import actions, queries
from storage.talk.rules import DueKind
from storage.talk.tables import File

log = logging.getLogger(__name__)


class Fetching:
    """The loop that fetches."""

    def __init__(
        self, api: BotApi, database: Database, texts: Texts, clock: Clock, pulse: Pulse
    ) -> None:
        self._api = api
        self._database = database
        self._texts = texts
        self._clock = clock
        self._errands = Errands(DueKind.FETCH, self._fetch_one, pulse)

    def start(self) -> None:
        """Begin to fetch in the running loop."""
        self._errands.start()

    async def stop(self) -> None:
        """Stop; what is not fetched stays due."""
        await self._errands.stop()

    async def _fetch_one(self) -> bool:
        """Fetch the file that has waited longest; False when none is due."""
        async with self._database.transaction() as tx:
            due = await queries.due_at_telegram(tx, DueKind.FETCH, self._clock())
            if due is None:
                return False
            await actions.postpone(tx, due.id, self._clock() + AGAIN * 2**due.attempts)
            file = await queries.file(tx, due.payload["file"])
            if file is None or file.remote is None:
                await actions.done(tx, due)
                return True
        await self._fetch(due.id, file, last=due.attempts + 1 >= TRIES)
        return True

    async def _fetch(self, due_id: int, file: File, *, last: bool) -> None:
        try:
            content = await self._api.file(file.remote or "", MAX_BYTES)
            cleaned = await asyncio.to_thread(clean, content)
        except FileRefused as refused:
            await self._give_up(due_id, file, f"file_refused.{refused.reason}")
        except NotSent as failure:
            log.warning("file %d was not fetched: %s", file.id, failure.why)
            if last or not failure.later:
                await self._give_up(due_id, file, "telegram.file_lost")
        else:
            await self._keep(due_id, file, cleaned)

    async def _keep(self, due_id: int, file: File, cleaned: CleanFile) -> None:
        async with self._database.transaction() as tx:
            await actions.file_arrived(tx, file.id, cleaned.media_type, cleaned.content)
            if (number := await queries.case_of_file(tx, file.id)) is not None:
                await file_came(tx, number, self._clock())
            await actions.strike_off(tx, due_id)

    async def _give_up(self, due_id: int, file: File, key: str) -> None:
        """Tell the sender that the file was not received, so that they do not rely on it, and how
        to send it again.
        """
        async with self._database.transaction() as tx:
            number = await queries.case_of_file(tx, file.id)
            again = Button(f"/vedhaeft {number}", "command.vedhaeft")
            await actions.file_lost(tx, file.id)
            await actions.strike_off(tx, due_id)
            language = await language_of(tx, file.person_id)
            said = words(self._texts, language, Message(key, {}, (again,) if number else ()))
            await actions.tell(tx, file.person_id, said, self._clock(), at_once=True)
