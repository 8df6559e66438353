"""How long somebody may be silenced, and how long the reason may be.

Plain Python: no database, no clock.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from storage.talk.pace import COPENHAGEN

REASON_LONGEST = 500
SILENT_LONGEST = timedelta(days=365)


class AlreadySilenced(Exception):
    """The citizen is silenced already, until a day; nothing was done."""

    def __init__(self, until: date) -> None:
        super().__init__("already silenced")
        self.until = until


class NotSilenced(Exception):
    """Nobody is silenced here; nothing was done."""


def end_of(day: date) -> datetime:
    """The end of a day in Denmark."""
    return datetime.combine(day + timedelta(days=1), time(0), COPENHAGEN)
