"""Calling off and being late: one tap each, in one's own words too; health is not kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.shifts import queries
from storage.shifts.rules import PlaceState
from tests.handlers.shifts.mine.conftest import Scene
from tests.handlers.shifts.mine.parts import may
from tests.harness import Talker


async def taken(scene: Scene, *days: int) -> Talker:
    """Eva has a shift on each of some days of May."""
    for day in days or (12,):
        id = await scene.shift(may(day))
        await scene.eva.says(f"/tagvagt {id}")
    return scene.eva


async def state(scene: Scene, id: int = 1) -> PlaceState:
    """Where Eva stands at a shift."""
    async with scene.house.database.reading() as tx:
        held = await queries.shift(tx, id)
    assert held is not None
    own = held.of(1)
    assert own is not None
    return own.state


async def written(talker: Talker) -> str:
    """All that somebody wrote, as it is kept."""
    return "\n".join(line.text for line in await talker.lines() if line.who == "you")


async def test_one_tap_and_staff_know(scene: Scene) -> None:
    eva = await taken(scene)
    await eva.says("vagt 1")
    await eva.presses("Meld afbud")
    assert "Tak, fordi du siger til." in eva.heard
    assert await state(scene) is PlaceState.GONE
    assert "Eva (1) kan ikke komme tirsdag den 12. maj" in await scene.anna.hears()
    assert "Vil du sige hvorfor? Det behøver du ikke." in eva.question
    await eva.says("bilen er brudt sammen")
    assert "Tak, jeg har sagt det videre." in eva.heard
    assert "om afbuddet tirsdag den 12. maj" in await scene.anna.hears()
    assert "bilen er brudt sammen" in (await scene.anna.lines())[-1].text


@pytest.mark.parametrize("words", ["spring over", "nej", "nej tak"])
async def test_a_reason_need_not_be_given(scene: Scene, words: str) -> None:
    eva = await taken(scene)
    await eva.says("afbud 1")
    await scene.anna.hears()
    await eva.says(words)
    assert "Helt i orden." in eva.heard
    assert await scene.anna.hears() == ""


@pytest.mark.parametrize("words", ["jeg har feber", "Min datter er syg", "Det er helbredet"])
async def test_what_is_about_health_is_not_kept(scene: Scene, words: str) -> None:
    eva = await taken(scene)
    await eva.says("afbud 1")
    await scene.anna.hears()
    await eva.says(words)
    assert "Det med helbredet er ikke gemt" in eva.heard
    assert words not in await written(eva)
    assert await scene.anna.hears() == ""


async def test_who_says_yes_is_asked_to_write(scene: Scene) -> None:
    eva = await taken(scene)
    await eva.says("afbud 1")
    await eva.says("ja")
    assert "Skriv det bare her." in eva.heard
    await eva.presses("Jeg kan ikke komme frem")
    assert "Tak, jeg har sagt det videre." in eva.heard
    assert "«Jeg kan ikke komme frem»" in await scene.anna.hears()


async def test_after_all_they_can(scene: Scene) -> None:
    eva = await taken(scene)
    await eva.says("afbud 1")
    await eva.presses("Jeg kan alligevel")
    assert "Vagten er din:" in eva.heard
    assert await state(scene) is PlaceState.TAKEN


async def test_in_ones_own_words_the_shift_is_found(scene: Scene) -> None:
    eva = await taken(scene, 12, 14)
    await eva.says("jeg kan ikke komme på tirsdag")
    assert "Er det den her vagt, du ikke kan tage?" in eva.heard
    assert "tirsdag den 12. maj" in eva.heard
    assert await state(scene) is PlaceState.TAKEN, "nothing is done by words that may be misread"
    await eva.says("ja")
    assert await state(scene) is PlaceState.GONE
    assert await state(scene, 2) is PlaceState.TAKEN


async def test_a_night_is_found_by_both_of_its_days(scene: Scene) -> None:
    await scene.shift(may(12, 20), hours=3)
    await scene.shift(may(20))
    for id in (1, 2):
        await scene.eva.says(f"/tagvagt {id}")
    for day in ("tirsdag den 12. maj", "onsdag den 13. maj"):
        await scene.eva.says(f"jeg kan ikke komme {day}")
        assert "Er det den her vagt, du ikke kan tage?" in scene.eva.heard, day
        assert "12. maj kl. 22.00" in scene.eva.heard


async def test_without_a_day_it_is_asked_which(scene: Scene) -> None:
    eva = await taken(scene, 12, 14)
    await eva.says("jeg melder afbud")
    assert "Hvilken vagt er det?" in eva.heard
    assert eva.choices == [
        "Afbud tirsdag den 12. maj kl. 16.00",
        "Afbud torsdag den 14. maj kl. 16.00",
    ]
    await eva.says("2")
    assert await state(scene, 2) is PlaceState.GONE


async def test_on_a_day_without_a_shift_the_others_are_shown(scene: Scene) -> None:
    eva = await taken(scene)
    await eva.says("jeg kan ikke komme på fredag")
    assert "Den dag har du ingen vagt. Er det en af de her?" in eva.heard
    await eva.presses("Afbud tirsdag den 12. maj kl. 16.00")
    assert await state(scene) is PlaceState.GONE


async def test_who_has_none_hears_so(scene: Scene) -> None:
    await scene.eva.says("jeg kan desværre ikke tage min vagt")
    assert "Du har ingen vagt lige nu" in scene.eva.heard
    assert scene.eva.choices == ["Se vagter"]


async def test_an_illness_in_free_words_is_not_kept_either(scene: Scene) -> None:
    eva = await taken(scene)
    await eva.says("jeg er syg så jeg kan ikke komme på tirsdag")
    assert "Er det den her vagt, du ikke kan tage?" in eva.heard
    assert "syg" not in await written(eva)
    await eva.presses("Nej, noget andet")
    assert "Dine vagter:" in eva.heard


async def test_who_forgot_can_tell_staff(scene: Scene) -> None:
    await scene.eva.says("undskyld jeg glemte min vagt i går")
    assert "Tak, fordi du siger til." in scene.eva.question
    assert scene.eva.choices == ["Ja, send det", "Nej, noget andet"]


async def test_late_is_two_taps_and_staff_are_told(scene: Scene) -> None:
    eva = await taken(scene)
    scene.house.now = may(12, 13)
    await eva.says("vagt 1")
    await eva.presses("Jeg er forsinket")
    assert eva.choices == ["10 minutter", "20 minutter", "30 minutter"]
    await eva.presses("20 minutter")
    assert "du kommer 20 minutter senere" in eva.heard
    assert "Eva (1) bliver 20 minutter forsinket i dag" in await scene.anna.hears()


async def test_late_in_words(scene: Scene) -> None:
    eva = await taken(scene)
    scene.house.now = may(12, 13)
    await eva.says("jeg er forsinket")
    assert "Er det den her vagt, du kommer for sent til?" in eva.heard
    await eva.says("ja")
    await eva.says("det ved jeg ikke")
    assert "Skriv det som et tal" in eva.heard
    await eva.says("et kvarter")
    assert "du kommer 15 minutter senere" in eva.heard
    await eva.says("/forsinket 1 25")
    assert "du kommer 25 minutter senere" in eva.heard


async def test_nobody_is_late_a_week_before(scene: Scene) -> None:
    eva = await taken(scene)
    await eva.says("/forsinket 1")
    assert "Den vagt er først senere" in eva.heard
    scene.house.now += timedelta(days=7, hours=12)
    await eva.says("/forsinket 1")
    assert "Hvor mange minutter" in eva.question


async def test_while_something_else_is_asked_it_comes_afterwards(scene: Scene) -> None:
    eva = await taken(scene)
    await eva.says("ide")
    await eva.says("En klub for lydbøger om torsdagen")
    await eva.says("Dem, der ikke ser så godt")
    await eva.says("jeg kan ikke komme på min vagt på tirsdag")
    assert "Vi tager det, når vi er færdige her." in eva.heard
    await eva.presses("Her i samtalen")
    await eva.says("nej")
    assert "Er det den her vagt, du ikke kan tage?" in eva.heard
