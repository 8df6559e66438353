"""The staff's group in Telegram: whether a chat is it, and which case a topic belongs to.

The group is a setting; when it is made larger it gets a new number, which the database remembers.
"""

from __future__ import annotations

from bot.intake import Clock
from storage.cases.queries import case_of_topic
from storage.database import Database
from storage.people.rules import Channel
from storage.talk.actions import move_chat
from storage.talk.queries import chat_now
from storage.talk.rules import DESK, case_place


class StaffGroup:
    """The one group that staff work in; without STAFF_CHAT_ID there is none."""

    def __init__(self, database: Database, setting: int | None, clock: Clock) -> None:
        self._database = database
        self._setting = setting
        self._clock = clock

    async def address(self) -> str | None:
        """Its number as it is now."""
        if self._setting is None:
            return None
        async with self._database.reading() as tx:
            return await chat_now(tx, Channel.TELEGRAM, str(self._setting))

    async def is_ours(self, chat: int) -> bool:
        """Whether this chat is the staff's group."""
        return self._setting is not None and str(chat) == await self.address()

    async def place(self, thread: int | None) -> str:
        """Where something said in a topic belongs: to its case, or to the desk."""
        address = await self.address()
        if thread is None or address is None:
            return DESK
        async with self._database.reading() as tx:
            number = await case_of_topic(tx, address, thread)
        return DESK if number is None else case_place(number)

    async def moved(self, old: int, new: int) -> None:
        """Remember the new number of the group, and send there what waits."""
        if await self.is_ours(old):
            async with self._database.transaction() as tx:
                await move_chat(tx, Channel.TELEGRAM, str(old), str(new), self._clock())
