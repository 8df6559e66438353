"""People who talk with the bot, and wait for its answer as people do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.bot_api.phone import Phone
from tests.bot_api.screen import PATIENCE, Place, read
from tests.bot_api.world import Message


class Person(Phone):
    """Somebody with a phone. In a group they wait only until the bot has taken what they did."""

    @property
    def screen(self) -> list[Message]:
        """What they see in their chat with the bot."""
        return self.private.messages

    @property
    def newest(self) -> Message:
        """The bot's newest message to them."""
        return self.private.newest

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

    async def says(
        self, text: str, where: Place | None = None, *, reply_to: Message | None = None
    ) -> str:
        """Write something. Returns what the bot says to it."""
        self.writes(text, where, reply_to=reply_to)
        return await self._listens(where)

    async def shows(self, content: bytes, caption: str = "", where: Place | None = None) -> str:
        """Send a picture."""
        self.posts_photo(content, caption, where)
        return await self._listens(where)

    async def speaks(self, content: bytes, where: Place | None = None) -> str:
        """Send a voice message."""
        stored = self.world.keep_file("voice", ".oga", content)
        voice = {**stored.public, "duration": 3, "mime_type": "audio/ogg"}
        self.posts(where, voice=voice)
        return await self._listens(where)

    async def sends(self, where: Place | None = None, **content: Any) -> str:
        """Send anything else: a sticker, a contact, a place on the map."""
        self.posts(where, **content)
        return await self._listens(where)

    async def edits(self, message: Message, text: str) -> str:
        """Edit a message of theirs. `hears` waits for an answer of the bot, if there is one."""
        self.rewrites(message, text)
        await self.is_taken()
        return self.heard

    async def presses(
        self, label: str, where: Place | None = None, *, message: Message | None = None
    ) -> str:
        """Press the newest button with this label. Returns what the bot says to it.

        Every press must be answered, or the button spins; the words of that answer are `toast`. In
        the private chat the press must also change something or have words.
        """
        screen = where.screen if where else self.private
        press = self.taps(label, where, message=message)
        await self.is_taken()
        await self._until(lambda: press.answer is not None, f"{label!r} was never answered")
        self.toast = read(press.answer or {})
        if where is None and not self.toast:
            await self._until(lambda: screen.changed, f"{label!r} changed nothing")
        return screen.heard

    def link(self, label: str, where: Place | None = None) -> str:
        """The address that the newest button with this label opens."""
        _, button = (where.screen if where else self.private).button(label)
        return str(button["url"])

    async def is_taken(self, patience: float = PATIENCE) -> None:
        """Wait until the bot has taken the last thing that they did."""
        last = self.last
        taken = "the bot did not take what they did"
        await self._until(lambda: last is None or last.end != "", taken, patience)

    async def _listens(self, where: Place | None) -> str:
        await self.is_taken()
        if where is not None:
            return where.screen.heard
        await self.private.hears()
        return self.private.heard

    async def _until(
        self, true: Callable[[], bool], otherwise: str, patience: float = PATIENCE
    ) -> None:
        if not await self.world.bell.until(true, patience):
            raise AssertionError(f"{self.name}: {otherwise}; heard {self.heard!r}")
