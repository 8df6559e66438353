"""What must be there before citizens come: nothing is forgotten, and nothing stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.administration.points import CONFIRMED, State, gather, missing, points
from handlers.conversation.texts import Texts
from handlers.library import Both, Library
from storage.cases.actions import TemplateText, save_template
from storage.database import Database
from storage.library.actions import change
from storage.library.rules import Subject
from storage.people.rules import Language
from storage.sample import mark_as_sample
from tests.harness import LIBRARY
from tests.programs import sammen
from tests.storage.cast import NOW, cast

WORDS = Texts.load()
OUTSIDE = {"public_url": "https://ideer.boegeby.example", "smtp_url": "smtp://127.0.0.1"}
CRISIS = {"crisis_number": "11 22 33 44", "crisis_number_children": "11 22 33"}
READY = replace(LIBRARY, hours=Both("10-17", "10 to 5"), alerted="Karen Krog", mails=True)


async def found(database: Database, library: Library = READY) -> set[str]:
    """The names of what is missing or worth a look."""
    async with database.reading() as tx:
        every = points(await gather(tx, library, WORDS))
    for point in every:
        for language in Language:
            for key in (f"check.{point.name}", f"check.{point.name}_do"):
                assert WORDS.render(key, language, point.values)
    return {
        f"{point.name} {point.where.rpartition('/')[2]}".strip()
        for point in every
        if point.state is not State.DONE
    }


async def test_a_library_that_has_said_everything_is_ready(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        for name, of in CONFIRMED.items():
            await change(tx, who.anna, Subject.CHECK, name, of(READY, WORDS), NOW)
    assert await found(database) == set()
    without = await found(database, replace(READY, crisis_number=""))
    assert without == {"value crisis_number"}
    assert await found(database, replace(READY, phone="")) == {"value phone"}
    for named in ("", "Nobody Known"):
        assert await found(database, replace(READY, alerted=named)) == {"alerted alerted"}
    assert await found(database, replace(READY, name="Biblioteket")) == {"value name"}
    assert await found(database, replace(READY, hours="10-17")) == {"half hours"}
    assert await found(database, replace(READY, crisis_number="99")) == {"crisis"}
    assert await found(database, replace(READY, url="http://127.0.0.1:8080")) == {"https"}
    assert await found(database, replace(READY, mails=False)) == {"mails"}
    async with database.transaction() as tx:
        await mark_as_sample(tx, NOW)
        await save_template(tx, who.karen, TemplateText("Fuldt", "Der er fuldt."), NOW)
        await change(tx, who.anna, Subject.TEXT, "idea.receipt", {"da": {"other": "Tak"}}, NOW)
    assert await found(database) == {"sample", "answers svar", "misfits tekster?egne=1"}


async def test_a_new_library_lacks_people_and_promises(database: Database) -> None:
    assert await found(database) == {
        *("administrator folk", "coordinator folk", "alerted alerted"),
        *("crisis", "notice", "copies"),
    }


async def test_what_is_only_worth_a_look_keeps_nobody_out(database: Database) -> None:
    async with database.reading() as tx:
        every = points(await gather(tx, replace(READY, hours="10-17"), WORDS))
    assert "half" in {point.name for point in every}
    assert "half" not in {point.name for point in missing(every)}


@pytest.mark.thorough
async def test_the_command_says_when_a_library_is_ready(
    fresh_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    """What was filled in at the desk counts as what the settings say."""
    url = fresh_sqlite()
    database = Database(url)
    who = await cast(database)
    outside = {name.upper(): value for name, value in OUTSIDE.items()}
    code, lacks, _ = await sammen(tmp_path, "check", url=url, **outside)
    assert code == 1
    assert "Help for adults: " in lacks
    assert "/desk/bibliotek/om/crisis_number" in lacks
    async with database.transaction() as tx:
        for name, number in CRISIS.items():
            await change(tx, who.anna, Subject.VALUE, name, number, NOW)
        for name, of in CONFIRMED.items():
            await change(tx, who.anna, Subject.CHECK, name, of(READY, WORDS), NOW)
    code, said, _ = await sammen(tmp_path, "check", url=url, **outside)
    assert code == 0, said
    assert said.endswith("Ready: citizens can be let in.\n")
    assert "worth a look" in said
    await database.close()
