"""What people hear of shifts without having asked: reminders, offers, questions, changes.

`tell_shift` is what the clock calls; the others are for dialogues in which somebody did something
that others must hear of. Decides nothing: storage does.
"""

from handlers.shifts.told.changes import tell_cancelled, tell_changed, tell_dropped, tell_given
from handlers.shifts.told.clock import tell_shift
from handlers.shifts.told.desk import tell_staff
from handlers.shifts.told.swaps import tell_swap, tell_swapped

__all__ = [
    "tell_cancelled",
    "tell_changed",
    "tell_dropped",
    "tell_given",
    "tell_shift",
    "tell_staff",
    "tell_swap",
    "tell_swapped",
]
