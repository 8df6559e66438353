"""The interface between the sender and a channel. Knows neither network nor table."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import timedelta
from typing import Protocol

from storage.talk.queries import Parcel

__all__ = ["NotSent", "Parcel", "Sender", "Sent"]


@dataclass(frozen=True)
class Sent:
    """One message arrived. `more`: the parcel was too long for one and has further pieces."""

    message_id: int | None = None
    more: bool = False


@dataclass(eq=False)
class NotSent(Exception):
    """A message did not arrive.

    why: our own words, which a colleague can read; no name, and nothing of what was said.
    later: another try of this message may help. pause: how long the other side wants us to wait.
    everybody: the cause is not this message or this chat; all messages of the channel are affected.
    gone: nobody reads this address any more. moved_to: the group's new number.
    same: the call would have changed nothing. lost: the message or topic does not exist.
    perhaps: it may have arrived all the same, so the tries must end some time.
    """

    why: str
    _: KW_ONLY
    later: bool
    pause: timedelta | None = None
    everybody: bool = False
    gone: bool = False
    moved_to: str | None = None
    same: bool = False
    lost: bool = False
    perhaps: bool = False


class Sender(Protocol):
    """A channel. It sends ONE message: the piece of the parcel that comes after `parcel.pieces`."""

    async def send(self, parcel: Parcel) -> Sent:
        """Send it, or raise NotSent. Must not write to the database."""
        ...
