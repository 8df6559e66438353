"""What was learnt, in the conversation: who may read it, and who may forget it."""

from __future__ import annotations

from storage.partners.actions.learning import learn
from storage.partners.learning import everything
from storage.people.rules import Role
from tests.harness import House
from tests.storage.agreements.parts import a_partner


async def test_who_may_not_forget_is_answered_kindly(house: House) -> None:
    ole = await house.citizen("ole")
    partner = await a_partner(house.database, ole.person_id, now=house.now)
    async with house.database.transaction() as tx:
        await learn(tx, partner, ["Skak"], chosen=True, now=house.now)
    vera = await house.colleague("Vera Vært", Role.HOST)
    await vera.says("/laert")
    assert "Ældre Sagen: valgt 1" in vera.heard
    await vera.says("/laert glem")
    assert "Det kan en koordinator gøre" in vera.heard
    async with house.database.reading() as tx:
        assert len(await everything(tx)) == 1
    anna = await house.colleague("Anna Aa")
    await anna.says("/laert glem")
    assert "Det hele er glemt" in anna.heard
    async with house.database.reading() as tx:
        assert await everything(tx) == []
