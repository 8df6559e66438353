"""A place is free: who waits is offered it, others are asked, all hear how it ended."""

from __future__ import annotations

from datetime import timedelta

from tests.handlers.shifts.mine.conftest import Scene, scene
from tests.handlers.shifts.mine.parts import may
from tests.harness import Talker

__all__ = ["scene"]


async def test_an_offer_and_a_tap(scene: Scene) -> None:
    eva, lars = scene.eva, scene.lars
    id = await scene.shift(may(12))
    await eva.says(f"/tagvagt {id}")
    await lars.says(f"/venteliste {id}")
    await scene.house.passes(minutes=1)
    await eva.says(f"/afbud {id}")
    await scene.house.passes(seconds=1)
    assert await lars.hears() == (
        "Der blev en plads ledig tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, "
        "Bøgeby Bibliotek. Den er din, hvis du siger ja inden kl. 13.07. Vil du have den?"
    )
    assert lars.choices == ["Ja, jeg tager den", "Nej tak"]
    await lars.presses("Ja, jeg tager den")
    assert "Vagten er din" in lars.heard


async def test_an_offer_that_runs_out_is_told_kindly_and_can_be_joined_again(
    scene: Scene,
) -> None:
    eva, lars = scene.eva, scene.lars
    id = await scene.shift(may(12))
    await eva.says(f"/tagvagt {id}")
    await lars.says(f"/venteliste {id}")
    await eva.says(f"/afbud {id}")
    await scene.house.passes(seconds=1)
    await lars.hears()
    await scene.house.passes(hours=3)
    assert "Pladsen er gået videre til den næste" in await lars.hears()
    await lars.presses("Ja, jeg tager den")
    assert "Vagten er din" in lars.heard, "it is still free, and the old button still helps"


async def four(scene: Scene) -> list[Talker]:
    """More who help."""
    return [await scene.joins(name) for name in ("Bo", "Ida", "Ib", "Lis")]


async def test_three_are_asked_and_the_first_yes_gets_it(scene: Scene) -> None:
    bo, ida, ib, lis = await four(scene)
    id = await scene.shift(may(12))
    await scene.eva.says(f"/tagvagt {id}")
    await scene.eva.says(f"/afbud {id}")
    await scene.house.passes(seconds=1)
    for each in (scene.lars, bo, ida):
        heard = await each.hears()
        assert heard.startswith("Vi mangler en tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper")
        assert "Den første, der siger ja, får vagten" in heard
    assert (await ib.hears(), await lis.hears()) == ("", "")
    await bo.presses("Nej tak")
    await ida.presses("Ja, jeg tager den")
    await scene.house.passes(seconds=1)
    assert "Der er fundet en til vagten tirsdag den 12. maj" in await scene.lars.hears()
    assert await bo.hears() == ""
    await scene.lars.presses("Ja, jeg tager den")
    assert "En anden nåede det først" in scene.lars.heard or "gik videre" in scene.lars.heard


async def test_where_there_are_enough_the_question_says_so(scene: Scene) -> None:
    bo = await scene.joins("Bo")
    id = await scene.shift(may(12), maximum=2)
    for each in (scene.eva, scene.lars):
        await each.says(f"/tagvagt {id}")
    await scene.eva.says(f"/afbud {id}")
    await scene.house.passes(seconds=1)
    assert await bo.hears() == (
        "En kan alligevel ikke komme tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, Bøgeby "
        "Bibliotek. Der er nok til, at det går, men pladsen er fri for den første, der siger "
        "ja inden tirsdag den 5. maj kl. 08.00. Har du lyst?"
    )
    await bo.presses("Ja, jeg tager den")
    assert "Vagten er din" in bo.heard


async def test_when_nobody_can_staff_hear_it(scene: Scene) -> None:
    id = await scene.shift(may(12))
    await scene.eva.says(f"/tagvagt {id}")
    await scene.eva.says(f"/afbud {id}")
    await scene.house.passes(seconds=1)
    await scene.anna.hears()
    await scene.lars.hears()
    await scene.lars.presses("Nej tak")
    await scene.house.passes(seconds=1)
    assert "Jeg har ikke flere at spørge, og der mangler 1 på vagten" in await scene.anna.hears()


async def test_a_swap_that_nobody_answers_leaves_it_where_it_is(scene: Scene) -> None:
    eva, lars = scene.eva, scene.lars
    id = await scene.shift(may(12))
    await eva.says(f"/tagvagt {id}")
    await eva.says(f"/byt {id}")
    await eva.presses("Lars")
    await scene.house.passes(seconds=1)
    assert await lars.hears() == (
        "Eva kan ikke komme tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, Bøgeby Bibliotek. "
        "Vil du tage vagten? Svar gerne inden onsdag den 6. maj kl. 11.06."
    )
    scene.house.now += timedelta(days=2)
    await scene.house.passes(minutes=1)
    assert "Lars har ikke svaret. Vagten er stadig din" in await eva.hears()
    await lars.presses("Ja, jeg tager den")
    assert "gælder ikke mere" in lars.heard


async def test_both_hear_of_a_swap(scene: Scene) -> None:
    eva, lars = scene.eva, scene.lars
    id = await scene.shift(may(12))
    await eva.says(f"/tagvagt {id}")
    await eva.says(f"/byt {id}")
    await eva.presses("Lars")
    await lars.hears()
    await scene.anna.hears()
    await lars.presses("Ja, jeg tager den")
    assert "Lars tager din vagt tirsdag den 12. maj" in await eva.hears()
    assert "Eva har byttet sin vagt" in await scene.anna.hears()
    assert "Lars kommer i stedet." in scene.anna.heard
