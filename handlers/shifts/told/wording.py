"""A shift in the words of a message: the day as its reader sees it, where, whom to call. Pure."""

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
    """The name and the place of a shift."""
    branch = library.branch(held.branch)
    return f"{held.title}, {branch.name if branch else library.name}"


def when(
    pen: Pen,
    begins: datetime,
    ends: datetime,
    heard: tuple[datetime, datetime],
) -> str:
    """The day and the hours, always with the date. "i morgen" only where it is true from the moment
    at which the page shows it until it reaches a telephone.
    """
    values: dict[str, Value] = {"begins": begins, "ends": ends}
    first, last = (local_day(at) for at in heard)
    days = (local_day(begins) - last).days if first == last else None
    key = "today" if days == 0 else "tomorrow" if days == 1 else "when"
    return pen(f"shift_news.{key}", **values)


def until(pen: Pen, at: datetime, heard: tuple[datetime, datetime]) -> str:
    """By when an answer is wanted; only the hour, if the message is read on the same day."""
    if {local_day(at)} != {local_day(each) for each in heard}:
        return pen("shift_news.until_day", at=at)
    return pen("shift_news.until", at=at)


def call(pen: Pen, name: str | None, library: Library) -> str:
    """Whom to call, and how."""
    values: dict[str, Value] = {"ways": library.ways or (Key("welcome.counter"),)}
    if name is None:
        return pen("shift_news.call", **values)
    return pen("shift_news.call_name", **values, name=name)


def to_call(everybody: Iterable[Colleague], held: Held) -> str | None:
    """The contact of a shift by first name, unless they are away on its days."""
    there = {p.person_id: p for p in everybody if not any(map(p.away, held.days))}
    for contact in (held.shift.contact, held.role.contact):
        if contact in there:
            return first_name(there[contact].name)
    return None


def responsible(everybody: Iterable[Colleague], held: Held, now: datetime) -> list[Colleague]:
    """The colleagues in charge of a shift: its contact, else the role's, else the coordinators; in
    the order of the persons. Those who are away are skipped while there are others.
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
    """Several shifts, one a line; of very many only the first."""
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
