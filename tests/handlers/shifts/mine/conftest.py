"""A house with a role, a coordinator and two who help in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from storage.people.queries import Colleague
from tests.handlers.shifts.mine.parts import helper, shift, staff
from tests.harness import House, Talker
from tests.storage.volunteers.parts import COMPUTERS, READING, opened


@dataclass
class Scene:
    """Who is there: Anna gives out shifts in computer help, in which Eva and Lars help."""

    house: House
    by: Colleague
    role: int
    reading: int
    anna: Talker
    eva: Talker
    lars: Talker

    async def shift(self, begins: datetime, **more: Any) -> int:
        """A shift in computer help."""
        return await shift(self.house, self.by, self.role, begins, **more)

    async def joins(self, name: str) -> Talker:
        """One more who helps."""
        return await helper(self.house, self.by, self.role, name)


@pytest.fixture
async def scene(house: House) -> Scene:
    anna = await house.colleague("Anna Aa")
    by = await staff(house, anna)
    roles = await opened(house.database, by, house.now, COMPUTERS, READING)
    eva, lars = [await helper(house, by, roles[COMPUTERS], name) for name in ("Eva", "Lars")]
    return Scene(house, by, roles[COMPUTERS], roles[READING], anna, eva, lars)
