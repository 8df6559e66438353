"""All parts of Telegram that run with the program, when a token is set.

Assembled by bot/app.py. Must not take part in any conversation.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.cards import Cards
from bot.channels.bot_api import BotApi
from bot.channels.fetching import Fetching
from bot.channels.group import StaffGroup
from bot.channels.introducing import ask_for_updates, introduce, offered, who
from bot.channels.offering import Offering
from bot.channels.polling import Polling
from bot.channels.post import TelegramPost
from bot.channels.reading import Me
from bot.channels.telegram import Parts, TelegramDoor
from bot.channels.turn import Turn
from bot.channels.unsaying import Unsaying
from bot.channels.webhook import Webhook
from bot.config import ConfigError, Settings
from bot.sending import NotSent
from bot.waiting import end
from bot.web.house import House
from storage.talk.pace import Pacing

log = logging.getLogger(__name__)

WAIT = 5.0
"""Seconds before Telegram is asked again to post updates here."""


@dataclass(frozen=True)
class Connection:
    """Telegram's server, and who the bot is there."""

    settings: Settings
    api: BotApi
    me: Me

    @property
    def name(self) -> str:
        """The bot's name in links; "" when Telegram did not answer."""
        return self.me.username

    def sender(self, house: House) -> TelegramPost:
        """What sends the outbox's messages."""
        return TelegramPost(self.api, house.texts, house.library)

    def presence(self, house: House, nudge: Callable[[], None], pacing: Pacing) -> Telegram:
        """What takes messages in. `nudge` is called after every commit."""
        return Telegram(self, house, nudge, pacing)


async def connect(settings: Settings) -> Connection:
    """Ask Telegram who we are. Raises ConfigError when the token is not accepted."""
    api = BotApi(settings.bot_token, settings.telegram_api_url)
    try:
        return Connection(settings, api, await who(api, settings.bot_token))
    except ConfigError:
        await api.close()
        raise


class Telegram:
    """The bot's presence: its door, and the loops around it."""

    def __init__(
        self, connection: Connection, house: House, nudge: Callable[[], None], pacing: Pacing
    ) -> None:
        settings, api, me = connection.settings, connection.api, connection.me
        database, texts, clock = house.database, house.texts, house.clock
        self._settings = settings
        self._api = api
        self._texts = texts
        self.group = StaffGroup(database, settings.staff_chat_id, clock)
        self.door = TelegramDoor(
            Parts(
                api=api,
                me=me,
                intake=house.intake,
                database=database,
                group=self.group,
                turn=Turn(database, clock, pacing),
                texts=texts,
                library=house.library,
                clock=clock,
                pacing=pacing,
                nudge=nudge,
            )
        )
        self.webhook = Webhook(self.door, settings.webhook_secret)
        self.cards = Cards(database, api, self.group, house.library, texts, clock, pacing)
        self.cards.shelf = house.shelf
        house.metrics.count_cards(lambda: self.cards.drawn)
        self._polling = Polling(api, self.door, database, clock, house.pulse)
        self._fetching = Fetching(api, database, texts, clock, house.pulse)
        turn = Turn(database, clock, pacing)
        self._unsaying = Unsaying(api, database, texts, turn, clock, house.pulse)
        self._offering = Offering(api, database, texts, clock)
        self._library = house.library
        self._offered = offered(texts, house.library)
        self._greeting: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin: introduce the bot, and fetch updates or ask for them to be posted."""
        self._greeting = asyncio.create_task(self._introduce())
        self._fetching.start()
        self._unsaying.start()
        self._offering.start()
        self.cards.start()
        if not self._settings.webhook_url:
            self._polling.start()

    def taken_up(self) -> None:
        """The desk has changed something: draw cards again, and offer commands in the new words."""
        self.cards.look_again()
        said = offered(self._texts, self._library)
        if self._greeting is not None and said != self._offered:
            self._offered = said
            self._offering.again()
            self._greeting = asyncio.create_task(self._after(self._greeting))

    async def stop(self) -> None:
        """Take nothing more in, finish what was begun."""
        await end(self._greeting)
        await self._polling.stop()
        await self._fetching.stop()
        await self._unsaying.stop()
        await self._offering.stop()
        await self.cards.stop()
        await self.door.stop()

    async def close(self) -> None:
        """Close the connections, when nothing is sent any more."""
        await self._api.close()

    async def _introduce(self) -> None:
        url, secret = self._settings.webhook_url, self._settings.webhook_secret
        while url:
            try:
                await ask_for_updates(self._api, url, secret)
            except NotSent as failure:
                log.warning("Telegram does not post updates here yet: %s", failure.why)
                await asyncio.sleep(WAIT)
            else:
                break
        await self._offer()

    async def _after(self, greeting: asyncio.Task[None]) -> None:
        await greeting
        await self._offer()

    async def _offer(self) -> None:
        await introduce(self._api, self._texts, self._library, await self.group.address())
