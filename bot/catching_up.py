"""How fast a process that was held up may make up for it: never more at once than it had slots.

The other side counts what came within a second. So does this, over what one process began, and a
little longer: what is begun a second apart may arrive closer together.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=1.03)

LEAST = 0.001
"""Seconds; so that no rounding makes a wait of nothing."""


class Lately:
    """What was begun within the window, and what should have been in as long a time of slots."""

    def __init__(self) -> None:
        self._begun: deque[float] = deque()
        self._slots: deque[datetime] = deque()

    def wait(self, slot: datetime, ticks: float) -> float:
        """Seconds until the message of this slot may be begun; `ticks` is monotonic time."""
        while self._begun and self._begun[0] <= ticks - WINDOW.total_seconds():
            self._begun.popleft()
        while self._slots and self._slots[0] <= slot - WINDOW:
            self._slots.popleft()
        if len(self._begun) <= len(self._slots):
            return 0.0
        return max(self._begun[0] + WINDOW.total_seconds() - ticks, LEAST)

    def begin(self, slot: datetime, ticks: float) -> None:
        """It is begun."""
        self._begun.append(ticks)
        self._slots.append(slot)
