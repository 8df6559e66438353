"""How fast a bot may send: about 30 a second, one a second to a chat, 20 a minute to a group.

Telegram gives no exact numbers; these are its FAQ's. What is beyond is answered with 429 and not
counted. People in tests play in milliseconds what takes them minutes, so the stand-in starts with
nothing limited; `api.pace = Limits()` is the real pace.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.bot_api.refusals import too_many

FREE = {"sendChatAction", "sendMessageDraft"}


def counts(method: str) -> bool:
    """Whether a method writes something into a chat."""
    return method.startswith(("send", "editMessage", "createForumTopic")) and method not in FREE


@dataclass(frozen=True)
class Limits:
    """The pace, in messages and Telegram's seconds. A chat may exceed it by a short burst."""

    overall: float = 30
    chat: float = 1
    burst: int = 3
    group: float = 20

    @classmethod
    def lifted(cls) -> Limits:
        """No limits."""
        return cls(math.inf, math.inf, 1, math.inf)


@dataclass
class Pace:
    """What was sent lately, and when the next message may come."""

    limits: Limits = field(default_factory=Limits.lifted)
    _all: deque[float] = field(default_factory=deque)
    _groups: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _chats: dict[int, float] = field(default_factory=dict)

    def take(self, chat: int, now: float) -> None:
        """Count a message to a chat, or refuse it with the time to wait."""
        wait = max(
            _wait(self._all, self.limits.overall, 1, now),
            self._wait_for_group(chat, now) if chat < 0 else self._wait_for_chat(chat, now),
        )
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        self._all.append(now)
        if chat < 0:
            self._groups[chat].append(now)
        elif self.limits.chat < math.inf:
            self._chats[chat] = max(self._chats.get(chat, 0), now) + 1 / self.limits.chat

    def _wait_for_group(self, chat: int, now: float) -> float:
        return _wait(self._groups[chat], self.limits.group, 60, now)

    def _wait_for_chat(self, chat: int, now: float) -> float:
        if self.limits.chat == math.inf:
            return 0
        ahead = (self.limits.burst - 1) / self.limits.chat
        return self._chats.get(chat, 0) - ahead - now


def _wait(sent: deque[float], most: float, seconds: float, now: float) -> float:
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    return sent[0] + seconds - now if len(sent) >= most else 0
