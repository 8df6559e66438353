"""Posts one update to the bot's server, and reads its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.bot_api.fields import Fields, read_answer
from tests.bot_api.refusals import Refused

SECRET = "X-Telegram-Bot-Api-Secret-Token"
NOT_IN_AN_ANSWER = ("deletewebhook", "setwebhook", "close", "logout")


@dataclass(frozen=True)
class Answered:
    """The answer of the bot's server. `error` is empty for any 2xx; `reached` is false when it was
    away.
    """

    error: str = ""
    wait: int = 0
    fields: Fields = field(default_factory=Fields)
    reached: bool = True
    unreadable: str = ""

    @property
    def has_method(self) -> bool:
        """Whether a method rides in the answer. Some may not (WebhookActor.cpp, handle)."""
        name = self.fields.text("method").lower()
        return bool(name) and not name.startswith("get") and name not in NOT_IN_AN_ANSWER


async def post(
    session: aiohttp.ClientSession, url: str, secret: str, body: dict[str, Any], patience: float
) -> Answered:
    """Post an update, and wait so many seconds for the answer."""
    asking = session.post(
        url,
        json=body,
        headers={SECRET: secret} if secret else {},
        timeout=aiohttp.ClientTimeout(patience),
        allow_redirects=False,
    )
    try:
        async with asking as response:
            return await _read(response)
    except TimeoutError:
        return Answered("Read timeout expired")
    except aiohttp.ClientConnectorError:
        return Answered("Connection refused", reached=False)
    except (aiohttp.ClientError, OSError):
        return Answered("Webhook connection closed")


async def _read(response: aiohttp.ClientResponse) -> Answered:
    if not 200 <= response.status <= 299:
        wait = response.headers.get("Retry-After", "")
        error = f"Wrong response from the webhook: {response.status} {response.reason}"
        return Answered(error, int(wait) if wait.isdecimal() else 0)
    try:
        return Answered(fields=await read_answer(response))
    except (Refused, ValueError) as wrong:
        return Answered(unreadable=f"the answer to the webhook cannot be read: {wrong}")
