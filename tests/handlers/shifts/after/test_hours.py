"""The hours one gave: shown, mended in one's own words, and on paper; the calendar's links."""

from __future__ import annotations

import re

import pytest

from handlers.conversation.pen import Pen
from handlers.library.links import Calendar, OwnLinks, Printed
from handlers.shifts.after.hours import minutes_in
from handlers.shifts.after.wording import duration, whole_name
from storage.people.rules import Language
from tests.handlers.shifts.after.test_after import taken, until
from tests.handlers.shifts.mine.conftest import Scene
from tests.harness import LIBRARY, TEXTS
from tests.storage.cast import NOW


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("90", 90),
        ("90 minutter", 90),
        ("1 time", 60),
        ("en time", 60),
        ("Halvanden time", 90),
        ("to timer og 10 minutter", 130),
        ("1,5 timer", 90),
        ("1.5 h", 90),
        ("1 time og 30 min", 90),
        ("2 timer 15 minutter", 135),
        ("2 hours and 5 minutes", 125),
        ("2 t", 120),
        ("", None),
        ("0", None),
        ("25 timer", None),
        ("99999", None),
        ("-5", None),
        ("i går", None),
    ],
)
def test_a_time_is_read_as_people_write_it(words: str, minutes: int | None) -> None:
    assert minutes_in(words) == minutes


def test_a_time_is_said_as_people_say_it() -> None:
    said = [duration(Pen(TEXTS, Language.DA), each) for each in (60, 61, 45, 150)]
    assert said == ["1 time", "1 time og 1 minut", "45 minutter", "2 timer og 30 minutter"]


async def test_hours_are_shown_and_mended(scene: Scene) -> None:
    await scene.eva.says("mine timer")
    assert "Der er ingen timer endnu." in scene.eva.heard
    id = await taken(scene, scene.eva)
    await until(scene, 5, 16)
    await scene.eva.says("/timer")
    assert "IT-hjælper, tirsdag den 5. maj: ikke skrevet på endnu" in scene.eva.heard
    await scene.anna.says(f"/kom {id} alle")
    await scene.eva.says("/timer")
    assert "I alt: 1 vagt, 2 timer" in scene.eva.heard
    assert "https://sammen.example/frivillig/timer" in scene.eva.heard
    await scene.eva.presses("Ret tiden: IT-hjælper")
    assert "Hvor længe var du der?" in scene.eva.question
    await scene.eva.says("1 time og 30 min")
    assert "IT-hjælper: 1 time og 30 minutter." in scene.eva.heard
    await scene.eva.says(f"/mintimer {id} længe")
    assert "Skriv for eksempel 90 minutter" in scene.eva.heard
    await scene.anna.says("/timer 1")
    assert "I alt: 1 vagt, 1 time og 30 minutter" in scene.anna.heard
    await scene.anna.says("/timer 2")
    assert "Lars har ingen timer endnu." in scene.anna.heard


async def test_papers_are_links_that_say_whose_they_are(scene: Scene) -> None:
    await scene.eva.says("/bevis")
    assert "Der er ingen timer endnu." in scene.eva.heard
    id = await taken(scene, scene.eva)
    await until(scene, 5, 16)
    await scene.anna.says(f"/kom {id} alle")
    await scene.eva.says("/bevis")
    links = re.findall(r"/frivillig/papir/(\w+)/(\S+)", scene.eva.heard)
    assert [paper for paper, _ in links] == ["timer", "bevis"]
    named = LIBRARY.links.paper_of("bevis", links[1][1])
    assert named is not None
    assert (named.number, named.edition) == (1, 1)
    assert LIBRARY.links.paper_of("timer", links[1][1]) is None, "each for itself"
    await scene.anna.says("/bevis 1")
    assert "https://sammen.example/desk/frivillig/1/bevis.pdf" in scene.anna.heard


async def test_the_whole_name_is_typed_in_chat_and_kept_in_the_link_alone(scene: Scene) -> None:
    id = await taken(scene, scene.eva)
    await until(scene, 5, 16)
    await scene.anna.says(f"/kom {id} alle")
    await scene.eva.says("/bevis")
    await scene.eva.presses("Skriv hele mit navn på")
    assert "Hvad er hele dit navn?" in scene.eva.question
    await scene.eva.says("Lars Holm")
    assert "Jeg kender dig som Eva, så det skal være en del af navnet" in scene.eva.heard
    await scene.eva.presses("Skriv hele mit navn på")
    await scene.eva.says("Eva Marie  Holm")
    assert "Her er dine papirer med navnet Eva Marie Holm." in scene.eva.heard
    assert len(re.findall(r"/papir/\w+/\S+[?]navn=Eva[+]Marie[+]Holm\n", scene.eva.heard)) == 2
    by_hand = scene.eva.heard
    await scene.eva.says("/bevis Eva Marie Holm")
    assert scene.eva.heard == by_hand


def test_a_name_on_a_certificate_holds_what_they_are_called() -> None:
    assert whole_name("Eva", " Eva\x00  Marie Holm ") == "Eva Marie Holm"
    assert whole_name("Søren Skov", "Søren Å. Skov") == "Søren Å. Skov"
    for wrong in ("Lars Holm", "", "Eva " * 60):
        assert whole_name("Eva", wrong) is None


async def test_a_calendar_is_subscribed_to_and_its_link_made_anew(scene: Scene) -> None:
    id = await taken(scene, scene.eva)
    await scene.eva.says("/kalender")
    link = re.search(r"/kalender/(\S+)", scene.eva.heard)
    assert link is not None
    assert LIBRARY.links.calendar_of(link[1]) == Calendar(1, 1)
    await scene.eva.presses("Nulstil linket")
    assert "Det gamle virker ikke mere." in scene.eva.heard
    link = re.search(r"/kalender/(\S+)", scene.eva.heard)
    assert link is not None
    assert LIBRARY.links.calendar_of(link[1]) == Calendar(1, 2)
    await scene.eva.says(f"/kalender {id}")
    assert "Læg vagten i din kalender" in scene.eva.heard
    await scene.lars.says(f"/kalender {id}")
    assert "Læg vagten" not in scene.lars.heard


def test_a_link_cannot_be_made_up() -> None:
    links, others = OwnLinks("ours", "https://x.example"), OwnLinks("theirs", "https://x.example")
    link = links.calendar(12, 1).rpartition("/")[2]
    assert links.calendar_of(link) == Calendar(12, 1)
    assert links.calendar_of(links.shift(12, 1, 7).rpartition("/")[2]) == Calendar(12, 1, 7)
    for wrong in (f"1{link}", link[:-1], "", "12.1.x", others.calendar(12, 1).rpartition("/")[2]):
        assert links.calendar_of(wrong) is None, wrong
    day = NOW.date()
    paper = links.paper("timer", 12, 1, day).rpartition("/")[2]
    assert links.paper_of("timer", paper) == Printed(12, 1, day)
    assert links.calendar_of(paper) is None
    assert links.paper_of("timer", link) is None
