"""aiogram's session, but a call is one JSON body instead of a multipart form.

A call without a file then costs a third of the time, and an answer that is only "true" is not made
into a type. All other answers are left to aiogram.
"""

from __future__ import annotations

from typing import Any, cast

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout

HEADERS = {"Content-Type": "application/json"}


class JsonSession(AiohttpSession):
    """Used by bot_api.py, and by nobody else."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the parameter is aiogram's
    ) -> TelegramType:
        """Call a method. Raises what aiogram raises."""
        files: dict[str, Any] = {}
        said = method.model_dump(warnings=False)
        body = self.prepare_value(said, bot=bot, files=files, _dumps_json=False)
        if files:
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        patience = ClientTimeout(total=timeout or self.timeout)
        try:
            async with session.post(
                url, data=orjson.dumps(body), headers=HEADERS, timeout=patience
            ) as answer:
                content = await answer.text()
        except (TimeoutError, ClientError) as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error
        if content == '{"ok":true,"result":true}':
            return cast(TelegramType, True)
        checked = self.check_response(bot, method, answer.status, content)
        return cast(TelegramType, checked.result)
