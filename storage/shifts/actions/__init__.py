"""What changes shifts: the only writers of their tables."""

from storage.shifts.actions.cover import search
from storage.shifts.actions.line import Freed, freed
from storage.shifts.actions.reminding import plan_place, plan_shift
from storage.shifts.actions.step import locked

__all__ = ["Freed", "freed", "locked", "plan_place", "plan_shift", "search"]
