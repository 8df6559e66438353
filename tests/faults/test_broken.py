"""The database is away, full, or hides a bug; the program is told to stop in the middle."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from storage import database as storage
from storage.database import Database
from tests.clusters import Cluster
from tests.faults.evidence import expect_whole_talks, ideas
from tests.faults.poison import dead_letters, poisoned
from tests.journeys.parts import IDEA, gives
from tests.online import Citizen, Library, Refused, running
from tests.programs import a_program

pytestmark = pytest.mark.both_databases


async def test_a_message_that_fails_becomes_a_dead_letter(library: Library) -> None:
    async with poisoned(library.database):
        eva = await library.citizen()
        await eva.says("/ide En gift idé")
        await eva.says("Alle")
        inserts: list[str] = []

        def count(*given: object) -> None:
            if "INSERT INTO ideas" in str(given[2]):
                inserts.append(str(given[2]))

        engine = library.database.writer.sync_engine
        event.listen(engine, "before_cursor_execute", count)
        heard = await eva.says("3", name="the-poisoned-one")
        event.remove(engine, "before_cursor_execute", count)
        assert len(inserts) == 3
        assert "Det gik galt hos os" in heard
        assert "nævn nummer 1" in heard
        assert await eva.says("3", name="the-poisoned-one") == heard
        [letter] = await dead_letters(library.database)
        assert letter.said == {"text": "3"}
        assert "gift" not in letter.error

        ole = await library.citizen()
        await gives(ole, "En god idé")
        await eva.says("/menu")
        assert "Vælg her" in eva.heard
        told = "\n".join(line["text"] for line in await eva.lines())
        assert told.count("Det gik galt hos os") == 1
        assert set(await ideas(library.database)) == {"En god idé"}
        await expect_whole_talks(library.database)


async def test_more_than_it_can_write_is_refused_at_once(
    fresh_sqlite: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "MOST_WAITING_WRITES", 10)
    url = fresh_sqlite()
    async with running(url) as library:
        eva = await library.citizen()
        await eva.says("hej")
        holder = sqlite3.connect(library.database.url.database or "", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        sent = [asyncio.create_task(says(eva, n)) for n in range(25)]
        for number, done in enumerate(asyncio.as_completed(sent), start=1):
            assert await done == 503
            if number == 15:
                break
        holder.execute("COMMIT")
        holder.close()
        assert sorted(await asyncio.gather(*sent)) == [200] * 10 + [503] * 15
        await eva.says("/menu")
        await expect_whole_talks(library.database)


async def test_a_database_that_is_locked_for_long_is_no_hang(
    fresh_sqlite: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0.2)
    async with running(fresh_sqlite()) as library:
        eva = await library.citizen()
        await eva.says("hej")
        holder = sqlite3.connect(library.database.url.database or "", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused) as refused:
            await eva.says("hej igen", name="said-while-busy")
        assert (refused.value.status, refused.value.retry) == (503, "3")
        await eva.opens("/")
        assert eva.status == 200
        holder.execute("COMMIT")
        holder.close()
        await eva.says("hej igen", name="said-while-busy")


async def test_a_disk_that_is_full_is_waited_for(embedded: Library) -> None:
    eva = await embedded.citizen()
    await eva.says("hej")
    await may_grow_to(embedded, pages=1)
    with pytest.raises(Refused) as refused:
        await says_until_it_is_refused(eva)
    assert (refused.value.status, refused.value.retry) == (503, "3")
    await eva.opens("/")
    assert eva.status == 200
    await may_grow_to(embedded, pages=1_000_000)
    assert await dead_letters(embedded.database) == []
    await eva.says("En klub", name=eva.last_id)
    await expect_whole_talks(embedded.database)


async def says_until_it_is_refused(eva: Citizen) -> None:
    for number in range(50):
        await eva.says("En klub " * 490, name=f"said-number-{number}")


async def may_grow_to(library: Library, pages: int) -> None:
    """As if the disk had room for so many pages, at the least for those that there are."""
    async with library.database.transaction() as tx:
        await tx.driver.alone(f"PRAGMA max_page_count={pages}")


async def says(eva: Citizen, number: int) -> int:
    """Say something, and tell the status of the answer."""
    where, fields = f"{eva.url}/say", {"id": f"line-number-{number}", "text": "/menu"}
    headers = {"Accept": "application/json"}
    async with eva.session.post(where, data=fields, headers=headers) as response:
        answer = await response.json()
        if response.status == 503:
            assert response.headers["Retry-After"] == "3"
            assert "Vent et øjeblik" in answer["error"]
        return response.status


@pytest.mark.thorough
@pytest.mark.needs_cluster
async def test_postgresql_goes_away_and_comes_back(cluster: Cluster) -> None:
    async with running(cluster.url) as library:
        eva = await library.citizen()
        await eva.says(f"/ide {IDEA}")
        plain = await library.citizen(plain=True)
        cluster.stop()
        with pytest.raises(Refused) as refused:
            await eva.says("Alle", name="said-in-the-dark")
        assert (refused.value.status, refused.value.retry) == (503, "3")
        assert "Vent et øjeblik, og prøv igen" in refused.value.said
        await plain.says("Hej")
        assert plain.status == 503
        await plain.opens("/sag/1")
        assert plain.status == 503
        assert "Der er travlt lige nu" in plain.page.text
        await plain.opens("/healthz")
        assert plain.status == 200
        await plain.opens("/readyz")
        assert plain.status == 503
        await plain.opens("/om")
        assert plain.status == 200
        cluster.start()
        await eva.says("Alle", name="said-in-the-dark")
        await eva.presses("Her i samtalen")
        assert "nummer 1" in eva.heard
        assert await ideas(library.database) == {IDEA: 1}
        await expect_whole_talks(library.database)


@pytest.mark.thorough
async def test_told_to_stop_it_finishes_what_it_began(
    fresh_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    database = Database(fresh_sqlite())
    async with a_program(tmp_path, database) as program:
        eva = await program.citizen()
        await eva.says(f"/ide {IDEA}")
        await eva.says("Alle")
        listening = asyncio.create_task(eva.streams(1000))
        holder = sqlite3.connect(database.url.database or "", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        saying = asyncio.create_task(eva.says("3"))
        await asyncio.sleep(0.3)
        program.tell_to_stop()
        while "Stopping" not in program.log:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.02)
        holder.execute("COMMIT")
        holder.close()
        assert "nummer 1" in await saying
        assert await program.ended() == 0
        await asyncio.wait_for(listening, 10)
        assert await ideas(database) == {IDEA: 1}
        assert "failed" not in program.log
        await program.start()
        await eva.opens("/sag/1")
        assert IDEA in eva.page.text
    await database.close()
