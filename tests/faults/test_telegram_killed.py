"""The program is killed at any moment and started again: nobody is left without an answer.

What rides in the answer to a webhook is never said twice; of what is sent by itself a kill doubles
at most what was just on its way.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.delivery import AT_ONCE
from storage.database import Database
from storage.ideas.tables import Idea
from tests.bot_api import Person, StandIn, stand_in
from tests.faults.telegrams import a_minute_passes, expect_one_effect_each, programs, said_to
from tests.journeys.telegram import WAYS
from tests.programs import Program

KILLS = 4
PEOPLE = 6
PATIENCE = 60.0
CONVERSATION = (
    ("/ide {idea}", "2 af 3"),
    ("Alle", "3 af 3"),
    ("3", "har nummer"),
    ("nej", "Helt fint"),
)
"""What somebody says to give an idea, and by what they know the answer."""


@dataclass
class Record:
    """What people were told."""

    names: count[int] = field(default_factory=count)
    given: dict[int, str] = field(default_factory=dict)
    answers: int = 0
    talking: bool = True

    def has_ended(self) -> bool:
        """Whether nobody talks any more."""
        return not self.talking


async def talks(api: StandIn, person: Person, record: Record) -> None:
    """Give one idea after another, as long as the program is being killed."""
    while record.talking:
        idea = f"Noget, der kan ske, og som hedder nr-{next(record.names)}"
        for words, sign in CONVERSATION:
            if record.has_ended():
                return
            before = len(said_to(person))
            person.writes(words.format(idea=idea))
            await api.until(
                lambda: any(sign in text for text in said_to(person)[before:]),  # noqa: B023
                PATIENCE,
            )
            record.answers += 1
            if sign == "har nummer":
                found = re.search(r"har nummer (\d+)\.", "\n".join(said_to(person)[before:]))
                assert found is not None
                record.given[int(found[1])] = idea


async def kills(
    api: StandIn, running: list[Program], database: Database, record: Record, dice: random.Random
) -> None:
    for _ in range(KILLS):
        wanted = record.answers + dice.randint(2, 9)
        await api.until(lambda: record.answers >= wanted, PATIENCE)  # noqa: B023 - waited for here
        for program in running:
            await asyncio.sleep(dice.uniform(0, 0.1))
            await program.kill()
        await a_minute_passes(database)
        for program in running:
            await program.start()
        api.clock.passes(seconds=30)  # Telegram would wait longer each time
    record.talking = False


@pytest.mark.thorough
@pytest.mark.timeout(300)
@pytest.mark.parametrize("way", WAYS)
async def test_nobody_is_left_without_an_answer(
    database: Database, tmp_path: Path, way: str
) -> None:
    record = Record()
    async with stand_in() as api, programs(api, tmp_path, database, way) as running:
        people = [api.person(f"Person {n}") for n in range(PEOPLE)]
        async with asyncio.TaskGroup() as group:
            for person in people:
                group.create_task(talks(api, person, record))
            group.create_task(kills(api, running, database, record, random.Random(7)))
        await api.is_idle(PATIENCE)
        async with database.reading() as tx:
            rows = (await tx.session.execute(select(Idea.number, Idea.text))).all()
        assert {row.number: row.text for row in rows} == record.given
        await expect_one_effect_each(api, database)
        doubled = sum((copies(api, person) for person in people), Counter())
        assert doubled["webhook"] == 0
        assert doubled["http"] <= AT_ONCE * KILLS * len(running)
        assert "Traceback" not in "".join(program.log for program in running)


def copies(api: StandIn, person: Person) -> Counter[str]:
    """How often something was said twice, by how it came; each first copy came in its place."""
    signs = [sign for _, sign in CONVERSATION]
    said = [
        (signs.index(sign), call.via)
        for call in api.called("sendMessage")
        for sign in signs
        if call.ok and call.fields["chat_id"] == person.id and sign in call.fields["text"]
    ]
    steps = [step for step, _ in said]
    first = [step for before, step in zip([-1, *steps], steps, strict=False) if step != before]
    assert first == [n % len(signs) for n in range(len(first))], steps
    return Counter(via for (before, _), (step, via) in pairwise(said) if before == step)


@pytest.mark.thorough
@pytest.mark.needs_postgres
async def test_another_listens_when_the_one_that_did_is_gone(
    on_postgres: str, tmp_path: Path
) -> None:
    database = Database(on_postgres)
    async with stand_in() as api, programs(api, tmp_path, database, "polling") as (one, two):
        eva = api.person()
        await eva.starts()
        await one.kill()
        await a_minute_passes(database)
        eva.writes("/om")
        await eva.hears("Sammen er døren")
        await one.start()
        two.tell_to_stop()
        assert await two.ended() == 0
        eva.writes("/hjaelp")
        await eva.hears("Gik du i stå?")
        await expect_one_effect_each(api, database)
    await database.close()
