"""Every page and state, in both languages, at three widths: nobody is shut out, nothing sticks out.

A page that is 1280 px wide and enlarged to 400 % is the page at 320 px.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page

from tests.browser import looking, telegram
from tests.browser.stage import PAGES, Show, Stage
from tests.browser.window import IN_A_BROWSER, SCREEN, TABLET, TELEPHONE, Visits, Window

pytestmark = [*IN_A_BROWSER, pytest.mark.thorough]

Look = Callable[[Page], Awaitable[list[str]]]


class Findings(dict[str, list[str]]):
    """What was found, by what was looked at and how."""

    async def look(self, how: str, page: Page, *looks: Look) -> None:
        for look in looks:
            if found := await look(page):
                self[f"{look.__name__}, {how}"] = found


async def resize(window: Window, size: tuple[int, int]) -> None:
    """Make the window as wide as another machine's."""
    await window.page.set_viewport_size({"width": size[0], "height": size[1]})


@pytest.mark.parametrize("name", PAGES)
async def test_nobody_is_shut_out(name: str, stage: Stage, visits: Visits) -> None:
    await look_at(stage, PAGES[name], visits)


@pytest.mark.parametrize("name", telegram.PAGES)
async def test_nobody_is_shut_out_where_telegram_is_on(
    name: str, telegram_stage: Stage, visits: Visits
) -> None:
    await look_at(telegram_stage, telegram.PAGES[name], visits)


async def look_at(stage: Stage, show: Show, visits: Visits) -> None:
    """In one language, then in the other."""
    window = await stage.show(visits, show)
    found = Findings()
    await in_danish(window, found)
    await stage.arrive(window, show, "en")
    await in_english(window, found)
    assert found == {}


async def in_danish(window: Window, found: Findings) -> None:
    """From a telephone to a screen, and with large text. What axe looks at is the same page in
    every width but one: see `in_english`.
    """
    page = window.page
    assert await page.locator("html").get_attribute("lang") == "da"
    await found.look("320 px", page, looking.axe, looking.too_wide, looking.too_small)
    await found.look("320 px", page, looking.inline, looking.by_keyboard)
    await window.evaluates("document.documentElement.dataset.size = 3")
    await found.look("320 px, large text", page, looking.too_wide, looking.too_small)
    await resize(window, TABLET)
    await found.look("768 px, large text", page, looking.too_wide)
    await window.evaluates("document.documentElement.dataset.size = 1")
    await found.look("768 px", page, looking.too_wide)
    await resize(window, SCREEN)
    await found.look("1280 px", page, looking.too_wide, looking.too_small)


async def in_english(window: Window, found: Findings) -> None:
    """The other language, the other way round."""
    page = window.page
    assert await page.locator("html").get_attribute("lang") == "en"
    await resize(window, SCREEN)
    await found.look("1280 px, English", page, looking.axe)
    await resize(window, TABLET)
    await found.look("768 px, English", page, looking.too_wide)
    await resize(window, TELEPHONE)
    await window.evaluates("document.documentElement.dataset.size = 3")
    await found.look("320 px, large text, English", page, looking.too_wide)


@pytest.mark.parametrize("name", ["chat, a question", "case, a question", "desk, new"])
async def test_as_the_machine_is_set(name: str, stage: Stage, visits: Visits) -> None:
    window = await stage.show(visits, PAGES[name])
    page, found = window.page, Findings()
    await page.emulate_media(forced_colors="active")
    await found.look("forced colours", page, looking.axe, looking.too_wide, looking.by_keyboard)
    await page.emulate_media(forced_colors="none", color_scheme="dark")
    await found.look("dark", page, looking.axe)
    await page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    await found.look("motion", page, looking.axe)
    await page.emulate_media(reduced_motion="reduce")
    assert found == {}


async def test_what_the_looks_look_for_is_found(stage: Stage, visits: Visits) -> None:
    """A look that finds nothing anywhere would be blind."""
    window = await stage.show(visits, Show("/hjaelp"))
    await window.evaluates(
        """() => {
          const main = document.querySelector("main");
          const image = document.createElement("img");
          const button = document.createElement("button");
          image.width = 900;
          image.style.maxWidth = "none";
          button.style.outline = "none";
          button.textContent = "x";
          button.className = "bare";
          main.append(image, button);
        }"""
    )
    window.complaints.clear()
    found = Findings()
    await found.look("", window.page, looking.axe, looking.too_wide, looking.too_small)
    await found.look("", window.page, looking.inline, looking.by_keyboard)
    assert any("image-alt" in each for each in found["axe, "])
    assert set(found) == {"axe, ", "too_wide, ", "too_small, ", "inline, ", "by_keyboard, "}
