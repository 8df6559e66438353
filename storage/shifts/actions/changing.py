"""Changes a shift, alone or with all later ones of its series.

Whoever has a place keeps it when the time changes, unless they are busy elsewhere then, or may not
work on the new day. Returns who must be told; the handlers tell them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.cases.rules import local_day
from storage.cases.tables import Case
from storage.database import Conflict, Transaction
from storage.people.queries import Colleague
from storage.shifts.actions.line import freed
from storage.shifts.actions.making import possible_times, tidied
from storage.shifts.actions.reminding import plan_line, plan_place, plan_shift
from storage.shifts.actions.step import all_locked, check, coordinates, may_stay, move
from storage.shifts.asking import about_place, about_shift
from storage.shifts.queries import Held, Helper, shift, shifts
from storage.shifts.rules import (
    COMING,
    OPEN,
    Act,
    CannotChange,
    CannotTake,
    NoSuchShift,
    PlaceState,
    ShiftState,
)
from storage.shifts.tables import Shift, ShiftPlace, ShiftSeries
from storage.shifts.times import Hours
from storage.shifts.wanted import Changes, Wanted
from storage.talk import actions as talk
from storage.volunteers.queries import volunteer

TEXTS = ("title", "branch", "note", "contact")
PEOPLE = ("minimum", "maximum")
TIMES = ("begins_at", "ends_at")


@dataclass(frozen=True)
class Lost:
    """Somebody who does not keep their place; `why` as in CannotTake: "overlap", "not_for_you"."""

    held: Held
    helper: Helper
    why: str


@dataclass(frozen=True)
class Before:
    """What a shift was before it was changed."""

    begins_at: datetime
    ends_at: datetime
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Changed:
    """What became of a change. what: the columns that changed anywhere. was: how it was before, by
    the id of the shift.
    """

    shifts: tuple[Held, ...]
    what: frozenset[str]
    was: Mapping[int, Before]
    lost: tuple[Lost, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the time changed; then everybody who said yes is asked again."""
        return bool(self.what & set(TIMES))

    @property
    def tell(self) -> list[tuple[Held, Helper]]:
        """Who is still on it and must be told. Nobody is told of a new number of people: that
        concerns only the library.
        """
        if not self.what - set(PEOPLE):
            return []
        return [(held, each) for held in self.shifts for each in held.helpers if each.state in OPEN]


async def change(
    tx: Transaction,
    by: Colleague,
    shift_id: int,
    changes: Changes,
    now: datetime,
    *,
    later: bool = False,
    seen: int | None = None,
) -> Changed:
    """Change one shift, or it and all later ones of its series. seen: its version as it was read,
    where somebody looked at it for a while before.

    Raises NotAllowed, NoSuchShift, NotValid, CannotChange; and Conflict when somebody took a place
    at the same moment: the same is worth doing again.
    """
    coordinates(by)
    first = await changeable(tx, shift_id, now)
    moves = changes.day is not None or changes.hours is not None
    ids = await which(tx, first, now, later=later)
    known = await _holders_locked(tx, ids) if moves else set()
    found = await all_locked(tx, ids)
    if seen is not None and any(h.shift.id == shift_id and h.shift.version != seen for h in found):
        raise CannotChange("overtaken")
    if moves and not _coming(found) <= known:
        raise Conflict
    days = _days(first, changes)
    new = [await _as_wanted(tx, held, changes, days, now) for held in found]
    was = {row.id: _before(row) for row in (held.shift for held in found)}
    what = frozenset(
        name for held, one in zip(found, new, strict=True) for name in _amend(held.shift, one, now)
    )
    await _keep_series(tx, found, changes, later=later)
    await tx.session.flush()
    lost = await _settle(tx, found, was, now)
    rows = await shifts(tx, Shift.id.in_(ids))
    return Changed(tuple(rows), what, was, tuple(lost))


def _before(row: Shift) -> Before:
    return Before(row.begins_at, row.ends_at, row.minimum, row.maximum)


async def changeable(tx: Transaction, shift_id: int, now: datetime) -> Held:
    """A shift that is not over. Raises NoSuchShift, CannotChange."""
    held = await shift(tx, shift_id)
    if held is None:
        raise NoSuchShift
    if held.shift.state != ShiftState.OPEN:
        raise CannotChange("cancelled")
    if held.shift.ends_at <= now:
        raise CannotChange("over")
    return held


async def which(tx: Transaction, first: Held, now: datetime, *, later: bool) -> Sequence[int]:
    """The id of the shift, and with `later` those of all later ones of its series not yet begun."""
    row = first.shift
    if not later or row.series is None:
        return [row.id]
    found = await tx.session.scalars(
        select(Shift.id).where(
            Shift.series == row.series,
            Shift.begins_at >= row.begins_at,
            Shift.begins_at > now,
            Shift.state == ShiftState.OPEN,
        )
    )
    return sorted({row.id, *found})


async def _holders_locked(tx: Transaction, ids: Sequence[int]) -> set[int]:
    """Lock the cases of everybody expected there, so that none of them gets busy now."""
    numbers = select(ShiftPlace.volunteer).where(
        ShiftPlace.shift.in_(ids), ShiftPlace.state.in_(COMING)
    )
    found = await tx.session.scalars(
        select(Case.number).where(Case.number.in_(numbers)).order_by(Case.number).with_for_update()
    )
    return set(found)


def _coming(found: Sequence[Held]) -> set[int]:
    return {h.place.volunteer for held in found for h in held.coming if h.place.volunteer}


def _days(first: Held, changes: Changes) -> timedelta:
    if changes.day is None:
        return timedelta(0)
    return changes.day - local_day(first.shift.begins_at)


async def _as_wanted(
    tx: Transaction, held: Held, changes: Changes, days: timedelta, now: datetime
) -> Wanted:
    """The shift with the changes applied. Raises NotValid, CannotChange."""
    row = held.shift
    hours = changes.hours or Hours.of(row.begins_at, row.ends_at)
    begins_at, ends_at = row.begins_at, row.ends_at
    if changes.hours is not None or days:
        begins_at, ends_at = hours.on(local_day(row.begins_at) + days)
    kept = {name: getattr(row, name) for name in (*TEXTS, *PEOPLE)}
    given = {name: getattr(changes, name) for name in kept}
    values = kept | {name: value for name, value in given.items() if value is not None}
    if changes.minimum is None:
        values["minimum"] = min(values["minimum"], values["maximum"])
    if values["maximum"] < min(held.holding, row.maximum):
        raise CannotChange("full", held.holding)
    if (begins_at, ends_at) != (row.begins_at, row.ends_at):
        possible_times(begins_at, ends_at, now)
    return await tidied(tx, Wanted(row.role, begins_at, ends_at, **values))


def _amend(row: Shift, wanted: Wanted, now: datetime) -> list[str]:
    """Give a shift its new values; returns the names of those that changed."""
    other = [n for n in (*TIMES, *TEXTS, *PEOPLE) if getattr(row, n) != getattr(wanted, n)]
    for name in other:
        setattr(row, name, getattr(wanted, name))
    if other:
        row.version, row.changed_at = row.version + 1, now
    return other


async def _keep_series(
    tx: Transaction, found: Sequence[Held], changes: Changes, *, later: bool
) -> None:
    """Let the series have the new hours too."""
    if not later or changes.hours is None or found[0].shift.series is None:
        return
    series = await tx.session.get(ShiftSeries, found[0].shift.series, with_for_update=True)
    if series is not None:
        series.begins, series.ends = changes.hours.begins, changes.hours.ends


async def _settle(
    tx: Transaction, found: Sequence[Held], before: Mapping[int, Before], now: datetime
) -> list[Lost]:
    """Settle everybody's place after the change; returns who lost theirs."""
    lost: list[Lost] = []
    for held in found:
        row, was = held.shift, before[held.shift.id]
        moved = (row.begins_at, row.ends_at) != (was.begins_at, was.ends_at)
        gone = await _moved(tx, held, now) if moved else []
        lost += gone
        if moved or row.minimum != was.minimum:
            await plan_shift(tx, row, now)
        if row.minimum < was.minimum and not held.missing:
            await talk.overtaken(tx, about_shift(row.id), now)
        if gone or row.maximum > was.maximum:
            await freed(tx, row.id, now, search=bool(gone))
    return lost


async def _moved(tx: Transaction, held: Held, now: datetime) -> list[Lost]:
    lost = []
    for each in held.helpers:
        if each.place.until is not None:
            each.place.until = min(each.place.until, held.shift.begins_at)
        if each.state is PlaceState.WAITING:
            await talk.overtaken(tx, about_place(each.place.id), now)
            await plan_line(tx, held, each, now)
        if each.state not in COMING or each.place.volunteer is None:
            continue
        why = await _why_not(tx, held, each, each.place.volunteer)
        if why is None:
            await move(tx, each.place, Act.ANEW, now)
            each.place.late = None
            await plan_place(tx, held, each, now, asked=True)
        else:
            await move(tx, each.place, Act.DROP, now)
            lost.append(Lost(held, each, why))
    await tx.session.flush()
    return lost


async def _why_not(tx: Transaction, held: Held, helper: Helper, number: int) -> str | None:
    """Why somebody cannot keep a place at the new time; None when they can. A place that was given
    against a rule is judged by `may_stay`.
    """
    if helper.place.over is not None:
        stays = may_stay(await volunteer(tx, number), held, helper)
        return None if stays else "not_for_you"
    try:
        await check(tx, held, number)
    except CannotTake as found:
        return found.why
    return None
