"""Who plays in the tests of storage: citizens, three colleagues, an idea; and the hour it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.cases.tables import Case
from storage.database import Database, Transaction
from storage.ideas import actions
from storage.ideas.actions import Approval, NewIdea
from storage.ideas.rules import HearBack, InfluenceProfile, LegalPurpose
from storage.people import actions as people
from storage.people import queries
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, Channel, Language, Role, hashed

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)  # a Monday
LATER = timedelta(minutes=2)
DAYS = 10

APPROVAL = Approval(
    title="Lydbogsklub",
    partners="Ældre Sagen",
    no_partner_reason=None,
    wider_benefit="Alle, der hellere hører end læser",
    purpose=LegalPurpose.CULTURE,
    influence=InfluenceProfile(3, 3, 2),
)


@dataclass(frozen=True)
class Cast:
    """Citizens by their number; Hans is host, Karen coordinator, Anna administrator."""

    eva: int
    ole: int
    hans: Colleague
    karen: Colleague
    anna: Colleague


async def cast(database: Database) -> Cast:
    """Everybody, in a database of their own."""
    async with database.transaction() as tx:
        return Cast(
            await citizen(tx, "eva"),
            await citizen(tx, "ole", Language.EN),
            await colleague(tx, "Hans Holm", Role.HOST),
            await colleague(tx, "Karen Krog", Role.COORDINATOR),
            await colleague(tx, "Anna Aa", Role.ADMINISTRATOR),
        )


async def citizen(tx: Transaction, secret: str, language: Language = Language.DA) -> int:
    """Somebody over 15 with a browser of their own."""
    person = await people.arrive(
        tx, Channel.WEB, hashed(secret), NOW, language=language, lasts=timedelta(days=400)
    )
    await people.tell_age(tx, person.id, AgeBand.FROM_15)
    return person.id


async def colleague(tx: Transaction, name: str, role: Role) -> Colleague:
    """Somebody who joined by a one-time link."""
    link = await people.invite(tx, role, NOW)
    cookie = await people.join(tx, link, NOW, name=name, mail=None, device="test")
    address = await queries.live_address(tx, Channel.DESK, cookie or "", NOW)
    assert address is not None
    found = await queries.colleague(tx, address.person_id)
    assert found is not None
    return found


async def an_idea(
    database: Database, person_id: int, text: str = "En klub for lydbøger", now: datetime = NOW
) -> Case:
    """An idea that was just given."""
    idea = NewIdea(text, "Dem, der ikke ser så godt", HearBack.PAGE)
    async with database.transaction() as tx:
        return await actions.submit_idea(tx, person_id, idea, now, DAYS)
