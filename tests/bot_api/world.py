"""What Telegram's side knows: chats with their messages, the bot, files, presses."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.clock import Bell, Clock
from tests.bot_api.updates import Updates

Message = dict[str, Any]
BOT_ID = 7_104_265_318


@dataclass
class TopicData:
    """A topic of a forum. Its id is the number of the message that opened it."""

    id: int
    name: str
    closed: bool = False
    pinned: list[int] = field(default_factory=list)


@dataclass
class Chat:
    """A private chat or a group, as it is now."""

    id: int
    type: str
    about: dict[str, Any]
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, TopicData] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    members: dict[int, dict[str, Any]] = field(default_factory=dict)
    heard: list[Message] = field(default_factory=list)
    """What the bot wrote or rewrote, in the order in which it did."""
    redrawn: int = 0
    """How often only a keyboard was changed."""
    refuses: str = ""
    """The words of the 403 that refuses messages; empty when they are taken."""
    moved_to: int = 0
    rights: set[str] = field(default_factory=set)
    next_message: int = field(default_factory=lambda: random.randint(3, 900))

    @property
    def public(self) -> dict[str, Any]:
        """The chat as a message has it."""
        return {"id": self.id, "type": self.type, **self.about}

    @property
    def is_forum(self) -> bool:
        """Whether it has topics."""
        return bool(self.about.get("is_forum"))


@dataclass
class StoredFile:
    """A file on Telegram's side."""

    id: str
    path: str
    content: bytes

    @property
    def public(self) -> dict[str, Any]:
        """The file as a message and getFile have it."""
        unique = self.id[-12:]
        return {"file_id": self.id, "file_unique_id": unique, "file_size": len(self.content)}


@dataclass
class Pressed:
    """A button that somebody pressed. `answer` is what the bot said to it, once it did."""

    id: str
    expires: float
    answer: dict[str, Any] | None = None


@dataclass
class World:
    """Everything that Telegram knows. `bell` rings at every change."""

    clock: Clock
    token: str
    username: str
    name: str
    bell: Bell = field(default_factory=Bell)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    presses: dict[str, Pressed] = field(default_factory=dict)
    settings: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    """Commands and descriptions, by what, for whom, and language."""
    wrong: list[str] = field(default_factory=list)
    """What the bot did wrong, and what the stand-in itself did wrong."""

    def __post_init__(self) -> None:
        self.updates = Updates(self.clock, self.bell, random.randint(10**8, 9 * 10**8))

    @property
    def bot(self) -> dict[str, Any]:
        """The bot as a message has it."""
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": self.name,
            "username": self.username,
        }

    def new_message(self, chat: Chat, sender: dict[str, Any], **content: Any) -> Message:
        """A message in a chat, from now on."""
        number = chat.next_message
        chat.next_message += 1
        message = {
            "message_id": number,
            "from": sender,
            "chat": chat.public,
            "date": int(self.clock.now()),
            **content,
        }
        chat.messages[number] = message
        return message

    def keep_file(self, kind: str, ending: str, content: bytes) -> StoredFile:
        """Store a file."""
        name = f"{kind}/file_{len(self.files)}{ending}"
        stored = StoredFile(f"AgACAgQAAxkBAAI{secrets.token_urlsafe(24)}", name, content)
        self.files[stored.id] = stored
        return stored

    def said_by_bot(self, chat: Chat, message: Message) -> Message:
        """Note that a message of the bot is on the screens now."""
        chat.heard.append(message)
        self.bell.ring()
        return message
