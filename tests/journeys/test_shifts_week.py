"""The week as staff look at it: a picture on a telephone, and gone from it with who stood there."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from sqlalchemy import select

from storage.cases.tables import Case
from storage.people.queries import colleagues
from storage.privacy.actions import erase
from storage.talk.tables import Line
from tests.journeys.telegram import at_telegram
from tests.online import Library
from tests.staff_group import connect
from tests.storage.shifts.week import Week, a_week


async def planned(library: Library) -> Week:
    """A week of shifts that Anna has made."""
    async with library.database.reading() as tx:
        by = next(each for each in await colleagues(tx) if each.name == "Anna Aa")
    return await a_week(library.database, by, library.clock.now)


async def test_the_week_is_a_picture_on_a_telephone(database_url: str) -> None:
    async with at_telegram(database_url, "webhook") as telegram:
        library, anna = telegram.library, telegram.person("Anna Aa")
        await library.joins("Anna Aa")
        await connect(library.database, "Anna Aa", anna, library.clock)
        await planned(library)
        await anna.starts()
        await anna.says("/vagter")
        await anna.hears("Uge 19", "Mangler 2")
        (message,) = [each for each in anna.screen if "photo" in each]
        assert len(message["caption"]) <= 1024
        sent = telegram.api.world.files[message["photo"][-1]["file_id"]].content
        with Image.open(BytesIO(sent)) as picture:
            assert picture.width in {760, 1280}


async def test_nobody_stands_in_it_who_was_erased(library: Library) -> None:
    anna = await library.joins("Anna Aa")
    week = await planned(library)
    await anna.says("/vagter")
    assert "Søren" in anna.heard
    number = week.numbers["Søren Skov"]
    async with library.database.transaction() as tx:
        person = await tx.session.scalar(select(Case.author).where(Case.number == number))
        await erase(tx, person or 0, library.clock.now)
    async with library.database.reading() as tx:
        lines = (await tx.session.execute(select(Line.text, Line.card))).all()
    assert not [line for line in lines if "Søren" in f"{line.text} {line.card}"]
    await anna.says("/vagter")
    assert "Søren" not in anna.heard
    assert "En frivillig" in await anna.opens(f"/desk/vagt/{week.shifts['was']}")
