"""A week as data that a channel can draw: days side by side, what happens on each, who comes.

Words only, in one person's language. Must not know what is planned, nor how it is drawn.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Planned:
    """Somebody who is expected: a mark, the name, and in words what the mark says ("": nothing)."""

    mark: str
    name: str
    word: str = ""


@dataclass(frozen=True)
class Block:
    """One thing of a day. `stand` chooses the colour; `gap` says the same in words.

    stand: "short", "room", "full", "cancelled" or "over".
    """

    id: int
    time: str
    title: str
    place: str
    count: str
    stand: str
    gap: str
    people: tuple[Planned, ...] = ()
    beside: tuple[str, ...] = ()
    """Who else there is: a waiting list, somebody who was asked."""
    again: bool = False
    """It began the day before, where it stands as well."""


@dataclass(frozen=True)
class Day:
    """One day; `free` names it where nobody works on it."""

    name: str
    date: str
    iso: str
    free: str = ""
    today: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Week:
    """Seven days. `nothing` stands where a day is empty."""

    title: str
    dates: str
    place: str
    lead: str
    nothing: str
    days: tuple[Day, ...]
    who: tuple[str, ...] = ()
    """Name and number of everybody who stands here: by these words a line is found when one of them
    is erased."""

    def as_data(self) -> dict[str, Any]:
        """The same as plain values, for a line that is kept."""
        return asdict(self)
