"""The bare echo: aiogram's webhook as its documentation writes it. It remembers nothing.

Unlike in the documentation its log is off: logging costs time, and Sammen would not pay it.
"""

from __future__ import annotations

from aiogram import Bot, Dispatcher, Router, html
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import CommandStart
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from tools.bench.peers.place import Place

router = Router()


@router.message(CommandStart())
async def greet(message: Message) -> None:
    """Say hello by name."""
    name = message.from_user.full_name if message.from_user else ""
    await message.answer(f"Hej, {html.bold(name)}!")


@router.message()
async def echo(message: Message) -> None:
    """Say the same again."""
    await message.answer(message.text or "?")


def main() -> None:
    """Serve until told to stop."""
    place = Place.given()
    session = AiohttpSession(api=TelegramAPIServer.from_base(place.api))
    bot = Bot(place.token, session, DefaultBotProperties(parse_mode=ParseMode.HTML))
    dispatcher = Dispatcher()
    dispatcher.include_router(router)

    @dispatcher.startup()
    async def announce(bot: Bot) -> None:
        await bot.set_webhook(place.webhook, secret_token=place.secret)

    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=place.secret).register(app, place.path)
    setup_application(app, dispatcher, bot=bot)
    web.run_app(app, host="127.0.0.1", port=place.port, print=None)


if __name__ == "__main__":
    main()
