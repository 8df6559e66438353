"""The parts that every page needs, assembled by bot/app.py."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web
from jinja2 import Environment

from bot.channels.links import MailLinks
from bot.channels.mail import Mailer
from bot.config import Settings
from bot.current import Current
from bot.intake import Clock, Intake
from bot.metrics import Metrics
from bot.pulse import Pulse
from bot.retry import Retry
from bot.web.cookies import Cookies
from bot.web.rates import Rates
from bot.web.watch import Watch
from handlers.conversation.texts import Texts
from handlers.library import Library
from storage.database import Database
from storage.ideas.shelf import Shelf


@dataclass(frozen=True)
class House:
    """The parts, in one place."""

    settings: Settings
    library: Library
    database: Database
    texts: Texts
    current: Current
    intake: Intake
    retry: Retry
    shelf: Shelf
    watch: Watch
    rates: Rates
    cookies: Cookies
    templates: Environment
    mailer: Mailer | None
    mail_links: MailLinks
    clock: Clock
    pulse: Pulse
    metrics: Metrics
    sample: bool
    cleaning: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    """Two photos or voices are encoded at a time: one may take 300 MB meanwhile."""

    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    """Tasks that a request began and did not wait for; they are finished before the program stops.
    """


HOUSE: web.AppKey[House] = web.AppKey("house", House)
