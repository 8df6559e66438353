"""Sets which commands a colleague's telephone offers in their own chat with the bot, by their role.

The loop looks again and again at who has which chat, and tells Telegram only what differs from what
it told last. So the commands are right soon after a start and after any change, with any number of
processes (telling twice does no harm). Each process remembers on its own what it told. When
somebody leaves in the seconds before the last process ends, their telephone keeps commands that do
nothing for them.
"""

from __future__ import annotations

import asyncio
import logging

from aiogram.methods import DeleteMyCommands, SetMyCommands, TelegramMethod
from aiogram.types import BotCommandScopeChat

from bot.channels.bot_api import BotApi
from bot.channels.introducing import STAFF, named
from bot.faults import place_of
from bot.intake import Clock
from bot.sending import NotSent
from bot.waiting import end
from handlers.conversation.texts import Texts
from handlers.conversation.values import Text
from handlers.dialogue import COMMANDS
from storage.database import Conflict, Database, Unavailable
from storage.people.queries import staff_chats
from storage.people.rules import Language, Role

log = logging.getLogger(__name__)

SECONDS = 10.0
"""Seconds between two looks."""

OWN = (
    *STAFF,
    ("rapport", "report"),
    ("overblik", "digest"),
    ("vaek", "away"),
    ("mig", "me"),
    ("kolleger", "colleagues"),
    ("inviter", "invite"),
    ("bibliotek", "library"),
    ("klar", "ready"),
    ("hold", "holdcase"),
    ("slip", "letgo"),
    ("sletborger", "erasecitizen"),
    ("menu", "menu"),
    ("web", "web"),
    ("hjaelp", "help"),
    ("sprog", "language"),
    ("annuller", "cancel"),
)
"""The commands for colleagues, by their Danish and their English name; each is offered only to
roles that may give it.
"""


def of_role(role: Role) -> list[tuple[str, str]]:
    """The commands of a role: each command knows which role it needs."""
    return [names for names in OWN if _may(role, names[0])]


def _may(role: Role, name: str) -> bool:
    called = COMMANDS.called(Text(f"/{name}"))
    needed = called.command.role if called else None
    return needed is None or role.may(needed)


class Offering:
    """The loop that looks, and tells Telegram."""

    def __init__(self, api: BotApi, database: Database, texts: Texts, clock: Clock) -> None:
        self._api = api
        self._database = database
        self._texts = texts
        self._clock = clock
        self._told: dict[str, Role | None] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look in the running loop."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop; nothing depends on what was not told yet."""
        await end(self._task)

    def again(self) -> None:
        """Texts have changed: at the next look tell all chats anew."""
        self._told = dict.fromkeys(self._told)

    async def _run(self) -> None:
        while True:
            try:
                await self.look()
            except NotSent as failure:
                log.warning("which commands colleagues are offered was not taken: %s", failure.why)
            except (Unavailable, Conflict):
                log.warning("the database is away or busy; what telephones offer waits")
            except Exception as error:  # noqa: BLE001 - one failure must not stop the rest
                log.error("what telephones offer waits: %s", place_of(error))
            await asyncio.sleep(SECONDS)

    async def look(self) -> None:
        """Tell Telegram what has changed since the last look. Raises NotSent while Telegram is
        away.
        """
        async with self._database.reading() as tx:
            there = await staff_chats(tx, self._clock())
        for chat in self._told.keys() - there.keys():
            await self._tell(chat, None)
            del self._told[chat]
        for chat, role in there.items():
            if self._told.get(chat) is not role:
                await self._tell(chat, role)
                self._told[chat] = role

    async def _tell(self, chat: str, role: Role | None) -> None:
        """Offer the commands of a role in a chat; None: those of citizens. A chat that refuses is
        left as it is.
        """
        for language in Language:
            try:
                await self._api(self._call(chat, role, language))
            except NotSent as failure:
                if failure.later:
                    raise
                log.info("a chat does not take which commands it is offered: %s", failure.why)
                return

    def _call(self, chat: str, role: Role | None, language: Language) -> TelegramMethod[bool]:
        scope = BotCommandScopeChat(chat_id=int(chat))
        code = None if language is Language.DA else str(language)
        if role is None:
            return DeleteMyCommands(scope=scope, language_code=code)
        commands = named(self._texts, of_role(role), language)
        return SetMyCommands(commands=commands, scope=scope, language_code=code)
