"""How long a link lasts, and which two ends must not become one person.

Plain Python: no database, no clock.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from storage.people.rules import AgeBand, Channel, Language

LINK_LASTS = timedelta(minutes=30)

ACROSS = {
    Channel.WEB: Channel.TELEGRAM,
    Channel.DESK: Channel.TELEGRAM,
    Channel.TELEGRAM: Channel.WEB,
}
"""For each side on which a link is made, the side on which it is opened. A browser of the desk
opens none: staff make the link at the desk, where they are known.
"""


class Refusal(StrEnum):
    """Why two ends are not joined."""

    STALE = "stale"
    ALREADY = "already"
    CHILD = "child"
    SHARED = "shared"
    AT_DESK = "at_desk"
    OTHER_DESK = "other_desk"
    HAS_PAGE = "has_page"
    LEFT = "left"


class NotJoined(Exception):
    """The two ends are not joined; nothing was done."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True)
class End:
    """One of the two, as far as it matters: who they are, and through which doors they come now.

    staff: whether they are or were staff. A shared computer is theirs only for a while.
    """

    person_id: int
    language: Language
    age: AgeBand
    staff: bool
    shared: bool
    doors: frozenset[Channel]


def unfit(side: Channel, end: End) -> Refusal | None:
    """Why somebody cannot be joined to anybody; None when they can. Telegram asks for 16 years."""
    if end.age is AgeBand.UNDER_15:
        return Refusal.CHILD
    if end.shared:
        return Refusal.SHARED
    if end.staff and side is not Channel.DESK:
        return Refusal.AT_DESK
    return None


def refusal(side: Channel, maker: End, taker: End) -> Refusal | None:
    """Why these two cannot become one; None when they can. `side` is where the link was made.

    A chat that belongs to a citizen's page cannot be joined to the desk: the browser of that page
    would become a colleague's without a sign-in.
    """
    if maker.person_id == taker.person_id:
        return Refusal.ALREADY
    if taker.staff and side is Channel.DESK:
        return Refusal.OTHER_DESK
    found = unfit(side, maker) or unfit(side, taker)
    if found is not None:
        return found
    if side is Channel.DESK and Channel.WEB in taker.doors:
        return Refusal.HAS_PAGE
    return None if ACROSS[side] in taker.doors else Refusal.LEFT


def new_number() -> int:
    """Two digits that both ends show, so that people can tell that they answer the other end."""
    return random.randint(10, 99)  # noqa: S311 - not a secret: it is shown at both ends
