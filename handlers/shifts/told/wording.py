"""A shift in the words of somebody who hears of it unasked: which day that is for them, where it
is, who to call. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from handlers.conversation.pen import Pen
from handlers.conversation.texts import Key, Value
from handlers.library import Library
from storage.cases.rules import first_name, local_day
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.shifts.queries import Held

MOST_LISTED = 12


def what(held: Held, library: Library) -> str:
    """What it is called, and where it is."""
    branch = library.branch(held.branch)
    return f"{held.title}, {branch.name if branch else library.name}"


def when(
    pen: Pen,
    begins: datetime,
    ends: datetime,
    heard: tuple[datetime, datetime],
) -> str:
    """The day and the hours, always with the date; "i morgen" only where that is so from the first
    moment at which it can be read, on the page, to the one at which it reaches a telephone.
    """
    values: dict[str, Value] = {"begins": begins, "ends": ends}
    first, last = (local_day(at) for at in heard)
    days = (local_day(begins) - last).days if first == last else None
    key = "today" if days == 0 else "tomorrow" if days == 1 else "when"
    return pen(f"shift_news.{key}", **values)


def until(pen: Pen, at: datetime, heard: tuple[datetime, datetime]) -> str:
    """By when an answer is wanted: the hour alone, where it is the same day all the while."""
    if {local_day(at)} != {local_day(each) for each in heard}:
        return pen("shift_news.until_day", at=at)
    return pen("shift_news.until", at=at)


def call(pen: Pen, name: str | None, library: Library) -> str:
    """Who to get hold of, and how."""
    values: dict[str, Value] = {"ways": library.ways or (Key("welcome.counter"),)}
    if name is None:
        return pen("shift_news.call", **values)
    return pen("shift_news.call_name", **values, name=name)


def to_call(everybody: Iterable[Colleague], held: Held) -> str | None:
    """The colleague who is there for a shift while it is, by first name."""
    there = {p.person_id: p for p in everybody if not any(map(p.away, held.days))}
    for contact in (held.shift.contact, held.role.contact):
        if contact in there:
            return first_name(there[contact].name)
    return None


def responsible(everybody: Iterable[Colleague], held: Held, now: datetime) -> list[Colleague]:
    """Who is told of a shift: its contact, else the role's, else the coordinators; in the order of
    the persons. Who is away is passed over while there are others.
    """
    known = sorted(everybody, key=lambda each: each.person_id)
    there = [each for each in known if not each.away(local_day(now))]
    for contact in (held.shift.contact, held.role.contact):
        named = [each for each in there if each.person_id == contact]
        if named:
            return named
    may = [each for each in there if each.may(Role.COORDINATOR)]
    return may or [each for each in known if each.may(Role.COORDINATOR)]


def listed(pen: Pen, shifts: Iterable[Held], library: Library) -> str:
    """Several shifts, a line each; of very many the first."""
    lines = [
        pen(
            "shift_news.line",
            begins=held.shift.begins_at,
            ends=held.shift.ends_at,
            what=what(held, library),
        )
        for held in shifts
    ]
    if len(lines) > MOST_LISTED:
        rest = {"n": len(lines) - MOST_LISTED}
        lines = [*lines[:MOST_LISTED], pen("shift_news.more", **rest)]
    return "\n".join(lines)
