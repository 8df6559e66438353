"""Seven days of shifts as a plan: blocks with time, place, people, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from handlers.conversation.pen import Pen
from handlers.conversation.plan import Block, Day, Week
from handlers.library import Library
from handlers.shifts.plan.days import day_and_month, free_day, seven_days, weekday
from handlers.shifts.plan.people import others, planned
from storage.cases.rules import local_day
from storage.shifts.queries import Held
from storage.shifts.rules import ShiftState


class Stand(StrEnum):
    """The state of a shift in a plan: it chooses the colour and the words."""

    SHORT = "short"
    ROOM = "room"
    FULL = "full"
    CANCELLED = "cancelled"
    OVER = "over"


def stand(held: Held, now: datetime) -> Stand:
    """The state of a shift now."""
    if held.shift.state == ShiftState.CANCELLED:
        return Stand.CANCELLED
    if held.shift.ends_at <= now:
        return Stand.OVER
    if held.missing:
        return Stand.SHORT
    return Stand.ROOM if held.left > 0 else Stand.FULL


def gap(held: Held, pen: Pen, now: datetime) -> str:
    """The same in words: how many are missing, or how much room there is."""
    how = stand(held, now)
    n = held.missing if how is Stand.SHORT else max(0, held.left)
    return pen(f"shift_plan.{how}", n=n)


def place_of(held: Held, library: Library) -> str:
    """The branch of a shift; "" for none in particular."""
    branch = library.branch(held.shift.branch)
    return branch.name if branch else ""


def clock(held: Held, pen: Pen) -> str:
    """From when till when, in Danish time: "16.00-18.00"."""
    values = {"begins": held.shift.begins_at, "ends": held.shift.ends_at}
    return pen("shift_plan.clock", **values)


def clock_on(day: date, held: Held, pen: Pen) -> str:
    """The same for one of its days: on the second day only the end."""
    if day == held.days[0]:
        return clock(held, pen)
    return pen("shift_plan.clock_until", ends=held.shift.ends_at)


def count(held: Held, pen: Pen) -> str:
    """How many come, of how many: "1 af 2"."""
    there = held.coming or [each for each in held.helpers if each.state == "attended"]
    values = {"there": len(there), "most": held.shift.maximum}
    return pen("shift_plan.count", **values)


def week_plan(
    found: Sequence[Held],
    monday: date,
    place: str,
    pen: Pen,
    library: Library,
    now: datetime,
) -> Week:
    """The plan of a week; `place` is the name of the chosen branch, "" for all."""

    def block(held: Held, on: date) -> Block:
        return Block(
            held.shift.id,
            clock_on(on, held, pen),
            held.title,
            place_of(held, library),
            count(held, pen),
            stand(held, now),
            gap(held, pen, now),
            planned(held, pen, now),
            others(held, pen) if stand(held, now) in _STILL_COMING else (),
            again=on != held.days[0],
        )

    def day(on: date) -> Day:
        return Day(
            weekday(on, pen.language),
            day_and_month(on, pen.language),
            on.isoformat(),
            free_day(on, pen),
            on == local_day(now),
            tuple(block(each, on) for each in found if on in each.days),
        )

    return Week(
        pen("shift_plan.week", n=monday.isocalendar().week),
        seven_days(monday, pen.language),
        place or pen("shift_plan.everywhere"),
        _lead(found, pen, now),
        pen("shift_plan.nothing"),
        tuple(day(monday + timedelta(days=n)) for n in range(7)),
        _who(found),
    )


_STILL_COMING = frozenset({Stand.SHORT, Stand.ROOM, Stand.FULL})


def _lead(found: Sequence[Held], pen: Pen, now: datetime) -> str:
    """How many shifts have too few people, as a sentence."""
    short = sum(stand(each, now) is Stand.SHORT for each in found)
    if not found:
        return pen("shift_plan.lead_empty")
    return pen("shift_plan.lead_short" if short else "shift_plan.lead_fine", n=short)


def _who(found: Sequence[Held]) -> tuple[str, ...]:
    named = {
        f"{helper.name} ({helper.place.volunteer})"
        for held in found
        for helper in held.helpers
        if helper.place.volunteer is not None
    }
    return tuple(sorted(named))
