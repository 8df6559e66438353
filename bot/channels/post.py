"""What goes out to Telegram from the outbox: lines drawn as messages, sent one after the other.

Must not claim or settle anything: that is delivery's work.
"""

from __future__ import annotations

from bot.channels.bot_api import BotApi
from bot.channels.drawing import Pen
from bot.delivery import Parcel, Sent
from handlers.conversation.texts import Texts


class TelegramPost:
    """Sends parcels to Telegram chats."""

    def __init__(self, api: BotApi, texts: Texts, url: str) -> None:
        self._api = api
        self._texts = texts
        self._url = url

    async def send(self, parcel: Parcel) -> Sent:
        """Send what has not been sent of a parcel yet. Raises NotSent."""
        raise NotImplementedError
