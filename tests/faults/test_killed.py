"""Killed at any moment and started again: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select, update

from storage.cases.rules import CaseAct
from storage.cases.tables import Event
from storage.database import Conflict, Database, Unavailable
from storage.ideas.tables import Idea
from storage.people.rules import Role
from storage.talk.rules import DueKind
from storage.talk.tables import Due
from tests.faults.evidence import expect_whole_talks, ideas
from tests.online import Browser, Citizen, Refused
from tests.programs import Program, a_program

KILLS = 10
TALKERS = 3
IDEAS_EACH = 3
"""Ideas per browser: a single browser would soon be refused for being too fast."""

OURS = Due.kind.in_((DueKind.TELL, DueKind.PROMISE))
"""What the ideas of this test plan: news of them, and the watch over what was promised."""

AWAY = (aiohttp.ClientError, ConnectionError, TimeoutError)


@dataclass
class Record:
    """What was accepted, as the program confirmed it after its commit."""

    names: count[int] = field(default_factory=count)
    given: dict[int, str] = field(default_factory=dict)
    browsers: list[Citizen] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    accepted: int = 0
    killing: bool = True
    talking: int = TALKERS

    async def until_more(self, lines: int) -> None:
        """Wait until so many more lines were accepted."""
        wanted = self.accepted + lines
        while self.accepted < wanted:  # noqa: ASYNC110 - many talkers count here
            await asyncio.sleep(0.002)


async def until_answered(record: Record, browser: Browser, text: str, name: str) -> str:
    """Send a line as the page's script does: again and again, until it is answered."""
    while True:
        try:
            heard = await browser.says(text, name=name)
        except AWAY:
            await asyncio.sleep(0.05)
        except Refused as refused:
            if refused.status not in (429, 503):
                raise
            await asyncio.sleep(0.2)
        else:
            record.accepted += 1
            return heard


async def a_citizen(program: Program) -> Citizen:
    citizen = Citizen(program.url, program.session())
    while citizen.status != 200:
        try:
            await citizen.opens("/")
        except AWAY:
            await asyncio.sleep(0.05)
    return citizen


async def talks(program: Program, record: Record) -> None:
    """Give one idea after another; each idea is told apart by its number."""
    while record.killing:
        eva = await a_citizen(program)
        record.browsers.append(eva)
        for _ in range(IDEAS_EACH):
            name = f"idea-{next(record.names)}"
            idea = f"Noget, der kan ske, og som hedder {name}."
            await until_answered(record, eva, f"/ide {idea}", f"{name}-one")
            await until_answered(record, eva, "Alle", f"{name}-two")
            heard = await until_answered(record, eva, "3", f"{name}-three")
            found = re.search(r"nummer (\d+)\.", heard)
            assert found is not None, heard
            record.given[int(found.group(1))] = idea
            await until_answered(record, eva, "nej", f"{name}-four")
    record.talking -= 1


async def decides(program: Program, record: Record) -> None:
    """Take every case once. A new colleague takes over now and then, because a single one would be
    too fast.
    """
    anna = None
    while record.talking or set(record.given) - set(record.taken):
        waiting = [number for number in record.given if number not in record.taken]
        if not waiting:
            await asyncio.sleep(0.05)
            continue
        if anna is None or len(record.taken) % 10 == 0:
            anna = await a_colleague(program)
        number = waiting[0]
        await until_answered(record, anna, f"/tag {number}", f"take-number-{number}")
        record.taken.append(number)


async def a_colleague(program: Program) -> Browser:
    while True:
        try:
            return await program.colleague("Anna Aa", Role.HOST, now=datetime.now(UTC))
        except (*AWAY, AssertionError, StopIteration, Unavailable, Conflict):
            await asyncio.sleep(0.05)


async def lets_time_pass(database: Database, record: Record) -> None:
    """Make planned rows due, again and again."""
    while record.killing:
        await make_due(database)
        await asyncio.sleep(0.2)


async def make_due(database: Database) -> None:
    try:
        async with database.transaction() as tx:
            await tx.connection.execute(update(Due).where(OURS).values(at=datetime.now(UTC)))
    except (Unavailable, Conflict):
        return


@pytest.mark.thorough
@pytest.mark.timeout(300)
async def test_nothing_is_lost_and_nothing_done_twice(database: Database, tmp_path: Path) -> None:
    dice = random.Random(7)
    record = Record()
    async with a_program(tmp_path, database) as program:
        async with asyncio.TaskGroup() as group:
            for _ in range(TALKERS):
                group.create_task(talks(program, record))
            group.create_task(decides(program, record))
            group.create_task(lets_time_pass(database, record))
            for _ in range(KILLS):
                await record.until_more(dice.randint(3, 15))
                await asyncio.sleep(dice.uniform(0, 0.05))
                await program.kill()
                await program.start()
            record.killing = False
        assert len(record.given) > KILLS
        assert set(record.taken) == set(record.given)
        assert sum((await ideas(database)).values()) == len(record.given)
        async with database.reading() as tx:
            rows = (await tx.session.execute(select(Idea.number, Idea.text))).all()
        assert {row.number: row.text for row in rows} == record.given
        await expect_whole_talks(database)
        await all_told(database)
        assert await warnings(database) == dict.fromkeys(record.given, 1)
        told = [line["text"] for eva in record.browsers for line in await eva.lines()]
        for number in record.given:
            news = [text for text in told if f"har læst din idé, nummer {number}," in text]
            assert len(news) == 1, (number, news)


async def warnings(database: Database) -> Counter[int]:
    """How often staff were warned of each promise, by the audit."""
    async with database.reading() as tx:
        warned = select(Event.case_number).where(Event.act == CaseAct.WARN)
        return Counter((await tx.session.scalars(warned)).all())


async def all_told(database: Database) -> None:
    """Wait until the program has told all that is due."""
    async with asyncio.timeout(60):
        while True:
            await make_due(database)
            async with database.reading() as tx:
                if await tx.session.scalar(select(Due.id).where(OURS).limit(1)) is None:
                    return
            await asyncio.sleep(0.1)
