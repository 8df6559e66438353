from __future__ import annotations

import asyncio

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import web

from tests.bot_api import StandIn, stand_in

KEYS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Ja", callback_data="1:ja")]]
)


def client(api: StandIn) -> Bot:
    return Bot(
        api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url, is_local=False))
    )


async def test_polling() -> None:
    async with stand_in() as api, client(api) as bot:

        async def run() -> None:
            offset = 0
            while True:
                for update in await bot.get_updates(offset, timeout=20):
                    offset = update.update_id + 1
                    if update.message:
                        await bot.send_message(
                            update.message.chat.id, update.message.text or "?", reply_markup=KEYS
                        )
                    if update.callback_query:
                        await bot.answer_callback_query(update.callback_query.id, "tak")

        task = asyncio.create_task(run())
        anna = api.person("Anna")
        assert await anna.starts("ide") == "/start ide"
        assert await anna.says("hej") == "hej"
        await anna.presses("Ja")
        assert anna.toast == "tak"
        group = api.group("Team", forum=True)
        group.add(anna)
        await anna.says("x", group)
        await group.hears("x")
        made = await bot.create_forum_topic(group.id, "Sag 1")
        sent = await bot.send_message(group.id, "kort", message_thread_id=made.message_thread_id)
        await bot.pin_chat_message(group.id, sent.message_id)
        pinned = group.topic("Sag").pinned
        assert pinned is not None
        assert pinned["text"] == "kort"
        anna.blocks()
        task.cancel()


async def test_webhook() -> None:
    async with stand_in() as api, client(api) as bot:

        async def hook(request: web.Request) -> web.Response:
            body = await request.json()
            assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "s" * 16
            if "message" in body:
                chat = body["message"]["chat"]["id"]
                return web.json_response(
                    {"method": "sendMessage", "chat_id": chat, "text": body["message"]["text"]}
                )
            return web.Response()

        app = web.Application()
        app.router.add_post("/telegram", hook)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        api.leads("https://sammen.example", f"http://127.0.0.1:{runner.addresses[0][1]}")
        await bot.set_webhook("https://sammen.example/telegram", secret_token="s" * 16)
        anna = api.person("Anna")
        assert await anna.starts("ide") == "/start ide"
        assert await anna.says("hej") == "hej"
        await runner.cleanup()
