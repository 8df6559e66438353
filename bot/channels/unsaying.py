"""Deletes at Telegram what was erased here, as far as its API allows: a due row for each chat.

Messages younger than two days are deleted, our older ones are rewritten, and the topic of a case is
deleted with all that it holds. The citizen is told beforehand what cannot be reached, the staff
read it in the audit of the desk. Must not decide what is erased.
"""

from __future__ import annotations

import contextlib
import logging
from typing import Any

from aiogram.methods import (
    CloseForumTopic,
    DeleteForumTopic,
    DeleteMessages,
    EditMessageText,
    TelegramMethod,
)

from bot.channels.bot_api import BotApi
from bot.channels.errands import AGAIN, TRIES, Errands
from bot.channels.turn import Turn
from bot.intake import Clock
from bot.pulse import Pulse
from bot.sending import NotSent
from handlers.conversation.texts import Texts
from storage.database import Database
from storage.people.actions import record
from storage.people.rules import Language, StaffAct
from storage.talk import actions, queries
from storage.talk.rules import DueKind

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Messages that Telegram deletes in one call."""


class Unsaying:
    """The loop that deletes."""

    def __init__(
        self,
        api: BotApi,
        database: Database,
        texts: Texts,
        turn: Turn,
        clock: Clock,
        pulse: Pulse,
    ) -> None:
        self._api = api
        self._database = database
        self._texts = texts
        self._turn = turn
        self._clock = clock
        self._errands = Errands(DueKind.UNSAY, self._unsay_one, pulse)

    def start(self) -> None:
        """Begin in the running loop."""
        self._errands.start()

    async def stop(self) -> None:
        """Stop; what is not deleted stays due."""
        self._turn.ended.set()
        await self._errands.stop()

    async def _unsay_one(self) -> bool:
        """Delete what has waited longest. False when nothing is due."""
        async with self._database.transaction() as tx:
            due = await queries.due_at_telegram(tx, DueKind.UNSAY, self._clock())
            if due is None:
                return False
            await actions.postpone(tx, due.id, self._clock() + AGAIN * 2**due.attempts)
        try:
            await self._unsay(due.payload)
        except NotSent as failure:
            if failure.later and due.attempts + 1 < TRIES:
                log.warning("due %d waits at Telegram: %s", due.id, failure.why)
                return True
            await self._strike_off(due.id, due.case_number, reached=failure.lost or failure.gone)
        else:
            await self._strike_off(due.id, due.case_number, reached=True)
        return True

    async def _unsay(self, payload: dict[str, Any]) -> None:
        chat = payload["chat"]
        if "thread" in payload:
            await self._topic(chat, payload)
            return
        numbers = payload["delete"]
        for first in range(0, len(numbers), AT_ONCE):
            part = numbers[first : first + AT_ONCE]
            await self._call(chat, DeleteMessages(chat_id=int(chat), message_ids=part))
        words = self._texts.render("telegram.erased", Language.DA)
        for number in payload["rewrite"]:
            with contextlib.suppress(NotSent):
                edit = EditMessageText(chat_id=int(chat), message_id=number, text=words)
                await self._call(chat, edit)

    async def _topic(self, chat: str, payload: dict[str, Any]) -> None:
        """Delete a topic. Where the bot may not, blank its card and close it."""
        where = {"chat_id": int(chat), "message_thread_id": payload["thread"]}
        try:
            await self._call(chat, DeleteForumTopic(**where))
        except NotSent as failure:
            if not (failure.later or failure.lost or failure.gone):
                await self._blank(chat, where, payload["card"])
            raise

    async def _blank(self, chat: str, where: dict[str, Any], card: int | None) -> None:
        words = self._texts.render("telegram.erased", Language.DA)
        calls: list[TelegramMethod[Any]] = [CloseForumTopic(**where)]
        if card is not None:
            calls.insert(0, EditMessageText(chat_id=int(chat), message_id=card, text=words))
        for call in calls:
            with contextlib.suppress(NotSent):
                await self._call(chat, call)

    async def _call(self, chat: str, method: TelegramMethod[Any]) -> None:
        await self._turn.take(chat)
        await self._api(method)

    async def _strike_off(self, due_id: int, case: int | None, *, reached: bool) -> None:
        """Strike off a row that is done or cannot be done. In the latter case the audit tells staff
        to delete it by hand.
        """
        async with self._database.transaction() as tx:
            await actions.strike_off(tx, due_id)
            if not reached:
                log.warning("due %d cannot be taken back at Telegram", due_id)
                what = str(case) if case else None
                await record(tx, StaffAct.LEFT_AT_TELEGRAM, self._clock(), by=None, what=what)
