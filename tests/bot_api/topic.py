"""A topic of a group, as its members see it."""

from __future__ import annotations

from typing import Any

from tests.bot_api.people import Person
from tests.bot_api.screen import PATIENCE, Screen
from tests.bot_api.world import Chat, Message, World


class Topic:
    """A topic: its name, its messages, and what people do with it by hand."""

    def __init__(self, world: World, chat: Chat, id: int) -> None:
        self.world, self.chat, self.id = world, chat, id
        self.screen = Screen(world, chat, id)

    @property
    def place(self) -> dict[str, Any]:
        """What a message in it carries."""
        return {"message_thread_id": self.id, "is_topic_message": True}

    @property
    def name(self) -> str:
        """Its name."""
        return self.chat.topics[self.id].name

    @property
    def closed(self) -> bool:
        """Whether only administrators may write here."""
        return self.chat.topics[self.id].closed

    @property
    def pinned(self) -> Message | None:
        """The pinned message as it is now, if there is one."""
        here = [self.chat.messages.get(number) for number in self.chat.pinned]
        of_topic = [m for m in here if m and m.get("message_thread_id") == self.id]
        return of_topic[-1] if of_topic else None

    @property
    def messages(self) -> list[Message]:
        """Its messages, with the service messages."""
        return self.screen.messages

    @property
    def heard(self) -> str:
        """What the bot said in it since somebody last did something here."""
        return self.screen.heard

    async def hears(self, *words: str, patience: float = PATIENCE) -> str:
        """Wait for what the bot says here."""
        return await self.screen.hears(*words, patience=patience)

    def closes(self, by: Person) -> None:
        """Somebody closes it by hand."""
        self.chat.topics[self.id].closed = True
        by.announces(self.chat, forum_topic_closed={}, **self.place)

    def reopens(self, by: Person) -> None:
        """Somebody opens it again by hand."""
        self.chat.topics[self.id].closed = False
        by.announces(self.chat, forum_topic_reopened={}, **self.place)
