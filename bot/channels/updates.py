"""An update as it comes over the wire: the parts of it that are read here, and whose turn it takes.

Telegram's interface grows faster than any package for it, and to parse a whole update takes longer
than to answer it. Fields that are not named here are not looked at, so a new one cannot make a
message unreadable. Must not say what an update means.
"""

from __future__ import annotations

import logging
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

log = logging.getLogger(__name__)


class User(BaseModel):
    """Who says something."""

    id: int
    is_bot: bool = False
    language_code: str | None = None


class Chat(BaseModel):
    """Where it is said."""

    id: int
    type: str = ""


class Content(BaseModel):
    """A picture in one of its sizes, a voice or another file."""

    file_id: str
    file_size: int | None = None
    mime_type: str | None = None


class Key(BaseModel):
    """A button. All that Telegram says about it is sent back with it."""

    model_config = ConfigDict(extra="allow")

    text: str
    callback_data: str | None = None


class Keyboard(BaseModel):
    """The buttons under a message, in rows."""

    inline_keyboard: list[list[Key]]


class Message(BaseModel):
    """A message. `model_extra` holds what else was sent with it, unread."""

    model_config = ConfigDict(extra="allow")

    message_id: int
    from_user: User | None = Field(None, alias="from")
    sender_chat: Chat | None = None
    chat: Chat
    message_thread_id: int | None = None
    is_topic_message: bool = False
    edit_date: int | None = None
    text: str | None = None
    caption: str | None = None
    photo: list[Content] = []
    voice: Content | None = None
    audio: Content | None = None
    document: Content | None = None
    reply_to_message: Message | None = None
    reply_markup: Keyboard | None = None
    migrate_to_chat_id: int | None = None


class CallbackQuery(BaseModel):
    """A button was pressed."""

    id: str
    from_user: User = Field(alias="from")
    message: Message | None = None
    data: str | None = None


class ChatMember(BaseModel):
    """What somebody is in a chat."""

    status: str


class ChatMemberUpdated(BaseModel):
    """Somebody let the bot in, or out."""

    from_user: User = Field(alias="from")
    chat: Chat
    new_chat_member: ChatMember


class Update(BaseModel):
    """One thing that happened."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None


def understood(body: Any) -> Update | None:
    """The update; None when it cannot be read."""
    try:
        return Update.model_validate(body)
    except ValidationError:
        log.error("an update cannot be read and is passed over")
        return None


def speaker(update: Update) -> int:
    """Whose turn an update takes: the one who speaks, for messages and presses alike."""
    said = update.message or update.edited_message or update.callback_query or update.my_chat_member
    return said.from_user.id if said is not None and said.from_user is not None else 0
