"""At the library's own computer: the next one must find nothing of the one before."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.test_giving import IDEA, gives
from tests.browser.window import IN_A_BROWSER, Visits, Window
from tests.online import Library

pytestmark = [*IN_A_BROWSER, pytest.mark.thorough]

STORED = "() => ({...localStorage, ...sessionStorage})"


async def nothing_is_left(eva: Window) -> None:
    """Not in the browser, and not on the way back."""
    assert await eva.evaluates(STORED) == {}
    await eva.page.go_back()
    await expect(eva.page.get_by_text("Hvad skal vi lave sammen?")).to_be_visible()
    await expect(eva.page.locator(".from-you")).to_have_count(0)
    assert IDEA not in await eva.page.content()


async def test_leave_and_forget_me(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await gives(eva)
    await eva.page.reload()
    await eva.field.fill("en halv sætning")
    await eva.page.get_by_role("button", name="Afslut og glem mig her").click()
    await eva.sees("Vi har glemt dig på denne skærm")
    assert await eva.context.cookies() == []
    await nothing_is_left(eva)


async def test_lines_that_wait_are_forgotten_too(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await eva.says("ide")
    eva.calm = False
    await eva.page.route("**/say", lambda route: route.abort())
    await eva.field.fill(IDEA)
    await eva.field.press("Enter")
    await eva.sees("gemt her, sendes snart")
    assert IDEA in str(await eva.evaluates(STORED))
    await eva.page.get_by_role("button", name="Afslut og glem mig her").click()
    await eva.sees("Vi har glemt dig på denne skærm")
    assert await eva.evaluates(STORED) == {}


async def test_they_are_forgotten_even_without_a_goodbye(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await eva.says("ide")
    await eva.field.fill("en halv sætning")
    assert await eva.evaluates(STORED) != {}
    await eva.page.route("**/leave", lambda route: route.fulfill(status=204))
    async with eva.page.expect_response("**/leave"):
        await eva.page.get_by_role("button", name="Afslut og glem mig her").click()
    assert await eva.evaluates(STORED) == {}


async def test_ten_quiet_minutes_end_it(library: Library, visits: Visits) -> None:
    eva = await visits.window(library.url)
    await eva.page.clock.install()
    await eva.opens("/kiosk/midtby")
    await gives(eva)
    await eva.field.fill("en halv sætning")
    warning = eva.page.get_by_role("alert").filter(has_text="Er du her stadig?")
    await eva.page.clock.run_for("07:50")
    await expect(warning).to_have_count(0)
    await eva.page.clock.run_for("00:15")
    await expect(warning).to_contain_text("Om 2 minutter lukker siden og glemmer dig")
    await eva.page.get_by_role("button", name="Jeg er her stadig").click()
    await expect(warning).to_have_count(0)
    await eva.page.clock.run_for("09:05")
    await expect(warning).to_contain_text("Om 60 sekunder")
    await eva.page.clock.run_for("00:30")
    await expect(warning).to_contain_text("Om 30 sekunder")
    await eva.page.clock.run_for("00:30")
    await eva.sees("Vi har glemt dig på denne skærm")
    again = eva.page.get_by_role("link", name="Start forfra")
    await expect(again).to_have_attribute("href", "/kiosk/midtby")
    await nothing_is_left(eva)


async def test_the_server_ends_it_too(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library, path="/kiosk/midtby")
    await gives(eva)
    [cookie] = [c for c in await eva.context.cookies() if c["name"] == "sammen"]
    assert cookie["expires"] == -1, "gone with the browser"
    assert cookie["httpOnly"]
    await library.passes(minutes=30)
    await eva.page.reload()
    await expect(eva.page.locator(".from-you")).to_have_count(0)
    await eva.sees("Hej! Jeg er chatbot")


async def test_the_next_one_begins_afresh(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library, path="/kiosk/midtby")
    await gives(eva)
    await eva.opens("/kiosk/midtby")
    await expect(eva.page.locator(".from-you")).to_have_count(0)
    await eva.opens("/sag/1")
    await eva.sees("Find din sag")
    assert IDEA not in await eva.page.content()
    eva.complaints.clear()


async def test_without_a_script_the_page_ends_by_itself(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library, path="/kiosk/midtby", script=False)
    refresh = eva.page.locator("noscript meta, meta[http-equiv=refresh]")
    await expect(refresh).to_have_attribute("content", "600;url=/kiosk/midtby")
