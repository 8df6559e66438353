"""The same message again, the same button twenty times, two who decide at the same moment."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.cases.tables import Event
from storage.database import Database
from storage.people.rules import Role
from tests.faults.evidence import expect_whole_talks, ideas
from tests.journeys.parts import IDEA, answers_all, gives
from tests.online import Browser, Citizen, Library
from tests.programs import a_program

pytestmark = pytest.mark.both_databases

TIMES = 20


async def raw(browser: Browser, fields: dict[str, str]) -> bytes:
    """What the program answers to a posted line, byte for byte."""
    where = f"{browser.url}{browser.base}/say"
    headers = {"Accept": "application/json"}
    async with browser.session.post(where, data=fields, headers=headers) as response:
        assert response.status == 200, await response.text()
        return await response.read()


async def acts(database: Database, number: int = 1) -> Counter[str]:
    """How often each thing was done to a case."""
    async with database.reading() as tx:
        found = await tx.session.scalars(select(Event.act).where(Event.case_number == number))
        return Counter(found.all())


async def test_a_repeated_line_gets_its_stored_answer(library: Library) -> None:
    eva = await library.citizen()
    await eva.says("ide")
    first = await raw(eva, {"id": "the-same-line", "text": IDEA})
    await eva.says("Alle")
    press = f"{eva.answered[-1]['seq']}:page"
    receipt = await raw(eva, {"id": "the-same-press", "press": press})
    assert "nummer 1" in receipt.decode()
    await eva.says("/menu")
    assert await raw(eva, {"id": "the-same-line", "text": IDEA}) == first
    assert await raw(eva, {"id": "the-same-line", "text": "something else"}) == first
    assert await raw(eva, {"id": "the-same-press", "press": press}) == receipt
    assert await ideas(library.database) == {IDEA: 1}
    await expect_whole_talks(library.database)


async def test_the_same_line_twenty_times_at_once(library: Library) -> None:
    eva = await library.citizen()
    line = {"id": "the-very-first", "text": f"/ide {IDEA}"}
    answers = await asyncio.gather(*(raw(eva, line) for _ in range(TIMES)))
    assert len(set(answers)) == 1
    await eva.says("Alle")
    line = {"id": "the-last-one", "text": "Jeg behøver ikke svar"}
    answers = await asyncio.gather(*(raw(eva, line) for _ in range(TIMES)))
    assert len(set(answers)) == 1
    assert await ideas(library.database) == {IDEA: 1}
    await expect_whole_talks(library.database)


async def ready_to_send(eva: Citizen) -> str:
    """Answer up to the last question of an idea. Returns the press that hands it in."""
    await eva.says(f"/ide {IDEA}")
    await eva.says("Alle")
    return f"{eva.answered[-1]['seq']}:page"


async def test_one_button_pressed_twenty_times_at_once_has_one_effect(library: Library) -> None:
    eva = await library.citizen()
    press = await ready_to_send(eva)
    said = await asyncio.gather(
        *(raw(eva, {"id": f"press-number-{n}", "press": press}) for n in range(TIMES))
    )
    assert sum("Din idé har nummer" in text.decode() for text in said) == 1
    assert await ideas(library.database) == {IDEA: 1}
    await expect_whole_talks(library.database)


async def test_a_decision_pressed_twenty_times_at_once_is_one(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(1)
    await asyncio.gather(
        *(raw(anna, {"id": f"take-number-{n}", "press": "0:/tag 1"}) for n in range(TIMES))
    )
    assert (await acts(library.database))["take"] == 1
    await answers_all(anna)
    press = f"{anna.answered[-1]['seq']}:yes"
    await asyncio.gather(
        *(raw(anna, {"id": f"yes-number-{n}", "press": press}) for n in range(TIMES))
    )
    assert (await acts(library.database))["approve"] == 1
    await library.passes(minutes=2)
    assert (await eva.hears()).count("Godt nyt!") == 1
    await expect_whole_talks(library.database)


@pytest.mark.parametrize("act", ["redirect", "decline"])
async def test_two_who_decide_at_the_same_moment(library: Library, act: str) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna, bo = await library.joins("Anna Aa"), await library.joins("Bo Bø")
    await (await anna.at(1)).presses("Tag den")
    await answers_all(anna)
    word = {"redirect": "henvis", "decline": "afvis"}[act]
    await (await bo.at(1)).says(f"/{word} 1 Det er ikke noget for os")
    await bo.says("Borgerservice")
    await asyncio.gather(anna.presses("Ja"), bo.presses("Ja"))
    done = await acts(library.database)
    assert done["approve"] + done[act] == 1
    winner, loser = (anna, bo) if done["approve"] else (bo, anna)
    assert "Indtil da kan du fortryde" in winner.heard
    name = "Anna" if winner is anna else "Bo"
    assert f"{name} var hurtigere" in loser.heard


async def test_two_who_take_it_at_the_same_moment(library: Library) -> None:
    await gives(await library.citizen())
    names = ["Anna", "Bo", "Carl", "Dorte", "Emma"]
    staff = [await (await library.joins(name, Role.HOST)).at(1) for name in names]
    await asyncio.gather(*(one.presses_value("0:/tag 1") for one in staff))
    assert (await acts(library.database))["take"] == 1
    won = [name for name, one in zip(names, staff, strict=True) if "taget." in one.heard]
    assert len(won) == 1
    others = [one for one in staff if "taget." not in one.heard]
    assert all(f"{won[0]} tog den først" in one.heard for one in others)


@pytest.mark.thorough
@pytest.mark.needs_postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_two_programs_on_one_database_serve_the_same_person(
    database: Database, tmp_path: Path
) -> None:
    async with a_program(tmp_path, database) as one, a_program(tmp_path, database) as two:
        eva = await one.citizen()
        there = Citizen(two.url, two.session())
        there.session.cookie_jar.update_cookies({"sammen": eva.cookie("sammen")})
        await eva.says(f"/ide {IDEA}")
        await there.says("Alle")
        press = f"{there.answered[-1]['seq']}:page"
        said = await asyncio.gather(
            *(raw(eva, {"id": f"here-number-{n}", "press": press}) for n in range(TIMES // 4)),
            *(raw(there, {"id": f"there-number-{n}", "press": press}) for n in range(TIMES // 4)),
            *(raw(eva, {"id": "both-the-same", "press": press}) for _ in range(TIMES // 4)),
            *(raw(there, {"id": "both-the-same", "press": press}) for _ in range(TIMES // 4)),
        )
        assert await ideas(database) == {IDEA: 1}
        assert len(set(said[-TIMES // 2 :])) == 1
        await expect_whole_talks(database)
        last = (await eva.lines())[-1]["seq"]
        listening = asyncio.create_task(there.streams(1, after=last))
        await eva.says("/menu")
        assert await asyncio.wait_for(listening, 20) == [(last + 1, "line")]
