"""Volunteers who help, and shifts for them, in a house of the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from storage.people.queries import Colleague, colleague
from storage.shifts import actions as shifts
from storage.shifts.actions import Wanted
from storage.volunteers import actions
from storage.volunteers.actions import NewVolunteer
from tests.harness import House, Talker
from tests.storage.volunteers.parts import cleared, signed_up


async def staff(house: House, talker: Talker) -> Colleague:
    """A colleague as storage knows them."""
    async with house.database.reading() as tx:
        found = await colleague(tx, talker.person_id)
    assert found is not None
    return found


async def helper(
    house: House, by: Colleague, role: int, name: str, *, clear: bool = False
) -> Talker:
    """Somebody who helps in a role, on trial for long; `clear`: with a certificate in order."""
    talker = await house.citizen(name.lower())
    new = NewVolunteer(name, "hjælpe til", ("afternoon",))
    number = (await signed_up(house.database, talker.person_id, house.now, new)).number
    async with house.database.transaction() as tx:
        await actions.give_role(tx, by, number, role, house.now)
    if clear:
        other = await staff(house, await house.colleague(f"{name}s anden"))
        await cleared(house.database, by, other, number, house.now)
    async with house.database.transaction() as tx:
        await actions.try_out(tx, by, number, 40, house.now)
    await house.passes(minutes=3)
    await talker.hears()
    return talker


async def shift(
    house: House, by: Colleague, role: int, begins: datetime, hours: int = 2, **more: Any
) -> int:
    """A shift of a role; its id."""
    ends = begins.replace(hour=begins.hour + hours)
    wanted = Wanted(role, begins, ends, **more)
    async with house.database.transaction() as tx:
        return (await shifts.make(tx, by, wanted, house.now)).id


def may(day: int, hour: int = 14) -> datetime:
    """A moment of the May in which tests take place; 14 is 16 in Denmark."""
    return datetime(2026, 5, day, hour, tzinfo=UTC)
