"""The same questions by python-telegram-bot: ConversationHandler and PicklePersistence.

It is built as its documentation builds a bot with a web server of its own: updates go into the
application's queue, which is handled one by one, because the handler requires that. It keeps
answers in memory and writes them to a file every minute; a kill in between loses them.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from tools.bench.peers.place import Place

ROOT = Path(__file__).resolve().parents[3]
WORDS = tomllib.loads((ROOT / "handlers/ideas/da.toml").read_text(encoding="utf-8"))
HELLO = tomllib.loads((ROOT / "handlers/welcome/da.toml").read_text(encoding="utf-8"))["welcome"]
HEADER = "X-Telegram-Bot-Api-Secret-Token"
TEXT, BENEFIT, HEAR, MORE = range(4)

WAYS = ReplyKeyboardMarkup(
    [[WORDS["idea"][f"hear_{way}"]] for way in ("page", "phone", "none")], one_time_keyboard=True
)
YES_OR_NO = ReplyKeyboardMarkup([["Ja", "Nej"]], one_time_keyboard=True)


async def _say(update: Update, words: str, keyboard: Any = None) -> None:
    if update.message is not None:
        await update.message.reply_text(words, reply_markup=keyboard)


async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say who speaks, and what happens to what is said."""
    hello = HELLO["hello"].format(library="Biblioteket")
    await _say(update, f"{hello}\n\n{HELLO['not_human']}\n\n{HELLO['privacy_short']}")


async def idea(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    """Ask for the idea."""
    await _say(update, WORDS["idea"]["text"])
    return TEXT


def _keep(update: Update, context: ContextTypes.DEFAULT_TYPE, key: str) -> None:
    if context.user_data is not None and update.message is not None:
        context.user_data[key] = update.message.text


async def text(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Keep the idea, ask who benefits."""
    _keep(update, context, "text")
    await _say(update, WORDS["idea"]["benefit"])
    return BENEFIT


async def benefit(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Keep who benefits, ask how to hear back."""
    _keep(update, context, "benefit")
    await _say(update, WORDS["idea"]["hear"], WAYS)
    return HEAR


async def hear(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Keep how to hear back; send the receipt, and ask whether there is more."""
    _keep(update, context, "hear")
    context.bot_data["ideas"] = number = context.bot_data.get("ideas", 0) + 1
    receipt = WORDS["idea"]["receipt"].format(ref=number, date=_promised())
    code = WORDS["idea"]["code"].format(code=secrets.token_hex(4))
    await _say(update, f"{receipt}\n\n{code}\n\n{WORDS['more']['more']}", YES_OR_NO)
    return MORE


async def more(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    """The end."""
    await _say(update, WORDS["more"]["enough"].format(date=_promised()), ReplyKeyboardRemove())
    return ConversationHandler.END


def _promised() -> str:
    return (date.today() + timedelta(days=14)).isoformat()  # noqa: DTZ011 - a peer's own matter


def application(place: Place) -> Application[Any, Any, Any, Any, Any, Any]:
    """The bot, with what it remembers in a file in the working folder."""
    words = filters.TEXT & ~filters.COMMAND
    asked = ConversationHandler(
        entry_points=[CommandHandler("ide", idea)],
        states={
            TEXT: [MessageHandler(words, text)],
            BENEFIT: [MessageHandler(words, benefit)],
            HEAR: [MessageHandler(words, hear)],
            MORE: [MessageHandler(words, more)],
        },
        fallbacks=[CommandHandler("ide", idea)],
        name="idea",
        persistent=True,
    )
    builder = Application.builder().token(place.token).base_url(f"{place.api}/bot").updater(None)
    built = builder.persistence(PicklePersistence("conversations.pickle")).build()
    built.add_handler(asked)
    built.add_handler(CommandHandler("start", start))
    return built


async def serve(place: Place, take: Handler) -> None:
    """Answer the webhook until told to stop."""
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    app = web.Application()
    app.router.add_post(place.path, take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", place.port).start()
    await told.wait()
    await runner.cleanup()


async def main() -> None:
    """Run the bot and its web server side by side."""
    place = Place.given()
    bot = application(place)

    async def take(request: web.Request) -> web.Response:
        if not secrets.compare_digest(request.headers.get(HEADER, ""), place.secret):
            return web.Response(status=401)
        await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
        return web.Response()

    async with bot:
        await bot.bot.set_webhook(place.webhook, secret_token=place.secret)
        await bot.start()
        await serve(place, take)
        await bot.stop()


if __name__ == "__main__":
    asyncio.run(main())
