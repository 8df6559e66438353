"""Two processes that claim, send, fail, wait and die at random, against a model of ten lines.

Whatever happens: a message is lost only when it was given up, nothing of a chat overtakes what
stands before it, nothing is claimed twice at a time, and the pace is kept.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from storage.database import Database
from storage.talk import actions
from storage.talk.pace import UNLIMITED, Pacing
from storage.talk.queries import Parcel
from storage.talk.rules import Priority, Sending
from tests.storage.cast import NOW
from tests.storage.talk.post import Chat, a_chat, claims, said, states

pytestmark = pytest.mark.both_databases

ADDRESSES = ("7", "8", "9", "-100")


@dataclass
class Waiting:
    """A message as the model knows it."""

    id: int
    address: str
    priority: Priority
    not_before: datetime
    claimed_until: datetime | None = None


@dataclass
class Model:
    """What should wait in the outbox."""

    waiting: dict[int, Waiting] = field(default_factory=dict)

    def head(self, address: str, now: datetime) -> Waiting | None:
        """The one message of a chat that may be sent now."""
        chat = [w for w in self.waiting.values() if w.address == address]
        begun = [w for w in chat if w.claimed_until is not None]
        if any(w.claimed_until and w.claimed_until > now for w in begun):
            return None
        due = begun or [w for w in chat if w.not_before <= now]
        return min(due, key=lambda w: w.id, default=None)

    def next(self, now: datetime, most: int) -> list[int]:
        """What a process that claims now gets."""
        heads = [head for at in ADDRESSES if (head := self.head(at, now)) is not None]
        heads.sort(key=lambda w: (w.priority, w.not_before, w.id))
        return [head.id for head in heads[:most]]

    def answered(self, address: str, now: datetime) -> None:
        """What an answer waits for is as urgent as it is."""
        for other in self.waiting.values():
            if other.address == address and other.not_before <= now:
                other.priority = Priority.REPLY


@dataclass
class Play:
    """One game: the databases as two processes see them, the model, what arrived."""

    dice: random.Random
    databases: tuple[Database, Database]
    chats: list[Chat]
    pacing: Pacing
    now: datetime = NOW
    model: Model = field(default_factory=Model)
    in_hand: list[Parcel] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    slots: list[datetime] = field(default_factory=list)

    async def puts(self) -> None:
        chat = self.dice.choice(self.chats)
        priority = self.dice.choice(list(Priority))
        later = timedelta(seconds=self.dice.choice([0, 0, 0, 0, 30, 200]))
        text = f"{len(self.written) + 1}"
        async with self.dice.choice(self.databases).transaction() as tx:
            await chat.waits(tx, text, self.now, priority=priority, not_before=self.now + later)
        self.written.add(text)
        number = len(self.written)
        self.model.waiting[number] = Waiting(number, chat.address, priority, self.now + later)
        if priority is Priority.REPLY:
            self.model.answered(chat.address, self.now)

    async def claims(self) -> None:
        most = self.dice.randint(1, 5)
        expected = self.model.next(self.now, most)
        found = await claims(self.dice.choice(self.databases), self.now, self.pacing, most)
        ids = [parcel.id for parcel in found]
        if self.pacing is UNLIMITED:
            assert ids == expected
        else:
            assert set(ids) <= set(self.model.next(self.now, len(ADDRESSES)))
        for parcel in found:
            self.model.waiting[parcel.id].claimed_until = parcel.claimed_until
        self.in_hand += found
        self.slots += [parcel.slot for parcel in found]

    async def settles(self) -> None:
        if not self.in_hand:
            return
        parcel = self.in_hand.pop(self.dice.randrange(len(self.in_hand)))
        ours = self.model.waiting.get(parcel.id)
        if ours is not None and ours.claimed_until != parcel.claimed_until:
            ours = None  # its time was over, and another has it
        ways = [self.arrives, self.arrives, self.arrives, self.fails, self.waits, self.returns]
        await self.dice.choice(ways)(parcel, ours)

    async def arrives(self, parcel: Parcel, ours: Waiting | None) -> None:
        self.arrived += said([parcel])
        async with self.dice.choice(self.databases).transaction() as tx:
            await actions.sent(tx, parcel, 1, self.now)
        self.model.waiting.pop(parcel.id, None)

    async def fails(self, parcel: Parcel, ours: Waiting | None) -> None:
        again = actions.when_again(parcel, self.now)
        async with self.dice.choice(self.databases).transaction() as tx:
            given_up = await actions.tried(tx, parcel, "It broke.", self.now, again)
        if ours is not None and given_up:
            del self.model.waiting[parcel.id]
        elif ours is not None:
            ours.claimed_until = again

    async def waits(self, parcel: Parcel, ours: Waiting | None) -> None:
        again = self.now + timedelta(seconds=self.dice.choice([0, 5, 50]))
        async with self.dice.choice(self.databases).transaction() as tx:
            await actions.put_off(tx, parcel, "Wait.", self.now, again)
        if ours is not None:
            ours.claimed_until = again

    async def returns(self, parcel: Parcel, ours: Waiting | None) -> None:
        async with self.dice.choice(self.databases).transaction() as tx:
            await actions.give_back(tx, [parcel], self.now)
        if ours is not None:
            ours.claimed_until = self.now

    async def dies(self) -> None:
        """A process is killed: some of what it held had arrived, and nobody wrote it down."""
        for parcel in self.in_hand:
            if self.dice.random() < 0.5:
                self.arrived += said([parcel])
        self.in_hand.clear()

    async def passes(self) -> None:
        self.now += timedelta(seconds=self.dice.choice([0.05, 0.3, 1, 5, 61]))

    async def step(self) -> None:
        ways = [self.puts, self.claims, self.claims, self.settles, self.settles, self.passes]
        rarely = self.dice.random() < 0.02
        await (self.dies if rarely else self.dice.choice(ways))()


@pytest.mark.parametrize("paced", [False, True], ids=["unlimited", "paced"])
@pytest.mark.parametrize("seed", range(3))
async def test_nothing_is_lost_or_overtaken(
    database: Database, second: Database, seed: int, paced: bool
) -> None:
    chats = [await a_chat(database, address) for address in ADDRESSES]
    pacing = Pacing() if paced else UNLIMITED
    play = Play(random.Random(seed), (database, second), chats, pacing)
    for _ in range(250):
        await play.step()
    while play.model.waiting:  # and now everything is well
        play.now += timedelta(seconds=4)
        await play.claims()
        for parcel in play.in_hand:
            await play.arrives(parcel, None)
        play.in_hand.clear()
    ends = await states(database)
    assert set(ends) <= {Sending.SENT, Sending.DEAD}
    lost = play.written - set(play.arrived)
    assert len(lost) <= ends.count(Sending.DEAD)
    if paced:
        slots = sorted(play.slots)
        assert all(b - a >= pacing.overall.every for a, b in pairwise(slots))
