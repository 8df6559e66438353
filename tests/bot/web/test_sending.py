"""What is on its way, at the desk: for all who work there, by itself, and without a script."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest

from storage.database import Database
from storage.people.rules import Role
from storage.talk import actions
from storage.talk.actions import Words
from storage.talk.pace import Pacing
from tests.online import Colleague, Library
from tests.storage.talk.post import TELEGRAM, a_chat, claims, sends

PAGE = "/desk/paa-vej"
REFRESH = 'http-equiv="refresh"'


@pytest.fixture
async def hans(library: Library) -> Colleague:
    return await library.joins("Hans Holm", Role.HOST)


async def source(who: Colleague, path: str = PAGE) -> str:
    """The page as it comes."""
    async with who.session.get(who.url + path) as response:
        assert response.status == 200
        return await response.text()


async def some_wait(library: Library, count: int) -> None:
    """So many are told something, and no program sends it: this library has no bot."""
    for number in range(count):
        chat = await a_chat(library.database, str(100 + number))
        async with library.database.transaction() as tx:
            await actions.tell(tx, chat.person_id, Words("Hemmeligt nyt"), library.clock.now)


async def one_fails(database: Database, library: Library) -> None:
    (parcel,) = await claims(database, library.clock.now, Pacing(), most=1)
    again_at = library.clock.now + timedelta(minutes=20)
    async with database.transaction() as tx:
        await actions.tried(tx, parcel, "Telegram was busy.", library.clock.now, again_at)


async def test_all_is_sent(hans: Colleague) -> None:
    assert "Alt er sendt. Der er ikke noget på vej." in await hans.opens(PAGE)
    assert REFRESH not in await source(hans)


async def test_a_wave_is_followed(library: Library, hans: Colleague) -> None:
    await some_wait(library, 5)
    library.clock.now += timedelta(seconds=30)
    await sends(library.database, library.clock.now, Pacing(), most=2)
    page = await hans.opens(PAGE)
    for words in ("2 af 5 er sendt", "3 beskeder", "30 sekunder", "Omkring kl. 11.00"):
        assert words in page
    assert "Hemmeligt" not in page
    html = await source(hans)
    assert REFRESH in html
    assert '<progress id="bar-telegram" value="2" max="5">' in html
    assert "2 af 5 er sendt" in await source(hans, f"{PAGE}/del")
    await hans.opens("/desk")
    assert "3 beskeder er på vej. Følg dem" in hans.page.text


async def test_what_has_only_just_begun_disturbs_nobody(library: Library, hans: Colleague) -> None:
    await some_wait(library, 2)
    assert "på vej" not in await hans.opens("/desk")


async def test_what_is_tried_again_says_why(library: Library, hans: Colleague) -> None:
    await some_wait(library, 1)
    await one_fails(library.database, library)
    page = await hans.opens(PAGE)
    assert "Telegram was busy. Næste gang er kl. 11.20. Prøvet 1 gang." in page
    assert "Hemmeligt" not in page


async def test_what_was_given_up_is_for_coordinators(library: Library, hans: Colleague) -> None:
    anna = await library.joins("Anna Aa")
    await some_wait(library, 1)
    (parcel,) = await claims(library.database, library.clock.now, Pacing(), most=1)
    async with library.database.transaction() as tx:
        await actions.tried(tx, parcel, "The chat is gone.", library.clock.now)
    assert "1 besked kom ikke igennem" in await anna.opens(PAGE)
    assert "kom ikke igennem" not in await hans.opens(PAGE)


async def test_while_telegram_rests_it_says_until_when(library: Library, hans: Colleague) -> None:
    await some_wait(library, 1)
    async with library.database.transaction() as tx:
        await actions.pause(tx, TELEGRAM, library.clock.now + timedelta(minutes=10))
    assert "Til kl. 11.10. Så går det videre af sig selv." in await hans.opens(PAGE)


async def test_in_english(library: Library, hans: Colleague) -> None:
    await some_wait(library, 2)
    await hans.says("/english")
    page = await hans.opens(PAGE)
    assert "Messages on their way" in page
    assert "0 of 2 are sent" in page


async def test_nobody_else_sees_it(library: Library) -> None:
    async with aiohttp.ClientSession() as session:
        for path in (PAGE, f"{PAGE}/del"):
            async with session.get(library.url + path, allow_redirects=False) as response:
                assert response.status in (303, 403, 404)
