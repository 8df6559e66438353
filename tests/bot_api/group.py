"""A group of colleagues, with topics or without, in which the bot is an administrator."""

from __future__ import annotations

import random
from typing import Any

from tests.bot_api.methods.looking import OWN_RIGHTS, as_member
from tests.bot_api.methods.topics import BLUE
from tests.bot_api.people import Person
from tests.bot_api.screen import PATIENCE, Screen
from tests.bot_api.topic import Topic
from tests.bot_api.updates import MEMBERSHIP
from tests.bot_api.world import Chat, TopicData, World


class Group:
    """A group. `rights` are what the bot may do in it."""

    def __init__(self, world: World, name: str, *, forum: bool, supergroup: bool) -> None:
        self.world, self.name = world, name
        number = random.randint(1_500_000_000, 2_499_999_999)
        about = {"title": name, **({"is_forum": True} if forum else {})}
        kind = "supergroup" if supergroup or forum else "group"
        own = -1_000_000_000_000 - number if kind == "supergroup" else -number
        self.chat = Chat(own, kind, about, rights=set(OWN_RIGHTS))
        world.chats[own] = self.chat
        self.screen = Screen(world, self.chat, 0 if forum else None)
        self._topics: dict[int, Topic] = {}

    @property
    def id(self) -> int:
        """The chat's id."""
        return self.chat.id

    @property
    def place(self) -> dict[str, Any]:
        """What a message in the general topic carries: nothing."""
        return {}

    @property
    def rights(self) -> set[str]:
        """What the bot may do here."""
        return self.chat.rights

    @property
    def heard(self) -> str:
        """What the bot said in the general topic since somebody last did something here."""
        return self.screen.heard

    @property
    def topics(self) -> list[Topic]:
        """The topics, in the order in which they were opened."""
        for number in self.chat.topics:
            self._topics.setdefault(number, Topic(self.world, self.chat, number))
        return [self._topics[number] for number in self.chat.topics]

    def topic(self, part: str) -> Topic:
        """The topic whose name has this part."""
        found = [topic for topic in self.topics if part in topic.name]
        assert found, f"no topic is called {part!r}; there are {[t.name for t in self.topics]}"
        return found[-1]

    def opens(self, name: str, by: Person) -> Topic:
        """Somebody opens a topic by hand."""
        number = self.chat.next_message
        self.chat.topics[number] = TopicData(number, name)
        about = {"name": name, "icon_color": BLUE}
        by.announces(self.chat, forum_topic_created=about, **self.topic(name).place)
        return self.topic(name)

    async def has_topic(self, part: str, patience: float = PATIENCE) -> Topic:
        """Wait until there is a topic whose name has this part."""

        def there() -> bool:
            return any(part in topic.name for topic in self.topics)

        await self.world.bell.until(there, patience)
        return self.topic(part)

    async def hears(self, *words: str, patience: float = PATIENCE) -> str:
        """Wait for what the bot says in the general topic."""
        return await self.screen.hears(*words, patience=patience)

    def add(self, person: Person, status: str = "member") -> None:
        """Add somebody to the group."""
        self.chat.members[person.id] = {"user": person.user, "status": status}

    def removes_bot(self, by: Person) -> None:
        """Throw the bot out; it is told so."""
        content = {
            "chat": self.chat.public,
            "from": by.user,
            "date": int(self.world.clock.now()),
            "old_chat_member": as_member(self.world, self.chat),
            "new_chat_member": as_member(self.world, self.chat, "kicked"),
        }
        self.chat.refuses = f"bot was kicked from the {self.chat.type} chat"
        self.world.updates.put("my_chat_member", content, self.id + MEMBERSHIP)

    def becomes_supergroup(self, *, forum: bool = False) -> int:
        """Make a small group a supergroup, as turning topics on does: it gets another id."""
        old = self.chat
        new = Group(self.world, self.name, forum=forum, supergroup=True).chat
        new.members, new.rights = old.members, old.rights
        old.moved_to = new.id
        by = next(iter(old.members.values()))["user"]
        leaving = self.world.new_message(old, by, migrate_to_chat_id=new.id)
        arriving = self.world.new_message(new, by, migrate_from_chat_id=old.id)
        self.world.updates.put("message", leaving, old.id)
        self.world.updates.put("message", arriving, new.id)
        self.chat = new
        self.screen = Screen(self.world, new, 0 if forum else None)
        self._topics = {}
        return new.id
