"""From a wish to help to a shift that somebody comes to: on the page, at the desk and in Telegram,
mixed as people are.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.bot_api import Person
from tests.journeys.telegram import Telegram, at_telegram
from tests.journeys.test_telegram_desk import colleague
from tests.journeys.test_volunteers import clears, roles, signs_up, ticks_all
from tests.online import Citizen, Colleague, Library

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)
"""An hour before the shift of the second journey; 13 is 15 in Denmark."""


async def makes(anna: Colleague | Person, day: str) -> None:
    """Anna makes a shift for one person, and says yes to what was understood."""
    await anna.says(f"/nyvagt {day} 15-17, Højtlæser, 1 person, Havnen")
    assert "15.00-17.00" in anna.heard
    await anna.says("ja")
    assert "Vagten er lavet og har nummer 1." in anna.heard


async def helps(
    library: Library, one: Citizen | Person, name: str, number: int, *two: Colleague | Person
) -> None:
    """Somebody signs up, gets the role of reading aloud, a certificate in order, and begins."""
    await signs_up(one, name)
    await two[0].says(f"/rolle {number}")
    await two[0].presses("Højtlæser")
    for each in two:
        await each.says(f"/attest {number}")
        await each.presses("I orden")
        await each.says("i dag")
        await each.says("ja")
    await two[0].says(f"/paaproeve {number}")
    await library.passes(minutes=3)


async def agrees(library: Library, eva: Citizen, anna: Colleague) -> None:
    """What both expect of each other is agreed, and Eva is a volunteer."""
    await ticks_all(eva, "/vilover")
    await ticks_all(anna, "/vilover 1")
    await anna.presses("Ja, det siger jeg ja til")
    await eva.says("/jeglover")
    await eva.says("/tavshed")
    await eva.says("ja")
    await anna.says("/aktiv 1")
    await library.passes(minutes=3)
    assert "Velkommen som frivillig: Højtlæser." in await eva.hears()


async def test_from_a_wish_to_a_shift_that_another_one_covers(library: Library) -> None:
    anna, bo = await library.joins("Anna Aa"), await library.joins("Bo Bø")
    await roles(library.database)
    eva, lars = await library.citizen(), await library.citizen()
    await signs_up(eva)
    await makes(anna, "tirsdag den 12. maj")
    await eva.says("vagter")
    assert "Der er ingen vagter til dig endnu" in eva.heard
    await anna.says("/talt 1")
    await anna.says("/rolle 1")
    await anna.presses("Højtlæser")
    await eva.says("/tagvagt 1")
    assert "Den vagt kender jeg ikke." in eva.heard, "no certificate, no shift with children"
    for one in (anna, bo):
        await clears(one)
    await agrees(library, eva, anna)
    await eva.presses("Se vagter")
    await eva.presses("Tag tirsdag den 12. maj kl. 15.00 Højtlæser")
    assert "Vagten er din: Højtlæser, tirsdag den 12. maj kl. 15.00 til 17.00" in eva.heard
    await helps(library, lars, "Lars", 2, anna, bo)
    await covers(library, eva, lars, anna)


async def covers(library: Library, eva: Citizen, lars: Citizen, anna: Colleague) -> None:
    """Eva cannot come after all; Lars is asked and says yes. Why is nobody's matter."""
    await library.passes(days=6, hours=6)
    await lars.hears()
    assert "Kan du stadig?" in await eva.hears()
    await eva.says("nej jeg kan ikke")
    await eva.says("Jeg har feber")
    assert "Det med helbredet er ikke gemt" in eva.heard
    await library.passes(seconds=1)
    assert "Kan du træde til?" in await lars.hears()
    await lars.presses("Ja, jeg tager den")
    assert "Vagten er din:" in lars.heard
    told = await anna.hears()
    assert "Eva (1) kan ikke komme" in told
    assert "feber" not in told + await anna.opens("/desk/frivillig/1")
    await eva.says("/tagvagt 1")
    assert "En anden nåede det først" in eva.heard


@pytest.fixture
async def telegram(database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, "polling") as telegram:
        yield telegram


async def test_a_line_and_a_swap_between_the_page_and_telegram(telegram: Telegram) -> None:
    """Eva has the page alone, without a script; Lars and Anna have telephones."""
    library = telegram.library
    anna, bo = await colleague(telegram, "Anna Aa"), await library.joins("Bo Bø")
    await roles(library.database)
    eva, lars = await library.citizen(), telegram.person("Lars")
    await lars.says("/start")
    await helps(library, eva, "Eva", 1, anna, bo)
    await helps(library, lars, "Lars", 2, anna, bo)
    eva.plain = True
    await makes(anna, "onsdag den 13. maj")
    await lars.hears("Nu prøver")
    await lars.says("vagter")
    await lars.presses("Tag onsdag den 13. maj kl. 15.00 Højtlæser")
    assert "få fat i Anna: 12 34 56 78" in lars.heard
    await waits(library, eva, lars)
    await swaps(library, eva, lars)
    await comes(telegram, lars, anna)
    await gave(telegram, lars, anna)


async def waits(library: Library, eva: Citizen, lars: Person) -> None:
    """The shift is full, so Eva waits; Lars cannot come, and she is offered his place."""
    assert "Den er fuld, men der er venteliste" in await eva.opens("/frivillig/vagter")
    await eva.presses("Stå på venteliste")
    assert eva.path.startswith("/frivillig/vagter?sagt=")
    assert "Du er nummer 1 på ventelisten" in eva.page.text
    await lars.says("jeg kan ikke komme på onsdag")
    await lars.presses("Ja, meld afbud")
    await lars.says("spring over")
    await library.passes(seconds=1)
    assert "Den er din, hvis du siger ja inden" in await eva.opens("/frivillig/vagter")
    await eva.presses("Ja, jeg tager den")
    assert "Vagten er din:" in eva.page.text


async def swaps(library: Library, eva: Citizen, lars: Person) -> None:
    """Eva asks Lars by name; he says yes, and the place is his again."""
    await eva.presses("Byt vagten")
    assert "Hvem vil du bytte med?" in eva.page.text
    await eva.presses("Lars")
    assert "Jeg har spurgt Lars." in eva.page.text
    await library.passes(seconds=1)
    assert "Eva kan ikke komme onsdag den 13. maj" in await lars.hears("Vil du tage vagten?")
    await lars.presses("Ja, jeg tager den")
    assert "Nu er vagten din:" in lars.heard
    await library.passes(seconds=1)
    assert "Lars tager din vagt" in await eva.opens("/")
    assert "Du har ingen vagter lige nu." in await eva.opens("/frivillig/vagter")


async def comes(telegram: Telegram, lars: Person, anna: Person) -> None:
    """Lars says that he comes, and on the day that he is late."""
    await telegram.passes(days=7, hours=5)
    await lars.hears("Kan du stadig?")
    await lars.says("ja")
    assert "Dejligt, vi ses!" in lars.heard
    telegram.library.clock.now = NOON
    await telegram.passes()
    await lars.hears("Vi ses i dag")
    await lars.says("jeg er forsinket")
    await lars.presses("20 minutter")
    await telegram.passes(seconds=1)
    assert "Lars (2) bliver 20 minutter forsinket i dag" in await anna.hears("forsinket")


async def gave(telegram: Telegram, lars: Person, anna: Person) -> None:
    """Lars scans the code, is thanked and asked, and has it on paper."""
    library = telegram.library
    library.clock.now = NOON + timedelta(hours=1)
    await anna.says("/kode")
    await anna.presses("Højtlæser, 15.00")
    code = re.search(r"er (\d{4})\.", anna.heard)
    assert code is not None
    await lars.starts(f"her_{code[1]}")
    assert "Du er skrevet på til Højtlæser." in lars.heard
    await telegram.passes(hours=3)
    await anna.hears("Hvordan gik vagten?")
    await anna.presses("Godt")
    await lars.hears("Hvordan var Højtlæser, onsdag den 13. maj?")
    await lars.presses("Godt")
    await lars.says("Der mangler puder på gulvet")
    assert "Det er nu en idé med nummer" in lars.heard
    await anna.says("/sager")
    assert "Der mangler puder" in anna.heard
    await lars.says("/timer")
    assert "I alt: 1 vagt, 2 timer" in lars.heard
    await lars.says("/bevis")
    link = re.search(r"/frivillig/papir/bevis/\S+", lars.heard)
    assert link is not None
    anybody = await library.citizen()
    async with anybody.session.get(anybody.url + link.group()) as response:
        assert (await response.read()).startswith(b"%PDF")


async def test_the_page_of_who_is_no_volunteer_and_of_a_wrong_button(library: Library) -> None:
    ole = await library.citizen()
    assert "Du er ikke skrevet op endnu" in await ole.opens("/frivillig/vagter")
    await ole.posts("/frivillig/vagter", {"do": "/glemmig ja"})
    assert ole.status == 400
    await ole.posts("/frivillig/vagter", {"do": "/tagvagt 1"})
    assert "du er ikke skrevet op endnu" in await ole.opens("/")
