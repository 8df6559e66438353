"""A swap with somebody by name, who must say yes."""

from __future__ import annotations

from datetime import timedelta

from storage.shifts import queries
from tests.handlers.shifts.mine.conftest import Scene
from tests.handlers.shifts.mine.parts import helper, may
from tests.storage.volunteers.parts import signed_up


async def coming(scene: Scene) -> list[str]:
    """Who is expected at the first shift."""
    async with scene.house.database.reading() as tx:
        held = await queries.shift(tx, 1)
    assert held is not None
    return [each.name for each in held.coming]


async def asked(scene: Scene) -> None:
    """Eva has asked Lars to take over."""
    await scene.shift(may(12))
    await scene.eva.says("/tagvagt 1")
    await scene.eva.says("jeg vil gerne bytte min vagt")
    await scene.eva.presses("Ja, jeg vil bytte")
    await scene.eva.presses("Lars")


async def test_a_yes_moves_the_place(scene: Scene) -> None:
    await asked(scene)
    assert "Jeg har spurgt Lars. Vagten er din, til Lars siger ja." in scene.eva.heard
    assert await coming(scene) == ["Eva"]
    assert "Eva kan ikke komme tirsdag den 12. maj" in await scene.lars.hears()
    await scene.lars.says("ja")
    assert "Nu er vagten din:" in scene.lars.heard
    assert await coming(scene) == ["Lars"]
    assert "Lars tager din vagt" in await scene.eva.hears()
    assert "Lars kommer i stedet" in await scene.anna.hears()
    await scene.eva.says("/afbud 1")
    assert "En anden har overtaget den vagt" in scene.eva.heard


async def test_a_no_leaves_it_where_it_is(scene: Scene) -> None:
    await asked(scene)
    await scene.lars.says("vagter")
    assert "Eva spørger, om du vil tage en vagt" in scene.lars.heard
    await scene.lars.says("nej tak")
    assert "Jeg siger det videre." in scene.lars.heard
    assert "Den er stadig din." in await scene.eva.hears()
    assert await coming(scene) == ["Eva"]
    assert await scene.anna.hears() == ""


async def test_who_said_no_is_not_asked_again(scene: Scene) -> None:
    await scene.joins("Mia")
    await asked(scene)
    await scene.lars.says("nej tak")
    await scene.eva.says("/byt 1")
    assert scene.eva.choices == ["Mia", "Meld afbud"]
    await scene.eva.says("/byt 1 2")
    assert "Lars har sagt nej til den vagt, så jeg spørger ikke igen." in scene.eva.heard
    assert await scene.lars.hears() == ""


async def test_only_who_is_asked_can_answer(scene: Scene) -> None:
    mia = await scene.joins("Mia")
    await asked(scene)
    for one in (mia, scene.eva, await scene.house.citizen("ole")):
        await one.says("/bytja 1")
        assert "Det spørgsmål gælder ikke mere" in one.heard
    assert await coming(scene) == ["Eva"]


async def test_an_answer_too_late_is_taken_kindly(scene: Scene) -> None:
    await asked(scene)
    await scene.eva.says("/afbud 1")
    await scene.lars.says("/bytja 1")
    assert "Det spørgsmål gælder ikke mere" in scene.lars.heard
    assert "Tag vagten" in scene.lars.choices
    scene.house.now += timedelta(days=9)
    await scene.lars.says("/bytnej 1")
    assert "Det spørgsmål gælder ikke mere" in scene.lars.heard


async def test_one_question_at_a_time(scene: Scene) -> None:
    await scene.joins("Mia")
    await asked(scene)
    await scene.eva.says("/byt 1")
    await scene.eva.presses("Mia")
    assert "er spurgt og tænker over det" in scene.eva.heard


async def test_who_is_busy_hears_why_it_cannot_be(scene: Scene) -> None:
    await asked(scene)
    await scene.shift(may(12, 15))
    await scene.lars.says("/tagvagt 2")
    await scene.lars.says("/bytja 1")
    assert "Du er optaget lige ved den tid" in scene.lars.heard
    assert await coming(scene) == ["Eva"]


async def test_nobody_is_named_who_has_another_role(scene: Scene) -> None:
    """Nor does a number that was guessed tell whether there is such a volunteer."""
    rita = await helper(scene.house, scene.by, scene.reading, "Rita", clear=True)
    ole = await scene.house.citizen("ole")
    await signed_up(scene.house.database, ole.person_id, scene.house.now)
    await scene.shift(may(12))
    await scene.eva.says("/tagvagt 1")
    await scene.eva.says("/byt 1")
    assert scene.eva.choices == ["Lars", "Meld afbud"]
    said = scene.eva.heard
    for number in (3, 4, 77):
        await scene.eva.says(f"/byt 1 {number}")
        assert scene.eva.heard == said
    assert await rita.hears() == ""


async def test_where_there_is_nobody_it_says_what_else(scene: Scene) -> None:
    await scene.shift(may(12))
    await scene.shift(may(12))
    await scene.eva.says("/tagvagt 1")
    await scene.lars.says("/tagvagt 2")
    await scene.eva.says("byt 1")
    assert "Lige nu er der ingen, du kan bytte med" in scene.eva.heard
    assert scene.eva.choices == ["Meld afbud", "Se vagter"]
