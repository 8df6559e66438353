"""People who talk with a library, so that a test reads like the chat.

    eva = await library.citizen("eva")
    await eva.says("ide")
    await eva.presses("Her i samtalen")
    assert "nummer 1" in eva.heard

The door, the database and the ticks are the real ones; only the clock is a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot.current import Current
from bot.incoming import Incoming
from bot.intake import Intake
from bot.schedule import Schedule
from handlers.conversation.texts import Texts
from handlers.conversation.values import Attachment, Press, Said, Text
from handlers.library import Branch, Colour, Library
from handlers.library.links import OwnLinks
from storage.database import Database
from storage.ideas.shelf import Shelf
from storage.people import actions as people
from storage.people import queries
from storage.people.rules import Channel, Language, Role, hashed
from storage.talk import queries as talk
from storage.talk.rules import DESK, PRIVATE, case_place
from storage.talk.tables import Line

MONDAY = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
TEXTS = Texts.load()
LIBRARY = Library(
    name="Bøgeby Bibliotek",
    branches=(Branch("midtby", "Midtbyen"), Branch("havnen", "Havnen")),
    phone="12 34 56 78",
    mail="post@boegeby.example",
    address="Torvet 1",
    dpo="dpo@boegeby.example",
    days_to_answer=10,
    hours="10-17",
    crisis_number="11 22 33 44",
    crisis_number_children="11 22 33",
    confirmed="11 22 33 44 / 11 22 33",
    alerted="Bo Bø",
    strategy="Sammen med borgerne",
    strategy_period="2026-2029",
    colour=Colour(145, 22, 35),
    url="https://sammen.example",
    telegram="sammen_bot",
    links=OwnLinks("a key of the tests", "https://sammen.example"),
)


@dataclass
class Talker:
    """Somebody at one place: their own page, the desk, or a case's page of the desk."""

    house: House
    person_id: int
    channel: Channel
    address: str
    place: str
    heard_until: int = 0
    answered: Sequence[Line] = ()
    """The lines that answered their last words."""

    @property
    def heard(self) -> str:
        """The answer as one text, with the facts on its cards."""
        return "\n".join(map(_read, self.answered))

    @property
    def question(self) -> str:
        """The last line that was said; it is the open question when there is one."""
        return self.answered[-1].text

    @property
    def choices(self) -> list[str]:
        """The labels of all buttons of the answer, except ways out."""
        return [b["label"] for line in self.answered for b in _buttons(line) if not b.get("quiet")]

    async def says(self, text: str) -> str:
        """Write something. Returns the answer."""
        return await self._send(Text(text))

    async def sends(self, kind: str = "photo") -> str:
        """Send a cleaned picture or recording."""
        return await self._send(Attachment(kind, "image/jpeg", b"picture"))

    async def presses(self, label: str) -> str:
        """Press the newest button with this label."""
        for line in reversed(await self.lines()):
            for button in _buttons(line):
                if button["label"] == label:
                    return await self.presses_value(button["value"], line.seq)
        raise AssertionError(f"no button says {label!r}; the last were {self.choices}")

    async def presses_value(self, value: str, line: int = 0) -> str:
        """Press a button by its value: an old one, or one that nobody was shown."""
        return await self._send(Press(line, value))

    async def ticks(self, *labels: str) -> str:
        """Tick some boxes of the open question, and send them."""
        line = self.answered[-1]
        values = [b["value"] for b in _buttons(line) if b["label"] in labels]
        return await self.presses_value(",".join(values), line.seq)

    async def hears(self) -> str:
        """What was said to them since they last spoke or looked."""
        fresh = [line for line in await self.lines() if line.seq > self.heard_until]
        if fresh:
            self.heard_until, self.answered = fresh[-1].seq, fresh
        return "\n".join(map(_read, fresh))

    async def lines(self) -> Sequence[Line]:
        """Everything that was said here."""
        async with self.house.database.reading() as tx:
            return await talk.lines_after(tx, self.person_id, self.place, 0, 500)

    def at(self, number: int) -> Talker:
        """The same colleague on the page of one case."""
        return Talker(self.house, self.person_id, self.channel, self.address, case_place(number))

    async def _send(self, said: Said) -> str:
        name = f"message-{next(self.house.names)}"
        answered = await self.house.intake.receive(
            Incoming(self.channel, self.address, self.place, name, said)
        )
        self.answered = answered.lines[1:]
        self.heard_until = answered.lines[-1].seq
        assert "Ring til os på" not in self.heard or "gik galt" not in self.heard, self.heard
        return self.heard


@dataclass
class House:
    """A library with its people, and a clock that tests move."""

    database: Database
    now: datetime = MONDAY
    names: count[int] = field(default_factory=count)
    library: Library = LIBRARY

    def __post_init__(self) -> None:
        self.opens(self.library)

    def opens(self, library: Library) -> None:
        """Start the library, perhaps with other settings than before."""
        shelf = Shelf()
        self.library = library
        self.intake = Intake(self.database, library, TEXTS, lambda: self.now, shelf=shelf)
        self._schedule = Schedule(
            Current(self.database, library, TEXTS), lambda: self.now, shelf=shelf
        )

    async def passes(self, **time: float) -> None:
        """Let time pass, and do what is due."""
        self.now += timedelta(**time)
        await self._schedule.do_due()
        await self._schedule.look_around()

    async def citizen(self, name: str = "eva", language: Language = Language.DA) -> Talker:
        """Somebody with a browser of their own, who has seen the privacy notice."""
        async with self.database.transaction() as tx:
            person = await people.arrive(
                tx,
                Channel.WEB,
                hashed(name),
                self.now,
                language=language,
                lasts=timedelta(days=400),
            )
            await people.show_notice(tx, person, self.now)
        return Talker(self, person, Channel.WEB, hashed(name), PRIVATE)

    async def colleague(self, name: str, role: Role = Role.COORDINATOR) -> Talker:
        """Somebody who joined by a one-time link, at the desk."""
        async with self.database.transaction() as tx:
            link = await people.invite(tx, role, self.now)
        async with self.database.transaction() as tx:
            cookie = await people.join(tx, link, self.now, name=name, mail=None, device="test")
        async with self.database.reading() as tx:
            found = await queries.live_address(tx, Channel.DESK, cookie or "", self.now)
        assert found is not None
        return Talker(self, found.person_id, Channel.DESK, found.address, DESK)


def _buttons(line: Line) -> list[dict[str, Any]]:
    return [*line.buttons, *(line.card or {}).get("buttons", ())]


def _read(line: Line) -> str:
    card = line.card or {}
    facts = [f"{label}: {fact}" for label, fact in card.get("rows", ())]
    return "\n".join(filter(None, (line.text, card.get("title"), *facts)))
