"""What changes shifts: the only writers of their tables."""

from storage.shifts.actions.attending import (
    Came,
    attend,
    attend_all,
    come_by_code,
    miss,
    show_code,
)
from storage.shifts.actions.calendar import new_link
from storage.shifts.actions.feedback import Thanked, say_how_it_went, say_mood, thank
from storage.shifts.actions.hours import mend_minutes
from storage.shifts.actions.step import locked

__all__ = [
    "Came",
    "Thanked",
    "attend",
    "attend_all",
    "come_by_code",
    "locked",
    "mend_minutes",
    "miss",
    "new_link",
    "say_how_it_went",
    "say_mood",
    "show_code",
    "thank",
]
