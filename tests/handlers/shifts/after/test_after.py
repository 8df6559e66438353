"""After a shift in conversation: who came, thanks and one question, what could be better."""

from __future__ import annotations

import re
from datetime import timedelta

from storage.cases.rules import Source
from storage.cases.tables import Case
from storage.people.actions import go_away
from storage.people.rules import Role
from storage.shifts import queries
from storage.shifts.rules import PlaceState
from storage.volunteers.queries import own
from tests.handlers.shifts.mine.conftest import Scene
from tests.handlers.shifts.mine.parts import may, shift
from tests.harness import Talker


async def number_of(scene: Scene, who: Talker) -> int:
    async with scene.house.database.reading() as tx:
        standing = await own(tx, who.person_id)
    assert standing is not None
    return standing.case.number


async def taken(scene: Scene, *who: Talker, day: int = 5, **more: int) -> int:
    """A shift from 16 to 18 that some have taken."""
    id = await scene.shift(may(day), maximum=3, **more)
    for each in who:
        await each.says(f"/tagvagt {id}")
    return id


async def state(scene: Scene, id: int, who: Talker) -> PlaceState:
    async with scene.house.database.reading() as tx:
        held = await queries.shift(tx, id)
    assert held is not None
    helper = held.of(await number_of(scene, who))
    assert helper is not None
    return helper.state


async def until(scene: Scene, day: int, hour: int, minute: int = 0) -> None:
    """Let it become this hour of May, in UTC."""
    wanted = may(day, hour) + timedelta(minutes=minute)
    await scene.house.passes(seconds=(wanted - scene.house.now).total_seconds())


async def test_the_host_shows_a_code_and_the_volunteer_says_it(scene: Scene) -> None:
    id = await taken(scene, scene.eva)
    ida = await scene.house.colleague("Ida Ii", Role.HOST)
    await ida.says("/kode")
    assert "Der er ingen vagter lige nu." in ida.heard
    await until(scene, 5, 13, 40)
    await ida.says("/kode")
    await ida.presses("IT-hjælper, 16.00")
    assert f"https://sammen.example/desk/vagt/{id}/kode" in ida.heard
    code = re.search(r"er (\d{4})\.", ida.heard)
    assert code is not None
    await scene.eva.says("jeg er her")
    assert "Hvad er koden?" in scene.eva.question
    await scene.eva.says(code[1])
    assert "Godt, du er her! Du er skrevet på til IT-hjælper." in scene.eva.heard
    await scene.eva.says(f"/jegerher {code[1]}")
    assert "Du er allerede skrevet på" in scene.eva.heard
    await scene.lars.says(f"/jegerher {code[1]}")
    assert "Jeg kan ikke finde en plads på en vagt lige nu." in scene.lars.heard
    await ida.presses("Hvem er kommet?")
    assert "Så er listen klar" in ida.heard


async def test_a_wrong_code_and_one_too_many(scene: Scene) -> None:
    id = await taken(scene, scene.eva)
    await scene.anna.says(f"/kode {id}")
    await until(scene, 5, 14)
    for _ in range(8):
        await scene.eva.says("/jegerher 0000")
        assert "Den kode kender jeg ikke." in scene.eva.heard
    await scene.eva.says("/jegerher 0000")
    assert "Du kan prøve igen kl. 17.00" in scene.eva.heard


async def test_a_code_from_the_wall_opens_telegram_or_the_page(scene: Scene) -> None:
    await taken(scene, scene.eva)
    await until(scene, 5, 14)
    await scene.eva.says("/start her_1234")
    assert "Den kode kender jeg ikke." in scene.eva.heard


async def test_who_is_away_is_not_asked_who_came(scene: Scene) -> None:
    bo = await scene.house.colleague("Bo Bø")
    await taken(scene, scene.eva, contact=scene.by.person_id)
    async with scene.house.database.transaction() as tx:
        day = may(5).date()
        await go_away(tx, scene.by, day, day, scene.house.now.date())
    await until(scene, 5, 16)
    assert "Hvem kom?" in await bo.hears()
    assert "Hvem kom?" not in await scene.anna.hears()


async def test_the_host_is_asked_who_came_and_how_it_went(scene: Scene) -> None:
    id = await taken(scene, scene.eva, scene.lars)
    await until(scene, 5, 16)
    assert "Hvem kom? Jeg mangler: Eva og Lars." in await scene.anna.hears()
    await scene.anna.presses("Eva kom")
    assert "Jeg mangler: Lars." in scene.anna.heard
    await scene.anna.presses("Lars kom ikke")
    assert "Om to minutter spørger jeg, om alt er i orden." in scene.anna.heard
    assert "Her var: Eva. Hvordan gik vagten?" in scene.anna.heard
    await scene.anna.presses("Godt")
    assert "Det er skrevet ned, uden navne." in scene.anna.heard
    await scene.house.passes(minutes=3)
    assert "Vi savnede dig til IT-hjælper" in await scene.lars.hears()
    await scene.lars.presses("Ja, alt er i orden")
    assert "Så ses vi en anden gang" in scene.lars.heard
    assert "Lars siger, at alt er i orden." in await scene.anna.hears()
    assert await state(scene, id, scene.lars) is PlaceState.ABSENT


async def test_who_was_there_after_all_is_put_right(scene: Scene) -> None:
    id = await taken(scene, scene.eva)
    await until(scene, 5, 16)
    number = await number_of(scene, scene.eva)
    await scene.anna.says(f"/udeblev {id} {number}")
    await scene.house.passes(minutes=3)
    await scene.eva.hears()
    await scene.eva.presses("Jeg var der")
    await scene.anna.hears()
    await scene.anna.presses("Kom alligevel")
    assert await state(scene, id, scene.eva) is PlaceState.ATTENDED
    await scene.eva.says(f"/jegvarder {id}")
    assert "Det er allerede rettet." in scene.eva.heard


async def test_what_is_put_right_within_two_minutes_asks_nobody(scene: Scene) -> None:
    await taken(scene, scene.eva)
    await until(scene, 5, 16)
    await scene.anna.hears()
    await scene.eva.hears()
    await scene.anna.presses("Eva kom ikke")
    await scene.anna.presses("Kom alligevel")
    await scene.house.passes(minutes=3)
    assert "savnede" not in await scene.eva.hears()


async def test_thanks_one_question_and_an_idea_in_triage(scene: Scene) -> None:
    id = await taken(scene, scene.eva, scene.lars)
    await until(scene, 5, 16)
    await scene.anna.says(f"/kom {id} alle")
    assert "Så er listen klar" in scene.anna.heard
    await scene.house.passes(minutes=31)
    heard = await scene.eva.hears()
    assert "Hvordan var IT-hjælper, tirsdag den 5. maj?" in heard
    await scene.eva.presses("Både og")
    assert "Tak, fordi du siger det, som det er." in scene.eva.heard
    assert "Så du noget, vi kan gøre bedre?" in scene.eva.question
    await scene.eva.says("Der mangler en lampe ved computerne")
    assert "Det er nu en idé med nummer" in scene.eva.heard
    assert "Din kode er" in scene.eva.heard
    await scene.anna.says("/sager")
    assert "Der mangler en lampe" in scene.anna.heard
    async with scene.house.database.reading() as tx:
        case = await tx.session.get(Case, int(re.search(r"nummer (\d+)", scene.eva.heard)[1]))  # type: ignore[index]
    assert case is not None
    assert case.source == Source.VOLUNTEER
    await scene.lars.hears()
    await scene.lars.presses("Godt")
    await scene.lars.says("spring over")
    assert "Tak for i dag!" in scene.lars.heard


async def test_two_shifts_of_a_day_are_thanked_for_once(scene: Scene) -> None:
    first = await scene.shift(may(5, 8), maximum=2)
    second = await taken(scene, scene.eva)
    await scene.eva.says(f"/tagvagt {first}")
    await until(scene, 5, 17)
    for id in (first, second):
        await scene.anna.says(f"/kom {id} alle")
    await scene.eva.hears()
    await scene.house.passes(minutes=3)
    assert (await scene.eva.hears()).count("Hvordan var") == 1


async def test_nobody_reaches_another_ones(scene: Scene) -> None:
    id = await taken(scene, scene.eva)
    await until(scene, 5, 16)
    await scene.anna.says(f"/kom {id} alle")
    kim = await scene.house.citizen("kim")
    for words in ("/timer", f"/mintimer {id} 90", "/bevis", "/kalender", f"/saadanvar {id} good"):
        await kim.says(words)
        assert "Du er ikke skrevet op som frivillig" in kim.heard, words
    for words in (f"/saadanvar {id} hard", f"/mintimer {id} 90"):
        await scene.lars.says(words)
        assert "Den vagt kan jeg ikke finde." in scene.lars.heard, words
    for words in (f"/kode {id}", f"/kom {id} alle", f"/udeblev {id} 1", f"/kommet {id}"):
        await scene.lars.says(words)
        assert "Det har du ikke adgang til" in scene.lars.heard, words
    ida = await scene.house.colleague("Ida Ii", Role.HOST)
    for words in ("/timer 1", "/bevis 1"):
        await ida.says(words)
        assert "Det har du ikke adgang til" in ida.heard, words


async def test_without_a_number_the_shifts_of_these_hours_are_offered(scene: Scene) -> None:
    id = await taken(scene, scene.eva)
    ida = await scene.house.colleague("Ida Ii", Role.HOST)
    await ida.says("/kommet")
    assert "Der er ingen vagter lige nu. Skriv /kommet og vagtens nummer" in ida.heard
    await until(scene, 5, 13, 40)
    for words in ("/kommet", "/kom", "/udeblev"):
        await ida.says(words)
        assert "Hvilken vagt?" in ida.heard, words
        await ida.presses("IT-hjælper, 16.00")
        assert "Hvem kom? Jeg mangler: Eva." in ida.heard, words
    await ida.says(f"/kommet {id + 1}")
    assert "Den vagt kan jeg ikke finde" in ida.heard


async def test_old_buttons_and_odd_words_are_answered(scene: Scene) -> None:
    id = await taken(scene, scene.eva)
    for words in ("/kom", "/udeblev", "/kode x", "/kom 999 alle", "/kommet 999", "/vagtgik 5 fint"):
        await scene.anna.says(words)
        assert re.search("Den vagt kan jeg ikke finde|ingen vagter lige nu", scene.anna.heard), (
            words
        )
    await scene.anna.says(f"/kom {id} alle")
    assert "Vagten er ikke begyndt endnu." in scene.anna.heard
    for words in ("/saadanvar 999 good", f"/saadanvar {id} fint", "/bedre x", "/altvel 999"):
        await scene.eva.says(words)
        assert re.search("Den vagt kan jeg ikke finde|allerede rettet", scene.eva.heard), words


async def test_the_year_is_summed_up_in_january(scene: Scene) -> None:
    id = await taken(scene, scene.eva)
    await until(scene, 5, 16)
    await scene.anna.says(f"/kom {id} alle")
    await scene.house.passes(days=250)
    heard = await scene.eva.hears()
    assert "Det har du været med til i 2026: IT-hjælper. I alt 1 vagter og 2 timer." in heard
    assert "2026" not in await scene.lars.hears()


async def test_in_english(scene: Scene) -> None:
    ole = await scene.joins("Ole")
    ole_id = await shift(scene.house, scene.by, scene.role, may(6), maximum=2)
    await ole.says("/sprog en")
    await ole.says(f"/tagvagt {ole_id}")
    await until(scene, 6, 16)
    await scene.anna.says(f"/kom {ole_id} alle")
    await scene.house.passes(minutes=31)
    assert "How was IT-hjælper, Wednesday 6 May?" in await ole.hears()
