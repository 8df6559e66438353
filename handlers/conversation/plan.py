"""A week as data that a channel can draw: the days, what happens on each, and who comes.

Words in one person's language. Must not know what is planned, nor how it is drawn.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Planned:
    """Somebody who is expected: a mark, the name, and the mark's meaning in words ("": none)."""

    mark: str
    name: str
    word: str = ""


@dataclass(frozen=True)
class Block:
    """One item of a day. `stand` chooses the colour; `gap` says the same in words.

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
    """Who else is involved: a waiting list, somebody who was asked."""
    again: bool = False
    """Whether it began the day before; it is then shown on both days."""


@dataclass(frozen=True)
class Day:
    """One day. `free`: the name of the holiday, if it is one."""

    name: str
    date: str
    iso: str
    free: str = ""
    today: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Week:
    """Seven days. `nothing` is shown where a day is empty."""

    title: str
    dates: str
    place: str
    lead: str
    nothing: str
    days: tuple[Day, ...]
    who: tuple[str, ...] = ()
    """Name and number of everybody in this plan. By these words a line is found when one of them is
    erased.
    """

    def as_data(self) -> dict[str, Any]:
        """The plan as plain values, for a line that is kept."""
        return asdict(self)
