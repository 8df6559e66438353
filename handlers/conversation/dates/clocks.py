"""What clock words mean: the hours they can be, and the likeliest of them.

A bare «halv fire» is in the library's day (15.30); «om morgenen» or «pm» decides when it is said.
Must not read tokens and must not know about days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from itertools import product

from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.values import Hours, Part

DAY_BEGINS = 8
"""A clock face before this hour is read as afternoon or evening, as a library is used."""
PART_HOURS = {
    Part.MORNING: range(4, 12),
    Part.FORENOON: range(8, 14),
    Part.AFTERNOON: range(12, 19),
    Part.EVENING: range(17, 25),
    Part.NIGHT: (20, 21, 22, 23, 24, 0, 1, 2, 3, 4, 5, 6),
}


Clock = tuple[int, int]
"""Hour and minute; hour 24 ends the day."""


@dataclass(frozen=True)
class ClockWords:
    """A clock as said. One written with two digits and minutes is `exact`: on 24 hours."""

    hour: int
    minute: int = 0
    exact: bool = False
    half: str = ""
    """«a» or «p», as in am and pm."""

    def readings(self, part: Part | None = None) -> list[Clock]:
        """What it can mean, the likeliest first; empty when the part of the day forbids it all."""
        if self.hour > 24 or self.minute > 59 or (self.hour == 24 and self.minute):
            raise CannotRead(Reason.NO_SUCH_CLOCK)
        hours = self._hours()
        if part:
            hours = [hour for hour in hours if hour in PART_HOURS[part]]
        elif self.exact and not self.half:
            hours = hours[:1]
        return [(hour, self.minute) for hour in hours]

    def _hours(self) -> list[int]:
        early, late = self.hour % 12, self.hour % 12 + 12
        if self.half:
            hour = early if self.half == "a" else late
            return [hour] if self.hour in (hour, 12, hour - 12) else []
        if self.hour == 0 or self.hour > 12:
            return [self.hour]
        if self.hour == 12:
            return [12, 24]
        morning_first = self.exact or self.hour >= DAY_BEGINS
        return [early, late] if morning_first else [late, early]


@dataclass(frozen=True)
class HourWords:
    """One clock, or from one to another, or for some minutes."""

    start: ClockWords
    end: ClockWords | None = None
    minutes: int | None = None

    def read(self, part: Part | None) -> Hours:
        """The likeliest hours."""
        if self.end:
            return _hours(*self._likeliest(self.end, part))
        starts = self.start.readings(part)
        if not starts:
            raise CannotRead(Reason.CLOCK_AND_PART)
        return _hours(starts[0], self._after(*starts[0]))

    def _after(self, hour: int, minute: int) -> Clock | None:
        if self.minutes is None:
            return None
        if not 0 < self.minutes < 24 * 60:
            raise CannotRead(Reason.WRONG_ORDER)
        return divmod((hour * 60 + minute + self.minutes) % (24 * 60), 60)

    def _likeliest(self, end: ClockWords, part: Part | None) -> tuple[Clock, Clock]:
        """The first pair in order; a pair that runs past midnight when there is none."""
        start = self.start
        starts, ends = start.readings(part), end.readings(part)
        if part and not starts and not ends:
            raise CannotRead(Reason.CLOCK_AND_PART)
        starts, ends = starts or start.readings(), ends or end.readings()
        if end.half and not start.half:
            starts = replace(start, half=end.half).readings() + starts
        pairs = list(product(starts, ends))
        if not pairs:
            raise CannotRead(Reason.CLOCK_AND_PART)
        same_day = [pair for pair in pairs if pair[0] < pair[1]]
        return same_day[0] if same_day else min(pairs, key=_length)


def _length(pair: tuple[Clock, Clock]) -> int:
    """Minutes from one clock to the next time it is the other."""
    (hour, minute), (last_hour, last_minute) = pair
    return ((last_hour - hour) * 60 + last_minute - minute) % (24 * 60)


def _hours(start: Clock, end: Clock | None) -> Hours:
    if start[0] == 24:
        raise CannotRead(Reason.NO_SUCH_CLOCK)
    if start == end:
        raise CannotRead(Reason.WRONG_ORDER)
    return Hours(time(*start), time(end[0] % 24, end[1]) if end else None)
