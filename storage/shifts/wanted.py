"""A shift as somebody asks for it, how it repeats, and what to change about one.

Plain Python: no database, no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.shifts.times import Hours


@dataclass(frozen=True)
class Wanted:
    """A shift as it is asked for; see Shift. Without a branch or a contact it has its role's."""

    role: int
    begins_at: datetime
    ends_at: datetime
    minimum: int = 1
    maximum: int = 1
    branch: str | None = None
    title: str | None = None
    note: str | None = None
    contact: int | None = None


@dataclass(frozen=True)
class Repeated:
    """How a shift repeats, in a colleague's own words and as they were read: at which local hours,
    on which days, and which of them are left out.
    """

    said: str
    hours: Hours
    days: Sequence[date]
    left_out: Collection[date] = ()


@dataclass(frozen=True)
class Changes:
    """What to change. None keeps a value; an empty text, or 0 as contact, removes it.

    day: when all later ones change too, they move by as many days as the first.
    """

    day: date | None = None
    hours: Hours | None = None
    minimum: int | None = None
    maximum: int | None = None
    branch: str | None = None
    title: str | None = None
    note: str | None = None
    contact: int | None = None
