"""What stands on a shift's page: its facts, who stands where, and what can be done now.

Must not change anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.web.desk.shifts import week_url
from bot.web.house import HOUSE
from bot.web.rendering import pen_of, said
from handlers.shifts.plan import (
    called_whole,
    clock,
    count,
    free_day,
    gap,
    place_of,
    stand,
    standing_word,
)
from storage.cases.rules import local_day
from storage.database import Transaction
from storage.people.queries import Colleague, colleagues
from storage.people.rules import Role
from storage.shifts.coming import COME_BEFORE
from storage.shifts.queries import Held, Helper, series_of
from storage.shifts.queries.fitting import colleagues_of
from storage.shifts.rules import COMING, UNANSWERED, PlaceState, ShiftState
from storage.shifts.tables import ShiftSeries
from storage.talk.pace import COPENHAGEN
from storage.volunteers.queries import listed
from storage.volunteers.rules import WORKING

_HERE = COMING | {PlaceState.ATTENDED, PlaceState.ABSENT}
GROUPS = (
    ("coming", _HERE),
    ("asked", UNANSWERED),
    ("waiting", frozenset({PlaceState.WAITING})),
    ("out", frozenset(PlaceState) - _HERE - UNANSWERED - {PlaceState.WAITING}),
)
"""Everybody's standing in the order in which a colleague needs it."""

COPY_AFTER = timedelta(days=7)


async def shown(
    request: web.Request, tx: Transaction, staff: Colleague, held: Held
) -> dict[str, Any]:
    """All that the page of a shift shows."""
    series = await series_of(tx, held)
    people = await colleagues(tx)
    return {
        "shift": _head(request, held),
        "rows": _rows(request, held, series, people),
        "groups": [
            (name, [_standing(request, held, each) for each in held.helpers if each.state in there])
            for name, there in GROUPS
        ],
        "can": _can(request, staff, held),
        "series": series is not None,
        "now": _as_written(held),
        "assignable": await _assignable(tx, staff, held) if staff.may(Role.COORDINATOR) else [],
        "people": [(each.person_id, each.name) for each in people],
    }


def _head(request: web.Request, held: Held) -> dict[str, Any]:
    house = request.app[HOUSE]
    row, now = held.shift, house.clock()
    pen = pen_of(request)
    return {
        "id": row.id,
        "title": held.title,
        "role": held.role.title,
        "clock": clock(held, pen),
        "begins": row.begins_at,
        "free": next(filter(None, (free_day(day, pen) for day in held.days)), ""),
        "stand": str(stand(held, now)),
        "count": count(held, pen),
        "gap": gap(held, pen, now),
        "reason": row.reason or "",
        "week": week_url(local_day(row.begins_at)),
        "children": held.role.children,
    }


def _rows(
    request: web.Request, held: Held, series: ShiftSeries | None, people: Iterable[Colleague]
) -> list[tuple[str, str]]:
    """The facts that are there, each with what it is."""
    row, house = held.shift, request.app[HOUSE]
    names = {each.person_id: each.name for each in people}
    needed = said(request, "shift_desk.needed", least=row.minimum, most=row.maximum)
    facts = {
        "when": said(request, "shift_desk.when", at=row.begins_at, ends=row.ends_at),
        "role": held.role.title if row.title else "",
        "place": place_of(held, house.library) or said(request, "shift_desk.no_place"),
        "people": needed,
        "contact": names.get(row.contact or held.role.contact or 0, ""),
        "note": row.note or "",
        "series": series.said if series else "",
    }
    return [
        (said(request, f"shift_desk.fact_{key}"), value) for key, value in facts.items() if value
    ]


def _standing(request: web.Request, held: Held, helper: Helper) -> dict[str, Any]:
    house = request.app[HOUSE]
    place, now = helper.place, house.clock()
    pen = pen_of(request)
    begun = held.shift.begins_at <= now
    ticking = held.shift.state == ShiftState.OPEN and held.shift.begins_at - COME_BEFORE <= now
    details = {
        "since": {"at": place.since},
        "until": {"at": place.until} if place.until and helper.state in UNANSWERED else None,
        "late": {"n": place.late} if place.late else None,
        "over": {"words": place.over} if place.over else None,
    }
    return {
        "number": place.volunteer,
        "name": called_whole(helper, pen),
        "state": str(helper.state),
        "word": standing_word(held, helper, pen, now),
        "details": [
            said(request, f"shift_desk.{key}", **values)
            for key, values in details.items()
            if values
        ],
        "release": helper.state in COMING and held.shift.ends_at > now,
        "attend": ticking and helper.state in COMING | {PlaceState.ABSENT},
        "miss": ticking and begun and helper.state in COMING | {PlaceState.ATTENDED},
    }


def _can(request: web.Request, staff: Colleague, held: Held) -> dict[str, bool]:
    """Which forms the page has."""
    now, row = request.app[HOUSE].clock(), held.shift
    coordinates, is_open = staff.may(Role.COORDINATOR), row.state == ShiftState.OPEN
    ahead = is_open and row.ends_at > now
    ticking = is_open and row.begins_at - COME_BEFORE <= now
    return {
        "change": coordinates and ahead,
        "copy": coordinates,
        "tick": ticking,
        "tick_all": ticking and bool(held.coming),
        "code": is_open,
    }


def _as_written(held: Held) -> dict[str, Any]:
    """The shift as the fields of its form have it."""
    row = held.shift
    begins, ends = (at.astimezone(COPENHAGEN) for at in (row.begins_at, row.ends_at))
    return {
        "day": begins.date().isoformat(),
        "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "minimum": row.minimum,
        "maximum": row.maximum,
        "branch": row.branch or "",
        "title": row.title or "",
        "note": row.note or "",
        "contact": row.contact or 0,
        "seen": row.version,
        "again": (begins.date() + COPY_AFTER).isoformat(),
    }


async def _assignable(
    tx: Transaction, staff: Colleague, held: Held
) -> list[tuple[str, list[tuple[int, str]]]]:
    """Who can be given a place: those with the role, then all others who help now."""
    here = {each.place.volunteer for each in held.helpers if each.state in _HERE}
    theirs = {each.number: each.name for each in await colleagues_of(tx, held.shift.role)}
    others = {each.number: each.name for each in await listed(tx, staff, WORKING)}
    groups = (
        ("with_role", theirs),
        ("others", {n: name for n, name in others.items() if n not in theirs}),
    )
    return [
        (key, [(n, name) for n, name in found.items() if n not in here])
        for key, found in groups
        if found.keys() - here
    ]
