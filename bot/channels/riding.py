"""Answers that go back in the reply to the webhook ("ride"), when they are one message and the chat
has room for it.

Telegram does not report what becomes of such a call, and one that comes too fast is lost. So a chat
gets only as many in a row as it certainly takes. Further answers go through the outbox, which waits
and tries again. Must not send anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.channels.drawing import Drawn, MessagePen
from bot.incoming import Answered
from bot.intake import Clock
from storage.people.rules import Language
from storage.talk.pace import Pacing, Rate
from storage.talk.tables import Line

Call = dict[str, Any]
"""A call of the Bot API in the answer to a webhook."""

IN_A_ROW = 10
"""How many ride at once before they keep the pace of a chat: an album of pictures comes as ten."""

MOST_REMEMBERED = 10_000


class Rides:
    """Counts the answers that rode to each chat lately. Each process has its own counts."""

    def __init__(self, clock: Clock, pacing: Pacing) -> None:
        self._clock = clock
        self._rate = Rate(pacing.private.every, IN_A_ROW)
        self._paid: dict[int, datetime] = {}

    def has_room(self, chat: int) -> bool:
        """Whether one more may ride now."""
        now = self._clock()
        return self._rate.earliest(self._paid.get(chat, now), now) <= now

    def took(self, chat: int) -> None:
        """Count one more."""
        now = self._clock()
        if len(self._paid) >= MOST_REMEMBERED:
            self._paid = {one: paid for one, paid in self._paid.items() if paid > now}
        self._paid[chat] = self._rate.after(self._paid.get(chat, now), now)


class Ride:
    """The answers to one message."""

    def __init__(self, pen: Callable[[Language], MessagePen], chat: int, rides: Rides) -> None:
        self._pen = pen
        self._chat = chat
        self._rides = rides
        self._drawn: list[Drawn] = []

    def takes(self, lines: Sequence[Line], language: Language) -> bool:
        """Whether these lines can go back at once."""
        if not self._rides.has_room(self._chat):
            return False
        self._drawn = self._pen(language).draw(lines)
        return len(self._drawn) == 1 and self._drawn[0].card is None

    def call(self, answered: Answered) -> Call | None:
        """The call that rides. None when there is no answer, or when it is posted."""
        if answered.posted or not self._drawn:
            return None
        self._rides.took(self._chat)
        return self._drawn[0].riding(str(self._chat))
