"""Seven days of shifts as a plan: blocks with their time, place, people, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from handlers.conversation.plan import Block, Day, Week
from handlers.conversation.texts import Texts
from handlers.library import Library
from handlers.shifts.plan.days import day_and_month, free_day, seven_days, weekday
from handlers.shifts.plan.people import others, planned
from storage.cases.rules import local_day
from storage.people.rules import Language
from storage.shifts.queries import Held
from storage.shifts.rules import ShiftState


class Stand(StrEnum):
    """How a shift stands: what chooses its colour, and its words."""

    SHORT = "short"
    ROOM = "room"
    FULL = "full"
    CANCELLED = "cancelled"
    OVER = "over"


def stand(held: Held, now: datetime) -> Stand:
    """How a shift stands now."""
    if held.shift.state == ShiftState.CANCELLED:
        return Stand.CANCELLED
    if held.shift.ends_at <= now:
        return Stand.OVER
    if held.missing:
        return Stand.SHORT
    return Stand.ROOM if held.left > 0 else Stand.FULL


def gap(held: Held, texts: Texts, language: Language, now: datetime) -> str:
    """The same in words: what is missing, or how much room there is."""
    how = stand(held, now)
    n = held.missing if how is Stand.SHORT else max(0, held.left)
    return texts.render(f"shift_plan.{how}", language, {"n": n})


def title_of(held: Held) -> str:
    """What a shift is called: by its own name, else by its role's."""
    return held.shift.title or held.role.title


def place_of(held: Held, library: Library) -> str:
    """The house that a shift is in, "" where it is none in particular."""
    branch = library.branch(held.shift.branch)
    return branch.name if branch else ""


def clock(held: Held, texts: Texts, language: Language) -> str:
    """From when till when, on the wall: "16.00-18.00"."""
    values = {"begins": held.shift.begins_at, "ends": held.shift.ends_at}
    return texts.render("shift_plan.clock", language, values)


def clock_on(day: date, held: Held, texts: Texts, language: Language) -> str:
    """The same on one of its days: of what began the day before only till when."""
    if day == held.days[0]:
        return clock(held, texts, language)
    return texts.render("shift_plan.clock_until", language, {"ends": held.shift.ends_at})


def count(held: Held, texts: Texts, language: Language) -> str:
    """How many come of how many can: "1 af 2"."""
    there = held.coming or [each for each in held.helpers if each.state == "attended"]
    values = {"there": len(there), "most": held.shift.maximum}
    return texts.render("shift_plan.count", language, values)


def week_plan(
    found: Sequence[Held],
    monday: date,
    place: str,
    texts: Texts,
    language: Language,
    library: Library,
    now: datetime,
) -> Week:
    """The plan of a week; `place` names the branch that is looked at, "" for all of them."""

    def block(held: Held, on: date) -> Block:
        return Block(
            held.shift.id,
            clock_on(on, held, texts, language),
            title_of(held),
            place_of(held, library),
            count(held, texts, language),
            stand(held, now),
            gap(held, texts, language, now),
            planned(held, texts, language, now),
            others(held, texts, language) if stand(held, now) in _STILL_COMING else (),
            again=on != held.days[0],
        )

    def day(on: date) -> Day:
        return Day(
            weekday(on, language),
            day_and_month(on, language),
            on.isoformat(),
            free_day(on, texts, language),
            on == local_day(now),
            tuple(block(each, on) for each in found if on in each.days),
        )

    return Week(
        texts.render("shift_plan.week", language, {"n": monday.isocalendar().week}),
        seven_days(monday, language),
        place or texts.render("shift_plan.everywhere", language),
        _lead(found, texts, language, now),
        texts.render("shift_plan.nothing", language),
        tuple(day(monday + timedelta(days=n)) for n in range(7)),
        _who(found),
    )


_STILL_COMING = frozenset({Stand.SHORT, Stand.ROOM, Stand.FULL})


def _lead(found: Sequence[Held], texts: Texts, language: Language, now: datetime) -> str:
    """How many shifts have too few people, in a sentence."""
    short = sum(stand(each, now) is Stand.SHORT for each in found)
    if not found:
        return texts.render("shift_plan.lead_empty", language)
    return texts.render(
        "shift_plan.lead_short" if short else "shift_plan.lead_fine", language, {"n": short}
    )


def _who(found: Sequence[Held]) -> tuple[str, ...]:
    named = {
        f"{helper.name} ({helper.place.volunteer})"
        for held in found
        for helper in held.helpers
        if helper.place.volunteer is not None
    }
    return tuple(sorted(named))
