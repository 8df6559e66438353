"""Brings one case's topic in the staff's group up to date.

Every call is stored as soon as it is done. When a process is killed in between, at most that one
call is made again. Must not decide which case is drawn, nor what its topic shows.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from aiogram.methods import (
    CloseForumTopic,
    CreateForumTopic,
    EditForumTopic,
    EditMessageText,
    PinChatMessage,
    ReopenForumTopic,
    SendPhoto,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import BufferedInputFile, Message

from bot.channels.drawing import Drawn, MessagePen
from bot.channels.fitting import digest, line_of, one_message, short
from bot.sending import NotSent
from handlers.conversation.face import Face
from storage.cases.tables import Topic
from storage.talk.tables import File

T = TypeVar("T")

MOST_TIMES = 3
"""How often a topic that somebody deletes is created anew in one run."""

NEW: dict[str, Any] = {
    "thread": None,
    "name": None,
    "message_id": None,
    "card": None,
    "pinned": False,
    "closed": False,
    "files": [],
    "told": 0,
}
"""The state of a topic that does not exist (any more)."""


class Call(Protocol):
    """Calls Telegram in the shared pace."""

    async def __call__(self, method: TelegramMethod[T]) -> T:
        """Make the call. Raises NotSent."""
        ...


Keep = Callable[[dict[str, Any]], Awaitable[None]]
"""Stores what has changed about the topic."""

Content = Callable[[int], Awaitable[File | None]]
"""A file by its number."""


@dataclass(frozen=True)
class Ways:
    """The functions that the work needs."""

    call: Call
    keep: Keep
    content: Content


class TopicGone(Exception):
    """Somebody deleted the topic."""


class TopicWork:
    """The work on one topic. `silent`: no telephone makes a sound."""

    def __init__(self, topic: Topic, pen: MessagePen, ways: Ways, *, silent: bool = False) -> None:
        self._pen = pen
        self._call = ways.call
        self._write = ways.keep
        self._content = ways.content
        self._silent = silent or None
        self._number = topic.case_number
        self._chat = int(topic.chat)
        self._is = {name: getattr(topic, name) for name in NEW}
        self.pin_refused = False

    async def show(self, face: Face) -> None:
        """Let the topic show this. Raises NotSent."""
        for _ in range(MOST_TIMES):
            if self._is["thread"] is None and face.closed:
                return
            try:
                await self._show(face)
            except TopicGone:
                await self._keep(**NEW)
            else:
                return
        raise NotSent("The topic is deleted again and again.", later=False)

    async def _show(self, face: Face) -> None:
        await self._name(short(face.name))
        if self._is["closed"] and not face.closed:
            await self._open_or_close(closed=False)
        await self._card(one_message(self._pen, face.card))
        if not await self._pin():
            await self._card(one_message(self._pen, face.card))
        await self._tell(face)
        await self._files(face)
        if face.closed and not self._is["closed"]:
            await self._open_or_close(closed=True)

    async def _name(self, name: str) -> None:
        wanted = digest(name)
        if self._is["thread"] is None:
            made = await self._call(CreateForumTopic(chat_id=self._chat, name=name))
            await self._keep(thread=made.message_thread_id, name=wanted)
        elif self._is["name"] != wanted:
            await self._of_topic(
                EditForumTopic(chat_id=self._chat, message_thread_id=self._is["thread"], name=name)
            )
            await self._keep(name=wanted)

    async def _open_or_close(self, *, closed: bool) -> None:
        act = CloseForumTopic if closed else ReopenForumTopic
        await self._of_topic(act(chat_id=self._chat, message_thread_id=self._is["thread"]))
        await self._keep(closed=closed)

    async def _card(self, drawn: Drawn) -> None:
        wanted = digest(drawn)
        if self._is["message_id"] is not None and self._is["card"] != wanted:
            await self._redraw(drawn, wanted)
        if self._is["message_id"] is None:
            sent = await self._send(drawn)
            await self._keep(message_id=sent.message_id, card=wanted, pinned=False)

    async def _redraw(self, drawn: Drawn, wanted: str) -> None:
        try:
            await self._call(
                EditMessageText(
                    chat_id=self._chat,
                    message_id=self._is["message_id"],
                    text=drawn.text,
                    entities=drawn.entities(),
                    reply_markup=drawn.keyboard(),
                )
            )
        except NotSent as failure:
            if failure.lost:
                await self._keep(message_id=None, card=None, pinned=False)
                return
            if not failure.same:
                raise
        await self._keep(card=wanted)

    async def _pin(self) -> bool:
        """Pin the card. False when the card is gone.

        In a group where we may not pin, cards are drawn all the same.
        """
        if self._is["pinned"]:
            return True
        pin = PinChatMessage(
            chat_id=self._chat, message_id=self._is["message_id"], disable_notification=True
        )
        try:
            await self._call(pin)
        except NotSent as failure:
            if failure.lost:
                await self._keep(message_id=None, card=None)
                return False
            if failure.later or failure.gone:
                raise
            self.pin_refused = True
            return True
        await self._keep(pinned=True)
        return True

    async def _tell(self, face: Face) -> None:
        if face.news:
            for drawn in self._pen.draw([line_of(words) for words in face.news]):
                await self._send(drawn)
        if face.told != self._is["told"]:
            await self._keep(told=face.told)

    async def _files(self, face: Face) -> None:
        for head in face.files:
            if head.id in self._is["files"]:
                continue
            file = await self._content(head.id)
            if file is not None and file.remote is None:
                await self._send_file(file)
                await self._keep(files=[*self._is["files"], file.id])

    async def _send_file(self, file: File) -> None:
        """Show a file. A file that Telegram refuses is only on the page of the desk."""
        where = {"chat_id": self._chat, "message_thread_id": self._is["thread"]}
        where["disable_notification"] = self._silent
        send: SendPhoto | SendVoice
        if file.kind == "photo":
            send = SendPhoto(**where, photo=BufferedInputFile(file.content, "photo.jpg"))
        else:
            send = SendVoice(**where, voice=BufferedInputFile(file.content, "voice.mp3"))
        try:
            await self._call(send)
        except NotSent as failure:
            if failure.lost:
                raise TopicGone from failure
            if failure.later or failure.gone:
                raise

    async def _send(self, drawn: Drawn) -> Message:
        try:
            message = drawn.sent_to(str(self._chat), self._is["thread"])
            quiet = message.model_copy(update={"disable_notification": self._silent})
            return await self._call(quiet)
        except NotSent as failure:
            if failure.lost:
                raise TopicGone from failure
            raise

    async def _of_topic(self, method: TelegramMethod[bool]) -> None:
        """Change the topic itself. It is no failure when that was done already."""
        try:
            await self._call(method)
        except NotSent as failure:
            if failure.lost:
                raise TopicGone from failure
            if not failure.same:
                raise

    async def _keep(self, **came_about: Any) -> None:
        self._is |= came_about
        await self._write(came_about)
