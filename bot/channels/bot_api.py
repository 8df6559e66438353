"""The only client of the Bot API, on aiogram's Bot and types.

Every failure becomes a NotSent that says what follows from it: try later, wait this long, the
person has left, the chat has moved. Must not know a talk, and never logs or raises a text or the
token.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

import orjson
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetFile, TelegramMethod
from aiohttp import ClientConnectorError, ClientError

from bot.channels.json_session import JsonSession
from bot.sending import NotSent

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds for one call. A call without an answer in this time may have been carried out."""

SHORT = timedelta(seconds=5)
"""A longer wait that Telegram asks for is about one chat; a shorter one is about everything we
send.
"""

SAME = ("not modified", "topic_not_modified")
LOST = (
    "not found",
    "can't be edited",
    "can't be deleted",
    "message_id_invalid",
    "topic_id_invalid",
    "topic_deleted",
)
"""Parts of a 400 answer. SAME: it is already as it should be. LOST: it does not exist any more."""

LEFT = (
    "chat not found",
    "user is deactivated",
    "bot was blocked",
    "user not found",
    "peer_id_invalid",
)
"""Parts of a 400 answer: this person can never be written to."""


class BotApi:
    """Telegram's server, or another with the same interface. Create it in a running loop."""

    def __init__(self, token: str, url: str) -> None:
        self._session = JsonSession(
            api=TelegramAPIServer.from_base(url),
            json_loads=orjson.loads,
            json_dumps=_as_json,
            timeout=PATIENCE,
        )
        self._bot = Bot(token, session=self._session)

    async def __call__(self, method: TelegramMethod[T], patience: float | None = None) -> T:
        """Call a method. Raises NotSent."""
        try:
            return await self._bot(method, request_timeout=int(patience) if patience else None)
        except AiogramError as error:
            raise not_sent(error) from None
        except (ClientError, OSError, TimeoutError) as error:
            raise _trouble(perhaps=not isinstance(error, ClientConnectorError)) from None

    async def file(self, file_id: str, largest: int) -> bytes:
        """A file's content. Raises NotSent, for good when it is larger than `largest` bytes."""
        found = await self(GetFile(file_id=file_id))
        if (found.file_size or 0) > largest or not found.file_path:
            raise NotSent("The file is too large.", later=False)
        address = self._session.api.file_url(self._bot.token, found.file_path)
        content = bytearray()
        try:
            async for chunk in self._session.stream_content(address):
                content += chunk
                if len(content) > largest:
                    raise NotSent("The file is too large.", later=False)
        except (ClientError, OSError, TimeoutError):
            raise NotSent("The file cannot be fetched now.", later=True) from None
        return bytes(content)

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()


def _as_json(value: object) -> str:
    return orjson.dumps(value).decode()


def not_sent(error: AiogramError) -> NotSent:
    """A failure as a NotSent in our own words: Telegram's words may hold a name or a text."""
    if isinstance(error, TelegramRetryAfter):
        pause = timedelta(seconds=error.retry_after)
        return NotSent("Too many requests.", later=True, pause=pause, everybody=pause <= SHORT)
    if isinstance(error, TelegramMigrateToChat):
        moved = str(error.migrate_to_chat_id)
        return NotSent("The group has moved.", later=True, moved_to=moved)
    if isinstance(error, TelegramUnauthorizedError):
        return NotSent("The token is not accepted.", later=False, everybody=True)
    if isinstance(error, TelegramForbiddenError):
        return NotSent("The chat takes no messages.", later=False, gone=True)
    if isinstance(error, TelegramNetworkError):
        return _trouble(perhaps=not isinstance(error.__cause__, ClientConnectorError))
    if isinstance(error, TelegramServerError | ClientDecodeError):
        return _trouble(perhaps=False)
    if isinstance(error, TelegramBadRequest | TelegramNotFound):
        return _refused(error)
    return NotSent("Telegram refused.", later=False)


def _trouble(*, perhaps: bool) -> NotSent:
    """A failure of Telegram or of the network. `perhaps`: the call was begun, so it may have been
    done.
    """
    return NotSent("Telegram is in trouble.", later=True, everybody=True, perhaps=perhaps)


def _refused(error: TelegramAPIError) -> NotSent:
    said = error.message.lower()
    if any(sign in said for sign in SAME):
        return NotSent("Nothing changed.", later=False, same=True)
    if "temporarily" in said:
        return NotSent("It is not there just now.", later=True)
    if any(sign in said for sign in LEFT):
        return NotSent("The chat is gone.", later=False, gone=True)
    if any(sign in said for sign in LOST):
        return NotSent("The message is gone.", later=False, lost=True)
    return NotSent("Telegram refused the request.", later=False)
