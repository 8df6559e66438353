"""When a shift is, in local time. Plain Python: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from storage.talk.pace import AWAKE_FROM, AWAKE_UNTIL, COPENHAGEN, quiet

REST = timedelta(minutes=30)
"""Between two shifts of one person, so that nobody has to be in two places."""

EARLY = time(19, 30)
"""A reminder that would fall into the night goes out before it begins."""


def at_wall(day: date, there: time) -> datetime:
    """A local time of a day, in UTC: only in UTC does an hour always last an hour."""
    return datetime.combine(day, there, COPENHAGEN).astimezone(UTC)


@dataclass(frozen=True)
class Hours:
    """When a shift is, in local time; an end that is not after the beginning is on the next day."""

    begins: time
    ends: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Both ends on a day, aware UTC. Wall time holds through the change of clocks."""
        next_day = day + timedelta(days=self.ends <= self.begins)
        return at_wall(day, self.begins), at_wall(next_day, self.ends)

    @classmethod
    def of(cls, begins_at: datetime, ends_at: datetime) -> Hours:
        """What the clock on the wall says at both ends."""
        begins, ends = (at.astimezone(COPENHAGEN).time() for at in (begins_at, ends_at))
        return cls(begins, ends)


def days_of(begins: datetime, ends: datetime) -> tuple[date, ...]:
    """The local days on which a shift is, in order; midnight itself belongs to the day before.

    A certificate must hold on the last of them: none runs out and comes back within a night.
    """
    first, last = (at.astimezone(COPENHAGEN).date() for at in (begins, ends - timedelta.resolution))
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def too_close(
    begins: datetime, ends: datetime, other_begins: datetime, other_ends: datetime
) -> bool:
    """Whether two shifts overlap, or leave less than half an hour between them."""
    return begins < other_ends + REST and other_begins < ends + REST


def before_night(at: datetime) -> datetime:
    """The moment itself by day; at night, 19.30 on the evening before."""
    if not quiet(at):
        return at
    there = at.astimezone(COPENHAGEN)
    day = there.date() - timedelta(days=there.time() < AWAKE_FROM)
    return at_wall(day, EARLY)


def evening(at: datetime) -> datetime:
    """When the night of its day begins."""
    return at_wall(at.astimezone(COPENHAGEN).date(), AWAKE_UNTIL)
