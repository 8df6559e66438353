"""Takes Telegram updates in: passes each to the intake, and returns at most one call.

Polling and the webhook use it alike; they differ only in whether an answer can ride. Must not
decide anything about what is said. Of a user it keeps only the number to send to.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiogram.methods import EditMessageReplyMarkup
from aiogram.types import InlineKeyboardMarkup

from bot.channels.asides import Asides
from bot.channels.bot_api import BotApi
from bot.channels.drawing import MessagePen
from bot.channels.group import Spot, StaffGroup
from bot.channels.reading import Heard, Hidden, Joined, Left, Me, Moved, Returned, Ticked, read
from bot.channels.riding import Call, Ride, Rides
from bot.channels.turn import Turn
from bot.channels.updates import Update
from bot.incoming import Answered, Incoming, NotKnown, NotTheirs, Post
from bot.intake import Clock, Intake
from handlers.conversation.texts import Key, Texts
from handlers.conversation.values import Message
from handlers.library import Library
from storage.database import Database
from storage.people.actions import mute, return_to
from storage.people.rules import TELEGRAM_LASTS, Channel, Language
from storage.talk.pace import Pacing

log = logging.getLogger(__name__)

PATIENCE_OF_A_PRESS = 1.0
"""Seconds after which a press is answered even if its work is not done yet."""


@dataclass(frozen=True)
class Parts:
    """The parts of the door, from bot/app.py. `nudge`: call it when something was put into the
    outbox.
    """

    api: BotApi
    me: Me
    intake: Intake
    database: Database
    group: StaffGroup
    turn: Turn
    texts: Texts
    library: Library
    clock: Clock
    pacing: Pacing
    nudge: Callable[[], None]


@dataclass
class Pressed:
    """The press behind a message, if it is one. It `spins` until it is answered."""

    press: str | None
    spins: bool = field(init=False)

    def __post_init__(self) -> None:
        self.spins = self.press is not None

    @property
    def id(self) -> str:
        """Its number."""
        return self.press or ""


class TelegramDoor:
    """Takes updates in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._asides = Asides(parts.api, parts.turn)
        self._rides = Rides(parts.clock, parts.pacing)

    async def take(self, update: Update, *, riding: bool) -> Call | None:
        """Handle an update once, however often it comes. Returns the call that is to ride, if any.

        `riding`: whether an answer can ride. Raises Unavailable when the database is away.
        """
        found = read(update, self._parts.me)
        if isinstance(found, Ticked):
            return await self._tick(found, riding=riding)
        if isinstance(found, Hidden):
            await self._ask_who(found)
        elif isinstance(found, Moved):
            await self._parts.group.moved(found.old, found.new)
        elif isinstance(found, Joined):
            log.info(
                "the bot is in group %d; staff work there if STAFF_CHAT_ID is that", found.chat
            )
        elif isinstance(found, Left):
            await self._left(found.user)
        elif isinstance(found, Returned):
            await self._returned(found.user)
        elif isinstance(found, Heard):
            return await self._hear(found, riding=riding)
        return None

    async def stop(self) -> None:
        """Wait for the small errands to end."""
        await self._asides.stop()

    async def _hear(self, heard: Heard, *, riding: bool) -> Call | None:
        spot = None
        if not heard.private:
            if heard.to_us:
                spot = await self._parts.group.spot(heard.chat, heard.thread, heard.talk)
            if spot is None:
                return None  # colleagues talk with one another: not stored, not answered
        ride = Ride(self._pen, heard.chat, self._rides) if riding and heard.private else None
        incoming = Incoming(
            channel=Channel.TELEGRAM,
            address=str(heard.user),
            place=spot.place if spot else None,
            id=heard.id,
            said=heard.said,
            language=heard.language,
            newcomers=heard.private,
            talk=heard.talk,
            notice=Message("telegram.not_ours", {"url": self._parts.library.url}),
            post=Post(
                str(heard.chat),
                heard.thread,
                ride.takes if ride else None,
                closed=spot is not None and spot.closed,
            ),
        )
        press = Pressed(heard.press)
        try:
            answered = await self._in_time(press, self._parts.intake.receive(incoming))
        except (NotKnown, NotTheirs) as refused:
            self._refuse(heard, press, refused)
            return None
        if answered.posted:
            self._parts.nudge()
        if press.spins:
            self._asides.toast(press.id, self._words(spot, answered))
        return ride.call(answered) if ride else None

    async def _in_time(self, press: Pressed, work: Awaitable[Answered]) -> Answered:
        """Do the work. When it takes long, answer the press before it is done."""
        if not press.spins:
            return await work
        loop = asyncio.get_running_loop()
        meanwhile = loop.call_later(PATIENCE_OF_A_PRESS, self._meanwhile, press)
        try:
            return await work
        finally:
            meanwhile.cancel()

    def _meanwhile(self, press: Pressed) -> None:
        """Stop the button from spinning; the result comes later as a message."""
        self._asides.toast(press.id)
        press.spins = False

    def _words(self, spot: Spot | None, answered: Answered) -> str:
        """The words that answer a press. In a group they are the result, which only whoever pressed
        sees.
        """
        told = answered.lines[1:]
        if spot is None or not told:
            return ""
        if told[-1].ask is None:
            return told[0].text
        if not spot.closed:
            return ""
        return self._parts.texts.render("telegram.in_general", answered.language)

    def _refuse(self, heard: Heard, press: Pressed, refused: NotKnown | NotTheirs) -> None:
        """Refuse somebody in the group who is not known at the desk, or who was not asked."""
        if press.spins:
            self._asides.toast(press.id, self._why(refused), alert=True)
        else:
            self._asides.remark(heard.chat, heard.thread, self._why(refused))

    def _why(self, refused: NotKnown | NotTheirs) -> str:
        """The words that say why somebody is refused."""
        if isinstance(refused, NotKnown):
            url = self._parts.library.url
            return self._parts.texts.render("telegram.not_staff", Language.DA, {"url": url})
        asked = refused.asked or Key("telegram.a_colleague")
        return self._parts.texts.render("telegram.not_yours", Language.DA, {"name": asked})

    async def _ask_who(self, hidden: Hidden) -> None:
        if await self._parts.group.spot(hidden.chat, hidden.thread, None) is not None:
            words = self._parts.texts.render("telegram.hidden", Language.DA)
            self._asides.remark(hidden.chat, hidden.thread, words)

    async def _tick(self, ticked: Ticked, *, riding: bool) -> Call | None:
        """Tick or clear a box. In a group only the colleague who is asked may."""
        if ticked.talk is not None:
            try:
                await self._parts.intake.check_asked(
                    Channel.TELEGRAM, str(ticked.user), ticked.talk
                )
            except (NotKnown, NotTheirs) as refused:
                self._asides.toast(ticked.press, self._why(refused), alert=True)
                return None
        keyboard = InlineKeyboardMarkup.model_validate(ticked.keyboard.model_dump())
        edit = EditMessageReplyMarkup(
            chat_id=ticked.chat, message_id=ticked.message_id, reply_markup=keyboard
        )
        self._asides.toast(ticked.press)
        if riding:
            return {"method": "editMessageReplyMarkup", **edit.model_dump(exclude_none=True)}
        self._asides.errand(self._parts.api(edit))
        return None

    async def _left(self, user: int) -> None:
        async with self._parts.database.transaction() as tx:
            await mute(tx, Channel.TELEGRAM, str(user), self._parts.clock())

    async def _returned(self, user: int) -> None:
        """Note that they may be written to again. If they said something, that came before this
        update.
        """
        async with self._parts.database.transaction() as tx:
            now = self._parts.clock()
            await return_to(tx, Channel.TELEGRAM, str(user), now, TELEGRAM_LASTS)

    def _pen(self, language: Language) -> MessagePen:
        return MessagePen(self._parts.texts, language, self._parts.library.url)
