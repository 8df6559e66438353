"""The bot introduces itself: who it is, which commands a telephone offers, where updates are to be
posted. Must not take any update.
"""

from __future__ import annotations

import asyncio
import logging

from aiogram.methods import GetMe, SetMyCommands, SetWebhook
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.channels.bot_api import BotApi
from bot.channels.reading import ALLOWED, Me
from bot.config import ConfigError
from bot.sending import NotSent
from handlers.conversation.texts import Texts
from storage.people.rules import Language

log = logging.getLogger(__name__)

CITIZENS = (
    ("ide", "idea"),
    ("mine", "my"),
    ("ideer", "ideas"),
    ("frivillig", "volunteer"),
    ("vagter", "shifts"),
    ("menu", "menu"),
    ("web", "web"),
    ("hjaelp", "help"),
    ("personale", "staff"),
    ("mail", "email"),
    ("sprog", "language"),
    ("privat", "privacy"),
    ("mine_data", "my_data"),
    ("glem_mig", "forget_me"),
    ("om", "about"),
    ("annuller", "cancel"),
    ("stop", "stop"),
)
"""What a telephone offers to citizens, by its Danish and its English name."""

STAFF = (
    "sager",
    "sag",
    "find",
    "noter",
    "tag",
    "spoerg",
    "godkend",
    "afvis",
    "note",
    "fortryd",
    "frivillige",
    "roller",
    "forsoeg",
    "frivilligmodel",
    "vagter",
    "nyvagt",
)
"""What it offers in the staff's group."""

MOST_AT_ONCE = 100
"""Updates that Telegram may post at the same time; what is too much is answered with 503."""

TRIES = 3


async def who(api: BotApi, token: str) -> Me:
    """The bot as Telegram knows it. Raises ConfigError when the token is not accepted; when
    Telegram is away the program starts all the same, but offers no links to the bot.
    """
    me = Me(int(token.partition(":")[0]), "")
    for attempt in range(TRIES):
        try:
            found = await api(GetMe())
        except NotSent as failure:
            if not failure.later:
                raise ConfigError(
                    "BOT_TOKEN is not accepted by Telegram: copy it again from @BotFather."
                ) from None
            log.warning("Telegram does not answer: %s", failure.why)
            await asyncio.sleep(attempt)
        else:
            return Me(found.id, found.username or "")
    return me


def offered(texts: Texts) -> list[str]:
    """Every word that telephones offer."""
    return [
        texts.render(f"offered.{name}", language)
        for language in Language
        for name in texts.names("offered", language)
    ]


async def introduce(api: BotApi, texts: Texts, group: str | None) -> None:
    """Tell Telegram which commands there are, in both languages. What fails is only logged."""
    calls = [
        SetMyCommands(commands=_offered(texts, Language.DA)),
        SetMyCommands(commands=_offered(texts, Language.EN), language_code=Language.EN),
    ]
    if group is not None:
        commands = [_command(texts, name, name, Language.DA) for name in STAFF]
        calls.append(
            SetMyCommands(commands=commands, scope=BotCommandScopeChat(chat_id=int(group)))
        )
    for call in calls:
        try:
            await api(call)
        except NotSent as failure:
            log.warning("the commands were not taken: %s", failure.why)


async def ask_for_updates(api: BotApi, url: str, secret: str) -> None:
    """Have updates posted to an address. Raises NotSent."""
    await api(
        SetWebhook(
            url=url,
            secret_token=secret,
            allowed_updates=ALLOWED,
            max_connections=MOST_AT_ONCE,
        )
    )


def _offered(texts: Texts, language: Language) -> list[BotCommand]:
    return [
        _command(texts, danish, danish if language is Language.DA else english, language)
        for danish, english in CITIZENS
    ]


def _command(texts: Texts, key: str, name: str, language: Language) -> BotCommand:
    return BotCommand(command=name, description=texts.render(f"offered.{key}", language))
