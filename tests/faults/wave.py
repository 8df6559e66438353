"""Many reminders that are due at once: how they come to be, and what became of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from storage.database import Database, Transaction
from storage.people import actions as people
from storage.people.queries import Colleague
from storage.people.rules import Channel, Language, Role
from storage.people.tables import Address
from storage.shifts import actions as shifts
from storage.shifts.actions import Wanted
from storage.shifts.queries import shift as shift_of
from storage.shifts.rules import PlaceState
from storage.shifts.tables import ShiftPlace
from storage.talk.rules import DueKind, Sending
from storage.talk.tables import Due, Line, Outgoing, Talk
from storage.volunteers import actions as volunteers
from storage.volunteers.actions import NewVolunteer
from tests.bot_api import Person, StandIn
from tests.storage.cast import colleague
from tests.storage.volunteers.parts import COMPUTERS, opened, signed_up

CREW = 10
"""So many work the same shifts."""

SOONEST = timedelta(minutes=20)
EVERY = timedelta(hours=1)
MOST_EACH = 11
"""All of somebody's shifts begin within twelve hours, so that they are told of them at any hour."""

PATIENCE = 600.0
"""Seconds after which what has not come counts as lost; a wave of a thousand takes forty, alone."""


@dataclass(frozen=True)
class Wave:
    """People who have so many shifts each, of which they must be reminded now."""

    api: StandIn
    database: Database
    people: list[Person]
    each: int

    @property
    def size(self) -> int:
        """How many reminders there are."""
        return len(self.people) * self.each

    @property
    def came(self) -> int:
        """How many messages have come by now."""
        return sum(call.ok for call in self.api.called("sendMessage"))

    async def is_over(self) -> None:
        """Wait until nothing is due and nothing on its way."""
        async with asyncio.timeout(PATIENCE):
            while await self._waits():  # noqa: ASYNC110 - other processes
                await asyncio.sleep(0.1)

    async def _waits(self) -> bool:
        now = datetime.now().astimezone()
        async with self.database.reading() as tx:
            due = await tx.session.scalar(
                select(Due.id).where(Due.kind == DueKind.SHIFT, Due.at <= now).limit(1)
            )
            waits = await tx.session.scalar(
                select(Outgoing.id).where(Outgoing.state == Sending.WAITING).limit(1)
            )
        return due is not None or waits is not None

    async def expect_all(self) -> int:
        """Everybody was reminded of each shift, in the order of their talk; how many came twice."""
        written = await self._written()
        heard = {person.id: list(self._heard(person)) for person in self.people}
        for person in self.people:
            assert len(written[person.id]) == self.each
            assert len(set(written[person.id])) == self.each
            assert list(dict.fromkeys(heard[person.id])) == written[person.id]
        return sum(n - 1 for texts in heard.values() for n in Counter(texts).values())

    def _heard(self, person: Person) -> Iterator[str]:
        for call in self.api.called("sendMessage"):
            if call.ok and call.fields["chat_id"] == person.id:
                yield call.fields["text"].replace("\xa0", " ")

    async def _written(self) -> dict[int, list[str]]:
        """What each was to be told, in order."""
        async with self.database.reading() as tx:
            rows = await tx.connection.execute(
                select(Address.address, Line.text)
                .join(Talk, Talk.person_id == Address.person_id)
                .join(Line, Line.talk_id == Talk.id)
                .where(Address.channel == Channel.TELEGRAM)
                .order_by(Line.talk_id, Line.seq)
            )
            found: dict[int, list[str]] = {person.id: [] for person in self.people}
            for address, text in rows:
                found[int(address)].append(text)
            return found


async def a_wave(api: StandIn, database: Database, people: int, each: int, now: datetime) -> Wave:
    """People who took their shifts three days ago, and no process has run since."""
    assert each <= MOST_EACH
    then = now - timedelta(days=3)
    async with database.transaction() as tx:
        karen = await colleague(tx, "Karen Krog", Role.COORDINATOR, then)
    role = (await opened(database, karen, then, COMPUTERS))[COMPUTERS]
    phones = [api.person(f"Hjælper {number}") for number in range(people)]
    numbers = [await a_helper(database, karen, role, phone, then) for phone in phones]
    for crew in range(0, people, CREW):
        for hour in range(each):
            begins = now + SOONEST + hour * EVERY
            wanted = Wanted(role, begins, begins + timedelta(minutes=30), maximum=CREW)
            async with database.transaction() as tx:
                shift = await shifts.make(tx, karen, wanted, then)
                await _taken(tx, shift.id, numbers[crew : crew + CREW], then)
    return Wave(api, database, phones, each)


async def _taken(tx: Transaction, shift_id: int, numbers: list[int], now: datetime) -> None:
    """They have taken a shift: what `take` leaves behind, without all that it has to ask first."""
    place = {"shift": shift_id, "state": PlaceState.TAKEN, "since": now}
    await tx.connection.execute(
        insert(ShiftPlace), [{**place, "volunteer": number} for number in numbers]
    )
    held = await shift_of(tx, shift_id)
    assert held is not None
    for helper in held.coming:
        await shifts.plan_place(tx, held, helper, now)


async def a_helper(
    database: Database, by: Colleague, role: int, phone: Person, now: datetime
) -> int:
    """Somebody who writes by Telegram and helps in a role; their number."""
    phone.knows_the_bot()
    async with database.transaction() as tx:
        person = await people.arrive(
            tx,
            Channel.TELEGRAM,
            str(phone.id),
            now,
            language=Language.DA,
            lasts=timedelta(days=400),
        )
    new = NewVolunteer(phone.name, "hjælpe til", ("afternoon",))
    number = (await signed_up(database, person, now, new)).number
    async with database.transaction() as tx:
        await volunteers.give_role(tx, by, number, role, now)
        await volunteers.try_out(tx, by, number, 40, now)
        # of what else they hear in those days nothing is left
        await tx.connection.execute(delete(Due).where(Due.kind != DueKind.SHIFT))
    return number
