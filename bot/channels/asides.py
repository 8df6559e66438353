"""Small calls to Telegram that nobody waits for: an answer to a press, a remark in a group."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any

from aiogram.methods import AnswerCallbackQuery, SendMessage

from bot.channels.bot_api import BotApi
from bot.channels.turn import Turn
from bot.sending import NotSent
from storage.database import Conflict, Unavailable

log = logging.getLogger(__name__)

LONGEST_TOAST = 200
"""Characters that a telephone can show over the screen after a press."""


class Asides:
    """Makes small calls to the Bot API in the background, and lets all of them finish."""

    def __init__(self, api: BotApi, turn: Turn) -> None:
        self._api = api
        self._turn = turn
        self._errands: set[asyncio.Task[None]] = set()

    def toast(self, press: str, words: str = "", *, alert: bool = False) -> None:
        """Answer a press: the button stops spinning, and the words are shown for a moment."""
        answer = AnswerCallbackQuery(
            callback_query_id=press,
            text=words if 0 < len(words) <= LONGEST_TOAST else None,
            show_alert=alert or None,
        )
        self.errand(self._api(answer))

    def remark(self, chat: int, thread: int | None, words: str) -> None:
        """Say something in a group, in the pace that all calls share."""
        self.errand(self._remark(chat, thread, words))

    async def _remark(self, chat: int, thread: int | None, words: str) -> None:
        await self._turn.take(str(chat))
        await self._api(SendMessage(chat_id=chat, message_thread_id=thread, text=words))

    def errand(self, call: Awaitable[Any]) -> None:
        """Do something in the background; a failure is only logged."""

        async def run() -> None:
            try:
                await call
            except NotSent as failure:
                log.info("a small errand at the Bot API failed: %s", failure.why)
            except (Unavailable, Conflict):
                log.info("a small errand was left: the database is away or busy")

        task = asyncio.create_task(run())
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def stop(self) -> None:
        """Wait until all of them are done."""
        self._turn.ended.set()
        if self._errands:
            await asyncio.wait(self._errands, timeout=5)
