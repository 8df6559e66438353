"""A week in which shifts stand in every way, and one at which everybody stands somewhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from storage.cases.rules import local_day
from storage.database import Database
from storage.people.queries import Colleague
from storage.shifts import actions
from storage.shifts.actions import Wanted
from storage.shifts.coming import Mood
from storage.shifts.rules import PlaceState, ShiftState
from storage.shifts.tables import Shift, ShiftPlace
from storage.shifts.times import Hours
from storage.volunteers import actions as volunteers
from storage.volunteers.actions import NewVolunteer
from tests.storage.cast import citizen
from tests.storage.volunteers.parts import COMPUTERS, opened, signed_up

S = PlaceState
NAMES = {
    S.CONFIRMED: "Kirsten Kjær",
    S.TAKEN: "Søren Skov",
    S.OFFERED: "Åse Ågård",
    S.ASKED: "Bo Bech",
    S.WAITING: "Lis Lund",
    S.GONE: "Ole Olsen",
    S.DECLINED: "Eva Elm",
    S.LAPSED: "Per Poulsen",
    S.MOVED: "Ida Iversen",
    S.DROPPED: "Ane Ask",
}
EARLIER = timedelta(days=20)
REASON = "Huset er lukket"


@dataclass(frozen=True)
class Week:
    """Its shifts by how they stand, the volunteers by their names, and the role."""

    role: int
    numbers: dict[str, int]
    shifts: dict[str, int]


async def helper(database: Database, by: Colleague, name: str, role: int, now: datetime) -> int:
    """Somebody who helps in a role; their number."""
    async with database.transaction() as tx:
        person = await citizen(tx, name)
    number = (await signed_up(database, person, now, NewVolunteer(name, "hjælpe", ()))).number
    async with database.transaction() as tx:
        await volunteers.give_role(tx, by, number, role, now)
        await volunteers.try_out(tx, by, number, 40, now)
    return number


async def a_week(database: Database, by: Colleague, now: datetime) -> Week:
    """The week of a moment, its own day and the two after it."""
    role = (await opened(database, by, now, COMPUTERS))[COMPUTERS]
    numbers = {
        name: await helper(database, by, name, role, now - EARLIER) for name in NAMES.values()
    }
    kirsten, soren, aase = (numbers[NAMES[state]] for state in (S.CONFIRMED, S.TAKEN, S.OFFERED))
    made = {
        "everybody": (
            (0, 18, 20),
            (4, 5),
            {n: s for s, name in NAMES.items() for n in [numbers[name]]},
        ),
        "was": ((0, 7, 9), (1, 2), {kirsten: S.ATTENDED, soren: S.ABSENT, aase: S.CONFIRMED}),
        "full": ((1, 10, 12), (1, 1), {soren: S.TAKEN}),
        "room": ((2, 10, 12), (1, 3), {kirsten: S.CONFIRMED}),
        "short": ((2, 16, 18), (2, 2), {}),
        "cancelled": ((1, 14, 16), (1, 2), {aase: S.DROPPED}),
    }
    shifts = {}
    for name, ((days, begins, ends), (least, most), stands) in made.items():
        on = Hours(time(begins), time(ends)).on(local_day(now) + timedelta(days=days))
        wanted = Wanted(
            role, *on, minimum=least, maximum=most, branch=("havnen", "midtby")[days % 2]
        )
        async with database.transaction() as tx:
            row = await actions.make(tx, by, wanted, now - EARLIER)
            tx.session.add_all(_place(row, number, state, now) for number, state in stands.items())
            if name == "cancelled":
                row.state, row.reason = ShiftState.CANCELLED, REASON
        shifts[name] = row.id
    return Week(role, numbers, shifts)


def came(shift: int, number: int, now: datetime) -> ShiftPlace:
    """Somebody who came to a shift, and found it good."""
    at = {"since": now - EARLIER, "thanked_at": now}
    return ShiftPlace(
        shift=shift, volunteer=number, state=S.ATTENDED, minutes=150, mood=Mood.GOOD, **at
    )


def _place(row: Shift, number: int, state: PlaceState, now: datetime) -> ShiftPlace:
    """Somebody's standing; who took it will be late, and got it against a rule."""
    unanswered = state in {S.OFFERED, S.ASKED}
    taken = state is S.TAKEN
    return ShiftPlace(
        shift=row.id,
        volunteer=number,
        state=state,
        since=now - EARLIER,
        until=now + timedelta(hours=2) if unanswered else None,
        late=15 if taken else None,
        over="Vi manglede en" if taken else None,
    )
