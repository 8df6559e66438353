"""Partners with somebody to ask, and introductions that have come as far as a test needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.database import Database
from storage.introductions.actions import Proposal, ask, plan
from storage.introductions.queries import Seen, seen
from storage.introductions.rules import Shared
from storage.introductions.tables import Introduction
from storage.partners.tables import Contact
from storage.people.queries import Colleague
from storage.people.tables import Person
from storage.talk.tables import Talk
from tests.storage.cast import LATER, NOW
from tests.storage.partners.registered import a_partner

READERS: dict[str, Any] = {
    "name": "Lyt og Læs",
    "does": "Vi læser højt og lytter til lydbøger sammen i en klub",
    "gives": "Frivillige, der læser lydbøger op",
    "listed": True,
}
"""An association that fits an idea about audio books."""

EVA = Shared("Eva Ibsen", "20 30 40 50", "eva@hjem.example", text=True)
BENT = Shared("Bent fra Lyt og Læs", "60 70 80 90", "bent@lyt.example")


async def a_contact(
    database: Database, partner: int, person_id: int | None, now: datetime = NOW
) -> None:
    """Somebody who speaks for a partner."""
    async with database.transaction() as tx:
        tx.session.add(
            Contact(
                partner=partner,
                person_id=person_id,
                name="Bent Kontakt",
                role="formand",
                mail="kontakt@lyt.example",
                phone="61 62 63 64",
                since=now,
            )
        )


async def readers(database: Database, person_id: int | None, **told: Any) -> int:
    """The association, with a contact person; its number."""
    number = await a_partner(database, **(READERS | told))
    await a_contact(database, number, person_id)
    return number


async def newest_person(database: Database, before: int = 0) -> int:
    """Who came last to a talk, or so many before them."""
    async with database.reading() as tx:
        found = await tx.session.scalars(
            select(Person.id)
            .join(Talk, Talk.person_id == Person.id)
            .distinct()
            .order_by(Person.id.desc())
        )
        return found.all()[before]


async def planned(
    database: Database, by: Colleague, case: int, now: datetime = NOW, **other: int
) -> int:
    """An introduction that a colleague has proposed; its number."""
    async with database.transaction() as tx:
        row = await plan(tx, Proposal(case, "En lydbogsklub", **other), now, by=by)
        return row.id


async def asked(
    database: Database, by: Colleague, case: int, now: datetime = NOW, **other: int
) -> int:
    """An introduction about which both sides have been asked; its number."""
    id = await planned(database, by, case, now, **other)
    async with database.transaction() as tx:
        assert await ask(tx, id, now + LATER) is not None
    return id


async def stands(database: Database, id: int) -> str:
    """Where an introduction stands."""
    async with database.reading() as tx:
        return (await tx.session.get_one(Introduction, id)).state


async def seen_by(database: Database, person_id: int, id: int) -> Seen | None:
    """What one of its sides sees."""
    async with database.reading() as tx:
        return await seen(tx, person_id, id)
