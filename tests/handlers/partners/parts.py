"""Partners as the tests of their conversations need them."""

from __future__ import annotations

from storage.partners import actions
from storage.partners.actions import NewContact
from storage.partners.queries import Known, partner
from storage.people.queries import Colleague, colleagues
from tests.harness import House, Talker
from tests.storage.agreements.parts import a_partner


async def as_colleague(house: House, talker: Talker) -> Colleague:
    """Who somebody is at work."""
    async with house.database.reading() as tx:
        return next(c for c in await colleagues(tx) if c.person_id == talker.person_id)


async def known(house: House, number: int) -> Known:
    """A partner as it stands."""
    async with house.database.reading() as tx:
        found = await partner(tx, number)
    assert found is not None
    return found


async def garn(house: House, owner: Talker, name: str = "Garnlauget") -> int:
    """An active partner whose contact person is somebody who hears of it."""
    return await a_partner(house.database, owner.person_id, name, now=house.now)


async def with_another(house: House, number: int, by: Talker, name: str = "Ida Is") -> None:
    """One more contact person, written down by a colleague."""
    colleague = await as_colleague(house, by)
    async with house.database.transaction() as tx:
        await actions.write_down(tx, colleague, number, NewContact(name), house.now)
