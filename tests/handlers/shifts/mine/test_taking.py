"""Taking a shift with one tap, the line of a full one, an offer, stepping in, and old buttons."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.shifts import actions as shifts
from tests.handlers.shifts.mine.conftest import Scene
from tests.handlers.shifts.mine.parts import may


async def test_taken_says_when_where_who_and_offers_the_calendar(scene: Scene) -> None:
    await scene.shift(may(12))
    await scene.eva.says("/tagvagt 1")
    assert "Vagten er din: IT-hjælper, tirsdag den 12. maj kl. 16.00 til 18.00" in scene.eva.heard
    assert "Bøgeby Bibliotek" in scene.eva.heard
    assert "få fat i Anna: 12 34 56 78" in scene.eva.heard
    assert scene.eva.choices == ["Læg den i min kalender", "Jeg kan ikke alligevel", "Se vagter"]
    await scene.eva.presses("Læg den i min kalender")
    assert "Læg vagten i din kalender:" in scene.eva.heard
    await scene.eva.says("/tagvagt 1")
    assert "Den vagt har du allerede" in scene.eva.heard, "two presses are one place"


async def test_the_last_place_is_one_persons_and_the_other_can_wait(scene: Scene) -> None:
    await scene.shift(may(12))
    await scene.eva.says("vagter")
    await scene.lars.says("vagter")
    await scene.eva.presses("Tag tirsdag den 12. maj kl. 16.00 IT-hjælper")
    await scene.lars.presses("Tag tirsdag den 12. maj kl. 16.00 IT-hjælper")
    assert "En anden nåede det først" in scene.lars.heard
    assert "Vil du stå på venteliste?" in scene.lars.heard
    await scene.lars.presses("Stå på venteliste")
    assert "Du er nummer 1 på ventelisten" in scene.lars.heard
    await scene.lars.says("/venteliste 1")
    assert "Du er nummer 1 på ventelisten" in scene.lars.heard, "asking twice is no harm"
    await scene.lars.says("vagter")
    assert "du er nummer 1 på ventelisten" in scene.lars.heard
    await scene.lars.says("vagt 1")
    await scene.lars.presses("Forlad ventelisten")
    assert "Du står ikke på ventelisten mere" in scene.lars.heard


async def test_a_free_place_is_offered_and_a_yes_takes_it(scene: Scene) -> None:
    await scene.shift(may(12))
    await scene.eva.says("/tagvagt 1")
    await scene.lars.says("/venteliste 1")
    await scene.eva.says("/afbud 1")
    await scene.house.passes(seconds=1)
    assert "Der blev en plads ledig" in await scene.lars.hears()
    await scene.lars.says("vagter")
    assert "den er din, hvis du siger ja inden" in scene.lars.heard
    await scene.lars.says("vagt 1")
    assert "Vagten er din, hvis du siger ja inden" in scene.lars.heard
    await scene.lars.says("ja")
    assert "Vagten er din:" in scene.lars.heard


async def test_a_no_goes_on_to_the_next_who_is_asked_to_step_in(scene: Scene) -> None:
    mia = await scene.joins("Mia")
    await scene.shift(may(12))
    await scene.eva.says("/tagvagt 1")
    await scene.lars.says("/venteliste 1")
    await scene.eva.says("/afbud 1")
    await scene.house.passes(seconds=1)
    await scene.lars.hears()
    await scene.lars.presses("Nej tak")
    assert "så spørger jeg den næste" in scene.lars.heard
    await scene.house.passes(seconds=1)
    assert "Kan du træde til?" in await mia.hears()
    await mia.says("vagter")
    assert "vi mangler en, kan du?" in mia.heard
    await mia.says("/kommer 1")
    assert "Vagten er din:" in mia.heard, "who says that they come takes it"
    await scene.lars.says("/tagvagt 1")
    assert "En anden nåede det først" in scene.lars.heard


async def test_can_you_still_is_answered_with_words(scene: Scene) -> None:
    await scene.shift(may(12))
    await scene.eva.says("/tagvagt 1")
    await scene.house.passes(days=6, hours=9)
    assert "Kan du stadig?" in await scene.eva.hears()
    await scene.eva.says("ja")
    assert "Dejligt, vi ses!" in scene.eva.heard
    await scene.eva.says("vagter")
    assert "du har sagt, at du kommer" in scene.eva.heard
    await scene.eva.says("/kommer 1")
    assert "Dejligt, vi ses!" in scene.eva.heard


async def test_who_writes_that_they_come_is_shown_which(scene: Scene) -> None:
    for day in (12, 14):
        await scene.shift(may(day))
    await scene.eva.says("/tagvagt 1")
    await scene.eva.says("jeg kommer til min vagt")
    assert "Kommer du til den her vagt?" in scene.eva.heard
    await scene.eva.says("ja")
    assert "Dejligt, vi ses!" in scene.eva.heard
    await scene.eva.says("/tagvagt 2")
    await scene.eva.says("jeg bekræfter vagten")
    assert "torsdag den 14. maj" in scene.eva.heard, "the one that has no yes yet"


async def test_two_at_the_same_time_do_not_go(scene: Scene) -> None:
    await scene.shift(may(12))
    await scene.shift(may(12, 16))
    await scene.eva.says("/tagvagt 1")
    await scene.eva.says("/tagvagt 2")
    assert "Du har en anden vagt på samme tid" in scene.eva.heard
    await scene.eva.says("vagter")
    assert "Der er ingen vagter, du kan tage lige nu" in scene.eva.heard


@pytest.mark.parametrize("command", ["tagvagt", "kommer", "afbud", "venteliste", "byt", "nejvagt"])
async def test_a_cancelled_shift_is_answered_kindly(scene: Scene, command: str) -> None:
    await scene.shift(may(12))
    await scene.eva.says("/tagvagt 1")
    async with scene.house.database.transaction() as tx:
        await shifts.cancel(tx, scene.by, 1, "Vi holder lukket", scene.house.now)
    await scene.eva.says(f"/{command} 1")
    assert "Den vagt er aflyst, så du skal ikke gøre noget" in scene.eva.heard


@pytest.mark.parametrize("command", ["tagvagt", "kommer", "afbud", "forsinket", "byt"])
async def test_a_shift_of_last_week_is_answered_kindly(scene: Scene, command: str) -> None:
    await scene.shift(may(12))
    await scene.eva.says("/tagvagt 1")
    scene.house.now += timedelta(days=15)
    await scene.eva.says(f"/{command} 1")
    assert "Den vagt er forbi" in scene.eva.heard


@pytest.mark.parametrize("command", ["afbud", "kommer", "forsinket", "byt", "ikkevente", "nejvagt"])
async def test_a_shift_that_is_not_theirs_is_offered(scene: Scene, command: str) -> None:
    await scene.shift(may(12))
    await scene.eva.says(f"/{command} 1")
    assert any(w in scene.eva.heard for w in ("ikke din", "kender jeg ikke")), scene.eva.heard


async def test_what_a_press_without_a_number_shows(scene: Scene) -> None:
    for words in ("/tagvagt", "/venteliste", "/vagt", "/nejvagt", "/ikkevente"):
        await scene.eva.says(words)
        assert "Du har ingen vagter lige nu." in scene.eva.heard
    for words in ("/bytja", "/bytnej x"):
        await scene.eva.says(words)
        assert scene.eva.choices == ["Se vagter"], words
