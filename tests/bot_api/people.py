"""People with phones. What they do becomes an update; what the bot does stands on their screen."""

from __future__ import annotations

import copy
import random
import secrets
from typing import TYPE_CHECKING, Any

from tests.bot_api.methods.looking import as_member
from tests.bot_api.methods.markup import commands_in
from tests.bot_api.methods.media import photo
from tests.bot_api.screen import PATIENCE, Screen
from tests.bot_api.updates import MEMBERSHIP, PRESS_LASTS, PRESSES, Update
from tests.bot_api.world import Chat, Message, Pressed, World

if TYPE_CHECKING:
    from tests.bot_api.group import Group, Topic

BLOCKED = "bot was blocked by the user"
NOT_STARTED = "bot can't initiate conversation with a user"


class Person:
    """Somebody with a Telegram account and a private chat with the bot."""

    def __init__(self, world: World, name: str, language: str) -> None:
        first, _, last = name.partition(" ")
        self.world, self.name = world, name
        self.id = random.randint(5_000_000_000, 7_999_999_999)
        self.user: dict[str, Any] = {
            "id": self.id,
            "is_bot": False,
            "first_name": first,
            "last_name": last or "Testesen",
            "username": f"{first.lower()}_{self.id % 10_000}",
            "language_code": language,
        }
        about = {key: self.user[key] for key in ("first_name", "last_name", "username")}
        chat = Chat(self.id, "private", about, refuses=NOT_STARTED)
        chat.members[self.id] = {"user": self.user, "status": "member"}
        world.chats[self.id] = chat
        self.private = Screen(world, chat)
        self.last: Update | None = None
        self.toast = ""

    @property
    def screen(self) -> list[Message]:
        """What they see in their chat with the bot."""
        return self.private.messages

    @property
    def buttons(self) -> list[str]:
        """The labels under the newest message."""
        return self.private.buttons

    @property
    def heard(self) -> str:
        """What the bot said since they last did something."""
        return self.private.heard

    async def hears(self, *words: str, patience: float = PATIENCE) -> str:
        """Wait for what the bot says next, or until all these words were said."""
        return await self.private.hears(*words, patience=patience)

    async def starts(self, payload: str = "") -> str:
        """Open the bot by a link, and press Start."""
        return await self.says(f"/start {payload}".strip())

    async def says(self, text: str, where: Group | Topic | None = None, **more: Any) -> str:
        """Write something and see it taken; in the private chat also wait for the answer."""
        message = self.writes(text, where, **more)
        return await self._sees(message, where)

    def writes(
        self,
        text: str,
        where: Group | Topic | None = None,
        *,
        reply_to: Message | None = None,
    ) -> Message:
        """Write something and do not wait."""
        entities = commands_in(text)
        content = {"text": text, **({"entities": entities} if entities else {})}
        return self._posts(content, where, reply_to)

    async def shows(
        self, content: bytes, caption: str = "", where: Group | Topic | None = None
    ) -> str:
        """Send a picture."""
        return await self._sees(self.posts_photo(content, caption, where), where)

    def posts_photo(
        self, content: bytes, caption: str = "", where: Group | Topic | None = None
    ) -> Message:
        """Send a picture and do not wait."""
        words = {"caption": caption} if caption else {}
        return self._posts({"photo": photo(self.world, content), **words}, where, None)

    async def speaks(self, content: bytes, where: Group | Topic | None = None) -> str:
        """Send a voice message."""
        stored = self.world.keep_file("voice", ".oga", content)
        voice = {**stored.public, "duration": 3, "mime_type": "audio/ogg"}
        return await self._sees(self._posts({"voice": voice}, where, None), where)

    async def sends(self, where: Group | Topic | None = None, **content: Any) -> str:
        """Send anything else: a sticker, a contact, a place on the map."""
        return await self._sees(self._posts(content, where, None), where)

    async def edits(self, message: Message, text: str) -> str:
        """Rewrite a message of theirs; what the bot says to it is waited for by `hears`."""
        stands = self.world.chats[message["chat"]["id"]].messages[message["message_id"]]
        stands.update(text=text, edit_date=int(self.world.clock.now()))
        self.private.speaks()
        self.last = self._queue("edited_message", stands, stands["chat"]["id"])
        await self.is_taken()
        return self.heard

    def deletes(self, message: Message) -> None:
        """Take a message away, for both sides. The bot is not told."""
        self.world.chats[message["chat"]["id"]].messages.pop(message["message_id"])

    async def presses(
        self,
        label: str,
        where: Group | Topic | None = None,
        *,
        message: Message | None = None,
    ) -> str:
        """Press the newest button with this label. The bot answers every press."""
        screen = where.screen if where else self.private
        press = self.taps(label, where, message=message)
        await self.is_taken()
        await self._until(lambda: press.answer is not None, f"{label!r} was never answered")
        self.toast = str((press.answer or {}).get("text", ""))
        if where is None and not self.toast:
            await self._until(lambda: screen.changed, f"{label!r} changed nothing")
        return screen.heard

    def taps(
        self,
        label: str,
        where: Group | Topic | None = None,
        *,
        message: Message | None = None,
    ) -> Pressed:
        """Press a button and do not wait."""
        screen = where.screen if where else self.private
        found, button = screen.button(label, message)
        assert "callback_data" in button, f"{label!r} opens {button}"
        screen.speaks()
        return self._press(found, button["callback_data"])

    def _press(self, message: Message, data: str) -> Pressed:
        expires = self.world.clock.now() + PRESS_LASTS
        press = Pressed(str(secrets.randbits(62)), expires)
        self.world.presses[press.id] = press
        self.toast = ""
        content = {
            "id": press.id,
            "from": self.user,
            "message": message,
            "chat_instance": str(message["chat"]["id"] * 7919),
            "data": data,
        }
        self.last = self._queue("callback_query", content, self.id + PRESSES, PRESS_LASTS)
        return press

    def blocks(self) -> Update:
        """Block the bot: it cannot write here any more, and is told so."""
        return self._membership("member", "kicked", BLOCKED)

    def unblocks(self) -> Update:
        """Let the bot write again."""
        return self._membership("kicked", "member", "")

    async def is_taken(self, patience: float = PATIENCE) -> None:
        """Wait until the bot has taken the last thing that they did."""
        last = self.last
        await self._until(
            lambda: last is None or last.end != "", "the bot took no update", patience
        )

    def _membership(self, old: str, new: str, refuses: str) -> Update:
        chat = self.world.chats[self.id]
        chat.refuses = refuses
        content = {
            "chat": chat.public,
            "from": self.user,
            "date": int(self.world.clock.now()),
            "old_chat_member": as_member(self.world, chat, old),
            "new_chat_member": as_member(self.world, chat, new),
        }
        self.last = self._queue("my_chat_member", content, self.id + MEMBERSHIP)
        return self.last

    def _posts(
        self,
        content: dict[str, Any],
        where: Group | Topic | None,
        reply_to: Message | None,
    ) -> Message:
        chat = where.chat if where else self.world.chats[self.id]
        chat.refuses = "" if where is None else chat.refuses
        place = where.place if where else {}
        if reply_to:
            place["reply_to_message"] = copy.deepcopy(reply_to)
        (where.screen if where else self.private).speaks()
        message = self.world.new_message(chat, self.user, **place, **content)
        self.last = self._queue("message", message, chat.id)
        return message

    def _queue(
        self, kind: str, content: dict[str, Any], queue: int, lasts: float = 86400
    ) -> Update:
        return self.world.updates.put(kind, content, queue, lasts)

    async def _sees(self, message: Message, where: Group | Topic | None) -> str:
        await self.is_taken()
        if where is not None:
            return where.screen.heard
        await self.private.hears()
        return self.private.heard

    async def _until(self, true: Any, what: str, patience: float = PATIENCE) -> None:
        if not await self.world.bell.until(true, patience):
            raise AssertionError(f"{self.name}: {what}")
