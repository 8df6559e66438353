"""Roles that are open, and somebody who signed up: what tests of volunteers begin from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from storage.cases.tables import Case
from storage.database import Database
from storage.people.actions import tell_age
from storage.people.queries import Colleague
from storage.people.rules import AgeBand
from storage.volunteers import actions
from storage.volunteers.actions import CheckRule, NewVolunteer, RoleText
from storage.volunteers.catalogue import sketch
from storage.volunteers.rules import LINES, SUPPLEMENT, CheckStatus
from storage.volunteers.tables import Expectation

READING, COMPUTERS = "reading_aloud", "computer_help"
RULE = CheckRule(people=2, years=3)


def answered(key: str, contact: int, told_on: date) -> RoleText:
    """A typical role that has answered for itself."""
    found = sketch(key)
    assert found is not None
    return RoleText(
        found.title,
        found.does,
        purpose=found.purpose,
        adds=found.adds,
        supplement="De ansatte passer det, de plejer.",
        times=found.times,
        needs=found.needs,
        children=found.children,
        insurance="Kommunen har en ordning. Spørg din kontakt.",
        contact=contact,
        answers=dict.fromkeys(SUPPLEMENT, (True, "")),
        told_on=told_on,
    )


async def opened(database: Database, by: Colleague, now: datetime, *keys: str) -> dict[str, int]:
    """Some of the typical roles, open; their numbers by their keys."""
    made = {}
    for key in keys or (READING, COMPUTERS):
        text = answered(key, by.person_id, now.date() - timedelta(days=7))
        async with database.transaction() as tx:
            role = await actions.save_role(tx, by, text, now)
            await actions.open_role(tx, by, role.id, now)
        made[key] = role.id
    return made


EVA = NewVolunteer("Eva", "læse højt for børn", ("afternoon",))


async def signed_up(
    database: Database, person_id: int, now: datetime, new: NewVolunteer = EVA, **other: object
) -> Case:
    """Somebody who is 15 and wants to help."""
    async with database.transaction() as tx:
        await tell_age(tx, person_id, AgeBand.FROM_15)
    async with database.transaction() as tx:
        return await actions.sign_up(tx, person_id, replace(new, **other), now, 10)  # type: ignore[arg-type]


async def both_tick(
    database: Database, by: Colleague, person_id: int, number: int, now: datetime
) -> Expectation:
    """Both have ticked all of it, and nobody has said yes."""
    async with database.transaction() as tx:
        await actions.expect(tx, None, person_id, number, LINES, None, now)
    async with database.transaction() as tx:
        return await actions.expect(tx, by, 0, number, LINES, None, now)


async def agreed(
    database: Database, by: Colleague, person_id: int, number: int, now: datetime
) -> None:
    """Both have ticked all of it and said yes, and what one hears stays."""
    found = await both_tick(database, by, person_id, number, now)
    for who in (None, by):
        async with database.transaction() as tx:
            await actions.agree(tx, who, person_id, number, found.version, now)
    async with database.transaction() as tx:
        await actions.keep_secret(tx, person_id, number, now)


async def cleared(
    database: Database, one: Colleague, other: Colleague, number: int, now: datetime
) -> None:
    """Two colleagues write that the certificate is in order."""
    for by in (one, other):
        async with database.transaction() as tx:
            await actions.write_check(tx, by, number, CheckStatus.CLEARED, now.date(), RULE, now)
