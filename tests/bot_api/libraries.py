"""Two independent clients, of aiogram and python-telegram-bot, used in the same way."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import aiogram
import aiogram.types
import pytest
import telegram
import telegram.request
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from tests.bot_api import StandIn


@dataclass
class Refusal:
    """How a library reports a refusal."""

    error: Any = None


@dataclass(frozen=True)
class Library:
    """One of the two: its client, and its names for things. The methods have the same names."""

    bot: Any
    button: Callable[..., Any]
    keyboard: Callable[[list[list[Any]]], Any]
    command: Callable[[str, str], Any]
    file: Callable[[bytes, str], Any]
    fetch: Callable[[str], Any]
    errors: dict[str, type[Exception]]

    @contextmanager
    def refuses(self, kind: str, words: str = "") -> Iterator[Refusal]:
        """Expect that what is done here is refused, in these words. The libraries write them
        differently.
        """
        refusal = Refusal()
        with pytest.raises(self.errors[kind]) as raised:
            yield refusal
        refusal.error = raised.value
        assert words.casefold() in str(raised.value).casefold()

    def keys(self, *labels: str) -> Any:
        """An inline keyboard, one button a row."""
        rows = [[self.button(text=label, callback_data=f"1:{label}")] for label in labels]
        return self.keyboard(rows)


class BriefSession(AiohttpSession):
    """Closes at once: aiogram's own session waits a quarter of a second for TLS, which is not used
    here.
    """

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


def aiogram_bot(api: StandIn, timeout: float = 10) -> aiogram.Bot:
    server = TelegramAPIServer.from_base(api.url, is_local=False)
    return aiogram.Bot(api.token, session=BriefSession(api=server, timeout=timeout))


@asynccontextmanager
async def with_aiogram(api: StandIn) -> AsyncIterator[Library]:
    bot = aiogram_bot(api)

    async def fetch(file_id: str) -> bytes:
        found = await bot.download(file_id)
        return b"" if found is None else found.read()

    async with bot:
        yield Library(
            bot=bot,
            button=aiogram.types.InlineKeyboardButton,
            keyboard=lambda rows: aiogram.types.InlineKeyboardMarkup(inline_keyboard=rows),
            command=lambda word, told: aiogram.types.BotCommand(command=word, description=told),
            file=aiogram.types.BufferedInputFile,
            fetch=fetch,
            errors={
                "bad": TelegramBadRequest,
                "forbidden": TelegramForbiddenError,
                "wait": TelegramRetryAfter,
                "moved": TelegramMigrateToChat,
                "conflict": TelegramConflictError,
                "page": ClientDecodeError,
                "network": TelegramNetworkError,
                "token": TelegramUnauthorizedError,
                "method": TelegramNotFound,
            },
        )


def _request() -> telegram.request.HTTPXRequest:
    """Without TLS: to load certificates takes longer than a test."""
    return telegram.request.HTTPXRequest(read_timeout=10, httpx_kwargs={"verify": False})


@asynccontextmanager
async def with_telegram(api: StandIn) -> AsyncIterator[Library]:
    bot = telegram.Bot(
        api.token,
        base_url=f"{api.url}/bot",
        base_file_url=f"{api.url}/file/bot",
        request=_request(),
        get_updates_request=_request(),
    )

    async def fetch(file_id: str) -> bytes:
        return bytes(await (await bot.get_file(file_id)).download_as_bytearray())

    async with bot:
        yield Library(
            bot=bot,
            button=telegram.InlineKeyboardButton,
            keyboard=telegram.InlineKeyboardMarkup,
            command=telegram.BotCommand,
            file=telegram.InputFile,
            fetch=fetch,
            errors={
                "bad": telegram.error.BadRequest,
                "forbidden": telegram.error.Forbidden,
                "wait": telegram.error.RetryAfter,
                "moved": telegram.error.ChatMigrated,
                "conflict": telegram.error.Conflict,
                "page": telegram.error.NetworkError,
                "network": telegram.error.NetworkError,
                "token": telegram.error.InvalidToken,
                "method": telegram.error.InvalidToken,
            },
        )


LIBRARIES: dict[str, Callable[[StandIn], AbstractAsyncContextManager[Library]]] = {
    "aiogram": with_aiogram,
    "python-telegram-bot": with_telegram,
}

__all__ = ["LIBRARIES", "Library", "aiogram_bot"]
