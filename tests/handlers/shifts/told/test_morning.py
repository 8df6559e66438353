"""Shifts in the morning's digest: today and the next three days, and nothing when all is well."""

from __future__ import annotations

from tests.handlers.shifts.mine.conftest import Scene, scene
from tests.handlers.shifts.mine.parts import may

__all__ = ["scene"]


async def test_too_few_and_unanswered_stand_in_it(scene: Scene) -> None:
    await scene.shift(may(7), minimum=2, maximum=2)
    await scene.shift(may(7, 8))
    await scene.shift(may(8))
    await scene.eva.says("/tagvagt 1")
    await scene.eva.says("/tagvagt 2")
    scene.house.now = may(5, 15)
    await scene.house.passes()
    await scene.anna.says("/overblik")
    assert "Vagten torsdag den 7. maj kl. 16.00 mangler 1: IT-hjælper" in scene.anna.heard
    assert "Vagten fredag den 8. maj kl. 16.00 mangler 1: IT-hjælper" in scene.anna.heard
    assert "2 frivillige har ikke svaret på, om de kommer til deres vagt" in scene.anna.heard
    assert "IT-hjælper torsdag den 7. maj kl. 16.00" in scene.anna.choices
    await scene.anna.presses("IT-hjælper torsdag den 7. maj kl. 16.00")
    assert "IT-hjælper" in scene.anna.heard


async def test_what_is_later_does_not(scene: Scene) -> None:
    await scene.shift(may(8))
    await scene.anna.says("/overblik")
    assert "fredag den 8. maj" not in scene.anna.heard


async def test_many_are_counted(scene: Scene) -> None:
    for hour in range(6, 14):
        await scene.shift(may(5, hour), hours=1)
    await scene.anna.says("/overblik")
    assert scene.anna.heard.count("mangler 1") == 5
    assert "Og 3 vagter mere mangler nogen" in scene.anna.heard


async def test_who_said_yes_late_has_answered(scene: Scene) -> None:
    """A place in the line from long ago is no question that was left unanswered."""
    id = await scene.shift(may(12))
    await scene.eva.says(f"/tagvagt {id}")
    await scene.lars.says(f"/venteliste {id}")
    scene.house.now = may(11, 10)
    await scene.house.passes()
    await scene.eva.says(f"/afbud {id}")
    await scene.house.passes(minutes=1)
    await scene.lars.says(f"/tagvagt {id}")
    assert "Vagten er din" in scene.lars.heard
    await scene.anna.says("/overblik")
    assert "har ikke svaret" not in scene.anna.heard
