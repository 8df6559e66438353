"""The sender: claims what is due, sends it in its slot, stores what became of it.

Any number of processes may run one: messages are rows, claimed in short transactions, and no
transaction is open while a message is sent. A process that is killed doubles at most the messages
that it was just sending. Must not know what a message says or how a channel draws it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.faults import place_of
from bot.intake import Clock
from bot.pulse import Pulse
from bot.punctual import Lateness
from bot.sending import NotSent, Parcel, Sender, Sent
from bot.settling import Counts, settle
from bot.waiting import happens
from storage.database import Conflict, Database, Unavailable
from storage.people.rules import Channel
from storage.talk import actions, queries
from storage.talk.pace import MOST_TRIES, Pacing

__all__ = ["Counts", "Delivery", "NotSent", "Parcel", "Sender", "Sent"]

log = logging.getLogger(__name__)

POLL = 0.25
"""Seconds between two looks at the database, for messages from other processes."""

AT_ONCE = 4
"""How many messages are sent at the same time."""

CLAIMED = 12
"""How many messages are claimed at once: enough to use every slot without a gap."""

SEND_SECONDS = 40.0
"""A send that takes longer than this many seconds counts as failed. The patience of each channel is
shorter; a claim lasts longer than this, counted from the latest begin.
"""

PATIENCE = 20.0
"""Seconds that running sends get when the program stops."""

LONGEST_PAUSE = timedelta(minutes=1)
"""The longest pause between two tries while a whole channel is away."""


class Delivery:
    """All senders of one process."""

    def __init__(
        self,
        database: Database,
        senders: Mapping[Channel, Sender],
        clock: Clock,
        pacing: Pacing | None = None,
        pulse: Pulse | None = None,
    ) -> None:
        self._lanes = [
            _Lane(database, channel, sender, clock, pacing or Pacing(), pulse or Pulse())
            for channel, sender in senders.items()
        ]
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def counts(self) -> Counts:
        """What all channels did since the program began."""
        return sum(self.by_channel().values(), Counts())

    def by_channel(self) -> dict[Channel, Counts]:
        """What each channel did since the program began."""
        return {lane.channel: lane.counts for lane in self._lanes}

    def start(self) -> None:
        """Begin to send, in the running loop."""
        self._tasks = [asyncio.create_task(lane.run()) for lane in self._lanes]

    def nudge(self) -> None:
        """Something was just committed here: look at once."""
        for lane in self._lanes:
            lane.nudge()

    async def stop(self, patience: float = PATIENCE) -> None:
        """Begin nothing more, finish what is being sent, and give back the rest."""
        await asyncio.gather(*(lane.stop(patience) for lane in self._lanes))
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=patience)
            for task in late:
                task.cancel()

    async def deliver_due(self) -> int:
        """Send everything that may go now, and wait for it. Returns how many messages arrived."""
        before = self.counts.sent
        for lane in self._lanes:
            while await lane.turn():
                await lane.finish()
        return self.counts.sent - before


class _Lane:
    """One channel's sender."""

    def __init__(
        self,
        database: Database,
        channel: Channel,
        sender: Sender,
        clock: Clock,
        pacing: Pacing,
        pulse: Pulse,
    ) -> None:
        self.channel = channel
        self.counts = Counts()
        self._database = database
        self._sender = sender
        self._clock = clock
        self._pacing = pacing
        self._pulse = pulse
        self._nudged = asyncio.Event()
        self._stopping = asyncio.Event()
        self._on_their_way: set[asyncio.Task[None]] = set()
        self._late = Lateness(pacing.leeway)
        self._troubles = 0
        self._paused_until: datetime | None = None

    def nudge(self) -> None:
        self._nudged.set()

    async def stop(self, patience: float) -> None:
        self._stopping.set()
        self._nudged.set()
        await self.finish(patience)

    async def finish(self, patience: float | None = None) -> None:
        """Wait for what is being sent. Cancels what takes longer than `patience` seconds."""
        if self._on_their_way:
            _, late = await asyncio.wait(self._on_their_way, timeout=patience)
            for task in late:
                task.cancel()

    async def run(self) -> None:
        """Send until told to stop, whatever happens."""
        while not self._stopping.is_set():
            self._pulse.beat(f"send_{self.channel}")
            try:
                if await self.turn():
                    continue
            except (Unavailable, Conflict):
                log.warning("the database is away or busy; what is to be sent waits")
                await self._rest(1.0)
            except Exception as error:  # noqa: BLE001 - everything that is sent rests on this loop
                log.error("what is to be sent waits: %s", place_of(error))
                await self._rest(1.0)
            await self._until_nudged()

    async def _until_nudged(self) -> None:
        if await happens(self._nudged, POLL):
            self._nudged.clear()

    async def _rest(self, seconds: float) -> None:
        """Wait; end at once when the program stops."""
        if seconds > 0:
            await happens(self._stopping, seconds)

    async def turn(self) -> bool:
        """Claim what may go and begin to send each message in its slot. Returns whether there was
        any.
        """
        parcels = await self._claim()
        found = bool(parcels)
        while parcels:
            parcels = await self._begin(parcels)
        return found

    async def _begin(self, parcels: list[Parcel]) -> list[Parcel]:
        """Begin to send these messages. When there are many, the next are claimed meanwhile, so
        that no slot stays unused. Returns those.
        """
        following: asyncio.Task[list[Parcel]] | None = None
        for count, parcel in enumerate(parcels):
            if count == CLAIMED // 2:
                following = asyncio.create_task(self._claim())
            await self._its_turn(parcel)
            if self._must_wait(parcel):
                await self._give_back([*parcels[count:], *(await following if following else ())])
                return []
            self._late.begin(parcel.slot, self._clock())
            task = asyncio.create_task(self._deliver(parcel))
            self._on_their_way.add(task)
            task.add_done_callback(self._on_their_way.discard)
        return await following if following else []

    async def _claim(self) -> list[Parcel]:
        now = self._clock()
        async with self._database.reading() as tx:
            if not await queries.something_due(tx, self.channel, now):
                return []
        late = self._late.told()
        async with self._database.transaction() as tx:
            now = self._clock()
            parcels = await actions.claim(tx, self.channel, now, self._pacing, CLAIMED, late)
        self._late.moved(late, parcels[0].slot if parcels else now + self._pacing.ahead)
        return parcels

    async def _its_turn(self, parcel: Parcel) -> None:
        """Wait until fewer than AT_ONCE are being sent, and until the slot."""
        while len(self._on_their_way) >= AT_ONCE:
            await asyncio.wait(self._on_their_way, return_when=asyncio.FIRST_COMPLETED)
        if self._pacing.overall.every:
            await self._rest((parcel.slot - self._clock()).total_seconds())

    def _must_wait(self, parcel: Parcel) -> bool:
        now = self._clock()
        paused = self._paused_until is not None and now < self._paused_until
        late = now > parcel.slot + self._pacing.latest
        return paused or late or self._stopping.is_set()

    async def _give_back(self, parcels: list[Parcel]) -> None:
        async with self._database.transaction() as tx:
            await actions.give_back(tx, parcels, self._clock())

    async def _deliver(self, parcel: Parcel) -> None:
        became = await self._send(parcel)
        if isinstance(became, Sent):
            self._troubles = 0
        elif became.everybody:
            self._pause(became)
        elif became.pause is None and not became.later:
            log.warning("outgoing %d cannot be sent", parcel.id)
        await self._write_down(parcel, became)
        self._nudged.set()

    async def _send(self, parcel: Parcel) -> Sent | NotSent:
        if parcel.attempts > MOST_TRIES:
            return NotSent("It was tried too often.", later=False)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self._sender.send(parcel)
        except NotSent as trouble:
            return trouble
        except TimeoutError:
            return NotSent("There was no answer in time.", later=True)
        except Exception as error:  # noqa: BLE001 - a bug in a channel must not stop the others
            log.error("outgoing %d failed: %s", parcel.id, place_of(error))
            return NotSent(type(error).__name__, later=True)

    def _pause(self, trouble: NotSent) -> None:
        """Pause the whole channel, longer each time unless the other side says how long."""
        now = self._clock()
        if self._paused_until is None or now >= self._paused_until:
            self._troubles += 1
        if trouble.pause is None:
            trouble.pause = min(timedelta(seconds=2 ** min(self._troubles, 10)), LONGEST_PAUSE)
        self._paused_until = max(self._paused_until or now, now + trouble.pause)

    async def _write_down(self, parcel: Parcel, became: Sent | NotSent) -> None:
        """Store what became of a parcel, and try until the database takes it: else it would be sent
        again.
        """
        while True:
            try:
                async with self._database.transaction() as tx:
                    counts = await settle(tx, parcel, became, self._clock(), self._pacing)
            except (Unavailable, Conflict):
                await asyncio.sleep(POLL)
            except Exception as error:  # noqa: BLE001 - the claim ends by itself
                log.error("outgoing %d is not settled: %s", parcel.id, place_of(error))
                return
            else:
                self.counts += counts
                return
