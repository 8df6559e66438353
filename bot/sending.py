"""What the sender asks of a channel, and what a channel answers.

Knows neither network nor table.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import timedelta
from typing import Protocol

from storage.talk.queries import Parcel

__all__ = ["NotSent", "Parcel", "Sender", "Sent"]


@dataclass(frozen=True)
class Sent:
    """One message arrived. `more`: the parcel is too long for one, and has more pieces."""

    message_id: int | None = None
    more: bool = False


@dataclass(eq=False)
class NotSent(Exception):
    """It did not arrive.

    why: our own words, that a colleague can read; nobody's name, and nothing of what was said.
    later: trying this message again may help. pause: how long the other side wants to be left
    alone. everybody: the trouble is not this message's or this chat's, but everybody's.
    gone: nobody is there any more to read this or anything else. moved_to: the group's new number.
    same: nothing would have changed. lost: the message or topic that was meant is not there.
    perhaps: it may have arrived all the same, so it must not be sent again for ever.
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
    """A channel's side: sends ONE message, the piece of the parcel behind `parcel.pieces`."""

    async def send(self, parcel: Parcel) -> Sent:
        """Send it, or raise NotSent. Must not write to the database."""
        ...
