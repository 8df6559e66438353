"""The week's shifts in words: for the page, the picture and the paper.

Must not read or change anything: the caller passes what it needs.
"""

from handlers.shifts.plan.days import day_name, free_day, monday_of
from handlers.shifts.plan.people import called_whole, standing_word
from handlers.shifts.plan.week import clock, count, gap, place_of, stand, week_plan

__all__ = [
    "called_whole",
    "clock",
    "count",
    "day_name",
    "free_day",
    "gap",
    "monday_of",
    "place_of",
    "stand",
    "standing_word",
    "week_plan",
]
