"""The webhook: Telegram posts one update, and after the commit the answer rides in the reply.

Any 2xx tells Telegram that the update was taken, so nothing is confirmed before it is committed.
Trouble is answered with 503 and Retry-After, which Telegram obeys.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from aiohttp import web

from bot.channels.riding import Call
from bot.channels.telegram import TelegramDoor
from bot.channels.updates import Update, speaker, understood
from bot.faults import place_of
from storage.database import Conflict, Unavailable

log = logging.getLogger(__name__)

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
RETRY_AFTER = 2
FAILURES = 3
"""How often an update may fail before it is confirmed unhandled, so that the queue moves on."""

MOST_REMEMBERED = 1000


class Webhook:
    """The handler of one path."""

    def __init__(self, door: TelegramDoor, secret: str) -> None:
        self._door = door
        self._secret = secret.encode()
        self._turns = Turns()
        self._failed: OrderedDict[int, int] = OrderedDict()

    async def handle(self, request: web.Request) -> web.Response:
        """One update."""
        given = request.headers.get(SECRET, "").encode(errors="replace")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        update = understood(_data(await request.read()))
        return web.Response() if update is None else await self._take(update)

    async def _take(self, update: Update) -> web.Response:
        try:
            async with self._turns.of(speaker(update)):
                call = await self._door.take(update, riding=True)
        except (Unavailable, Conflict):
            return web.Response(status=503, headers={"Retry-After": str(RETRY_AFTER)})
        except Exception as error:  # noqa: BLE001 - a bug must not stop this chat's queue for ever
            return self._failure(update.update_id, error)
        return _riding(call)

    def _failure(self, number: int, error: Exception) -> web.Response:
        failures = self._failed.pop(number, 0) + 1
        log.error("update %d failed, attempt %d: %s", number, failures, place_of(error))
        if failures >= FAILURES:
            return web.Response()
        self._failed[number] = failures
        while len(self._failed) > MOST_REMEMBERED:
            self._failed.popitem(last=False)
        return web.Response(status=500)


def _riding(call: Call | None) -> web.Response:
    if call is None:
        return web.Response()
    return web.Response(body=orjson.dumps(call), content_type="application/json")


def _data(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


class Turns:
    """Lets each person be handled one message at a time in this process. It only saves work: the
    database keeps the order.
    """

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, who: int) -> AsyncIterator[None]:
        """Wait for one's turn."""
        lock, waiting = self._locks.get(who, (asyncio.Lock(), 0))
        self._locks[who] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[who]
            if waiting == 1:
                del self._locks[who]
            else:
                self._locks[who] = (lock, waiting - 1)
