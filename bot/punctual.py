"""When a process begins a message late, it moves the later slots, for every process.

The other side counts what arrives within a second, from all processes together. A message that is
begun late comes too close to one that another process begins in time. Slots that are not given yet
can still make room.
"""

from __future__ import annotations

from datetime import datetime, timedelta

IN_TIME = timedelta(0)


class Lateness:
    """How far one process has fallen behind its slots since it last told the others."""

    def __init__(self, leeway: timedelta) -> None:
        self._leeway = leeway
        self._most = self._moved = IN_TIME
        self._moved_from: datetime | None = None

    def begin(self, slot: datetime, now: datetime) -> None:
        """Note that a message is begun. When its slot was given before the others were told, only
        the part of its delay counts that they were not told.
        """
        late = now - slot - self._leeway
        if self._moved_from is not None and slot < self._moved_from:
            late -= self._moved
        self._most = max(self._most, late)

    def told(self) -> timedelta:
        """Take the delay that the others are to be told now."""
        most, self._most = self._most, IN_TIME
        return most

    def moved(self, late: timedelta, first: datetime) -> None:
        """The others were told: slots from `first` on are given later by this much."""
        if late > IN_TIME:
            self._moved, self._moved_from = late, first
