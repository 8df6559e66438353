"""What goes out to Telegram from the outbox: the lines of a parcel, drawn and sent.

Must not claim or settle anything: that is delivery's work.
"""

from __future__ import annotations

from bot.channels.bot_api import BotApi
from bot.channels.drawing import Pen
from bot.sending import NotSent, Parcel, Sent
from handlers.conversation.texts import Texts
from storage.cases.rules import first_name
from storage.talk.pace import is_group


class TelegramPost:
    """Sends parcels to Telegram chats."""

    def __init__(self, api: BotApi, texts: Texts, url: str) -> None:
        self._api = api
        self._texts = texts
        self._url = url

    async def send(self, parcel: Parcel) -> Sent:
        """Send the first piece of a parcel that has not gone yet. Raises NotSent."""
        whom = first_name(parcel.colleague or "") if is_group(parcel.address) else ""
        drawn = Pen(self._texts, parcel.language, self._url).draw(parcel.lines, whom)
        if parcel.pieces >= len(drawn):
            raise NotSent("It says nothing.", later=False)
        message = await self._api(drawn[parcel.pieces].sent_to(parcel.address, parcel.thread))
        return Sent(message.message_id, more=parcel.pieces + 1 < len(drawn))
