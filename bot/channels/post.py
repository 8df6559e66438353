"""Sends the outbox to Telegram: draws the lines of a parcel and sends them.

Must not claim or settle anything: that is the work of delivery.
"""

from __future__ import annotations

import asyncio

from aiogram.types import Message

from bot.channels.bot_api import BotApi
from bot.channels.drawing import Drawn, MessagePen
from bot.channels.picture import draw
from bot.sending import NotSent, Parcel, Sent
from handlers.conversation.texts import Texts
from handlers.library import Library
from storage.cases.rules import first_name, local_day
from storage.talk.pace import is_group


class TelegramPost:
    """Sends parcels to Telegram chats."""

    def __init__(self, api: BotApi, texts: Texts, library: Library) -> None:
        self._api = api
        self._texts = texts
        self._library = library

    async def send(self, parcel: Parcel) -> Sent:
        """Send the next piece of a parcel. Raises NotSent."""
        drawn = self._drawn(parcel)
        if parcel.pieces >= len(drawn):
            raise NotSent("It says nothing.", later=False)
        message = await self._send(drawn[parcel.pieces], parcel)
        return Sent(message.message_id, more=parcel.pieces + 1 < len(drawn))

    def _drawn(self, parcel: Parcel) -> list[Drawn]:
        """The messages of a parcel. One that is sent on a later day than planned says so, because
        "i morgen" is no longer true. All pieces of a parcel must be drawn like the first one.
        """
        whom = first_name(parcel.colleague or "") if is_group(parcel.address) else ""
        pen = MessagePen(self._texts, parcel.language, self._library.url)
        drawn = pen.draw(parcel.lines, whom)
        if len(drawn) == 1 and local_day(parcel.not_before) < local_day(parcel.slot):
            late = pen.draw(parcel.lines, whom, late_from=parcel.not_before)
            return late if len(late) == 1 else drawn
        return drawn

    async def _send(self, drawn: Drawn, parcel: Parcel) -> Message:
        """Send a message, with a picture (drawn in a thread) where its card has one."""
        if drawn.card is None:
            return await self._api(drawn.sent_to(parcel.address, parcel.thread))
        content = await asyncio.to_thread(draw, drawn.card, self._library.colour)
        return await self._api(drawn.photo_to(parcel.address, content, parcel.thread))
