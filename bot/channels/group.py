"""The staff's group in Telegram: whether a chat is the group, and which case a topic belongs to.

The group is a setting. When it becomes a supergroup it gets a new number, which the database
remembers.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.intake import Clock
from storage.cases.queries import topic_at
from storage.database import Database
from storage.people.rules import Channel
from storage.talk.actions import move_chat
from storage.talk.queries import chat_now, place_of
from storage.talk.rules import DESK, case_place


@dataclass(frozen=True)
class Spot:
    """A place in the group. `closed`: its topic is closed, so only a few can write there."""

    place: str
    closed: bool


class StaffGroup:
    """The one group that staff work in. Without STAFF_CHAT_ID there is none."""

    def __init__(self, database: Database, setting: int | None, clock: Clock) -> None:
        self._database = database
        self._setting = setting
        self._clock = clock

    async def address(self) -> str | None:
        """Its number as it is now, None without a group."""
        if self._setting is None:
            return None
        async with self._database.reading() as tx:
            return await chat_now(tx, Channel.TELEGRAM, str(self._setting))

    async def spot(self, chat: int, thread: int | None, talk: int | None) -> Spot | None:
        """The place of something that was said: that of the talk that asked, that of the topic's
        case, or the desk. None when the chat is not the staff's group.
        """
        if self._setting is None:
            return None
        async with self._database.reading() as tx:
            if str(chat) != await chat_now(tx, Channel.TELEGRAM, str(self._setting)):
                return None
            topic = None if thread is None else await topic_at(tx, str(chat), thread)
            place = None if talk is None else await place_of(tx, talk)
        number, closed = topic or (None, False)
        if place is None:
            place = DESK if number is None else case_place(number)
        return Spot(place, closed=closed)

    async def moved(self, old: int, new: int) -> None:
        """Remember the new number of the group, and send there what waits."""
        if str(old) == await self.address():
            async with self._database.transaction() as tx:
                await move_chat(tx, Channel.TELEGRAM, str(old), str(new), self._clock())
