"""A Telegram update as plain values of our own. Pure: asks nobody, sends nothing.

Of a Telegram user only the number is kept: no name, no picture, no address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.channels.drawing import PICKED, TICKED, UNTICKED, Data, read_data
from bot.channels.updates import (
    CallbackQuery,
    ChatMemberUpdated,
    Key,
    Keyboard,
    Message,
    Update,
)
from bot.files import MAX_BYTES
from handlers.conversation.values import Attachment, Edited, Press, Said, Text, Unreadable
from storage.people.rules import Language

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of update that Telegram is asked for."""

SPEAK_DANISH = ("da", "nb", "nn", "no", "sv", "fo", "kl")
"""Telephones in these languages are answered in Danish, as are those without a language."""

OWN_WORDS = {"/stop": "/farvel"}
"""Commands that Telegram users expect, and the name that they have here."""

GROUP_WORDS = {
    "/start": "/menu",
    "/farvel": "/annuller",
    "/goodbye": "/annuller",
    "/fejl": "/fejl antal",
    "/errors": "/fejl antal",
}
"""Commands that are private, or too much for a group, and what they mean there instead."""

SENT = frozenset(
    {
        *("sticker", "video", "video_note", "animation", "contact"),
        *("location", "venue", "poll", "dice", "story", "game"),
    }
)
"""Content that people send and that cannot be read here. Service messages of Telegram are in
neither list.
"""


@dataclass(frozen=True)
class Me:
    """The bot itself."""

    id: int
    username: str


@dataclass(frozen=True)
class Heard:
    """Something that somebody said to the bot, or in its hearing.

    `press` is the id of the press that waits for an answer. In a group, `to_us` tells a command or
    a reply to a question from talk among colleagues, and `talk` is the talk that asked the
    question.
    """

    user: int
    chat: int
    thread: int | None
    id: str
    said: Said
    language: Language
    press: str | None = None
    to_us: bool = True
    talk: int | None = None

    @property
    def private(self) -> bool:
        """Whether it was said in a person's own chat with the bot."""
        return self.user == self.chat


@dataclass(frozen=True)
class Ticked:
    """Somebody ticked or cleared a box of a question with many answers. Nothing is said yet.

    In a group `talk` is the talk that asks.
    """

    user: int
    chat: int
    message_id: int
    press: str
    keyboard: Keyboard
    talk: int | None = None


@dataclass(frozen=True)
class Moved:
    """A group became a supergroup and has a new number."""

    old: int
    new: int


@dataclass(frozen=True)
class Hidden:
    """A command of an administrator who writes as the group: nobody knows who it is."""

    chat: int
    thread: int | None


@dataclass(frozen=True)
class Joined:
    """The bot was added to a group, or its rights there have changed."""

    chat: int


@dataclass(frozen=True)
class Left:
    """Somebody blocked the bot."""

    user: int


@dataclass(frozen=True)
class Returned:
    """Somebody unblocked the bot."""

    user: int


Read = Heard | Hidden | Ticked | Moved | Joined | Left | Returned | None


def read(update: Update, me: Me) -> Read:
    """What an update says. None when it is not a message for us."""
    if update.callback_query is not None:
        return _press(update.callback_query)
    if update.message is not None:
        return _message(update.message, me, edited=False)
    if update.edited_message is not None:
        return _message(update.edited_message, me, edited=True)
    return _member(update.my_chat_member) if update.my_chat_member is not None else None


def _message(message: Message, me: Me, *, edited: bool) -> Read:
    if message.migrate_to_chat_id is not None:
        return Moved(message.chat.id, message.migrate_to_chat_id)
    user = message.from_user
    if message.sender_chat is not None:
        return _hidden(message, me)
    private = user is not None and user.id == message.chat.id
    said = _edited(message) if edited else _said(message, OWN_WORDS if private else GROUP_WORDS)
    if user is None or user.is_bot or said is None:
        return None
    question = None if private else _question(message.reply_to_message, me)
    if isinstance(said, Text) and question is not None:
        said = replace(said, line=question.line)
    stamp = f"-{message.edit_date}" if edited else ""
    return Heard(
        user=user.id,
        chat=message.chat.id,
        thread=_thread(message),
        id=f"{message.chat.id}:{message.message_id}{stamp}",
        said=said,
        language=_language(user.language_code),
        to_us=private or question is not None or _is_command(message, me),
        talk=question.talk if question else None,
    )


def _hidden(message: Message, me: Me) -> Read:
    own_name = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    return (
        Hidden(message.chat.id, _thread(message)) if own_name and _is_command(message, me) else None
    )


def _thread(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def _said(message: Message, own_words: Mapping[str, str]) -> Said | None:
    if message.text is not None:
        return Text(_own_word(message.text, own_words))
    if message.photo:
        fitting = [size for size in message.photo if (size.file_size or 0) <= MAX_BYTES]
        best = fitting[-1] if fitting else message.photo[0]
        return _file("photo", best.file_id, best.file_size, message.caption)
    voice = message.voice or message.audio
    if voice is not None:
        return _file("voice", voice.file_id, voice.file_size, message.caption)
    document = message.document
    if document is not None and (document.mime_type or "").startswith("image/"):
        return _file("photo", document.file_id, document.file_size, message.caption)
    return (
        Unreadable() if document is not None or SENT & (message.model_extra or {}).keys() else None
    )


def _file(kind: str, name: str, size: int | None, caption: str | None) -> Said:
    if (size or 0) > MAX_BYTES:
        return Unreadable("file_refused.too_large")
    return Attachment(kind, "", b"", caption or "", remote=name)


def _edited(message: Message) -> Said | None:
    words = message.text or message.caption
    return Edited(f"{message.chat.id}:{message.message_id}", words) if words else None


def _own_word(text: str, own_words: Mapping[str, str]) -> str:
    word, _, rest = text.partition(" ")
    own = own_words.get(word.partition("@")[0].lower())
    if own is None:
        return text
    return f"{own} {rest}" if rest and own_words is OWN_WORDS else own


def _is_command(message: Message, me: Me) -> bool:
    """Whether a message in a group is a command that names no other bot."""
    words = message.text or ""
    named = words.split()[0].partition("@")[2].lower() if words.startswith("/") else None
    return named in {"", me.username.lower()}


def _question(replied: Message | None, me: Me) -> Data | None:
    """The question that a message in a group replies to. A reply to anything else that the bot
    wrote is talk among colleagues.
    """
    own = replied is not None and replied.from_user is not None and replied.from_user.id == me.id
    shown = replied.reply_markup if own and replied is not None else None
    for row in shown.inline_keyboard if shown is not None else ():
        for key in row:
            found = read_data(key.callback_data or "")
            if found.talk is not None:
                return found
    return None


def _press(query: CallbackQuery) -> Read:
    message = query.message
    if message is None or query.data is None:
        return None
    data = read_data(query.data)
    value = data.value
    shown = message.reply_markup
    if shown is not None and (flipped := _flipped(shown, query.data)) is not None:
        return Ticked(
            user=query.from_user.id,
            chat=message.chat.id,
            message_id=message.message_id,
            press=query.id,
            keyboard=flipped,
            talk=data.talk,
        )
    if value == PICKED and shown is not None:
        value = ",".join(_ticked(shown))
    return Heard(
        user=query.from_user.id,
        chat=message.chat.id,
        thread=_thread(message),
        id=f"press:{query.id}",
        said=Press(data.line, value),
        language=_language(query.from_user.language_code),
        press=query.id,
        talk=data.talk,
    )


def _flipped(shown: Keyboard, data: str) -> Keyboard | None:
    """The keyboard with the pressed box ticked or cleared. None when the button is not a box."""
    found = False
    rows: list[list[Key]] = []
    for row in shown.inline_keyboard:
        rows.append([])
        for key in row:
            label = key.text
            if key.callback_data == data and label.startswith((TICKED, UNTICKED)):
                found = True
                mark = UNTICKED if label.startswith(TICKED) else TICKED
                label = mark + label[len(TICKED) :]
            rows[-1].append(key.model_copy(update={"text": label}))
    return Keyboard(inline_keyboard=rows) if found else None


def _ticked(shown: Keyboard) -> list[str]:
    return [
        read_data(key.callback_data or "").value
        for row in shown.inline_keyboard
        for key in row
        if key.text.startswith(TICKED)
    ]


def _member(changed: ChatMemberUpdated) -> Read:
    private, status = changed.chat.type == "private", changed.new_chat_member.status
    if private:
        return Left(changed.chat.id) if status == "kicked" else Returned(changed.chat.id)
    return Joined(changed.chat.id) if status in {"member", "administrator"} else None


def _language(code: str | None) -> Language:
    if not code or code.partition("-")[0] in SPEAK_DANISH:
        return Language.DA
    return Language.EN
