"""What waits for the morning and is not so any more is not sent: first what was, then that it is
not, would be read as the other way round.
"""

from __future__ import annotations

from datetime import time

import pytest
from sqlalchemy import select

from storage.shifts.actions import Changes
from storage.shifts.times import Hours
from storage.talk.rules import Sending
from storage.talk.tables import Line, Outgoing
from tests.handlers.shifts.mine.conftest import Scene, scene
from tests.handlers.shifts.mine.parts import may
from tests.handlers.shifts.told.test_changes import Said
from tests.handlers.shifts.told.test_reminded import at_telegram, taken, until

__all__ = ["scene"]


@pytest.fixture
async def night(scene: Scene) -> int:
    """A shift of Eva's, of which a reminder waits for the morning; its id."""
    id = await taken(scene, may(12), maximum=2)
    await at_telegram(scene.house.database, scene.eva.person_id, scene.house.now)
    await until(scene.house, may(10, 21))
    assert await said(scene, Sending.WAITING) == [REMINDER]
    return id


@pytest.fixture
async def short(scene: Scene) -> int:
    """A shift by night with nobody, of which a warning waits for Anna's morning; its id."""
    id = await scene.shift(may(12, 20), maximum=2)
    await at_telegram(scene.house.database, scene.anna.person_id, scene.house.now)
    await until(scene.house, may(11, 20))
    assert await said(scene, Sending.WAITING) == [WARNING]
    return id


async def said(scene: Scene, state: Sending) -> list[str]:
    """How what waits, or is not wanted any more, begins."""
    async with scene.house.database.reading() as tx:
        words = await tx.session.scalars(
            select(Line.text)
            .join(Outgoing, (Outgoing.talk_id == Line.talk_id) & (Outgoing.first == Line.seq))
            .where(Outgoing.state == state)
            .order_by(Outgoing.id)
        )
        return [(each or "").split(" kl. ")[0] for each in words]


REMINDER = "Husk din vagt tirsdag den 12. maj"
WARNING = "Der mangler 1 på vagten tirsdag den 12. maj"


async def test_it_is_cancelled(scene: Scene, night: int) -> None:
    await Said(scene).cancels(night)
    assert await said(scene, Sending.UNWANTED) == [REMINDER]
    (news,) = await said(scene, Sending.WAITING)
    assert news == "Vagten tirsdag den 12. maj"
    assert REMINDER in await scene.eva.hears()  # it stays in the talk, where the times are seen


async def test_it_is_moved(scene: Scene, night: int) -> None:
    await Said(scene).changes(night, Changes(hours=Hours(time(17), time(19))))
    assert await said(scene, Sending.UNWANTED) == [REMINDER]
    (news,) = await said(scene, Sending.WAITING)
    assert news.startswith("Din vagt har fået en ny tid")


async def test_they_cannot_come(scene: Scene, night: int) -> None:
    await scene.eva.says(f"/afbud {night}")
    assert await said(scene, Sending.UNWANTED) == [REMINDER]


async def test_staff_take_them_off(scene: Scene, night: int) -> None:
    await Said(scene).gives(night, 1, back=True)
    assert await said(scene, Sending.UNWANTED) == [REMINDER]
    assert len(await said(scene, Sending.WAITING)) == 1


async def test_what_others_say_leaves_it(scene: Scene, night: int) -> None:
    await scene.lars.says(f"/tagvagt {night}")
    await scene.lars.says(f"/afbud {night}")
    assert await said(scene, Sending.WAITING) == [REMINDER]


async def test_who_waits_for_a_place_hears_only_of_the_new_time(scene: Scene) -> None:
    """It is still full, says what waits; of what is not the time any more."""
    id = await taken(scene, may(12, 7))
    await scene.lars.says(f"/venteliste {id}")
    await at_telegram(scene.house.database, scene.lars.person_id, scene.house.now)
    await until(scene.house, may(11, 7))
    waits = await said(scene, Sending.WAITING)
    await Said(scene).changes(id, Changes(hours=Hours(time(11), time(13))))
    assert await said(scene, Sending.UNWANTED) == waits != []


async def test_staff_are_not_warned_of_a_cancelled_shift(scene: Scene, short: int) -> None:
    await Said(scene).cancels(short)
    assert await said(scene, Sending.UNWANTED) == [WARNING]


async def test_staff_are_not_warned_of_a_shift_that_has_enough(scene: Scene, short: int) -> None:
    await scene.eva.says(f"/tagvagt {short}")
    assert await said(scene, Sending.UNWANTED) == [WARNING]


async def test_staff_are_warned_while_one_more_is_needed(scene: Scene, short: int) -> None:
    await Said(scene).changes(short, Changes(minimum=2))
    await scene.eva.says(f"/tagvagt {short}")
    assert WARNING in await said(scene, Sending.WAITING)
    await Said(scene).changes(short, Changes(minimum=1))
    assert WARNING in await said(scene, Sending.UNWANTED)


async def test_staff_are_not_told_of_the_silence_of_who_has_answered(scene: Scene) -> None:
    id = await taken(scene, may(12, 20))
    await at_telegram(scene.house.database, scene.anna.person_id, scene.house.now)
    await until(scene.house, may(10, 18))
    await until(scene.house, may(11, 18))
    (silent,) = await said(scene, Sending.WAITING)
    assert "Eva (1) har ikke svaret" in silent
    await scene.eva.says(f"/kommer {id}")
    assert await said(scene, Sending.UNWANTED) == [silent]
