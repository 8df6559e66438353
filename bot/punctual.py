"""Who begins late moves the slots of those who come after, in every process.

The other side counts what comes within a second, from all processes together: what one begins late
comes closer to what another begins in time. Slots that are not yet given can still make room.
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
        """A message is begun. One whose slot was given before the others heard counts only for what
        they have not heard.
        """
        late = now - slot - self._leeway
        if self._moved_from is not None and slot < self._moved_from:
            late -= self._moved
        self._most = max(self._most, late)

    def told(self) -> timedelta:
        """What the others are told now."""
        most, self._most = self._most, IN_TIME
        return most

    def moved(self, late: timedelta, first: datetime) -> None:
        """They have heard: slots from `first` on are given later by so much."""
        if late > IN_TIME:
            self._moved, self._moved_from = late, first
