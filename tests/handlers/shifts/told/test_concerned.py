"""Whoever a change concerns hears of it, also who was only asked; and silence is told on, whoever
asked.
"""

from __future__ import annotations

from datetime import time, timedelta

from handlers.shifts.mine.swapping import told_apart
from storage.people.actions import speak
from storage.people.rules import Language
from storage.shifts.actions import Changes
from storage.shifts.times import Hours
from tests.handlers.shifts.mine.conftest import Scene, scene
from tests.handlers.shifts.mine.parts import may
from tests.handlers.shifts.told.test_changes import Said

__all__ = ["scene"]


async def asks(scene: Scene) -> int:
    """Eva asks Lars whether he takes her shift."""
    id = await scene.shift(may(12))
    await scene.eva.says(f"/tagvagt {id}")
    await scene.eva.says(f"/byt {id}")
    await scene.eva.presses("Lars")
    await scene.lars.hears()
    return id


async def test_who_is_asked_by_name_hears_of_another_time(scene: Scene) -> None:
    id = await asks(scene)
    await Said(scene).changes(id, Changes(hours=Hours(time(10), time(12))))
    assert (await scene.lars.hears()).startswith(
        "Vagten, som Eva har spurgt dig om, har fået en ny tid. "
        "Nu er den tirsdag den 12. maj kl. 10.00-12.00"
    )
    await scene.lars.presses("Ja, jeg tager den")
    assert "Nu er vagten din" in scene.lars.heard


async def test_who_is_asked_by_name_hears_that_it_is_off(scene: Scene) -> None:
    id = await asks(scene)
    await Said(scene).cancels(id)
    assert "er aflyst" in await scene.lars.hears()
    assert scene.lars.choices == []


async def test_a_question_by_night_can_be_answered_when_it_is_heard(scene: Scene) -> None:
    scene.house.now = may(11, 19)
    id = await scene.shift(may(12, 7), hours=1)
    await scene.eva.says(f"/tagvagt {id}")
    await scene.eva.says(f"/byt {id}")
    await scene.eva.presses("Lars")
    assert "Svar gerne inden tirsdag den 12. maj kl. 08.30" in await scene.lars.hears()
    scene.house.now = may(12, 6) + timedelta(minutes=5)
    await scene.house.passes()
    await scene.lars.says("/bytja 1")
    assert "Nu er vagten din" in scene.lars.heard


async def test_silence_after_a_place_was_given_or_moved_is_told(scene: Scene) -> None:
    scene.house.now = may(11, 8)
    id = await scene.shift(may(12))
    await Said(scene).gives(id, 1)
    await scene.anna.hears()
    scene.house.now = may(11, 15)
    await scene.house.passes()
    assert "Eva (1) har ikke svaret" in await scene.anna.hears()
    await Said(scene).changes(id, Changes(hours=Hours(time(17), time(19))))
    await scene.eva.presses("Ja, jeg kommer")
    scene.house.now = may(12, 13)
    await scene.house.passes()
    assert await scene.anna.hears() == ""


async def test_a_place_that_is_free_twenty_minutes_before_goes_from_one_to_the_next(
    scene: Scene,
) -> None:
    mia = await scene.joins("Mia")
    scene.house.now = may(12, 13)
    id = await scene.shift(may(12))
    await scene.eva.says(f"/tagvagt {id}")
    for each in (scene.lars, mia):
        await each.says(f"/venteliste {id}")
    await scene.house.passes(minutes=40)
    await scene.eva.says(f"/afbud {id}")
    await scene.house.passes(seconds=1)
    assert "hvis du siger ja inden kl. 15.45" in await scene.lars.hears()
    assert await mia.hears() == ""
    await scene.house.passes(minutes=5)
    await scene.house.passes(seconds=1)
    assert "gået videre til den næste" in await scene.lars.hears()
    assert "Der blev en plads ledig i dag" in await mia.hears()
    await mia.presses("Ja, jeg tager den")
    assert "Vagten er din" in mia.heard


async def test_in_english(scene: Scene) -> None:
    async with scene.house.database.transaction() as tx:
        await speak(tx, scene.eva.person_id, Language.EN)
    id = await scene.shift(may(12))
    await scene.eva.says(f"/tagvagt {id}")
    scene.house.now = may(10)
    await scene.house.passes()
    assert (await scene.eva.hears()).startswith("Remember your shift Tuesday 12 May at 16:00")
    await Said(scene).cancels(id)
    assert "is cancelled, so you need not come" in await scene.eva.hears()
    assert scene.eva.choices == ["Out of my calendar"]


async def test_who_calls_off_can_take_it_out_of_their_calendar(scene: Scene) -> None:
    id = await scene.shift(may(12))
    await scene.eva.says(f"/tagvagt {id}")
    await scene.eva.says(f"/afbud {id}")
    await scene.eva.presses("Ud af min kalender")
    assert "https://" in scene.eva.heard


def test_two_of_one_name_are_told_apart() -> None:
    assert told_apart(["Anna Bech", "Anna Carlsen", "Bo", "Eva Elm"]) == [
        "Anna B.",
        "Anna C.",
        "Bo",
        "Eva",
    ]
