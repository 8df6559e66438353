"""What everybody may read of an agreement: what is done, by the title that is released."""

from __future__ import annotations

from collections.abc import Mapping

from storage.agreements import queries
from storage.agreements.rules import Party
from storage.agreements.tables import Agreement
from storage.cases.tables import Case
from storage.database import Database
from tests.storage.agreements.parts import a_partner, asked, says_yes
from tests.storage.cast import an_idea, cast


async def test_what_everybody_reads_of_it_is_the_idea_s_released_title(
    database: Database,
) -> None:
    who = await cast(database)
    partner = await a_partner(database, who.ole)
    number, idea = await asked(database, who, partner), await an_idea(database, who.eva)
    async with database.transaction() as tx:
        (await tx.session.get_one(Agreement, number)).about = idea.number
        head = await tx.session.get_one(Case, idea.number)
        head.title = head.shown_title = "Lydbogsklub"
    assert await together(database, partner) == {}
    for party in Party:
        async with database.transaction() as tx:
            await says_yes(tx, who, number, party)
    assert await together(database, partner) == {partner: ["Lydbogsklub"]}
    async with database.transaction() as tx:
        (await tx.session.get_one(Case, idea.number)).title = None
    assert await together(database, partner) == {}


async def together(database: Database, partner: int) -> Mapping[int, list[str]]:
    async with database.reading() as tx:
        return await queries.done_together(tx, [partner])
