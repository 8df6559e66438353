"""Updates that wait for the bot: in queues, each with its end (Client.cpp, add_update).

A chat's messages and edits are one queue, a person's presses another, so both can be on their way
at once. Numbers rise by one; what the bot did not ask for is not kept.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.bot_api.clock import Bell, Clock

DAY = 86400.0
PRESS_LASTS = 150.0
ANSWER_LASTS = 60.0
"""Seconds in which a press can be answered. This is not documented: people report ten seconds to a
minute.
"""
PRESSES, MEMBERSHIP = 3 << 33, 5 << 33
NOT_UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}


class Delivered(StrEnum):
    """How often the bot gets an update: as when the first answer is lost or comes too late."""

    ONCE = "once"
    TWICE = "twice"
    AT_ONCE = "at once"


@dataclass(eq=False)
class Update:
    """One update on its way. `end` says how it ended: taken, expired, unwanted, dropped."""

    id: int
    kind: str
    content: dict[str, Any]
    queue: int
    expires: float
    end: str = ""
    fails: int = 0
    delay: float = 1
    wakes: float = 0
    in_flight: bool = False
    again: bool = False

    @property
    def body(self) -> dict[str, Any]:
        """As the bot reads it."""
        return {"update_id": self.id, self.kind: self.content}


@dataclass
class Updates:
    """What the bot has not taken yet, in order, and everything that there was."""

    clock: Clock
    bell: Bell
    next_id: int
    look: Callable[[dict[str, Any]], None] | None = None
    """Inspects each update before it is sent."""
    allowed: frozenset[str] = frozenset()
    pending: dict[Update, None] = field(default_factory=dict)
    """An ordered set."""
    all: list[Update] = field(default_factory=list)

    def put(self, kind: str, content: dict[str, Any], queue: int, lasts: float = DAY) -> Update:
        """One more update for the bot."""
        frozen = copy.deepcopy(content)
        update = Update(self.next_id, kind, frozen, queue, self.clock.now() + lasts)
        if self.look:
            self.look(update.body)
        self.next_id += 1
        self.all.append(update)
        if kind in (self.allowed or ()) or not (self.allowed or kind in NOT_UNASKED):
            self.pending[update] = None
        else:
            update.end = "unwanted"
        self.bell.ring()
        return update

    def again(self, old: Update) -> Update:
        """Put the same update again, as after an answer that was lost."""
        update = Update(old.id, old.kind, old.content, old.queue, old.expires, again=True)
        self.pending[update] = None
        self.bell.ring()
        return update

    def settle(self, update: Update, end: str) -> None:
        """End an update: it leaves its queue."""
        if not update.end:
            update.end = end
            del self.pending[update]
        self.bell.ring()

    def heads(self) -> Iterator[Update]:
        """The oldest update of each queue. Expired ones are dropped on the way."""
        self.expire()
        seen: set[int] = set()
        for update in list(self.pending):
            if update.queue not in seen:
                seen.add(update.queue)
                yield update

    def expire(self) -> None:
        """Drop updates that are too old and not being sent."""
        now = self.clock.now()
        for update in [u for u in self.pending if u.expires < now and not u.in_flight]:
            self.settle(update, "expired")
