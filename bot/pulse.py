"""When each loop of this process last came round: this tells a busy program from one that hangs.

Measured by a clock that never steps back. Must not know what any loop does.
"""

from __future__ import annotations

import time

DUE = "due"
"""The loop for what is due. It comes round every second, or the program cannot work."""

LATE = 30.0
"""Seconds after which a loop counts as hanging."""


class Pulse:
    """The loops of one program, by their names."""

    def __init__(self) -> None:
        self._beats: dict[str, float] = {}

    def beat(self, loop: str) -> None:
        """A loop begins, or has come round once more."""
        self._beats[loop] = time.monotonic()

    def ages(self) -> dict[str, float]:
        """Seconds since each loop came round."""
        now = time.monotonic()
        return {loop: now - beat for loop, beat in self._beats.items()}
