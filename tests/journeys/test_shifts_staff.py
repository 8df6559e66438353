"""Staff make shifts wherever they are: in their group, in their own chat, at the desk."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from storage.people.queries import Colleague, colleague
from storage.people.tables import Staff
from tests.online import Library
from tests.staff_group import Staffed, a_staffed, question_in
from tests.storage.volunteers.parts import COMPUTERS, opened

SENTENCE = "/nyvagt hver tirsdag 16-18 i 4 uger, 2 personer, IT-hjælp, uden sted"


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Staffed]:
    way = "polling" if database_url.startswith("sqlite") else "webhook"
    async with a_staffed(database_url, way) as town:
        yield town


async def known(library: Library, name: str) -> Colleague:
    """A colleague as storage knows them."""
    async with library.database.reading() as tx:
        person = await tx.session.scalar(select(Staff.person_id).where(Staff.name == name))
        found = await colleague(tx, person or 0)
    assert found is not None
    return found


async def test_in_the_group_in_private_and_at_the_desk(town: Staffed) -> None:
    library, group = town.library, town.group
    desk, anna = await town.both("Anna Aa")
    by = await known(library, "Anna Aa")
    await opened(library.database, by, library.clock(), COMPUTERS)

    heard = await town.after(anna.says(SENTENCE, group), group)
    assert heard.startswith("Anna: Det bliver 4 vagter som IT-hjælper:")
    assert "Tirsdag kl. 16.00-18.00" in heard
    heard = await town.after(anna.says("3 personer", group, reply_to=question_in(group)), group)
    assert "Hvor mange: 3 personer" in heard
    heard = await town.after(anna.presses("Ja", group), group)
    assert "4 vagter er lavet, og den første har nummer 1." in heard

    await anna.says("/aendrvagt 1 17-19")
    await anna.hears("Gælder det også de vagter")
    await anna.presses("Den her og 3 senere")
    await anna.hears("kl. 17.00-19.00")
    await anna.says("ja")
    await anna.hears("4 vagter er ændret.")

    await desk.says("/vagt 4")
    assert "kl. 17.00-19.00" in desk.heard
    await desk.says("/aflysvagt 4 kursus")
    await desk.says("ja")
    assert "Vagten er aflyst" in desk.heard
    await desk.says("/vagter næste uge")
    assert "Mangler 3" in desk.heard
