"""The sender, with a channel that writes down what it is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivery import Delivery, NotSent, Parcel, Sent
from storage.database import Database
from storage.people import actions as people
from storage.people.rules import Channel, Language
from storage.talk import actions, queries
from storage.talk.actions import Words
from storage.talk.pace import UNLIMITED
from tests.storage.cast import NOW


class Chats:
    """A channel whose chats are lists; `trouble` says what goes wrong."""

    def __init__(self) -> None:
        self.arrived: dict[str, list[str]] = {}
        self.trouble: Callable[[Parcel], Sent | NotSent | None] = lambda parcel: None

    async def send(self, parcel: Parcel) -> Sent:
        became = self.trouble(parcel)
        if isinstance(became, NotSent):
            raise became
        said = "\n".join(line.text for line in parcel.lines)
        self.arrived.setdefault(parcel.address, []).append(said)
        return became or Sent(len(self.arrived[parcel.address]))


class Clock:
    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


async def with_a_chat(database: Database, address: str, language: Language = Language.DA) -> int:
    async with database.transaction() as tx:
        person = await people.arrive(
            tx, Channel.TELEGRAM, address, NOW, language=language, lasts=timedelta(days=400)
        )
    return person.id


async def test_news_is_sent_once_in_its_order(database: Database) -> None:
    eva = await with_a_chat(database, "7")
    chats, clock = Chats(), Clock()
    delivery = Delivery(database, {Channel.TELEGRAM: chats}, clock, UNLIMITED)
    async with database.transaction() as tx:
        for text in ("Nyt", "Mere nyt", "Sidste nyt"):
            await actions.tell(tx, eva, Words(text), NOW)
    assert await delivery.deliver_due() == 3
    assert await delivery.deliver_due() == 0
    assert chats.arrived == {"7": ["Nyt", "Mere nyt", "Sidste nyt"]}


async def test_a_failure_is_tried_again_before_anything_younger(database: Database) -> None:
    eva = await with_a_chat(database, "7")
    chats, clock = Chats(), Clock()
    chats.trouble = lambda parcel: NotSent("It broke.", later=True)
    delivery = Delivery(database, {Channel.TELEGRAM: chats}, clock, UNLIMITED)
    async with database.transaction() as tx:
        await actions.tell(tx, eva, Words("Først"), NOW)
        await actions.tell(tx, eva, Words("Så"), NOW)
    assert await delivery.deliver_due() == 0
    chats.trouble = lambda parcel: None
    assert await delivery.deliver_due() == 0
    clock.passes(seconds=2)
    assert await delivery.deliver_due() == 2
    assert chats.arrived == {"7": ["Først", "Så"]}


async def test_the_whole_channel_rests_when_it_is_told_to(database: Database) -> None:
    eva, ole = await with_a_chat(database, "7"), await with_a_chat(database, "8")
    chats, clock = Chats(), Clock()
    wait = timedelta(seconds=30)
    chats.trouble = lambda parcel: NotSent("Wait.", later=True, pause=wait, everybody=True)
    delivery = Delivery(database, {Channel.TELEGRAM: chats}, clock, UNLIMITED)
    async with database.transaction() as tx:
        await actions.tell(tx, eva, Words("Til Eva"), NOW)
        await actions.tell(tx, ole, Words("Til Ole"), NOW)
    await delivery.deliver_due()
    chats.trouble = lambda parcel: None
    clock.passes(seconds=29)
    assert await delivery.deliver_due() == 0
    clock.passes(seconds=1)
    assert await delivery.deliver_due() == 2


async def test_nobody_who_has_left_is_written_to(database: Database) -> None:
    eva = await with_a_chat(database, "7")
    chats, clock = Chats(), Clock()
    chats.trouble = lambda parcel: NotSent("Blocked.", later=False, gone=True)
    delivery = Delivery(database, {Channel.TELEGRAM: chats}, clock, UNLIMITED)
    async with database.transaction() as tx:
        await actions.tell(tx, eva, Words("Nyt"), NOW)
        await actions.tell(tx, eva, Words("Mere"), NOW)
    await delivery.deliver_due()
    chats.trouble = lambda parcel: None
    async with database.transaction() as tx:
        await actions.tell(tx, eva, Words("Endnu mere"), NOW)
    clock.passes(hours=2)
    assert await delivery.deliver_due() == 0
    async with database.reading() as tx:
        assert await queries.oldest_waiting(tx, clock()) is None
    assert delivery.counts.unwanted == 2
