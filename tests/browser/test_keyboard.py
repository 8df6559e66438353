"""With a keyboard alone an idea is given and a decision made; test_every_page.py walks the rest."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.test_giving import IDEA
from tests.browser.window import IN_A_BROWSER, SCREEN, Visits, Window
from tests.online import Library

pytestmark = IN_A_BROWSER

MOST_STOPS = 120


async def tabs_to(window: Window, label: str) -> None:
    """Press Tab until something that is called so has the focus."""
    for _ in range(MOST_STOPS):
        await window.page.keyboard.press("Tab")
        name = await window.page.evaluate(
            """() => { const at = document.activeElement;
              return (at.labels?.[0] ?? at).innerText?.trim(); }"""
        )
        if name == label:
            return
    raise AssertionError(f"the keyboard does not come to {label!r}")


async def test_the_skip_link_leads_past_the_head(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await eva.page.keyboard.press("Tab")
    skip = eva.page.get_by_role("link", name="Gå til indholdet")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await eva.page.keyboard.press("Enter")
    await eva.page.keyboard.press("Tab")
    assert await eva.evaluates("document.querySelector('main').contains(document.activeElement)")


async def test_an_idea(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    keys = eva.page.keyboard
    await tabs_to(eva, "Giv en idé")
    await keys.press("Enter")
    await eva.sees("Fortæl om din idé")
    await keys.type(IDEA)
    await keys.press("Enter")
    await eva.sees("Hvem får glæde af det?")
    await keys.type("Dem, der ikke ser")
    await keys.press("Shift+Enter")
    await keys.type("så godt")
    await keys.press("Enter")
    await eva.sees("Hvordan vil du høre fra os?")
    await back_to(eva, "Her i samtalen")
    await keys.press("Space")
    await eva.sees("Din idé har nummer 1")


async def back_to(window: Window, label: str) -> None:
    """From the field, the answers are just before it: Shift and Tab."""
    for _ in range(8):
        await window.page.keyboard.press("Shift+Tab")
        if await window.evaluates("document.activeElement.innerText") == label:
            return
    raise AssertionError(f"{label!r} is not near the field")


async def test_a_decision(library: Library, visits: Visits) -> None:
    eva = await library.citizen()
    for words in ("ide", IDEA, "Dem, der ikke ser så godt"):
        await eva.says(words)
    await eva.presses("Her i samtalen")
    anna = await visits.colleague(library, "Anna Aa", SCREEN)
    keys = anna.page.keyboard
    await tabs_to(anna, IDEA)
    await keys.press("Enter")
    await anna.page.wait_for_url("**/desk/sag/1")
    await tabs_to(anna, "Tag den")
    await keys.press("Enter")
    await anna.sees("Nummer 1: taget")
    await tabs_to(anna, "Sig nej for nu")
    await keys.press("Space")
    await anna.sees("Hvorfor nej?")
    await expect(anna.field).to_be_focused()
    await keys.type("vi mangler et rum")
    await keys.press("Enter")
    await anna.sees("Hvad kan vi gøre i stedet?")
    await back_to(anna, "Spring over")
    await keys.press("Enter")
    await anna.sees("Det her vil borgeren læse")
    await back_to(anna, "Ja")
    await keys.press("Enter")
    await anna.sees("Nummer 1: nej for nu")
    await tabs_to(anna, "Fortryd")
    await keys.press("Enter")
    await anna.sees("er taget tilbage")
