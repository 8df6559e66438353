"""What volunteers see of shifts: their own first, those they may take, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

from storage.shifts import actions as shifts
from storage.volunteers import actions as volunteers
from storage.volunteers.rules import Act
from tests.handlers.shifts.mine.conftest import Scene
from tests.handlers.shifts.mine.parts import may, shift
from tests.storage.volunteers.parts import signed_up


async def test_mine_come_first_then_those_to_take_by_day(scene: Scene) -> None:
    for day in (12, 14):
        await scene.shift(may(day), maximum=2)
    await scene.eva.says("/tagvagt 2")
    await scene.eva.says("vagter")
    assert "Dine vagter:\nTorsdag den 14. maj:\n16.00–18.00 IT-hjælper" in scene.eva.heard
    assert "Dem her kan du tage:\nTirsdag den 12. maj:\n16.00–18.00" in scene.eva.heard
    assert scene.eva.choices == [
        "Se torsdag den 14. maj kl. 16.00 IT-hjælper",
        "Tag tirsdag den 12. maj kl. 16.00 IT-hjælper",
    ]


async def test_where_there_is_nothing_it_says_what_to_do(scene: Scene) -> None:
    await scene.eva.says("hvilke vagter er der")
    assert "Du har ingen vagter lige nu." in scene.eva.heard
    assert "Kig igen om et par dage, eller skriv til os" in scene.eva.heard
    await scene.eva.presses("Skriv en besked")
    assert "Hvad vil du skrive til os?" in scene.eva.question


async def test_many_are_shown_a_few_at_a_time(scene: Scene) -> None:
    for day in range(10, 20):
        await scene.shift(may(day))
    await scene.eva.says("vagter")
    assert len(scene.eva.choices) == 7
    await scene.eva.presses("Vis flere")
    assert "Lørdag den 16. maj:" in scene.eva.heard
    assert scene.eva.choices[-1] == "Tag tirsdag den 19. maj kl. 16.00 IT-hjælper"


async def test_a_shift_of_another_role_is_not_there_for_them(scene: Scene) -> None:
    other = await shift(scene.house, scene.by, scene.reading, may(12))
    eva = scene.eva
    for words in ("vagt", "tagvagt", "venteliste", "kommer", "afbud", "forsinket", "byt"):
        await eva.says(f"/{words} {other}")
        assert "Den vagt kender jeg ikke." in eva.heard, words
        unknown = eva.heard
        await eva.says(f"/{words} 99")
        assert eva.heard == unknown, "the two look the same"
    await eva.says("vagter")
    assert "Højtlæser" not in eva.heard


async def test_who_is_no_volunteer_is_asked_whether_they_want_to_be(scene: Scene) -> None:
    await scene.shift(may(12))
    ole = await scene.house.citizen("ole")
    for words in ("vagter", "/vagt 1", "/tagvagt 1", "/afbud 1", "/byt 1", "/kommer 1"):
        await ole.says(words)
        assert "du er ikke skrevet op endnu" in ole.heard, words
        assert ole.choices == ["Bliv frivillig"]


async def test_their_words_go_to_staff_where_they_like(scene: Scene) -> None:
    ole = await scene.house.citizen("ole")
    await ole.says("hvornår er min næste vagt")
    assert "jeg kan ikke se dine vagter" in ole.question
    await ole.presses("Ja, send det")
    assert "nummer 3" in ole.heard
    await ole.says("jeg kan ikke komme i morgen")
    assert "Haster det, så ring til os: 12 34 56 78" in ole.question
    assert ole.choices == ["Ja, send det", "Nej, noget andet"]


async def test_who_is_not_ready_yet_sees_why_there_are_none(scene: Scene) -> None:
    await scene.shift(may(12))
    ole = await scene.house.citizen("ole")
    await signed_up(scene.house.database, ole.person_id, scene.house.now)
    await ole.says("vagter")
    assert "Der er ingen vagter til dig endnu" in ole.heard
    assert ole.choices == ["Bliv frivillig"]
    await ole.says("/tagvagt 1")
    assert "Den vagt kender jeg ikke." in ole.heard


async def test_on_a_break_there_are_no_new_ones(scene: Scene) -> None:
    await scene.shift(may(12))
    database, now = scene.house.database, scene.house.now
    async with database.transaction() as tx:
        step = await volunteers.step_of(tx, None, scene.eva.person_id, 1, Act.REST)
        await volunteers.rest(tx, step, None, now)
    await scene.eva.says("vagter")
    assert "Du holder pause" in scene.eva.heard
    assert scene.eva.choices == ["I gang igen"]


async def test_one_shift_with_its_note_and_who_to_call(scene: Scene) -> None:
    await scene.shift(may(12), note="Tag en skærm med", branch="havnen", title="IT-café")
    await scene.eva.says("/vagt 1")
    assert "IT-café, tirsdag den 12. maj kl. 16.00 til 18.00, Havnen" in scene.eva.heard
    assert scene.eva.choices[0] == "Tag tirsdag den 12. maj kl. 16.00 IT-café"
    await scene.eva.presses(scene.eva.choices[0])
    await scene.eva.says("vagt 1")
    assert "Godt at vide: Tag en skærm med" in scene.eva.heard
    assert "få fat i Anna: 12 34 56 78" in scene.eva.heard
    assert scene.eva.choices == ["Ja, jeg kommer", "Meld afbud", "Byt vagten", "Se vagter"]


async def test_over_night_and_through_the_change_of_clocks(scene: Scene) -> None:
    wanted = shifts.Wanted(scene.role, may(30, 21), may(31, 2))
    async with scene.house.database.transaction() as tx:
        await shifts.make(tx, scene.by, wanted, scene.house.now)
    await scene.eva.says("vagter")
    assert "Lørdag den 30. maj:\n23.00–04.00 IT-hjælper" in scene.eva.heard


async def test_the_menu_of_a_volunteer_has_shifts(scene: Scene) -> None:
    await scene.eva.says("menu")
    assert scene.eva.choices[:2] == ["Se vagter", "Mig som frivillig"]
    await scene.eva.presses("Mig som frivillig")
    assert scene.eva.choices[0] == "Se vagter"
    await scene.eva.says("blørp")
    await scene.eva.says("se vagter")
    assert "Du har ingen vagter lige nu." in scene.eva.heard


async def test_in_english(scene: Scene) -> None:
    await scene.shift(may(12))
    await scene.eva.says("english")
    assert scene.eva.heard
    await scene.eva.says("what shifts are open")
    assert "You can take these:\nTuesday 12 May:\n16:00–18:00 IT-hjælper" in scene.eva.heard
    assert scene.eva.choices == ["Take Tuesday 12 May at 16:00 IT-hjælper"]
    await scene.eva.presses(scene.eva.choices[0])
    assert "The shift is yours" in scene.eva.heard


async def test_a_shift_that_began_is_no_longer_taken(scene: Scene) -> None:
    await scene.shift(may(12))
    await scene.house.passes(days=8, hours=5, minutes=30)
    await scene.eva.says("/tagvagt 1")
    assert "Den vagt er allerede i gang" in scene.eva.heard
    scene.house.now += timedelta(hours=2)
    await scene.eva.says("/vagt 1")
    assert "Den vagt er forbi" in scene.eva.heard
