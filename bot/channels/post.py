"""What goes out to Telegram from the outbox: the lines of a parcel, drawn and sent.

Must not claim or settle anything: that is delivery's work.
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
        """Send the first piece of a parcel that has not gone yet. Raises NotSent."""
        drawn = self._drawn(parcel)
        if parcel.pieces >= len(drawn):
            raise NotSent("It says nothing.", later=False)
        message = await self._send(drawn[parcel.pieces], parcel)
        return Sent(message.message_id, more=parcel.pieces + 1 < len(drawn))

    def _drawn(self, parcel: Parcel) -> list[Drawn]:
        """Its messages. What comes on another day than it was meant for says so, because "i morgen"
        is no longer true; of many pieces none may be drawn otherwise than the first one was.
        """
        whom = first_name(parcel.colleague or "") if is_group(parcel.address) else ""
        pen = MessagePen(self._texts, parcel.language, self._library.url)
        drawn = pen.draw(parcel.lines, whom)
        if len(drawn) == 1 and local_day(parcel.not_before) < local_day(parcel.slot):
            late = pen.draw(parcel.lines, whom, late_from=parcel.not_before)
            return late if len(late) == 1 else drawn
        return drawn

    async def _send(self, drawn: Drawn, parcel: Parcel) -> Message:
        """A message; with a picture where its card has one, drawn beside the loop."""
        if drawn.card is None:
            return await self._api(drawn.sent_to(parcel.address, parcel.thread))
        content = await asyncio.to_thread(draw, drawn.card, self._library.colour)
        return await self._api(drawn.photo_to(parcel.address, content, parcel.thread))
