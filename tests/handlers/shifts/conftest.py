"""A library whose coordinator makes shifts in chat, and two who help there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from storage.people.queries import Colleague, colleague
from storage.shifts.queries import Held, shift
from storage.volunteers import actions
from storage.volunteers.actions import NewVolunteer
from storage.volunteers.queries import own
from tests.harness import House, Talker
from tests.storage.volunteers.parts import COMPUTERS, READING, opened, signed_up

NOVEMBER = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
"""A Monday, four Tuesdays before Christmas."""


@dataclass
class Desk:
    """A house with Anna, who coordinates, and two roles: computer help, and reading to children."""

    house: House
    anna: Talker
    by: Colleague
    computers: int
    reading: int

    async def helper(self, name: str, role: int) -> tuple[Talker, int]:
        """Somebody who helps in a role, and their number."""
        talker = await self.house.citizen(name.lower())
        new = NewVolunteer(name, "hjælpe til", ("afternoon",))
        case = await signed_up(self.house.database, talker.person_id, self.house.now, new)
        async with self.house.database.transaction() as tx:
            await actions.give_role(tx, self.by, case.number, role, self.house.now)
            await actions.try_out(tx, self.by, case.number, 40, self.house.now)
        await self.house.passes(minutes=3)
        await talker.hears()
        return talker, case.number

    async def held(self, number: int) -> Held:
        """A shift as storage has it."""
        async with self.house.database.reading() as tx:
            found = await shift(tx, number)
        assert found is not None
        return found

    async def number_of(self, talker: Talker) -> int:
        """The number of a volunteer."""
        async with self.house.database.reading() as tx:
            found = await own(tx, talker.person_id)
        assert found is not None
        return found.case.number


@pytest.fixture
async def desk(house: House) -> Desk:
    house.now = NOVEMBER
    anna = await house.colleague("Anna Aa")
    async with house.database.reading() as tx:
        by = await colleague(tx, anna.person_id)
    assert by is not None
    roles = await opened(house.database, by, house.now, COMPUTERS, READING)
    return Desk(house, anna, by, roles[COMPUTERS], roles[READING])
