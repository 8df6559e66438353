"""What a supervisor sees: whether the program lives and can work, and what it counts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event, insert, update

from bot.web import health
from storage.talk.actions import plan
from storage.talk.rules import DueKind, Priority, Sending
from storage.talk.tables import Outgoing, Talk
from tests.clusters import Cluster
from tests.faults.poison import poisoned
from tests.journeys.parts import gives
from tests.online import Browser, Library, running
from tests.staff_group import a_staffed

Counts = dict[tuple[str, ...], float]
LABELS = {"channel", "result", "why", "tick", "status", "le"}


async def asks(library: Library, path: str, **headers: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as supervisor,
        supervisor.get(library.url + path, headers=headers) as response,
    ):
        return response.status, await response.text()


async def ready(library: Library) -> tuple[int, dict[str, Any]]:
    status, text = await asks(library, "/readyz")
    return status, json.loads(text)


async def counts(library: Library) -> Counts:
    """Every sample that is told, by its name and its labels' values."""
    status, text = await asks(library, "/metrics")
    assert status == 200
    samples = [s for family in text_string_to_metric_families(text) for s in family.samples]
    assert {label for sample in samples for label in sample.labels} <= LABELS
    found = {(s.name, *(s.labels[name] for name in sorted(s.labels))): s.value for s in samples}
    assert len(found) == len(samples)
    return found


async def test_messages_are_counted_by_what_became_of_them(library: Library) -> None:
    before = await counts(library)
    assert before["sammen_database_up",] == 1
    assert not any(name == "sammen_messages_total" for name, *_ in before)
    eva = await library.citizen()
    await eva.says("hej", name="the-first-words")
    await eva.says("hej", name="the-first-words")
    await eva.says("/menu")
    anna = await library.joins("Anna Aa")
    await anna.says("/sager")
    after = await counts(library)
    assert after["sammen_messages_total", "web", "answered"] == 2
    assert after["sammen_messages_total", "web", "repeated"] == 1
    assert after["sammen_messages_total", "desk", "answered"] == 1
    assert after["sammen_message_seconds_count", "web"] == 3
    assert 0 < after["sammen_message_seconds_sum", "web"] < 60
    assert after["sammen_responses_total", "2xx"] > 3
    assert after["process_resident_memory_bytes",] > 1_000_000
    assert not any(name.endswith("_created") for name, *_ in after)


async def test_what_goes_to_telegram_is_counted(fresh_sqlite: Callable[[], str]) -> None:
    async with a_staffed(fresh_sqlite()) as town:
        anna = await town.connected("Anna Aa")
        await gives(await town.library.citizen())
        await town.shown(await town.group.has_topic("1 ·"), "Hvor langt: Ny")
        await town.after(anna.says("/sager", town.group), town.group)
        found = await counts(town.library)
        while not found["sammen_sends_total", "telegram", "sent"]:  # written down after it came
            await asyncio.sleep(0.02)
            found = await counts(town.library)
        assert found["sammen_cards_drawn_total",] >= 1
        assert found["sammen_messages_total", "telegram", "answered"] == 1
        assert found["sammen_tick_age_seconds", "send_telegram"] < 30


async def test_failures_and_dead_letters_are_counted(library: Library) -> None:
    async with poisoned(library.database):
        eva = await library.citizen()
        await eva.says("/ide En gift idé")
        await eva.says("Alle")
        await eva.presses("Her i samtalen")
    found = await counts(library)
    assert found["sammen_messages_total", "web", "dead_letter"] == 1
    assert found["sammen_messages_retried_total", "web", "failure"] == 3
    assert found["sammen_dead_letters",] == 1


@pytest.mark.needs_postgres
async def test_what_lost_a_race_is_counted(on_postgres: str) -> None:
    async with running(on_postgres) as library:
        eva = await library.citizen()
        await eva.says("hej")
        moving = asyncio.Event()

        def heard(*given: object) -> None:
            if "UPDATE talks" in str(given[2]):
                moving.set()

        async with library.database.transaction() as tx:
            await tx.connection.execute(update(Talk).values(version=Talk.version + 1))
            event.listen(library.database.writer.sync_engine, "before_cursor_execute", heard)
            saying = asyncio.create_task(eva.says("/menu"))
            await moving.wait()
        await saying
        found = await counts(library)
        assert found["sammen_messages_retried_total", "web", "conflict"] == 1
        assert found["sammen_messages_total", "web", "answered"] == 2


async def test_open_pages_are_counted_while_they_are_open(library: Library) -> None:
    eva = await library.citizen()
    await eva.says("hej")
    listening = asyncio.create_task(eva.streams(1000))
    while (await counts(library))["sammen_streams_open",] != 1:  # noqa: ASYNC110 - no event tells
        await asyncio.sleep(0.02)
    listening.cancel()
    while (await counts(library))["sammen_streams_open",] != 0:
        await eva.says("/menu")


async def test_what_waits_is_told_with_its_age(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    still(library)
    now = library.clock.now
    async with library.database.transaction() as tx:
        await plan(tx, DueKind.TELL, now - timedelta(minutes=7), {})
        await tx.connection.execute(insert(Outgoing), list(outgoing(library)))
    found = await counts(library)
    assert found["sammen_due",] == 1
    assert found["sammen_due_oldest_seconds",] == 7 * 60
    assert found["sammen_unsent",] == 2
    assert found["sammen_unsent_oldest_seconds",] == 3 * 60
    assert found["sammen_given_up",] == 1
    status, state = await ready(library)
    assert (status, state["ready"], state["oldest_unsent"]) == (200, True, 3 * 60)


def still(library: Library) -> None:
    """No tick does anything meanwhile."""
    schedule = library.app._schedule
    assert schedule is not None
    assert schedule._seconds is not None
    schedule._seconds.cancel()


def outgoing(library: Library) -> list[dict[str, object]]:
    """Due, to a mailbox, wanted tomorrow, given up, and sent long ago."""
    now = library.clock.now
    row = {
        "channel": "telegram", "address": "1", "talk_id": 1, "first": 1, "last": 1,
        "priority": Priority.NOTICE, "attempts": 0, "state": Sending.WAITING,
        "made_at": now - timedelta(hours=1), "not_before": now - timedelta(minutes=3),
    }  # fmt: skip
    return [
        row,
        row | {"channel": "mail"},
        row | {"not_before": now + timedelta(days=1)},
        row | {"state": Sending.DEAD},
        row | {"state": Sending.SENT},
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
async def test_nobody_reads_the_counts_through_a_proxy(embedded: Library, header: str) -> None:
    status, text = await asks(embedded, "/metrics", **{header: "127.0.0.1"})
    assert status == 403
    assert "sammen_" not in text


async def test_the_counts_are_told_to_the_networks_that_were_named(
    fresh_sqlite: Callable[[], str],
) -> None:
    async with running(fresh_sqlite(), metrics_from="10.9.0.0/16") as library:
        assert (await asks(library, "/metrics"))[0] == 403
    async with running(fresh_sqlite(), metrics_from="127.0.0.0/8") as library:
        assert (await asks(library, "/metrics"))[0] == 200


@pytest.mark.needs_postgres
async def test_two_programs_in_one_process_count_apart(
    fresh_sqlite: Callable[[], str], on_postgres: str
) -> None:
    async with running(fresh_sqlite()) as one, running(on_postgres) as other:
        eva = await one.citizen()
        await eva.says("hej")
        assert (await counts(one))["sammen_messages_total", "web", "answered"] == 1
        assert not any(name == "sammen_messages_total" for name, *_ in await counts(other))


async def test_it_lives_and_can_work(library: Library) -> None:
    assert await asks(library, "/healthz") == (200, '{"alive": true}')
    status, state = await ready(library)
    assert status == 200
    assert state["ticks"].pop("due") < 30
    assert state == {
        "ready": True,
        "database": True,
        "oldest_unsent": None,
        "ticks": {},
        "stopping": False,
    }


async def test_it_cannot_work_when_a_tick_hangs(
    embedded: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    still(embedded)
    monkeypatch.setattr(health, "LATE", 0.05)
    await asyncio.sleep(0.1)
    status, state = await ready(embedded)
    assert (status, state["ready"], state["database"]) == (503, False, True)
    assert state["ticks"]["due"] > 0.05
    assert (await asks(embedded, "/healthz"))[0] == 200


async def test_it_cannot_work_any_more_when_it_stops(embedded: Library) -> None:
    house = embedded.app._house
    assert house is not None
    await house.watch.stop()
    status, state = await ready(embedded)
    assert (status, state["ready"], state["stopping"]) == (503, False, True)


@pytest.mark.thorough
@pytest.mark.needs_cluster
async def test_it_cannot_work_while_postgresql_is_away(cluster: Cluster) -> None:
    async with running(cluster.url) as library:
        eva = await library.citizen()
        await eva.says("hej")
        cluster.stop()
        status, state = await ready(library)
        assert (status, state["ready"], state["database"]) == (503, False, False)
        assert (await asks(library, "/healthz"))[0] == 200
        await refused(eva)
        found = await counts(library)
        assert found["sammen_database_up",] == 0
        assert found["sammen_database_unavailable_total",] >= 1
        assert found["sammen_messages_total", "web", "unavailable"] == 1
        assert ("sammen_due",) not in found
        cluster.start()
        status, state = await ready(library)
        assert (status, state["ready"]) == (200, True)
        assert (await counts(library))["sammen_database_up",] == 1


async def refused(eva: Browser) -> None:
    where, fields = f"{eva.url}/say", {"id": "said-in-the-dark", "text": "hej"}
    async with eva.session.post(where, data=fields) as response:
        assert response.status == 503
