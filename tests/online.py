"""People who talk with a running library over HTTP, so that a journey reads like the chat.

    eva = await library.citizen()
    await eva.says("ide")
    await eva.presses("Her i samtalen")
    assert "nummer 1" in eva.heard

The program is the real one, from the socket to the database. A browser is a cookie jar, a page and
two ways to send a form: as the script does (JSON) or as a plain form.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, Self

import aiohttp
from aiohttp import web_app
from yarl import URL

from bot.app import App
from bot.config import Settings
from bot.schedule import Schedule
from bot.web.rates import Limit, Rates
from storage.database import Conflict, Database
from storage.people import actions as people
from storage.people.rules import Role
from storage.talk.pace import UNLIMITED, Pacing
from storage.talk.queries import due_count
from tests.pages import Button, Page

MONDAY = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
KEY = "a key that only the tests know, and long enough for signing"
LIBRARY = {
    "library_name": "Bøgeby Bibliotek",
    "library_branches": "midtby=Midtbyen; havnen=Havnen",
    "library_phone": "12 34 56 78",
    "library_mail": "post@boegeby.example",
    "library_address": "Torvet 1",
    "library_hours": "10-17",
    "library_dpo": "dpo@boegeby.example",
}
PATIENT = Rates(Limit(100_000, 0.0001), Limit(100_000, 0.0001))
"""Limits for journeys, in which people answer faster than anybody can read."""

Line = dict[str, Any]


class Refused(AssertionError):
    """The program refused what was sent; `said` is its sentence."""

    def __init__(self, status: int, said: str, retry: str | None) -> None:
        super().__init__(f"{status}: {said}")
        self.status, self.said, self.retry = status, said, retry


@dataclass
class Browser:
    """One browser: its cookies, the page it shows, and the lines that came last.

    plain: without a script, so that everything is a form and a page.
    """

    url: str
    session: aiohttp.ClientSession
    base: str = ""
    plain: bool = False
    status: int = 0
    path: str = ""
    page: Page = field(default_factory=lambda: Page(""))
    answered: list[Line] = field(default_factory=list)
    heard_until: int = 0
    last_id: str = ""

    @property
    def heard(self) -> str:
        """The answer as one text, with the facts on its cards."""
        return self.page.text if self.plain else "\n".join(map(_read, self.answered))

    @property
    def question(self) -> str:
        """The last line that was said."""
        return str(self.answered[-1]["text"])

    @property
    def choices(self) -> list[str]:
        """The labels of all buttons that came with the answer."""
        return [b["label"] for line in self.answered for b in _buttons(line)]

    async def opens(self, path: str, **headers: str) -> str:
        """Open a page. Returns its text. On a page with a conversation, one talks there from now
        on.
        """
        async with self.session.get(self.url + path, headers=headers) as response:
            text = await self._arrived(response)
        for form in self.page.forms:
            if form.action.endswith("/say"):
                self.base = form.action.removesuffix("/say")
        return text

    async def sends_form(self, action: str, **fields: str) -> str:
        """Fill in the form of this page that is sent to an address, and send it."""
        form = self.page.form(action)
        return await self.posts(form.action or self.path, {**form.fields, **fields})

    async def sends_file(self, action: str, name: str, content: str) -> str:
        """Choose a file in the form of an address, and send it."""
        form = aiohttp.FormData({"id": self._name(None)})
        form.add_field("file", content.encode(), filename=name, content_type="text/csv")
        return await self.posts(action, form)

    async def posts(
        self, path: str, fields: Mapping[str, str] | aiohttp.FormData, **headers: str
    ) -> str:
        """Send fields to an address, as a form does. Returns the text of the page that follows."""
        where = self.url + path
        async with self.session.post(where, data=fields, headers=headers) as response:
            return await self._arrived(response)

    async def says(self, text: str, *, name: str | None = None) -> str:
        """Write something. Returns the answer."""
        return await self._send({"text": text}, name)

    async def presses(self, label: str) -> str:
        """Press the newest button with this label: in the talk, or on the page."""
        for line in reversed(self.answered):
            for button in _buttons(line):
                if button["label"] == label:
                    return await self.presses_value(f"{line['seq']}:{button['value']}")
        if not self.plain:
            await self.opens(self.base or "/")
        found = self.page.button(label)
        assert found is not None, f"no button says {label!r} but {self._labels()}"
        if found.name == "press" and not self.plain:
            return await self.presses_value(found.value)
        return await self._presses_plainly(found)

    def _labels(self) -> list[str]:
        return [*self.choices, *(b.label for b in self.page.buttons)]

    async def presses_value(self, press: str, *, name: str | None = None) -> str:
        """Press `line:value`: an old button, or one that nobody was shown."""
        return await self._send({"press": press}, name)

    async def ticks(self, *labels: str) -> str:
        """Tick some boxes of the open question, and send them."""
        line = self.answered[-1]
        values = [b["value"] for b in _buttons(line) if b["label"] in labels]
        return await self.presses_value(f"{line['seq']}:{','.join(values)}")

    async def shows(self, content: bytes, file: str = "billede.jpg", text: str = "") -> str:
        """Send a file."""
        form = aiohttp.FormData({"id": self._name(None), "text": text, "kind": "file"})
        form.add_field(
            "file", BytesIO(content), filename=file, content_type="application/octet-stream"
        )
        return await self._post_say(form)

    async def hears(self) -> str:
        """What was said here since they last spoke or looked."""
        lines = await self.lines(self.heard_until)
        if lines:
            self._take(lines)
        return "\n".join(map(_read, lines))

    async def lines(self, after: int = 0) -> list[Line]:
        """Everything that was said here after a line."""
        where = f"{self.url}{self.base}/lines"
        async with self.session.get(where, params={"after": after}) as response:
            assert response.status == 200, response.status
            found: list[Line] = (await response.json())["lines"]
        return found

    async def streams(self, count: int, after: int = 0) -> list[tuple[int, str]]:
        """The first `count` events of the stream: the number of the line (0: none), the kind."""
        events: list[tuple[int, str]] = []
        headers = {"Last-Event-ID": str(after)}
        where = f"{self.url}{self.base}/stream"
        async with self.session.get(where, headers=headers) as response:
            number, kind = 0, "line"
            async for raw in response.content:
                name, _, value = raw.decode().strip().partition(": ")
                if name == "id":
                    number = int(value)
                elif name == "event":
                    kind = value
                elif name == "data" or raw.startswith(b"data:"):
                    events.append((number, kind))
                    number, kind = 0, "line"
                if len(events) == count:
                    break
        return events

    def cookie(self, name: str) -> str:
        """What the browser keeps under a name."""
        kept = self.session.cookie_jar.filter_cookies(URL(self.url))
        return kept[name].value

    async def _send(self, fields: dict[str, str], name: str | None) -> str:
        if self.plain:
            return await self._writes_plainly(fields)
        return await self._post_say({"id": self._name(name), **fields})

    def _name(self, name: str | None) -> str:
        self.last_id = name or uuid.uuid4().hex
        return self.last_id

    async def _post_say(self, fields: Mapping[str, str] | aiohttp.FormData) -> str:
        where = f"{self.url}{self.base}/say"
        headers = {"Accept": "application/json"}
        async with self.session.post(where, data=fields, headers=headers) as response:
            answer = await response.json()
            if response.status != 200:
                raise Refused(response.status, answer["error"], response.headers.get("Retry-After"))
        self._take(answer["lines"])
        self.answered = answer["lines"][1:]
        return self.heard

    async def _writes_plainly(self, fields: dict[str, str]) -> str:
        form = self.page.form(f"{self.base}/say")
        return await self.posts(form.action, {**form.fields, "send": "1", **fields})

    async def _presses_plainly(self, button: Button) -> str:
        named = {button.name: button.value} if button.name else {}
        return await self.posts(button.form.action or self.path, {**button.form.fields, **named})

    def _take(self, lines: list[Line]) -> None:
        self.answered = lines
        self.heard_until = max(self.heard_until, *(line["seq"] for line in lines))

    async def _arrived(self, response: aiohttp.ClientResponse) -> str:
        self.status = response.status
        self.path = response.url.path_qs
        self.page = Page(await response.text())
        return self.page.text


class Citizen(Browser):
    """Somebody on the library's page."""


class Colleague(Browser):
    """Somebody at the desk."""

    async def at(self, number: int) -> Self:
        """Go to the page of one case."""
        await self.opens(f"/desk/sag/{number}")
        self.answered = []
        return self


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now


class Town:
    """A running library and the browsers that visit it."""

    def __init__(self, url: str, database: Database) -> None:
        self.url = url
        self.database = database
        self._open = AsyncExitStack()

    def session(self) -> aiohttp.ClientSession:
        """A browser's cookies and connections, closed at the end."""
        session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"Origin": self.url}
        )
        self._open.push_async_callback(session.close)
        return session

    async def citizen(self, *, plain: bool = False, start: str = "/") -> Citizen:
        """Somebody who opens the library's page."""
        citizen = Citizen(self.url, self.session(), plain=plain)
        await citizen.opens(start)
        return citizen

    async def colleague(
        self,
        name: str,
        role: Role = Role.COORDINATOR,
        *,
        now: datetime,
        plain: bool = False,
        mail: str = "",
    ) -> Colleague:
        """Somebody who joins by a one-time link, as `sammen invite` prints it."""
        async with self.database.transaction() as tx:
            secret = await people.invite(tx, role, now)
        colleague = Colleague(self.url, self.session(), base="/desk", plain=plain)
        await colleague.opens(f"/desk/ind/{secret}")
        await colleague.sends_form("", name=name, mail=mail)
        assert colleague.path == "/desk", (colleague.status, colleague.page.text)
        return colleague

    async def close(self) -> None:
        """Close all browsers."""
        await self._open.aclose()


class Library(Town):
    """The program in this process, with a clock that is a value."""

    def __init__(self, app: App, clock: Clock) -> None:
        super().__init__(f"http://127.0.0.1:{app.port}", app.database)
        self.app = app
        self.clock = clock
        self._schedule = Schedule(app.house.current, clock, shelf=app.shelf)

    async def joins(
        self, name: str, role: Role = Role.COORDINATOR, *, plain: bool = False, mail: str = ""
    ) -> Colleague:
        """A colleague who joins now."""
        return await self.colleague(name, role, now=self.clock.now, plain=plain, mail=mail)

    async def passes(self, **time: float) -> None:
        """Let time pass, and do what is due: here, or by the program's own tick."""
        self.clock.now += timedelta(**time)
        while await self._does() or await self._due():  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.01)
        await self._schedule.look_around()

    async def _does(self) -> bool:
        """Do one round. Repeat it, as the program does, when its own tick was faster."""
        try:
            return await self._schedule.do_due() > 0
        except Conflict:
            return True

    async def _due(self) -> int:
        async with self.database.reading() as tx:
            return await due_count(tx, self.clock.now)


def settings_for(url: str, **more: Any) -> Settings:
    """The settings of a library in a test. The environment's file is not read."""
    given: dict[str, Any] = {"database_url": url, "port": 0, "secret_key": KEY, "sample": False}
    return Settings(_env_file=None, **{**given, **LIBRARY, **more})


@asynccontextmanager
async def running(
    url: str,
    clock: Clock | None = None,
    rates: Rates | None = PATIENT,
    pacing: Pacing = UNLIMITED,
    **more: Any,
) -> AsyncIterator[Library]:
    """The program, started and stopped. Its clock stands still, so it sends without any pace."""
    clock = clock or Clock()
    app = App(settings_for(url, **more), clock, rates, pacing)
    await app.start()
    library = Library(app, clock)
    try:
        yield library
    finally:
        await library.close()
        await app.stop()
        # aiohttp keeps the last thousand handlers with their applications, and so all of ours
        web_app._cached_build_middleware.cache_clear()


def _buttons(line: Line) -> list[dict[str, Any]]:
    return [*line["buttons"], *((line["card"] or {}).get("buttons") or ())]


def _read(line: Line) -> str:
    card = line["card"] or {}
    facts = [f"{label}: {fact}" for label, fact in card.get("rows", ())]
    words = "\n".join(filter(None, (line["text"], card.get("title"), *facts)))
    return words.replace("\xa0", " ")  # one that does not break is read as a space
