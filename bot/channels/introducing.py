"""Tells Telegram about the bot: its description, the commands that telephones offer to everybody
and in the group, and where to post updates. Must not take any update.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from aiogram.methods import GetMe, SetMyCommands, SetMyDescription, SetWebhook, TelegramMethod
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.channels.bot_api import BotApi
from bot.channels.reading import ALLOWED, Me
from bot.config import ConfigError
from bot.sending import NotSent
from handlers.conversation.texts import Texts
from handlers.library import Library
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
"""The commands that a telephone offers to citizens, by their Danish and their English name."""

STAFF = (
    ("sager", "cases"),
    ("sag", "case"),
    ("find", "find"),
    ("noter", "counter"),
    ("tag", "take"),
    ("spoerg", "ask"),
    ("godkend", "approve"),
    ("afvis", "decline"),
    ("note", "note"),
    ("fortryd", "undo"),
    ("partnere", "partnerlist"),
    ("frivillige", "volunteers"),
    ("roller", "roles"),
    ("forsoeg", "trials"),
    ("frivilligmodel", "volunteermodel"),
    ("vagter", "shifts"),
    ("nyvagt", "newshift"),
    ("metode", "method"),
)
"""The commands that it offers in the staff's group."""

LONGEST_DESCRIPTION = 512

MOST_AT_ONCE = 100
"""How many updates Telegram may post at the same time. More than we can take are answered with 503.
"""

TRIES = 3


async def who(api: BotApi, token: str) -> Me:
    """Who the bot is at Telegram. Raises ConfigError when the token is not accepted. When Telegram
    is away the program starts all the same, without links to the bot.
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


def offered(texts: Texts, library: Library) -> list[str]:
    """Every word that telephones offer, and what is read before the first message."""
    return [
        *(_described(texts, library, language) for language in Language),
        *(
            texts.render(f"offered.{name}", language)
            for language in Language
            for name in texts.names("offered", language)
        ),
    ]


async def introduce(api: BotApi, texts: Texts, library: Library, group: str | None) -> None:
    """Set the description and the commands in both languages. Danish is the default for all other
    languages. A failure is only logged.
    """
    scope = BotCommandScopeChat(chat_id=int(group)) if group is not None else None
    citizens = tuple(each for each in CITIZENS if each[0] != "mail" or library.mails)
    for language in Language:
        code = None if language is Language.DA else str(language)
        description = _described(texts, library, language)
        calls: list[TelegramMethod[bool]] = [
            SetMyDescription(description=description, language_code=code),
            SetMyCommands(commands=named(texts, citizens, language), language_code=code),
        ]
        if scope is not None:
            staff = named(texts, STAFF, language)
            calls.append(SetMyCommands(commands=staff, scope=scope, language_code=code))
        for call in calls:
            try:
                await api(call)
            except NotSent as failure:
                log.warning("how the bot introduces itself was not taken: %s", failure.why)


def _described(texts: Texts, library: Library, language: Language) -> str:
    """The description that somebody reads before they start the bot."""
    hello = texts.render("welcome.hello", language, {"library": library.name})
    not_ours = texts.render("telegram.not_ours", language, {"url": library.url})
    return f"{hello}\n\n{not_ours}"[:LONGEST_DESCRIPTION]


async def ask_for_updates(api: BotApi, url: str, secret: str) -> None:
    """Ask Telegram to post updates to an address. Raises NotSent."""
    await api(
        SetWebhook(
            url=url,
            secret_token=secret,
            allowed_updates=ALLOWED,
            max_connections=MOST_AT_ONCE,
        )
    )


def named(
    texts: Texts, commands: Sequence[tuple[str, str]], language: Language
) -> list[BotCommand]:
    """Commands as Telegram's type, with name and description in a language."""
    return [
        BotCommand(
            command=danish if language is Language.DA else english,
            description=texts.render(f"offered.{danish}", language),
        )
        for danish, english in commands
    ]
