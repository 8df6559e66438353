"""Partners as the tests need them: registered by somebody, accepted by Karen, and read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from storage.database import Database
from storage.partners import queries
from storage.partners.actions import Came, NewContact, NewPartner, accept, register, run_errand
from storage.partners.queries import Known
from storage.partners.rules import Openness, PartnerKind
from storage.people.queries import Colleague
from storage.talk.queries import due_now
from tests.storage.cast import DAYS, LATER, NOW, Cast

KIRSTEN = NewContact("Kirsten Kold", "formand", "kirsten@garn.example", "12 34 56 78")

KNITTERS = NewPartner(
    kind=PartnerKind.ASSOCIATION,
    name="Garnlauget",
    does="Vi strikker sammen hver onsdag",
    gives="Vi kan lære andre at strikke",
    gets="Et sted at mødes",
    audience="Alle, der vil strikke",
    languages=("da", "en"),
    openness=Openness.ANYONE,
    listed=True,
    contacts=(KIRSTEN,),
)


async def a_waiting_partner(
    database: Database, person_id: int, now: datetime = NOW, **changes: Any
) -> int:
    """The number of a partner that somebody has just registered; `changes` to the knitters."""
    async with database.transaction() as tx:
        new = replace(KNITTERS, **changes)
        return (await register(tx, person_id, new, now, DAYS)).number


async def a_partner(
    database: Database, person_id: int, by: Colleague, now: datetime = NOW, **changes: Any
) -> int:
    """The number of a partner that was accepted by a coordinator, and has heard so."""
    number = await a_waiting_partner(database, person_id, now, **changes)
    async with database.transaction() as tx:
        await accept(tx, by, number, now)
    await tick(database, now + LATER)
    return number


async def partner_of(database: Database, town: Cast, **changes: Any) -> int:
    """The same, registered by Eva and accepted by Karen."""
    return await a_partner(database, town.eva, town.karen, **changes)


async def known(database: Database, number: int) -> Known:
    """A partner as it stands in the database now."""
    async with database.reading() as tx:
        found = await queries.partner(tx, number)
        assert found is not None
        return found


async def tick(database: Database, now: datetime) -> list[Came]:
    """Do all that is due about partners, as the program's own tick does; what came of it."""
    came: list[Came] = []
    while True:
        async with database.transaction() as tx:
            due = await due_now(tx, now)
            if due is None:
                return came
            came.append(await run_errand(tx, due, now, DAYS))


DAY = timedelta(days=1)
