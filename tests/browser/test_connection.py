"""Whatever becomes of connection, browser or server: no line is lost, none said twice."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Route, expect

from bot.web.rates import Limit, Rates
from storage.database import Database
from tests.browser.test_giving import IDEA, gives
from tests.browser.window import IN_A_BROWSER, Visits, Window
from tests.online import Library, running

pytestmark = [*IN_A_BROWSER, pytest.mark.thorough]

NAME = re.compile(r'name="id"\s+(\S+)')
WAITS = "gemt her, sendes snart"
LOST = "Forbindelsen er væk. Det, du har skrevet, er gemt her"


async def said(eva: Window) -> list[str]:
    """One's own lines as the server has them, read by a fresh page."""
    other = await eva.context.new_page()
    await other.goto(eva.url)
    words = await other.locator(".from-you .words").all_inner_texts()
    await other.close()
    return words


async def writes(eva: Window, text: str) -> None:
    """Write a line that cannot be sent now."""
    await eva.field.fill(text)
    await eva.field.press("Enter")
    await expect(eva.lines.filter(has_text=text)).to_contain_text(WAITS)


async def is_sent(eva: Window, text: str) -> None:
    """A line that waited is received."""
    await expect(eva.lines.filter(has_text=text)).to_contain_text("modtaget kl.")


async def test_a_reload_in_the_middle(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await eva.says("ide")
    await eva.says(IDEA)
    await eva.field.fill("Dem, der ikke")
    before = await eva.lines.all_inner_texts()
    await eva.page.reload()
    after = await eva.lines.all_inner_texts()
    assert after[-3:] == before[-3:]
    assert await eva.field.input_value() == "Dem, der ikke"
    await eva.says("Dem, der ikke ser så godt")
    assert "Hvordan vil du høre fra os?" in await eva.heard()


async def test_what_is_written_offline_is_sent_afterwards(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    eva.calm = False
    await eva.says("ide")
    await eva.context.set_offline(True)
    await writes(eva, IDEA)
    await expect(eva.news).to_contain_text(LOST)
    await expect(eva.field).to_be_focused()
    await eva.context.set_offline(False)
    await is_sent(eva, IDEA)
    await eva.sees("Hvem får glæde af det?")
    assert await said(eva) == ["ide", IDEA]
    await expect(eva.news).not_to_contain_text(LOST)


async def test_two_lines_written_offline_keep_their_order(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    eva.calm = False
    await eva.says("ide")
    await eva.context.set_offline(True)
    await writes(eva, IDEA)
    await writes(eva, "Dem, der ikke ser så godt")
    await eva.page.wait_for_timeout(1500)
    await eva.context.set_offline(False)
    await eva.sees("Hvordan vil du høre fra os?")
    assert await said(eva) == ["ide", IDEA, "Dem, der ikke ser så godt"]


async def test_an_answer_that_got_lost_is_asked_for_again(library: Library, visits: Visits) -> None:
    """The server has the line, but the browser never heard so: it sends it again, by its name."""
    eva = await visits.citizen(library)
    eva.calm = False
    await eva.says("ide")
    await eva.page.route("**/stream?*", lambda route: route.abort())
    names: list[str] = []

    async def swallowed(route: Route) -> None:
        names.append(NAME.findall(route.request.post_data or "")[0])
        await route.fetch()
        await route.abort() if len(names) == 1 else await route.continue_()

    await eva.page.route("**/say", swallowed)
    await eva.page.reload()
    await writes(eva, IDEA)
    await is_sent(eva, IDEA)
    assert await said(eva) == ["ide", IDEA]
    assert len(names) == 2
    assert names[0] == names[1]


async def test_the_server_is_stopped_and_started_again(
    fresh_sqlite: Callable[[], str], visits: Visits
) -> None:
    url = fresh_sqlite()
    async with running(url) as library:
        eva = await visits.citizen(library)
        eva.calm = False
        await eva.says("ide")
        port = library.app.port
    await writes(eva, IDEA)
    await expect(eva.news).to_contain_text(LOST)
    async with running(url, port=port):
        await is_sent(eva, IDEA)
        await eva.sees("Hvem får glæde af det?")
        assert await said(eva) == ["ide", IDEA]
        await eva.says("Dem, der ikke ser så godt")


@asynccontextmanager
async def crowd(database: Database) -> AsyncIterator[None]:
    """So many writers at once that the database takes no more, for as long as this is open."""

    async def writer() -> None:
        async with database.transaction():
            pass

    async with database.transaction():
        writers = [asyncio.create_task(writer()) for _ in range(200)]
        await asyncio.sleep(0)
        yield
    await asyncio.gather(*writers, return_exceptions=True)


async def test_too_busy_is_said_and_waited_for(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    eva.calm = False
    await eva.says("ide")
    async with crowd(library.database):
        await writes(eva, IDEA)
        await expect(eva.news).to_contain_text("Der er travlt lige nu. Vi prøver igen om 3 sek")
    await is_sent(eva, IDEA)
    await expect(eva.news).to_be_empty()
    assert await said(eva) == ["ide", IDEA]


async def test_too_fast_is_slowed_down_and_nothing_lost(
    fresh_sqlite: Callable[[], str], visits: Visits
) -> None:
    slow = Rates(visitor=Limit(burst=2, every=2.0))
    async with running(fresh_sqlite(), rates=slow) as library:
        eva = await visits.citizen(library)
        eva.calm = False
        tries: list[float] = []
        loop = asyncio.get_running_loop()
        eva.page.on(
            "request", lambda r: tries.append(loop.time()) if r.url.endswith("/say") else None
        )
        words = ["ide", IDEA, "Dem, der ikke ser så godt"]
        for word in words:
            await eva.field.fill(word)
            await eva.field.press("Enter")
        await expect(eva.news).to_contain_text("Der er travlt lige nu. Vi prøver igen om")
        await eva.sees("Hvordan vil du høre fra os?")
        assert await said(eva) == words
        assert len(tries) == 4, "one was refused, and came back once, when it was told to"


async def test_a_browser_that_was_closed_sends_what_waited(
    library: Library, visits: Visits
) -> None:
    eva = await visits.citizen(library)
    eva.calm = False
    await eva.says("ide")
    await eva.context.set_offline(True)
    await writes(eva, IDEA)
    kept = await eva.context.storage_state()
    await eva.context.close()
    again = await visits.citizen(library, storage_state=kept)
    await is_sent(again, IDEA)
    await again.sees("Fortæl om din idé")
    await again.sees("Hvem får glæde af det?")
    assert await said(again) == ["ide", IDEA]
    assert await again.evaluates("Object.keys(localStorage).length") == 0


async def test_two_clicks_are_one(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await gives(eva)
    await eva.button("Nej").evaluate("(button) => { button.click(); button.click(); }")
    await eva.sees("Helt fint. En af os læser din idé")
    await eva.field.fill("mine")
    await eva.button("Send").dblclick()
    await eva.sees("Nummer 1: Modtaget")
    assert (await said(eva))[-3:] == ["Her i samtalen", "Nej", "mine"]


async def test_refused_words_come_back_to_the_field(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await eva.says("ide")
    long = "ord " * 1000
    await eva.field.evaluate("(field) => field.removeAttribute('maxlength')")
    eva.calm = False
    await eva.field.fill(long + "ord")
    await eva.field.press("Enter")
    await eva.sees("Det blev for langt")
    assert (await eva.field.input_value()).startswith("ord ord")
    await expect(eva.field).to_have_attribute("aria-invalid", "true")
    await expect(eva.page.get_by_role("alert").filter(has_text="for langt")).to_be_visible()
    await eva.says(IDEA)
    assert "Hvem får glæde af det?" in await eva.heard()
    await expect(eva.field).not_to_have_attribute("aria-invalid", "true")
