"""A library with two roles and volunteers who help in them: what tests of shifts begin from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from storage.cases.tables import Event
from storage.database import Database
from storage.lifecycle import IllegalMove
from storage.people.queries import Colleague
from storage.shifts import actions, queries
from storage.shifts.actions import Wanted
from storage.shifts.queries import Held
from storage.shifts.rules import CannotTake, NoSuchShift, PlaceState
from storage.shifts.tables import Shift, ShiftPlace
from storage.shifts.times import Hours
from storage.volunteers import actions as volunteers
from storage.volunteers.actions import NewVolunteer
from storage.volunteers.rules import Act
from tests.storage.cast import NOW, Cast, cast, citizen
from tests.storage.volunteers.parts import COMPUTERS, READING, cleared, opened, signed_up

S = PlaceState
NEXT = NOW.date() + timedelta(days=8)
"""A Tuesday."""

AFTERNOON = Hours(time(16), time(18))


@dataclass(frozen=True)
class Town:
    """The staff, the roles by their keys, and Karen who gives out shifts."""

    database: Database
    staff: Cast
    roles: dict[str, int]

    @property
    def karen(self) -> Colleague:
        """The coordinator."""
        return self.staff.karen

    async def do(self, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """One act in a transaction of its own."""
        async with self.database.transaction() as tx:
            return await act(tx, *args, **more)

    async def read(self, query: Callable[..., Any], *args: Any) -> Any:
        """One read."""
        async with self.database.reading() as tx:
            return await query(tx, *args)

    async def helper(self, name: str, *keys: str, clear: bool = False) -> int:
        """Somebody who helps in these roles, in computers unless told; their number."""
        async with self.database.transaction() as tx:
            person = await citizen(tx, name)
        new = NewVolunteer(name, "hjælpe til", ("afternoon",))
        number = (await signed_up(self.database, person, NOW, new)).number
        for key in keys or (COMPUTERS,):
            await self.do(volunteers.give_role, self.karen, number, self.roles[key], NOW)
        if clear or READING in keys:
            await cleared(self.database, self.karen, self.staff.anna, number, NOW)
        await self.do(volunteers.try_out, self.karen, number, 40, NOW)
        return number

    async def shift(
        self,
        day: date = NEXT,
        hours: Hours = AFTERNOON,
        maximum: int = 1,
        role: str = COMPUTERS,
        **more: Any,
    ) -> int:
        """A shift; its id."""
        begins_at, ends_at = hours.on(day)
        wanted = Wanted(self.roles[role], begins_at, ends_at, maximum=maximum, **more)
        made: Shift = await self.do(actions.make, self.karen, wanted, NOW)
        return made.id

    async def held(self, shift_id: int) -> Held:
        """A shift as it stands."""
        found = await self.read(queries.shift, shift_id)
        assert isinstance(found, Held)
        return found

    async def state(self, shift_id: int, number: int) -> PlaceState | None:
        """Where somebody stands at a shift."""
        own = (await self.held(shift_id)).of(number)
        return own.state if own else None

    async def put(self, shift_id: int, number: int, state: PlaceState) -> None:
        """Somebody stands at a shift in a state that only time brings about."""
        async with self.database.transaction() as tx:
            held = await queries.shift(tx, shift_id)
            assert held is not None
            own = held.of(number)
            place = own.place if own else ShiftPlace(shift=shift_id, volunteer=number, since=NOW)
            place.state = state
            tx.session.add(place)

    async def end(self, person_id: int, number: int, act: Act = Act.END) -> None:
        """A colleague writes that somebody stops, or rests."""
        async with self.database.transaction() as tx:
            step = await volunteers.step_of(tx, self.karen, person_id, number, act)
            if act is Act.REST:
                await volunteers.rest(tx, step, None, NOW)
            else:
                await volunteers.end(step, None, NOW)

    async def told(self, number: int) -> list[tuple[str, dict[str, Any]]]:
        """What the audit of a volunteer says of shifts."""
        async with self.database.reading() as tx:
            rows = await tx.session.scalars(
                select(Event).where(Event.case_number == number, Event.act.startswith("shift"))
            )
            return [(row.act, row.public) for row in rows]


async def town_of(database: Database) -> Town:
    """The library, its staff and its open roles."""
    staff = await cast(database)
    return Town(database, staff, await opened(database, staff.karen, NOW))


async def why(town: Town, act: Callable[..., Any], *args: Any, **more: Any) -> str:
    """Why an act was refused; "" when it was done."""
    try:
        await town.do(act, *args, **more)
    except CannotTake as refused:
        return refused.why
    except (NoSuchShift, IllegalMove) as refused:
        return type(refused).__name__
    return ""


def at(day: int, hour: int, minute: int = 0, month: int = 5) -> datetime:
    """A moment in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)
