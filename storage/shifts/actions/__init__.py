"""What changes shifts: the only writers of their tables."""

from storage.shifts.actions.assigning import NEVER, assign, release
from storage.shifts.actions.attending import (
    Came,
    attend,
    attend_all,
    come_by_code,
    miss,
    show_code,
)
from storage.shifts.actions.calendar import new_link
from storage.shifts.actions.cancelling import cancel
from storage.shifts.actions.changing import Changed, change
from storage.shifts.actions.clock import Happened, happen
from storage.shifts.actions.cover import search
from storage.shifts.actions.feedback import Thanked, say_how_it_went, say_mood, thank
from storage.shifts.actions.forgetting import forget, forget_places, forget_shifts
from storage.shifts.actions.handing import hand_over
from storage.shifts.actions.hours import mend_minutes
from storage.shifts.actions.leaving import call_off, confirm, late, leave_line, refuse
from storage.shifts.actions.making import copy, make, make_series
from storage.shifts.actions.reminding import plan_place
from storage.shifts.actions.reviewing import review, review_role
from storage.shifts.actions.step import locked
from storage.shifts.actions.swapping import answer_swap, ask_swap
from storage.shifts.actions.taking import accept, take, wait
from storage.shifts.wanted import Changes, Repeated, Wanted

__all__ = [
    "NEVER",
    "Came",
    "Changed",
    "Changes",
    "Happened",
    "Repeated",
    "Thanked",
    "Wanted",
    "accept",
    "answer_swap",
    "ask_swap",
    "assign",
    "attend",
    "attend_all",
    "call_off",
    "cancel",
    "change",
    "come_by_code",
    "confirm",
    "copy",
    "forget",
    "forget_places",
    "forget_shifts",
    "hand_over",
    "happen",
    "late",
    "leave_line",
    "locked",
    "make",
    "make_series",
    "mend_minutes",
    "miss",
    "new_link",
    "plan_place",
    "refuse",
    "release",
    "review",
    "review_role",
    "say_how_it_went",
    "say_mood",
    "search",
    "show_code",
    "take",
    "thank",
    "wait",
]
