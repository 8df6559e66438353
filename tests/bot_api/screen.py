"""What a phone shows: the messages of a chat or a topic, as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from tests.bot_api.world import Chat, Message, World

PATIENCE = 10.0
"""Real seconds after which a wait fails: nothing here is that slow."""


class Place(Protocol):
    """Where something can be said: a group or a topic."""

    @property
    def chat(self) -> Chat:
        """The chat itself, or the one that the topic is in."""

    @property
    def screen(self) -> Screen:
        """What stands there."""

    @property
    def place(self) -> dict[str, Any]:
        """What a message there carries."""


def read(message: Message) -> str:
    """The words of a message, as they are read: a space that does not break is a space."""
    return str(message.get("text") or message.get("caption") or "").replace("\xa0", " ")


def buttons_of(message: Message) -> list[dict[str, Any]]:
    """The buttons under a message, row by row."""
    markup = message.get("reply_markup") or {}
    return [button for row in markup.get("inline_keyboard", ()) for button in row]


class Screen:
    """A chat, or one of its topics, as somebody sees it; remembers how far they have read."""

    def __init__(self, world: World, chat: Chat, topic: int | None = None) -> None:
        self.world, self.chat, self.topic = world, chat, topic
        self._heard = 0
        self._listened = 0
        self._redrawn = 0

    @property
    def messages(self) -> list[Message]:
        """Everything that stands here, the oldest first."""
        return [m for m in self.chat.messages.values() if self._is_here(m)]

    @property
    def newest(self) -> Message:
        """The newest message of the bot."""
        own = [m for m in self.messages if m["from"]["id"] == self.world.bot["id"]]
        assert own, "the bot has written nothing here"
        return own[-1]

    @property
    def buttons(self) -> list[str]:
        """The labels under the newest message of the bot."""
        return [str(button["text"]) for button in buttons_of(self.newest)]

    @property
    def heard(self) -> str:
        """What the bot wrote or rewrote here since somebody last spoke or pressed."""
        return "\n".join(map(read, self._news(self._heard)))

    def speaks(self) -> None:
        """Somebody says something: what comes from now on is the answer."""
        self._heard = self._listened = len(self.chat.heard)
        self._redrawn = self.chat.redrawn

    @property
    def changed(self) -> bool:
        """Whether the bot wrote, rewrote or redrew something since somebody last did something."""
        return bool(self._news(self._heard)) or self.chat.redrawn > self._redrawn

    async def hears(self, *words: str, patience: float = PATIENCE) -> str:
        """Wait for something new, and until all these words were heard. Returns what is new."""

        def there() -> bool:
            fresh = bool(self._news(self._listened)) or bool(words)
            return fresh and all(word in self.heard for word in words)

        wanted = f"{words}" if words else "anything"
        if not await self.world.bell.until(there, patience):
            raise AssertionError(f"waited for {wanted}, heard {self.heard!r}")
        fresh = "\n".join(map(read, self._news(self._listened)))
        self._listened = len(self.chat.heard)
        return fresh

    def button(self, label: str, message: Message | None = None) -> tuple[Message, dict[str, Any]]:
        """The newest button with a label, here or under one message."""
        places = [message] if message else reversed(self.messages)
        for place in places:
            for button in buttons_of(place):
                if button["text"] == label:
                    return place, button
        raise AssertionError(f"no button says {label!r}; there are {list(self._labels())}")

    def _labels(self) -> Iterator[str]:
        for message in self.messages:
            yield from (str(button["text"]) for button in buttons_of(message))

    def _news(self, after: int) -> list[Message]:
        return [m for m in self.chat.heard[after:] if self._is_here(m)]

    def _is_here(self, message: Message) -> bool:
        return self.topic is None or message.get("message_thread_id", 0) == self.topic
