"""A phone: what somebody does with it becomes an update for the bot. Nothing here waits."""

from __future__ import annotations

import copy
import random
import secrets
from typing import Any

from tests.bot_api.methods.looking import as_member
from tests.bot_api.methods.markup import commands_in
from tests.bot_api.methods.media import photo
from tests.bot_api.screen import Place, Screen
from tests.bot_api.updates import ANSWER_LASTS, DAY, MEMBERSHIP, PRESS_LASTS, PRESSES, Update
from tests.bot_api.world import Chat, Message, Pressed, World

BLOCKED = "bot was blocked by the user"
NOT_STARTED = "bot can't initiate conversation with a user"


class Phone:
    """An account, its private chat with the bot, and everything that can be tapped."""

    def __init__(self, world: World, name: str, language: str) -> None:
        first, _, last = name.partition(" ")
        self.world, self.name = world, name
        self.id = random.randint(5_000_000_000, 7_999_999_999)
        named = {
            "first_name": first,
            "last_name": last or "Testesen",
            "username": f"person_{self.id % 10_000}",
        }
        self.user = {"id": self.id, "is_bot": False, **named, "language_code": language}
        self.chat = Chat(self.id, "private", named, refuses=NOT_STARTED)
        self.chat.members[self.id] = {"user": self.user, "status": "member"}
        world.chats[self.id] = self.chat
        self.private = Screen(world, self.chat)
        self.last: Update | None = None
        self.toast = ""

    def writes(
        self, text: str, where: Place | None = None, *, reply_to: Message | None = None
    ) -> Message:
        """Write something."""
        entities = commands_in(text)
        return self.posts(
            where, reply_to, text=text, **({"entities": entities} if entities else {})
        )

    def posts_photo(self, content: bytes, caption: str = "", where: Place | None = None) -> Message:
        """Send a picture."""
        words: dict[str, Any] = {"caption": caption} if caption else {}
        return self.posts(where, photo=photo(self.world, content), **words)

    def posts(
        self, where: Place | None = None, reply_to: Message | None = None, **content: Any
    ) -> Message:
        """Send anything: a sticker, a contact, a place on the map."""
        chat = where.chat if where else self.chat
        if where is None and chat.refuses == BLOCKED:
            self.unblocks()
        elif where is None:
            chat.refuses = ""
        (where.screen if where else self.private).speaks()
        place = {**(where.place if where else {}), **self._replies(chat, where, reply_to)}
        message = self.world.new_message(chat, self.user, **place, **content)
        self.last = self.world.updates.put("message", message, chat.id)
        return message

    def rewrites(self, message: Message, text: str) -> Update:
        """Edit a message of theirs."""
        chat = self.world.chats[message["chat"]["id"]]
        stands = chat.messages[message["message_id"]]
        stands.update(text=text, edit_date=int(self.world.clock.now()))
        if chat is self.chat:
            self.private.speaks()
        self.last = self.world.updates.put("edited_message", stands, chat.id)
        return self.last

    def deletes(self, message: Message) -> None:
        """Take a message away, for both sides. The bot is not told."""
        self.world.chats[message["chat"]["id"]].messages.pop(message["message_id"])

    def taps(
        self, label: str, where: Place | None = None, *, message: Message | None = None
    ) -> Pressed:
        """Press the newest button with a label, or the one under a message."""
        screen = where.screen if where else self.private
        found, button = screen.button(label, message)
        assert "callback_data" in button, f"{label!r} opens {button}"
        screen.speaks()
        return self.presses_data(found, button["callback_data"])

    def presses_data(self, message: Message, data: str) -> Pressed:
        """Press a button by its data: one that has gone, or that nobody was shown."""
        now = self.world.clock.now()
        press = Pressed(str(secrets.randbits(62)), now + ANSWER_LASTS)
        self.world.presses[press.id] = press
        self.toast = ""
        content = {
            "id": press.id,
            "from": self.user,
            "message": self._as_known(message),
            "chat_instance": str(message["chat"]["id"] * 7919),
            "data": data,
        }
        queue = self.id + PRESSES
        self.last = self.world.updates.put("callback_query", content, queue, PRESS_LASTS)
        return press

    def knows_the_bot(self) -> None:
        """They have started the bot before, and it was told then."""
        self.chat.refuses = ""

    def blocks(self) -> Update:
        """Block the bot: it cannot write here any more, and is told so."""
        return self._membership("member", "kicked", BLOCKED)

    def unblocks(self) -> Update:
        """Let the bot write again."""
        return self._membership("kicked", "member", "")

    def leaves_telegram(self) -> None:
        """Delete the account. The bot is not told."""
        self.chat.refuses = "user is deactivated"

    def _membership(self, old: str, new: str, refuses: str) -> Update:
        self.chat.refuses = refuses
        content = {
            "chat": self.chat.public,
            "from": self.user,
            "date": int(self.world.clock.now()),
            "old_chat_member": as_member(self.world, self.chat, old),
            "new_chat_member": as_member(self.world, self.chat, new),
        }
        queue = self.id + MEMBERSHIP
        self.last = self.world.updates.put("my_chat_member", content, queue, DAY)
        return self.last

    def announces(self, chat: Chat, **content: Any) -> None:
        """A service message of what they did in a chat."""
        message = self.world.new_message(chat, self.user, **content)
        self.last = self.world.updates.put("message", message, chat.id)

    def _as_known(self, message: Message) -> Message:
        """A message as it is in an update: little is left of one that was deleted."""
        if message["message_id"] in self.world.chats[message["chat"]["id"]].messages:
            return message
        return {"chat": message["chat"], "message_id": message["message_id"], "date": 0}

    def _replies(self, chat: Chat, where: Place | None, to: Message | None) -> dict[str, Any]:
        """In a topic, a message that replies to nothing else replies to the one that opened the
        topic.
        """
        topic = where.place.get("message_thread_id", 0) if where else 0
        message = to or chat.messages.get(topic)
        if message is None:
            return {}
        told = {key: value for key, value in message.items() if key != "reply_to_message"}
        return {"reply_to_message": copy.deepcopy(told)}
