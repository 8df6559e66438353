"""A year in which staff and volunteers do as they please: whatever happens, and in what order, no
shift has more people than it takes, nobody is in two places, nobody without a certificate stands
with children, and what was promised in a message is kept.

The seed tells what happened; `tick` by tick it is always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from sqlalchemy import update

from storage.database import Transaction
from storage.people.queries import Colleague, colleague
from storage.people.rules import Language
from storage.people.tables import Address
from storage.shifts import queries
from storage.shifts.queries import Held
from storage.shifts.queries.fitting import asked_lately, candidates
from storage.shifts.rules import COMING, HOLDS, PlaceState, ShiftState
from storage.shifts.tables import Shift
from storage.shifts.times import too_close
from storage.talk.pace import quiet
from storage.talk.queries import lines_after
from storage.volunteers import actions
from storage.volunteers.actions import NewVolunteer
from storage.volunteers.queries import may_work
from tests.handlers.shifts.conftest import Desk
from tests.harness import TEXTS, Talker
from tests.storage.volunteers.parts import cleared, signed_up

YEAR = timedelta(days=365)
TICK = timedelta(hours=3)
AHEAD = timedelta(days=40)
SOMETHING_HAPPENS = 0.6
"""So often between two ticks of a waking day: two or three things a day."""

S = PlaceState
MONTHS = "januar februar marts april maj juni juli august september oktober november december"
VOLUNTEERS = (
    "/tagvagt",
    "/tagvagt",
    "/tagvagt",
    "/venteliste",
    "/kommer",
    "/afbud",
    "/nejvagt",
    "/forsinket",
)


async def between(tx: Transaction, since: datetime, until: datetime) -> Sequence[Held]:
    """The shifts that begin in a time, cancelled ones too."""
    return await queries.shifts(tx, Shift.begins_at >= since, Shift.begins_at < until)


@dataclass
class Year:
    """The people, the chance, and what was promised so far."""

    desk: Desk
    chance: Random
    helpers: dict[int, Talker] = field(default_factory=dict)
    offered: dict[tuple[int, int], datetime] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    """Shifts whose time was changed: reminders begin anew."""
    since: dict[tuple[int, int], datetime] = field(default_factory=dict)
    """Since when somebody is expected at a shift without a break."""
    log: list[str] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """The clock of the house."""
        return self.desk.house.now

    async def ahead(self) -> Sequence[Held]:
        """The shifts of the last day and the next weeks."""
        async with self.desk.house.database.reading() as tx:
            return await between(tx, self.now - timedelta(days=1), self.now + AHEAD)

    async def says(self, who: Talker, words: str) -> str:
        """Somebody writes; what they hear is written down for whoever must understand a failure."""
        heard = await who.says(words)
        self.log.append(f"{self.now:%d.%m. %H:%M} {words} -> {heard[:90]!r}")
        return heard

    # what can happen

    async def something(self) -> None:
        """One thing that staff or a volunteer does."""
        shifts = [each for each in await self.ahead() if each.shift.begins_at > self.now]
        acts = [self._makes, self._moves, self._cancels, self._gives, self._rests]
        weights = [3.0 if len(shifts) < 8 else 0.3, 0.4, 0.2, 0.6, 0.2]
        if not shifts or self.chance.random() < 0.22:
            await self.chance.choices(acts, weights)[0](shifts)
            return
        number, talker = self.chance.choice(list(self.helpers.items()))
        shift = self.chance.choice(shifts).shift.id
        await self._speaks(number, talker, self.chance.choice(VOLUNTEERS), shift)

    async def _speaks(self, number: int, talker: Talker, command: str, shift: int) -> None:
        before = await self._state(shift, number)
        heard = await self.says(talker, f"{command} {shift}")
        if command == "/tagvagt" and before is S.OFFERED:
            assert await self._state(shift, number) is S.TAKEN, f"what was offered is gone: {heard}"
        if command == "/nejvagt" and before in {S.OFFERED, S.ASKED}:
            self.offered.pop((shift, number), None)
        if command == "/afbud" and before in COMING:
            await self._is_sought(shift)

    async def _is_sought(self, shift: int) -> None:
        """A no has just been said: somebody is asked, unless there is nobody to ask."""
        held, now = await self.desk.held(shift), self.now
        if {each.state for each in held.helpers} & {S.OFFERED, S.ASKED}:
            return
        day = held.shift.begins_at.date()
        async with self.desk.house.database.reading() as tx:
            for each in await candidates(tx, held, now):
                asked = asked_lately(each, now)
                assert asked or not await may_work(tx, each.number, held.role.id, day), each.name

    async def _state(self, shift: int, number: int) -> PlaceState | None:
        own = (await self.desk.held(shift)).of(number)
        return own.state if own else None

    async def _makes(self, _: Sequence[Held]) -> None:
        day = self.now + timedelta(days=self.chance.randint(2, 30))
        begins = self.chance.randint(8, 19)
        role = self.chance.choice(("IT-hjælp", "IT-hjælp", "højtlæser"))
        people = self.chance.choice(("1 person", "2 personer", "1-3 personer"))
        when = f"den {day.day}. {MONTHS.split()[day.month - 1]} {day.year} kl. {begins}"
        await self.says(self.desk.anna, f"/nyvagt {when}-{begins + 2}, {role}, {people}, Midtbyen")
        await self.says(self.desk.anna, "ja")

    async def _moves(self, shifts: Sequence[Held]) -> None:
        if shifts:
            begins = self.chance.randint(8, 19)
            shift = self.chance.choice(shifts).shift.id
            self.moved.add(shift)
            await self.says(self.desk.anna, f"/aendrvagt {shift} {begins}-{begins + 2}")
            await self.says(self.desk.anna, "ja")

    async def _cancels(self, shifts: Sequence[Held]) -> None:
        if shifts:
            shift = self.chance.choice(shifts).shift.id
            await self.says(self.desk.anna, f"/aflysvagt {shift} Vi maler")
            await self.says(self.desk.anna, "ja")

    async def _gives(self, shifts: Sequence[Held]) -> None:
        if shifts:
            shift, number = self.chance.choice(shifts).shift.id, self.chance.choice([*self.helpers])
            await self.says(self.desk.anna, f"/saetpaa {shift} {number}")
            await self.says(self.desk.anna, "annuller")

    async def _rests(self, _: Sequence[Held]) -> None:
        talker = self.chance.choice([*self.helpers.values()])
        if self.chance.random() < 0.3:
            await self.says(talker, "/holdpause")
            await self.says(talker, "spring over")
        else:
            await self.says(talker, "/kommigen")

    # what must hold

    async def holds(self, *, deep: bool = True) -> None:
        """See that everything is as it must be, now; deep: that everybody may work, too."""
        shifts = await self.ahead()
        for held in shifts:
            filled = [each for each in held.helpers if each.state in HOLDS]
            assert len(filled) <= held.shift.maximum, f"shift {held.shift.id} is over its maximum"
        await self._nobody_is_in_two_places(shifts)
        if deep or self.now.hour < TICK.seconds // 3600:
            await self._all_may_work(shifts)
        self._offers_stand(shifts)
        self._who_waits_is_offered(shifts)
        self._remember(shifts)

    async def _nobody_is_in_two_places(self, shifts: Sequence[Held]) -> None:
        for number in self.helpers:
            mine = [h.shift for h in shifts if (own := h.of(number)) and own.state in COMING]
            for one, other in combinations(mine, 2):
                times = (one.begins_at, one.ends_at, other.begins_at, other.ends_at)
                assert not too_close(*times), f"{number} is in {one.id} and {other.id}"

    async def _all_may_work(self, shifts: Sequence[Held]) -> None:
        coming = [held for held in shifts if held.shift.begins_at > self.now]
        async with self.desk.house.database.reading() as tx:
            for held in coming:
                for each in held.coming:
                    number = each.place.volunteer or 0
                    day = held.shift.begins_at.date()
                    assert await may_work(tx, number, held.role.id, day), (number, held.shift.id)

    def _offers_stand(self, shifts: Sequence[Held]) -> None:
        """Who was offered a place until some time has it until then, whatever others do."""
        for (shift, number), until in list(self.offered.items()):
            held = next((each for each in shifts if each.shift.id == shift), None)
            own = held.of(number) if held else None
            if held is None or own is None or until <= self.now or shift in self.moved:
                continue
            assert own.state in {S.OFFERED, S.TAKEN, S.CONFIRMED, S.DROPPED, S.GONE}, own.state

    def _who_waits_is_offered(self, shifts: Sequence[Held]) -> None:
        """No place stays free while somebody waits for it, by day."""
        for held in shifts:
            waits = any(each.state is S.WAITING for each in held.helpers)
            open_ = held.shift.state == ShiftState.OPEN and held.shift.begins_at > self.now
            if open_ and waits and not quiet(self.now):
                assert held.left <= 0, f"a place of {held.shift.id} is free while somebody waits"

    def _remember(self, shifts: Sequence[Held]) -> None:
        for held in shifts:
            for each in held.helpers:
                key = (held.shift.id, each.place.volunteer or 0)
                if each.state is S.OFFERED and each.place.until:
                    self.offered[key] = each.place.until
                if each.state in COMING:
                    self.since.setdefault(key, self.now)
                elif held.shift.begins_at > self.now:
                    self.since.pop(key, None)

    async def reminded(self) -> int:
        """Everybody who was expected was told of it in the last hours, once; how many were."""
        async with self.desk.house.database.reading() as tx:
            past = await between(tx, self.now - YEAR, self.now)
        begun = {h.shift.id: h.shift for h in past if h.shift.state == ShiftState.OPEN}
        told = {number: await _buttons(talker) for number, talker in self.helpers.items()}
        for (shift, number), since in self.since.items():
            row = begun.get(shift)
            if row is None or shift in self.moved or row.begins_at - since < timedelta(hours=6):
                continue
            late = f"/forsinket {shift} {TEXTS.render('shift_news.late', Language.DA)}"
            still = f"/kommer {shift} {TEXTS.render('shift_news.yes_still', Language.DA)}"
            assert told[number].count(late) == 1, f"{number} heard of {shift} {told[number]}"
            assert told[number].count(still) <= 1, f"{number} was asked twice about {shift}"
        return sum(shift in begun for shift, _ in self.since)


async def _buttons(talker: Talker) -> list[str]:
    """What the buttons say that were shown to somebody who had not asked."""
    said: list[str] = []
    last = 0
    async with talker.house.database.reading() as tx:
        while lines := await lines_after(tx, talker.person_id, talker.place, last):
            last = lines[-1].seq
            unasked = [line for line in lines if line.answers is None]
            said += [f"{b['value']} {b['label']}" for line in unasked for b in line.buttons]
    return said


async def _reader(desk: Desk, name: str, other: Colleague, when: datetime) -> tuple[Talker, int]:
    """Somebody who reads to children and helps with computers, with a certificate of some day."""
    house = desk.house
    talker = await house.citizen(name.lower())
    new = NewVolunteer(name, "læse højt", ("afternoon",))
    number = (await signed_up(house.database, talker.person_id, house.now, new)).number
    async with house.database.transaction() as tx:
        for role in (desk.reading, desk.computers):
            await actions.give_role(tx, desk.by, number, role, house.now)
    await cleared(house.database, desk.by, other, number, when)
    async with house.database.transaction() as tx:
        await actions.try_out(tx, desk.by, number, 40, house.now)
    return talker, number


@pytest.fixture
async def desk_of_six(desk: Desk) -> Year:
    """Anna, four who help with computers, and two who may read to children."""
    year = Year(desk, Random(0))
    for name in ("Eva", "Lars", "Mona", "Per"):
        talker, number = await desk.helper(name, desk.computers)
        year.helpers[number] = talker
    bo = await desk.house.colleague("Bo Bø")
    async with desk.house.database.reading() as tx:
        other = await colleague(tx, bo.person_id)
    assert other is not None
    for name, ago in (("Ida", 10), ("Jon", 3 * 365 - 150)):  # Jon's runs out within the year
        talker, number = await _reader(desk, name, other, year.now - timedelta(days=ago))
        year.helpers[number] = talker
    async with desk.house.database.transaction() as tx:  # nobody has to sign in again
        await tx.connection.execute(update(Address).values(expires_at=year.now + 2 * YEAR))
    return year


@pytest.mark.thorough
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1])
async def test_a_year_goes_well(desk_of_six: Year, seed: int) -> None:
    year = desk_of_six
    year.chance = Random(seed)
    end = year.now + YEAR
    try:
        while year.now < end:
            await year.desk.house.passes(seconds=TICK.total_seconds())
            await year.holds()
            if not quiet(year.now) and year.chance.random() < SOMETHING_HAPPENS:
                await year.something()
                await year.holds()
        assert await year.reminded() > 50
    except AssertionError as broken:
        story = "\n".join(year.log[-25:])
        raise AssertionError(f"seed {seed}: {broken}\n{story}") from broken
