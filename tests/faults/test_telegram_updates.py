"""What comes at a bad time or in a bad shape: nothing that was taken is lost, nobody is stuck."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels import errands, fetching, polling
from storage import database as storage
from storage.talk.tables import File
from tests.bot_api import Person, StandIn, stand_in
from tests.bot_api.updates import Update
from tests.clusters import Cluster
from tests.faults.evidence import ideas
from tests.faults.telegrams import Running, expect_one_effect_each, news, said_to
from tests.journeys.parts import IDEA
from tests.journeys.telegram import (
    WAYS,
    Telegram,
    a_photo,
    at_telegram,
    gives_by_telephone,
    joined,
)
from tests.programs import free_port


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever fails to fetch tries again soon."""
    monkeypatch.setattr(polling, "WAIT", 0.1)


def strange(api: StandIn, person: Person, kind: str = "message", **more: Any) -> Update:
    """An update that no library knows yet."""
    api.world.updates.look = None
    said = {"message_id": 7, "date": 1, "from": person.user, "chat": person.chat.public, **more}
    return api.world.updates.put(kind, said, person.id)


@pytest.mark.parametrize("way", WAYS)
async def test_what_nobody_can_read_stops_nobody(database_url: str, way: str) -> None:
    async with stand_in() as api:
        eva, ole = api.person(), api.person("Ole")
        strange(api, eva, "channel_post", text="Hej kanal")
        strange(api, eva, "from_the_future", text="Hej fremtid")
        strange(api, eva, chat={"id": "nowhere", "type": 7})
        strange(api, eva, text=f"/ide {IDEA}", forward_origin={"type": "telepathy", "date": 1})
        eva.writes("Alle")
        ole.writes("/start")
        async with joined(api, database_url, way, Running()) as library:
            await eva.hears("2 af 3", "3 af 3")
            await ole.hears("Telegram hører ikke til biblioteket")
            await api.is_idle()
            await eva.says("3")
            assert await ideas(library.database) == {IDEA: 1}
        # what the documentation finds strange in these updates is what was put into them above
        api.wrong[:] = [wrong for wrong in api.wrong if "stand-in's getUpdates" not in wrong]


@pytest.mark.parametrize("way", WAYS)
async def test_a_press_that_came_too_late_is_taken_up_by_words(database_url: str, way: str) -> None:
    async with stand_in() as api:
        eva, port = api.person(), free_port()
        async with joined(api, database_url, way, port=port):
            await eva.starts("ide")
            await eva.says(IDEA)
            await eva.says("Alle")
        eva.taps("Her i samtalen")
        api.clock.passes(seconds=151)
        async with joined(api, database_url, way, port=port) as library:
            assert api.updates[-1].end == "expired"
            await eva.says("Her i samtalen")
            assert "Din idé har nummer 1" in eva.heard
            await expect_one_effect_each(api, library.database)


@pytest.mark.parametrize("way", WAYS)
async def test_what_came_while_the_program_was_down_is_done_in_order(
    database_url: str, way: str
) -> None:
    async with stand_in() as api:
        people, port = [api.person(name) for name in ("Eva", "Ole", "Ida")], free_port()
        async with joined(api, database_url, way, port=port):
            for person in people:
                await person.starts("ide")
        for person in people:
            for words in (f"Idé fra {person.name}", "Alle", "3", "nej"):
                person.writes(words)
        async with joined(api, database_url, way, Running(), port=port) as library:
            await asyncio.gather(*(person.hears("nummer", "Helt fint") for person in people))
            assert set(await ideas(library.database)) == {f"Idé fra {p.name}" for p in people}
            for person in people:
                steps = [text.partition(" ")[0] for text in said_to(person)[-4:]]
                assert steps == ["2", "3", "Tak!", "Helt"]
            await expect_one_effect_each(api, library.database)


WORDS = {
    "/om": "Sammen er døren",
    "/privat": "Hele teksten står på siden",
    "/hjaelp": "Gik du i stå?",
}


@pytest.mark.parametrize("way", WAYS)
async def test_told_to_stop_it_finishes_what_it_has_taken(
    database_url: str, database: storage.Database, way: str
) -> None:
    async with stand_in() as api:
        people, port = [api.person(f"Person {n}") for n in range(6)], free_port()
        async with joined(api, database_url, way, port=port) as library:
            for person in people:
                await person.starts()
            slow = [api.trouble("sendMessage", chat=p.id, hold=0.5) for p in people[:2]]
            for person in people:
                await news(library, person, "Nyt")
            await api.until(lambda: not any(trouble.times for trouble in slow))
            for person in people:
                for word in WORDS:
                    person.writes(word)
            await api.until(lambda: len(api.world.updates.pending) < 15)
        assert bool(api.world.updates.pending) == (way == "webhook")
        await expect_one_effect_each(api, database)
        async with joined(api, database_url, way, Running(), port=port):
            for person in people:
                await person.hears(*WORDS.values())
                heard = [text for text in said_to(person)[1:] if text != "Nyt"]
                assert len(heard) == len(said_to(person)) - 2 == len(WORDS)
                expected = zip(heard, WORDS.values(), strict=True)
                assert all(words in text for text, words in expected)
            await expect_one_effect_each(api, database)


@contextmanager
def locked(database: storage.Database) -> Iterator[None]:
    """SQLite while somebody else holds it."""
    holder = sqlite3.connect(database.url.database or "", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.execute("COMMIT")
        holder.close()


@contextmanager
def stopped(cluster: Cluster) -> Iterator[None]:
    """PostgreSQL while it is away."""
    cluster.stop()
    try:
        yield
    finally:
        cluster.start()


@pytest.mark.parametrize("way", WAYS)
async def test_the_embedded_database_is_away(
    fresh_sqlite: Callable[[], str], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0.1)
    async with at_telegram(fresh_sqlite(), way) as telegram:
        await survives(telegram, way, lambda: locked(telegram.library.database))


@pytest.mark.needs_cluster
@pytest.mark.parametrize("way", WAYS)
async def test_postgresql_is_away(cluster: Cluster, way: str) -> None:
    async with at_telegram(cluster.url, way) as telegram:
        await survives(telegram, way, lambda: stopped(cluster))


async def survives(telegram: Telegram, way: str, away: Callable[[], Any]) -> None:
    """People go on writing and pressing while the database is away: all of it is done then."""
    api, eva, ole = telegram.api, telegram.person(), telegram.person("Ole")
    await eva.starts("ide")
    await ole.says("/menu")
    with away():
        eva.writes(IDEA)
        eva.writes("Alle")
        ole.taps("Hjælp")
        if way == "webhook":
            await api.until(lambda: "503" in api.webhook.setting.last_error)
            now = api.clock.now()
            assert any(update.wakes > now + 1 for update in api.world.updates.heads())
        else:
            await asyncio.sleep(0.3)
        assert ole.heard == eva.heard == ""
    api.clock.passes(seconds=3)
    await eva.hears("2 af 3", "3 af 3")
    await ole.hears("Gik du i stå?")
    await eva.says("3")
    assert [len(said_to(person)) for person in (eva, ole)] == [4, 2]
    assert await ideas(telegram.library.database) == {IDEA: 1}
    await expect_one_effect_each(api, telegram.library.database)


FILES: dict[str, tuple[dict[str, Any], ...]] = {
    "lost": ({"method": "getFile", "times": 99, "status": 400, "says": "Bad Request: no"},),
    "fetched": (
        {"method": "getFile", "status": 502},
        {"method": "getFile", "status": 400, "says": "temporarily unavailable"},
        {"method": "download", "drop": "before"},
        {"method": "download", "status": 500},
    ),
}


@pytest.mark.parametrize("end", FILES)
async def test_a_picture_that_cannot_be_fetched(
    database_url: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "SECONDS", 0.05)
    monkeypatch.setattr(fetching, "AGAIN", timedelta(seconds=1))
    async with at_telegram(database_url, "webhook", Running()) as telegram:
        api, eva = telegram.api, telegram.person()
        await gives_by_telephone(eva, more=True)
        while "Send gerne et billede" not in eva.heard:
            await eva.presses("Ja" if "fyldt 15" in eva.heard else "Spring over")
        troubles = [api.trouble(**what) for what in FILES[end]]
        await eva.shows(a_photo())
        if end == "fetched":
            await telegram.has_fetched(1)
            assert not any(trouble.times for trouble in troubles)
        else:
            await eva.hears("Filen nåede ikke frem til os")
            async with telegram.library.database.reading() as tx:
                assert (await tx.session.scalars(select(File))).all() == []
