"""Shifts with everybody who has a place at them, waits for one or was asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from storage.cases.rules import possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.shifts.rules import COMING, HOLDS, PlaceState
from storage.shifts.tables import Shift, ShiftPlace
from storage.shifts.times import days_of
from storage.volunteers.tables import Volunteer, VolunteerRole


@dataclass(frozen=True)
class Helper:
    """A volunteer at a shift. `person` is who to tell: None where nobody is there any more."""

    place: ShiftPlace
    name: str
    person: int | None

    @property
    def state(self) -> PlaceState:
        """Where they stand."""
        return PlaceState(self.place.state)


@dataclass(frozen=True)
class Held:
    """A shift as the library knows it, its places in the order in which they came."""

    shift: Shift
    role: VolunteerRole
    helpers: tuple[Helper, ...]

    @property
    def title(self) -> str:
        """What it is called: by its own name, else by its role's."""
        return self.shift.title or self.role.title

    @property
    def branch(self) -> str | None:
        """The house that it is in: its own, else its role's."""
        return self.shift.branch or self.role.branch

    @property
    def coming(self) -> tuple[Helper, ...]:
        """Who is expected."""
        return tuple(each for each in self.helpers if each.state in COMING)

    @property
    def holding(self) -> int:
        """How many places are held."""
        return sum(each.state in HOLDS for each in self.helpers)

    @property
    def left(self) -> int:
        """Places that nobody holds; less than none where staff gave more than there are."""
        return self.shift.maximum - self.holding

    @property
    def missing(self) -> int:
        """How many more it needs to have enough."""
        return max(0, self.shift.minimum - len(self.coming))

    @property
    def waiting(self) -> tuple[Helper, ...]:
        """Who stands in the line, the first first."""
        return tuple(each for each in self.helpers if each.state is PlaceState.WAITING)

    @property
    def days(self) -> tuple[date, ...]:
        """The local days on which it is."""
        return days_of(self.shift.begins_at, self.shift.ends_at)

    def in_line(self, number: int) -> int:
        """Where a volunteer stands in the line, from 1; 0 for who does not wait."""
        line = [each.place.volunteer for each in self.waiting]
        return line.index(number) + 1 if number in line else 0

    def of(self, number: int) -> Helper | None:
        """A volunteer's own place, by the number of their case."""
        return next((each for each in self.helpers if each.place.volunteer == number), None)


async def shift(tx: Transaction, shift_id: int) -> Held | None:
    """A shift by its id. The caller has checked who asks."""
    if not possible(shift_id):
        return None
    found = await shifts(tx, Shift.id == shift_id)
    return found[0] if found else None


async def shifts(
    tx: Transaction, *which: ColumnElement[bool], most: int | None = None
) -> list[Held]:
    """All shifts that fit, by time, in two statements. The caller has checked who asks."""
    found = await tx.session.execute(
        select(Shift, VolunteerRole)
        .join(VolunteerRole, VolunteerRole.id == Shift.role)
        .where(*which)
        .order_by(Shift.begins_at, Shift.id)
        .limit(most)
        .execution_options(populate_existing=True)
    )
    pairs = [(row, role) for row, role in found]
    helpers = await _helpers(tx, [row.id for row, _ in pairs])
    return [Held(row, role, tuple(helpers[row.id])) for row, role in pairs]


async def _helpers(tx: Transaction, ids: list[int]) -> defaultdict[int, list[Helper]]:
    by_shift: defaultdict[int, list[Helper]] = defaultdict(list)
    if not ids:
        return by_shift
    rows = await tx.session.execute(
        select(ShiftPlace, Volunteer.name, Case.author)
        .outerjoin(Volunteer, Volunteer.number == ShiftPlace.volunteer)
        .outerjoin(Case, Case.number == ShiftPlace.volunteer)
        .where(ShiftPlace.shift.in_(ids))
        .order_by(ShiftPlace.since, ShiftPlace.id)
        .execution_options(populate_existing=True)
    )
    for place, name, person in rows:
        by_shift[place.shift].append(Helper(place, name or "", person))
    return by_shift
