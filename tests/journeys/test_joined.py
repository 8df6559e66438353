"""The page and Telegram become one, over HTTP: begun on the phone, finished on the page, and back.

The program is the real one, with a real browser's requests and a stand-in for Telegram's server.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from storage.people.rules import Role
from tests.bot_api import Person, StandIn
from tests.journeys.parts import IDEA, approves, gives
from tests.journeys.telegram import WAYS, Telegram, at_telegram, gives_by_telephone
from tests.online import Citizen, Colleague, Library, running

BENEFIT = "Dem, der ikke ser så godt"


@pytest.fixture
def way() -> str:
    """How the bot hears: by polling, unless a test wants both."""
    return "polling"


@pytest.fixture
async def telegram(database_url: str, way: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, way) as telegram:
        yield telegram


@pytest.fixture
def library(telegram: Telegram) -> Library:
    return telegram.library


@pytest.fixture
def api(telegram: Telegram) -> StandIn:
    return telegram.api


async def link_on(page: Citizen | Colleague, api: StandIn, start: str, action: str) -> str:
    """The payload of a link that is made on a page."""
    await page.opens(start)
    await page.sends_form(action)
    (link,) = [link for link in page.page.links if link.startswith("https://t.me/")]
    found = re.fullmatch(rf"https://t\.me/{api.username}\?start=(forbind_[A-Za-z0-9_-]+)", link)
    assert found is not None, link
    assert len(found[1]) <= 64
    return found[1]


async def joined(eva: Citizen, phone: Person, api: StandIn) -> None:
    """From the page, with a yes at both ends."""
    await phone.starts(await link_on(eva, api, "/forbind", "/forbind"))
    await phone.presses("Ja, forbind dem")
    await eva.hears()
    await eva.presses("Ja, det er mig")
    await phone.hears("hører siden og Telegram sammen")


@pytest.mark.parametrize("way", WAYS)
async def test_begun_on_the_phone_finished_on_the_page(library: Library, api: StandIn) -> None:
    phone, eva = api.person("Eva"), await library.citizen()
    await phone.starts("ide")
    await phone.says(IDEA)
    await phone.says("/web")
    path = re.search(r"/forbind/[A-Za-z0-9_-]+", phone.heard)
    assert path is not None, phone.heard
    await eva.opens(path.group())
    assert "Vil du forbinde siden her med din chat i Telegram?" in eva.page.text
    await eva.sends_form("", answer="ja")
    assert eva.path == "/"
    assert "Nu spørger jeg i Telegram, om det er dig" in eva.page.text
    await phone.hears("En anden skærm vil være med i din samtale")
    await phone.presses("Ja, det er mig")
    await phone.hears("Hvem får glæde af")
    await eva.opens("/")
    assert IDEA in eva.page.text
    assert "Hvem får glæde af" in await eva.hears()
    await eva.says(BENEFIT)
    await eva.presses("Her i samtalen")
    assert "nummer 1" in eva.heard
    await eva.presses("Nej")
    await phone.says("mine")
    assert IDEA in phone.heard


@pytest.mark.parametrize("way", WAYS)
async def test_begun_on_the_page_finished_on_the_phone(library: Library, api: StandIn) -> None:
    phone, eva = api.person("Eva"), await library.citizen()
    await eva.says("ide")
    await eva.says(IDEA)
    await joined(eva, phone, api)
    await phone.hears("Hvem får glæde af")
    await phone.says(BENEFIT)
    await phone.presses("Her i samtalen")
    assert "nummer 1" in phone.heard
    await eva.opens("/sag")
    assert IDEA in eva.page.text
    await eva.opens("/sag/1")
    assert eva.status == 200


async def test_the_news_of_a_case_comes_to_both(library: Library, api: StandIn) -> None:
    phone, eva = api.person("Eva"), await library.citizen()
    await gives(eva)
    await joined(eva, phone, api)
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await approves(anna)
    await library.passes(minutes=3)
    assert "Vi vil gerne prøve din idé, nummer 1" in await eva.hears()
    await phone.hears("Vi vil gerne prøve din idé, nummer 1")


async def test_a_case_of_the_phone_opens_on_the_page(library: Library, api: StandIn) -> None:
    phone, eva = api.person("Eva"), await library.citizen()
    await gives_by_telephone(phone)
    await eva.opens("/sag/1")
    assert eva.status == 403
    await eva.opens("/")
    await joined(eva, phone, api)
    await eva.opens("/sag/1")
    assert IDEA in eva.page.text
    anna = await library.joins("Anna Aa")
    assert "Borgeren forbandt siden og Telegram" in await anna.opens("/desk/sag/1")


async def test_a_page_without_scripts_goes_the_same_way(library: Library, api: StandIn) -> None:
    phone, eva = api.person("Eva"), await library.citizen(plain=True)
    await phone.starts(await link_on(eva, api, "/forbind", "/forbind"))
    await phone.presses("Ja, forbind dem")
    await eva.opens("/")
    assert "En chat i Telegram vil være med i din samtale" in eva.page.text
    await eva.presses("Ja, det er mig")
    assert "Nu hører siden og Telegram sammen" in eva.page.text
    await phone.hears("hører siden og Telegram sammen")


async def test_a_colleague_decides_in_telegram(library: Library, api: StandIn) -> None:
    phone, eva = api.person("Anna"), await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa", Role.ADMINISTRATOR)
    await phone.starts(await link_on(anna, api, "/desk/mig", "/desk/mig/telegram"))
    await phone.presses("Ja, forbind dem")
    await anna.opens("/desk")
    await anna.hears()
    await anna.presses("Ja, det er mig")
    await phone.hears("til dit skrivebord")
    await phone.says("/tag 1")
    await anna.opens("/desk/sag/1")
    assert "Anna" in anna.page.text
    await anna.opens("/desk/mig")
    assert "forbundet mandag den 4. maj" in anna.page.text
    await anna.sends_form("/desk/mig/afbryd")
    assert "forbundet mandag" not in anna.page.text
    await phone.says("/tag 1")
    assert "ikke adgang" in phone.heard
    told = await anna.opens("/desk/folk")
    assert "forbandt en chat i Telegram" in told
    assert "afbrød en chat i Telegram" in told


async def test_a_chat_is_parted_from_the_page(library: Library, api: StandIn) -> None:
    phone, eva = api.person("Eva"), await library.citizen()
    await gives(eva)
    await joined(eva, phone, api)
    await eva.opens("/forbind")
    assert "Forbundet nu" in eva.page.text
    await eva.sends_form("/forbind/afbryd")
    assert "Forbundet nu" not in eva.page.text
    await phone.says("mine")
    assert IDEA not in phone.heard


async def test_only_looking_does_nothing(library: Library, api: StandIn) -> None:
    """A scanner that opens every link says no yes."""
    phone, scanner, eva = api.person("Eva"), await library.citizen(), await library.citizen()
    await phone.says("/web")
    path = re.search(r"/forbind/[A-Za-z0-9_-]+", phone.heard)
    assert path is not None
    for _ in range(2):
        await scanner.opens(path.group())
    await eva.opens(path.group())
    await eva.sends_form("", answer="ja")
    assert "Nu spørger jeg i Telegram" in eva.page.text
    await scanner.opens(path.group())
    await scanner.sends_form("", answer="ja")
    assert "brugt eller for gammelt" in scanner.page.text


async def test_a_link_that_leads_nowhere_says_so(library: Library, api: StandIn) -> None:
    eva = await library.citizen()
    await eva.opens("/forbind/" + 32 * "x")
    assert eva.status == 410
    assert "brugt eller for gammelt" in eva.page.text


async def test_a_shared_computer_is_joined_to_nobody(library: Library, api: StandIn) -> None:
    phone, mia = api.person("Mia"), await library.citizen(start="/kiosk/havnen")
    await mia.opens("/forbind")
    assert "fælles computer" in mia.page.text
    await mia.posts("/forbind", {})
    assert mia.status == 403
    await phone.says("/web")
    path = re.search(r"/forbind/[A-Za-z0-9_-]+", phone.heard)
    assert path is not None
    await mia.opens(path.group())
    assert "fælles computer" in mia.page.text
    await mia.posts(path.group(), {"answer": "ja", "id": "a" * 16})
    assert "fælles computer" in mia.page.text


async def test_an_open_page_that_became_another_is_told(library: Library, api: StandIn) -> None:
    """The chat's first browser: its talk went over into that of the second."""
    phone, first, second = api.person("Eva"), await library.citizen(), await library.citizen()
    await joined(first, phone, api)
    await second.says("hej")
    await phone.starts(await link_on(second, api, "/forbind", "/forbind"))
    await phone.presses("Ja, forbind dem")
    await second.hears()
    await second.presses("Ja, det er mig")
    await first.opens("/")
    assert "Nu hører siden og Telegram sammen" in first.page.text
    assert "hej" in first.page.text


async def test_where_telegram_is_off_there_is_no_such_page(database_url: str) -> None:
    async with running(database_url) as library:
        eva = await library.citizen()
        assert "/forbind" not in eva.page.links
        await eva.opens("/forbind")
        assert eva.status == 404
        await eva.posts("/forbind", {})
        assert eva.status == 404
