"""A library with Telegram: the pages that only such a library has, by name."""

from __future__ import annotations

from datetime import timedelta

from storage.joining.actions import make_link
from storage.people.queries import live_address
from storage.people.rules import Channel
from storage.talk import actions
from storage.talk.actions import Words
from storage.talk.pace import UNLIMITED
from storage.talk.rules import DESK, PRIVATE
from tests.browser.stage import Show, Stage
from tests.browser.window import Window
from tests.online import Browser as Talker
from tests.storage.joining.parts import chat, joins, linked


class TelegramStage(Stage):
    """Eva and Anna have connected their chats, Bo has not, Mia sits at a shared computer."""

    sender = 0
    """Who makes links in Telegram, once somebody does."""

    async def set_up(self) -> None:
        """Let it all have happened."""
        library = self.library
        self.people["eva"] = await library.citizen()
        self.people["bo"] = await library.citizen()
        self.people["mia"] = await library.citizen(start="/kiosk/midtby")
        self.people["anna"] = await library.joins("Anna Aa")
        for name in ("eva", "bo", "mia"):
            await self.people[name].says("hej")
        await self._connect("eva", Channel.WEB, PRIVATE)
        await self._connect("anna", Channel.DESK, DESK)
        await self._is_on_its_way()

    async def _is_on_its_way(self) -> None:
        """What Eva is told failed once; what Anna is told waits while Telegram rests."""
        database, now = self.library.database, self.library.clock.now
        eva = await self._person(self.people["eva"], Channel.WEB)
        anna = await self._person(self.people["anna"], Channel.DESK)
        async with database.transaction() as tx:
            await actions.tell(tx, eva, Words("Nyt"), now)
            (parcel,) = await actions.claim(tx, Channel.TELEGRAM, now, UNLIMITED, 1)
            await actions.tried(tx, parcel, "Telegram was busy.", now, now + timedelta(hours=1))
            await actions.tell(tx, anna, Words("Nyt"), now, place=DESK)
            await actions.pause(tx, Channel.TELEGRAM, now + timedelta(minutes=30))

    async def _connect(self, name: str, side: Channel, place: str) -> None:
        database = self.library.database
        maker = await self._person(self.people[name], side)
        taker = await chat(database, f"4711{len(name)}")
        await joins(database, maker, await linked(database, maker, taker, side), place)

    async def _person(self, talker: Talker, side: Channel) -> int:
        cookie = "sammen_desk" if side is Channel.DESK else "sammen"
        token = talker.cookie(cookie).rpartition(".")[0]
        secret = token if side is Channel.DESK else token.partition(".")[2]
        async with self.library.database.reading() as tx:
            found = await live_address(tx, side, secret, self.library.clock.now)
        assert found is not None
        return found.person_id

    async def arrive(self, window: Window, show: Show, language: str) -> None:
        """Go to a page; one of them is behind a link that somebody makes in Telegram first."""
        if show.path == "a link from Telegram":
            show = Show(await self._made_in_telegram(), show.who, show.then)
        await super().arrive(window, show, language)

    async def _made_in_telegram(self) -> str:
        database, now = self.library.database, self.library.clock.now
        self.sender = self.sender or await chat(database, "815")
        async with database.transaction() as tx:
            secret = await make_link(tx, self.sender, Channel.TELEGRAM, now)
        return f"/forbind/{secret}"


async def _make(_: Stage, window: Window) -> None:
    await window.page.locator("[action='/forbind'] button, [action$='/telegram'] button").click()
    await window.page.locator(".fresh svg").wait_for()


PAGES = {
    "telegram": Show("/forbind", "bo"),
    "telegram, a link": Show("/forbind", "bo", _make),
    "telegram, connected": Show("/forbind", "eva"),
    "telegram, shared computer": Show("/forbind", "mia"),
    "a link from telegram": Show("a link from Telegram", "bo"),
    "a link that is too old": Show("/forbind/" + 32 * "x", "bo", refuses=True),
    "desk, on its way by telegram": Show("/desk/paa-vej", "anna"),
    "desk, me with telegram": Show("/desk/mig", "anna"),
    "desk, a link to telegram": Show("/desk/mig", "anna", _make),
}
