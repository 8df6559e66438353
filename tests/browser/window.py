"""A person at a real browser, so that a test reads like what they do.

    eva = await visits.citizen(library)
    await eva.says("ide")
    await eva.presses("Her i samtalen")
    assert "nummer 1" in eva.heard

A window remembers what went wrong in it (scripts that failed, what the content policy stopped,
requests to others), and at the end of its test there must be nothing of the kind.
"""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    expect,
)

from storage.people import actions as people
from storage.people.rules import Role
from tests.online import Browser as Talker
from tests.online import Library

IN_A_BROWSER = [pytest.mark.needs_chromium, pytest.mark.asyncio(loop_scope="session")]
"""The marks of the tests here: without Chromium they are left out; all of them share one browser.
"""

TELEPHONE = (320, 700)
TABLET = (768, 1024)
SCREEN = (1280, 900)
PATIENCE = 20_000
"""Milliseconds to wait for what must come: a busy machine is slow, not wrong."""

ANSWERED = """([root, before]) => {
  const lines = document.querySelector(root + " [data-lines]");
  const last = lines.lastElementChild;
  return !lines.querySelector(".pending") && last?.dataset.seq > before
    && !last.classList.contains("from-you");
}"""
SINCE_MINE = """(root) => {
  const said = [];
  for (const line of [...document.querySelector(root + " [data-lines]").children].reverse()) {
    if (line.classList.contains("from-you")) break;
    said.unshift(line.innerText);
  }
  return said.join("\\n");
}"""
NEWEST = """(root) => {
  const lines = [...document.querySelectorAll(root + " [data-lines] [data-seq]")];
  return Math.max(0, ...lines.map((line) => Number(line.dataset.seq)));
}"""
NO_ANSWER = re.compile(r"Failed to load resource: (net::|the server responded with a status of )")
"""What Chromium writes when a request is refused or fails; some tests bring that about."""


@dataclass
class Window:
    """One page of a browser."""

    page: Page
    context: BrowserContext
    url: str
    talk: str = "[data-talk]"
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    calm: bool = True
    """False for a test in which the server is away or refuses: its failures are no complaint."""

    def __post_init__(self) -> None:
        self.page.on("console", self._wrote)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)

    def _wrote(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if NO_ANSWER.match(message.text) and not self.calm:
            return
        self.complaints.append(f"{urlsplit(self.page.url).path}: {message.text}")

    def _asked(self, request: Request) -> None:
        if request.url.startswith(("http", "ws")):
            self.hosts.add(urlsplit(request.url).netloc)

    async def opens(self, path: str) -> None:
        """Go to a page of the library."""
        await self.page.goto(self.url + path)

    async def says(self, text: str) -> str:
        """Write something and press Enter. Returns the answer."""
        before = await self.last_seq()
        await self.field.fill(text)
        await self.field.press("Enter")
        return await self.answer_after(before)

    async def presses(self, label: str) -> str:
        """Press a button of the conversation. Returns the answer."""
        before = await self.last_seq()
        await self.button(label).click()
        return await self.answer_after(before)

    async def decides(self, label: str) -> str:
        """Press a button outside the conversation that is answered in it. Returns the answer."""
        before = await self.last_seq()
        await self.page.get_by_role("button", name=label, exact=True).first.click()
        return await self.answer_after(before)

    async def answer_after(self, before: int) -> str:
        await self.page.wait_for_function(ANSWERED, arg=[self.talk, before], timeout=PATIENCE)
        return await self.heard()

    @property
    def field(self) -> Locator:
        """Where one writes."""
        return self.page.locator(f"{self.talk} [data-text]")

    @property
    def lines(self) -> Locator:
        """All lines of the conversation."""
        return self.page.locator(f"{self.talk} [data-lines] > .line")

    @property
    def news(self) -> Locator:
        """Where the page says how the connection is."""
        return self.page.locator(f"{self.talk} [data-news]")

    def button(self, label: str) -> Locator:
        """A button of the conversation."""
        talk = self.page.locator(self.talk)
        return talk.get_by_role("button", name=label, exact=True)

    async def heard(self) -> str:
        """What was said since one's own last line, as one text."""
        words: str = await self.page.evaluate(SINCE_MINE, self.talk)
        return words.replace("\xa0", " ")  # one that does not break is read as a space

    async def last_seq(self) -> int:
        """The number of the newest line that is shown."""
        seq: int = await self.page.evaluate(NEWEST, self.talk)
        return seq

    async def sees(self, words: str) -> None:
        """Wait until the page shows these words."""
        found = self.page.locator("body", has_text=words)
        await expect(found, f"«{words}» is on the page").to_have_count(1, timeout=PATIENCE)

    async def evaluates(self, script: str, argument: Any = None) -> Any:
        """What a script finds in the page."""
        return await self.page.evaluate(script, argument)

    @property
    def path(self) -> str:
        """The path of the page."""
        return urlsplit(self.page.url).path


class Visits:
    """The windows of one test, closed and checked at its end."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.windows: list[Window] = []
        self._open = AsyncExitStack()

    async def window(
        self, url: str, size: tuple[int, int] = TELEPHONE, *, script: bool = True, **more: Any
    ) -> Window:
        """A browser of its own: no cookies, nothing stored."""
        width, height = size
        context = await self.browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale="da-DK",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        self._open.push_async_callback(context.close)
        return await self.another(context, url)

    async def another(self, context: BrowserContext, url: str) -> Window:
        """One more window of the same browser."""
        window = Window(await context.new_page(), context, url)
        self.windows.append(window)
        return window

    async def citizen(
        self, library: Library, size: tuple[int, int] = TELEPHONE, path: str = "/", **more: Any
    ) -> Window:
        """Somebody who opens the library's page."""
        window = await self.window(library.url, size, **more)
        await window.opens(path)
        return window

    async def colleague(
        self,
        library: Library,
        name: str,
        size: tuple[int, int] = SCREEN,
        role: Role = Role.COORDINATOR,
        **more: Any,
    ) -> Window:
        """Somebody who joins the desk by a one-time link."""
        window = await self.window(library.url, size, **more)
        await window.opens(await invitation(library, role))
        await window.page.get_by_label("Dit navn").fill(name)
        await window.page.get_by_role("button", name="Kom ind").click()
        await window.page.wait_for_url("**/desk")
        return window

    async def like(self, talker: Talker, size: tuple[int, int] = SCREEN, **more: Any) -> Window:
        """A window for somebody who came another way, with the cookies that they have."""
        window = await self.window(talker.url, size, **more)
        await wears(window.context, talker)
        return window

    async def close(self) -> None:
        """Close all windows."""
        await self._open.aclose()


async def invitation(library: Library, role: Role = Role.COORDINATOR) -> str:
    """The path of a fresh one-time link."""
    async with library.database.transaction() as tx:
        return f"/desk/ind/{await people.invite(tx, role, library.clock.now)}"


async def wears(context: BrowserContext, talker: Talker) -> None:
    """Give a browser somebody's cookies."""
    for cookie in talker.session.cookie_jar:
        await context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": talker.url}])
