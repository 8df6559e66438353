"""What changes shifts: the only writers of their tables."""

from storage.shifts.actions.assigning import NEVER, assign, release, review, review_role
from storage.shifts.actions.cancelling import cancel
from storage.shifts.actions.changing import Before, Changed, Lost, change
from storage.shifts.actions.cover import search
from storage.shifts.actions.forgetting import forget, forget_places, forget_shifts
from storage.shifts.actions.handing import hand_over
from storage.shifts.actions.leaving import call_off, confirm, late, leave_line, refuse
from storage.shifts.actions.line import Freed, freed
from storage.shifts.actions.making import copy, make, make_series
from storage.shifts.actions.reminding import plan_place, plan_shift
from storage.shifts.actions.step import locked
from storage.shifts.actions.taking import accept, in_line, take, wait
from storage.shifts.wanted import Changes, Wanted

__all__ = [
    "NEVER",
    "Before",
    "Changed",
    "Changes",
    "Freed",
    "Lost",
    "Wanted",
    "accept",
    "assign",
    "call_off",
    "cancel",
    "change",
    "confirm",
    "copy",
    "forget",
    "forget_places",
    "forget_shifts",
    "freed",
    "hand_over",
    "in_line",
    "late",
    "leave_line",
    "locked",
    "make",
    "make_series",
    "plan_place",
    "plan_shift",
    "refuse",
    "release",
    "review",
    "review_role",
    "search",
    "take",
    "wait",
]
