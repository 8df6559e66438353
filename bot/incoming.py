"""A message as it comes in, and the answer to it; CPR numbers are removed before anybody reads it.

Plain values: must not know HTTP, a database or what any conversation is about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handlers.conversation.values import (
    Edited,
    Message,
    Opened,
    Press,
    Said,
    Text,
    Unreadable,
)
from storage.people.rules import Channel, Language
from storage.talk.cpr import redact
from storage.talk.tables import Line

Rides = Callable[[Sequence[Line], Language], bool]
"""Whether these answers can go back at once, in the reply to the request that brought the message.
"""


@dataclass(frozen=True)
class Post:
    """Where to send answers that no page fetches: a chat, and a topic when the chat is a group.

    `closed`: nobody can write in the topic now, so questions are asked outside it.
    """

    address: str
    thread: int | None = None
    rides: Rides | None = None
    closed: bool = False

    def thread_for(self, told: Sequence[Line]) -> int | None:
        """Where in the group these answers belong."""
        return None if self.closed and told[-1].ask is not None else self.thread


@dataclass(frozen=True)
class Incoming:
    """A message from any channel.

    `address` is the hash of the sender's secret, or a Telegram user's number. `place` None is the
    person's own place. `id` is the sender's name for the message, the same when it is sent again.
    `newcomers`: whether somebody unknown may begin here. `notice` is what the channel must tell a
    newcomer. `talk`: whose question it answers, where everybody sees everybody's questions.
    """

    channel: Channel
    address: str
    place: str | None
    id: str
    said: Said
    language: Language = Language.DA
    shared: bool = False
    newcomers: bool = True
    talk: int | None = None
    notice: Message | None = None
    post: Post | None = None

    @property
    def overheard(self) -> bool:
        """Whether others read the answer, because it is given in a group."""
        return self.post is not None and self.post.address != self.address


@dataclass(frozen=True)
class Answered:
    """What became of a message: its talk, its own line and the lines that answer it."""

    talk_id: int
    lines: Sequence[Line]
    language: Language
    posted: bool = False
    """Whether the answers are sent as messages of their own. If not, the caller shows or carries
    them.
    """
    how: str = "answered"
    """How it is counted: answered, repeated or dead_letter."""


class NotKnown(Exception):
    """Nobody is signed in with this address (any more)."""


class NotTheirs(Exception):
    """The question was put to somebody else: `asked` is their first name, None when unknown."""

    def __init__(self, asked: str | None) -> None:
        super().__init__("asked of somebody else")
        self.asked = asked


def without_cpr(incoming: Incoming) -> tuple[Incoming, int]:
    """Remove CPR numbers before anything is logged or stored (domain 5.8)."""
    said, hits = _redacted(incoming.said)
    return (replace(incoming, said=said) if hits else incoming), hits


def _redacted(said: Said) -> tuple[Said, int]:
    if isinstance(said, Text | Edited):
        found = redact(said.text)
        return (replace(said, text=found.text) if found.hits else said), found.hits
    if isinstance(said, Press):
        found = redact(said.value)
        return (replace(said, value=found.text) if found.hits else said), found.hits
    if isinstance(said, Unreadable | Opened):
        return said, 0
    found = redact(said.caption)
    return (replace(said, caption=found.text) if found.hits else said), found.hits


def without_split_cpr(said: Said, tail: str) -> tuple[Said, int]:
    """Remove a CPR number that began in the last message and ends in this one."""
    if not isinstance(said, Text) or not tail:
        return said, 0
    found = redact(said.text, before=tail)
    return replace(said, text=found.text), found.hits
