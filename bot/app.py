"""The composition root: builds a program from the settings, which can be started and stopped.

The parts are put together by hand, without a container. Nothing happens at import.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from bot import sample as made_up
from bot.channels import TEXTS as CHANNEL_TEXTS
from bot.channels.links import MailLinks
from bot.channels.mail import Mailer
from bot.channels.notices import Letters, MailPost
from bot.config import ConfigError, Settings
from bot.current import Current
from bot.delivery import Delivery
from bot.intake import Clock, Intake
from bot.metrics import Metrics
from bot.pulse import Pulse
from bot.retry import Retry
from bot.schedule import Schedule
from bot.sending import Sender
from bot.web import server
from bot.web.cookies import Cookies
from bot.web.house import House
from bot.web.rates import Rates
from bot.web.rendering import TEXTS, environment
from bot.web.watch import Watch
from handlers.conversation.texts import HANDLERS, Texts
from handlers.library import Library
from handlers.library.links import OwnLinks
from storage.database import Database
from storage.ideas.shelf import Shelf
from storage.matching import lexicon
from storage.migrate import is_current
from storage.people.rules import Channel
from storage.sample import is_sample
from storage.talk.pace import Pacing

if TYPE_CHECKING:
    from bot.channels.presence import Connection, Telegram

log = logging.getLogger(__name__)

PATIENCE = 25.0
"""Seconds that running requests get to finish when the program stops."""


def now() -> datetime:
    """The machine's clock. Everything else is given the time."""
    return datetime.now(UTC)


class App:
    """The running program."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock = now,
        rates: Rates | None = None,
        pacing: Pacing | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.rates = rates or Rates()
        self.pacing = pacing or Pacing()
        self.database = Database(settings.database_url)
        self.shelf = Shelf()
        self.port = settings.port
        self._lock: IO[str] | None = None
        self._runner: web.AppRunner | None = None
        self._house: House | None = None
        self._schedule: Schedule | None = None
        self._telegram: Telegram | None = None
        self._delivery: Delivery | None = None

    @property
    def house(self) -> House:
        """The parts that every page needs, once it has started."""
        if self._house is None:
            raise RuntimeError("the program has not started")
        return self._house

    @property
    def bot_name(self) -> str:
        """The bot's name at Telegram, where that door is open."""
        return self._house.library.telegram if self._house else ""

    async def start(self) -> None:
        """Check, then serve. Raises ConfigError with one clear sentence."""
        self._lock = hold_alone(self.settings)
        if not await is_current(self.settings.database_url):
            raise ConfigError("The database is of another version: run `sammen migrate` first.")
        sample = await self._check_sample()
        lexicon()  # takes a second, for which the first who writes should not wait
        bot = await self._bot()
        house = self._house = self._furnish(sample=sample, bot_name=bot.name if bot else "")
        await house.current.look()
        delivery = self._delivery = self._post_office(house, bot)
        telegram = self._telegram = (
            bot.presence(house, self._committed, self.pacing) if bot else None
        )
        schedule = self._schedule = Schedule(
            house.current, self.clock, self._committed, house.pulse, self.shelf
        )
        if telegram is not None:
            house.current.then = telegram.taken_up
        await schedule.plan_digest()
        await self._serve(house, telegram)
        house.watch.start()
        schedule.start()
        delivery.start()
        if telegram is not None:
            telegram.start()

    async def _bot(self) -> Connection | None:
        """Telegram's server and who we are there, when a token is set.

        The import is here because aiogram's types take seconds to load: without a bot nobody waits
        for them.
        """
        if not self.settings.bot_token:
            return None
        from bot.channels.presence import connect

        return await connect(self.settings)

    def _post_office(self, house: House, bot: Connection | None) -> Delivery:
        senders: dict[Channel, Sender] = {}
        if bot is not None:
            senders[Channel.TELEGRAM] = bot.sender(house)
        if house.mailer is not None:
            letters = Letters(house.texts, house.library, house.mail_links)
            senders[Channel.MAIL] = MailPost(house.mailer, letters, self.database, self.clock)
        delivery = Delivery(self.database, senders, self.clock, self.pacing, house.pulse)
        house.metrics.count_sends(delivery.by_channel)
        return delivery

    def _committed(self) -> None:
        """Something was just committed here: wake up everything that waits for it."""
        if self._house is not None:
            self._house.watch.nudge()
        if self._delivery is not None:
            self._delivery.nudge()
        if self._telegram is not None:
            self._telegram.cards.nudge()

    async def _serve(self, house: House, telegram: Telegram | None) -> None:
        app = server.make(house)
        if telegram is not None and self.settings.webhook_url:
            path = urlsplit(self.settings.webhook_url).path
            if path in {resource.canonical for resource in app.router.resources()}:
                raise ConfigError(f"WEBHOOK_URL cannot end in {path}: that is a page. Try /bot.")
            app.router.add_post(path, telegram.webhook.handle, name="machine.telegram")
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.settings.host, self.settings.port)
        try:
            await site.start()
        except OSError as error:
            raise ConfigError(
                f"PORT {self.settings.port} cannot be used: {os.strerror(error.errno or 0)}. "
                "Stop what uses it, or set PORT to another."
            ) from None
        self.port = self._runner.addresses[0][1]

    async def _check_sample(self) -> bool:
        async with self.database.reading() as tx:
            sample = await is_sample(tx)
        refuse_sample(self.settings, sample=sample)
        return sample

    def _furnish(self, *, sample: bool, bot_name: str) -> House:
        settings = self.settings
        library = made_up.library(settings) if sample else settings.library
        links = OwnLinks(settings.key, library.url)
        library = replace(library, telegram=bot_name, links=links)
        texts = Texts.load(HANDLERS, TEXTS, CHANNEL_TEXTS)
        metrics = Metrics()
        return House(
            settings=settings,
            library=library,
            database=self.database,
            texts=texts,
            current=Current(self.database, library, texts),
            intake=Intake(self.database, library, texts, self.clock, metrics, self.shelf),
            retry=Retry(self.database, library, texts, self.clock, self.shelf),
            shelf=self.shelf,
            watch=Watch(self.database),
            rates=self.rates,
            cookies=Cookies(settings.key, secure=settings.own_url.startswith("https")),
            templates=environment(),
            mailer=_mailer(settings, library),
            mail_links=MailLinks(settings.key, library.url),
            clock=self.clock,
            pulse=Pulse(),
            metrics=metrics,
            sample=sample,
        )

    async def stop(self) -> None:
        """Accept nothing more, finish what was begun, close everything."""
        if self._house is not None:
            await self._house.watch.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._telegram is not None:
            await self._telegram.stop()
        if self._delivery is not None:
            await self._delivery.stop()
        if self._telegram is not None:
            await self._telegram.close()
        if self._house is not None and self._house.tasks:
            await asyncio.wait(self._house.tasks, timeout=PATIENCE)
        if self._schedule is not None:
            await self._schedule.stop()
        await self.database.close()
        if self._lock is not None:
            self._lock.close()


def _mailer(settings: Settings, library: Library) -> Mailer | None:
    if not settings.smtp_url:
        return None
    try:
        sender = settings.mail_from or settings.library_mail
        return Mailer(settings.smtp_url, sender, called=lambda: library.name)
    except ValueError as error:
        raise ConfigError(f"SMTP_URL or MAIL_FROM cannot be used: {error}.") from None


def refuse_sample(settings: Settings, *, sample: bool) -> None:
    """Keep a made-up library from real citizens. Raises ConfigError."""
    if sample and settings.bot_token:
        raise ConfigError(f"BOT_TOKEN is set, but this database holds the sample: {HOW}")
    if sample and settings.public_url.startswith("https"):
        raise ConfigError(f"PUBLIC_URL is set, but this database holds the sample: {HOW}")


HOW = "run `sammen sample remove` first, or set DATABASE_URL to another database."


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the database alone for a while (SQLite only). Raises ConfigError when a program runs."""
    lock = hold_alone(settings)
    try:
        yield
    finally:
        if lock is not None:
            lock.close()


def hold_alone(settings: Settings) -> IO[str] | None:
    """Let one program at a time use a SQLite database: the system drops the lock when the process
    ends.

    Raises ConfigError when another one runs.
    """
    if not settings.is_sqlite:
        return None
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = (settings.folder / "sammen.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise ConfigError(
            "Sammen already runs on this database: stop that one first, or set DATABASE_URL."
        ) from None
    return lock
