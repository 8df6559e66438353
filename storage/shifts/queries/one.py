"""One shift with everybody who has a place at it, waits for one or was asked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storage.cases.tables import Case
from storage.database import Transaction
from storage.shifts.rules import COMING, HOLDS, PlaceState
from storage.shifts.tables import Shift, ShiftPlace
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
    def coming(self) -> tuple[Helper, ...]:
        """Who is expected."""
        return tuple(each for each in self.helpers if each.state in COMING)

    @property
    def left(self) -> int:
        """Places that nobody holds; less than none where staff gave more than there are."""
        return self.shift.maximum - sum(each.state in HOLDS for each in self.helpers)

    @property
    def missing(self) -> int:
        """How many more it needs to have enough."""
        return max(0, self.shift.minimum - len(self.coming))

    def of(self, number: int) -> Helper | None:
        """A volunteer's own place, by the number of their case."""
        return next((each for each in self.helpers if each.place.volunteer == number), None)


async def shift(tx: Transaction, shift_id: int) -> Held | None:
    """A shift by its id. The caller has checked who asks."""
    found = (
        await tx.session.execute(
            select(Shift, VolunteerRole)
            .join(VolunteerRole, VolunteerRole.id == Shift.role)
            .where(Shift.id == shift_id)
            .execution_options(populate_existing=True)
        )
    ).one_or_none()
    if found is None:
        return None
    rows = await tx.session.execute(
        select(ShiftPlace, Volunteer.name, Case.author)
        .outerjoin(Volunteer, Volunteer.number == ShiftPlace.volunteer)
        .outerjoin(Case, Case.number == ShiftPlace.volunteer)
        .where(ShiftPlace.shift == shift_id)
        .order_by(ShiftPlace.since, ShiftPlace.id)
        .execution_options(populate_existing=True)
    )
    helpers = tuple(Helper(place, name or "", person) for place, name, person in rows)
    return Held(*found, helpers)
