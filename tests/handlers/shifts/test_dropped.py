"""Whoever may not work any more keeps no coming shift; they hear it, and so do those who look after
the shifts. What can still be taken back has happened to nobody.
"""

from __future__ import annotations

import pytest

from storage.privacy.actions import erase
from storage.shifts import actions, queries
from storage.shifts.rules import PlaceState
from storage.volunteers import actions as volunteers
from storage.volunteers.queries import own
from storage.volunteers.rules import Act
from tests.handlers.shifts.mine.parts import helper, may, shift, staff
from tests.harness import House, Talker
from tests.storage.volunteers.parts import COMPUTERS, READING, cleared, opened

S = PlaceState


class Scene:
    """Anna and Karen work here; Eva helps with computers and, cleared, reads to children."""

    house: House
    anna: Talker
    karen: Talker
    eva: Talker
    lars: Talker
    roles: dict[str, int]
    number: int

    async def shift(self, day: int, key: str = COMPUTERS, maximum: int = 1) -> int:
        """A shift that Eva takes."""
        by = await staff(self.house, self.anna)
        id = await shift(self.house, by, self.roles[key], may(day), maximum=maximum)
        async with self.house.database.transaction() as tx:
            await actions.take(tx, self.number, id, self.house.now)
        return id

    async def state(self, id: int) -> PlaceState:
        """Where Eva stands at it."""
        async with self.house.database.reading() as tx:
            held = await queries.shift(tx, id)
        helper = held.of(self.number) if held else None
        assert helper is not None
        return helper.state


@pytest.fixture
async def scene(house: House) -> Scene:
    made = Scene()
    made.house = house
    made.anna, made.karen = await house.colleague("Anna Aa"), await house.colleague("Karen Krog")
    by, other = await staff(house, made.anna), await staff(house, made.karen)
    made.roles = await opened(house.database, by, house.now, COMPUTERS, READING)
    made.eva = await helper(house, by, made.roles[COMPUTERS], "Eva")
    made.lars = await helper(house, by, made.roles[COMPUTERS], "Lars")
    async with house.database.reading() as tx:
        found = await own(tx, made.eva.person_id)
    assert found is not None
    made.number = found.case.number
    async with house.database.transaction() as tx:
        await volunteers.give_role(tx, by, made.number, made.roles[READING], house.now)
    await cleared(house.database, by, other, made.number, house.now)
    for talker in (made.anna, made.karen):
        await talker.hears()
    return made


async def test_who_stops_has_no_shifts_and_all_hear_it_in_one_message(scene: Scene) -> None:
    ids = [await scene.shift(day) for day in (12, 14, 19)]
    await scene.eva.says("/stopfrivillig")
    await scene.eva.says("ja")
    await scene.eva.says("spring over")
    assert [await scene.state(id) for id in ids] == [S.DROPPED] * 3
    await scene.house.passes(minutes=1)
    heard = await scene.eva.hears()
    assert "Du skal ikke komme til 3 af dine vagter mere" in heard
    told = await scene.anna.hears()
    assert f"Eva ({scene.number}) står ikke mere på 3 vagter." in told
    assert "tirsdag den 12. maj" in told
    assert told.count("står ikke mere") == 1


async def test_what_staff_write_can_be_taken_back_before_a_shift_is_lost(scene: Scene) -> None:
    id = await scene.shift(12)
    await scene.anna.says(f"/holdpause {scene.number}")
    await scene.anna.says("spring over")
    assert await scene.state(id) is S.TAKEN
    await scene.anna.says(f"/fortryd {scene.number}")
    await scene.house.passes(minutes=3)
    assert await scene.state(id) is S.TAKEN
    await scene.anna.says(f"/holdpause {scene.number}")
    await scene.anna.says("spring over")
    await scene.house.passes(minutes=3)
    assert await scene.state(id) is S.DROPPED
    assert "Du skal ikke komme tirsdag den 12. maj" in await scene.eva.hears()


async def test_a_certificate_that_is_lost_takes_the_children_away_at_once(scene: Scene) -> None:
    reading, helping = await scene.shift(12, READING), await scene.shift(14)
    await scene.anna.says(f"/attest {scene.number}")
    await scene.anna.presses("Intet samtykke")
    await scene.anna.says("i dag")
    await scene.anna.presses("Ja")
    await scene.house.passes(minutes=1)
    assert await scene.state(reading) is S.DROPPED
    assert await scene.state(helping) is S.TAKEN


async def test_a_role_that_somebody_leaves_takes_its_shifts(scene: Scene) -> None:
    reading, helping = await scene.shift(12, READING), await scene.shift(14)
    await scene.anna.says(f"/fratag {scene.number}")
    await scene.anna.presses("Højtlæser")
    assert await scene.state(reading) is S.DROPPED
    assert await scene.state(helping) is S.TAKEN


async def test_who_is_erased_is_missed_without_a_name(scene: Scene) -> None:
    id = await scene.shift(12)
    async with scene.house.database.transaction() as tx:
        await erase(tx, scene.eva.person_id, scene.house.now)
    await scene.house.passes(minutes=1)
    told = await scene.anna.hears()
    assert "En frivillig er her ikke mere, så der er en plads fri på vagten" in told
    async with scene.house.database.reading() as tx:
        held = await queries.shift(tx, id)
    assert held is not None
    assert held.coming == ()
    assert "Kan du træde til?" in await scene.lars.hears()


async def test_who_is_back_before_the_news_hears_nothing(scene: Scene) -> None:
    id = await scene.shift(12)
    async with scene.house.database.transaction() as tx:
        step = await volunteers.step_of(tx, None, scene.eva.person_id, scene.number, Act.REST)
        await volunteers.rest(tx, step, None, scene.house.now)
        await actions.review(tx, scene.number, scene.house.now)
        step = await volunteers.step_of(tx, None, scene.eva.person_id, scene.number, Act.RETURN)
        await volunteers.come_back(step, scene.house.now)
        await actions.take(tx, scene.number, id, scene.house.now)
    await scene.house.passes(minutes=1)
    assert "Du skal ikke komme" not in await scene.eva.hears()
    assert "står ikke" not in await scene.anna.hears()
