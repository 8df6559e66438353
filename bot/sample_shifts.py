"""The sample library's volunteers, and the shifts that some of them have taken, written in
bot/sample.toml.

It goes through the subjects' own actions, so it obeys every rule that real shifts do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from storage.cases.rules import local_day
from storage.database import Transaction
from storage.people import actions as people
from storage.people.actions import tell_age
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, Channel, Language
from storage.shifts import actions as shifts
from storage.shifts.times import Hours
from storage.shifts.wanted import Wanted
from storage.volunteers import actions as volunteers
from storage.volunteers.actions import NewVolunteer, RoleText
from storage.volunteers.catalogue import sketch
from storage.volunteers.rules import SUPPLEMENT

BEFORE = timedelta(days=10)
"""All of it was planned this long ago, so that the shifts of yesterday have been worked."""

WEEKS = 6


async def fill_shifts(
    tx: Transaction, script: Mapping[str, Any], by: Colleague, now: datetime, days: int
) -> None:
    """Roles that are open, people who have them, and shifts around today."""
    since = now - BEFORE
    insurance = script["insurance"]
    roles = {key: await _role(tx, by, key, insurance, since) for key in script["roles"]}
    numbers: dict[str, int] = {}
    for who in script["volunteer"]:
        numbers[who["name"]] = await _volunteer(tx, by, who, roles, since, days)
    for wanted in script["shift"]:
        await _shift(tx, by, wanted, roles[wanted["role"]], numbers, since, local_day(now))


async def _role(tx: Transaction, by: Colleague, key: str, insurance: str, now: datetime) -> int:
    """A typical role that has answered for itself."""
    found = sketch(key)
    if found is None:
        raise RuntimeError("the sample names a role that there is not")
    text = RoleText(
        found.title,
        found.does,
        purpose=found.purpose,
        adds=found.adds,
        supplement=found.adds,
        times=found.times,
        needs=found.needs,
        children=found.children,
        insurance=insurance,
        contact=by.person_id,
        answers=dict.fromkeys(SUPPLEMENT, (True, "")),
        told_on=local_day(now),
    )
    role = await volunteers.save_role(tx, by, text, now)
    await volunteers.open_role(tx, by, role.id, now)
    return role.id


async def _volunteer(
    tx: Transaction,
    by: Colleague,
    who: Mapping[str, Any],
    roles: Mapping[str, int],
    now: datetime,
    days: int,
) -> int:
    """Somebody made up, who is on trial in their roles; the number of their case."""
    person = await people.arrive(
        tx,
        Channel.WEB,
        f"sample-{who['name']}",
        now,
        language=Language.DA,
        lasts=timedelta(days=400),
    )
    await tell_age(tx, person, AgeBand.FROM_15)
    wish = NewVolunteer(who["name"], who["wish"], tuple(who["times"]))
    number = (await volunteers.sign_up(tx, person, wish, now, days)).number
    await volunteers.talked(tx, by, number, now)
    for key in who["roles"]:
        await volunteers.give_role(tx, by, number, roles[key], now)
    await volunteers.try_out(tx, by, number, WEEKS, now)
    return number


async def _shift(
    tx: Transaction,
    by: Colleague,
    wanted: Mapping[str, Any],
    role: int,
    numbers: Mapping[str, int],
    now: datetime,
    today: date,
) -> None:
    """One shift, so many days from today, and who took it, waits for it or was there."""
    hours = Hours(*(time.fromisoformat(wanted[end]) for end in ("begins", "ends")))
    begins_at, ends_at = hours.on(today + timedelta(days=wanted["day"]))
    made = await shifts.make(
        tx,
        by,
        Wanted(
            role,
            begins_at,
            ends_at,
            wanted["least"],
            wanted["most"],
            branch=wanted.get("branch"),
            note=wanted.get("note"),
        ),
        now,
    )
    for name in wanted.get("taken", ()):
        await shifts.take(tx, numbers[name], made.id, now)
    for name in wanted.get("confirmed", ()):
        await shifts.confirm(tx, numbers[name], made.id, now)
    for name in wanted.get("waiting", ()):
        await shifts.wait(tx, numbers[name], made.id, now)
