"""Telegram sends an update again, sends it twice at once, or sends two of one person to two
replicas: each has one effect, and is answered once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.people.tables import Person as Somebody
from storage.talk import actions
from storage.talk.actions import Words
from storage.talk.rules import Who
from storage.talk.tables import Talk
from tests.bot_api import stand_in
from tests.bot_api.updates import Delivered
from tests.faults.evidence import ideas
from tests.faults.telegrams import (
    address_of,
    expect_one_effect_each,
    lines,
    news,
    posted,
    said_to,
)
from tests.journeys.parts import IDEA
from tests.journeys.telegram import (
    SECRET,
    Telegram,
    at_telegram,
    gives_by_telephone,
    joined,
)
from tests.online import MONDAY


@pytest.fixture
async def telegram(database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, "webhook") as telegram:
        yield telegram


@pytest.fixture
async def replicas(on_postgres: str) -> AsyncIterator[Telegram]:
    """Two programs on one database."""
    async with (
        stand_in() as api,
        joined(api, on_postgres, "webhook"),
        joined(api, on_postgres, "webhook") as library,
    ):
        yield Telegram(api, library)


async def test_answers_that_are_lost_are_given_again(telegram: Telegram) -> None:
    telegram.api.delivers = Delivered.TWICE
    eva = telegram.person()
    await gives_by_telephone(eva)
    database = telegram.library.database
    assert await ideas(database) == {IDEA: 1}
    assert len(said_to(eva)) == len(set(said_to(eva))) == 5
    await expect_one_effect_each(telegram.api, database)


async def test_the_same_by_polling(database_url: str) -> None:
    async with at_telegram(database_url, "polling") as telegram:
        eva = telegram.person()
        await gives_by_telephone(eva)
        before = said_to(eva)
        for update in list(telegram.api.updates):
            telegram.api.redeliver(update)
        await telegram.api.is_idle()
        await eva.says("/menu")
        assert said_to(eva)[:-1] == before
        assert await ideas(telegram.library.database) == {IDEA: 1}
        await expect_one_effect_each(telegram.api, telegram.library.database)


async def test_who_does_not_know_the_secret_gets_401(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts("ide")
    update = telegram.api.updates[0].body
    before = len(await lines(telegram.library.database))
    for secret in ("", "a-secret-that-nobody-knows", SECRET[:-1], f"{SECRET}-", "hæmmelig"):
        assert await posted(telegram.library, update, secret) == (401, None)
    assert len(await lines(telegram.library.database)) == before


async def test_what_rode_rides_again_and_what_was_posted_does_not(telegram: Telegram) -> None:
    eva, api = telegram.person(), telegram.api
    await eva.starts("ide")
    status, call = await posted(telegram.library, api.updates[0].body)
    assert (status, call["method"]) == (200, "sendMessage")
    assert call["text"] == eva.newest["text"]
    trouble = api.trouble("sendMessage", 99, chat=eva.id, status=502)
    await news(telegram.library, eva, "Nyt fra biblioteket")
    await api.until(lambda: trouble.times < 99)
    eva.writes(IDEA)
    await eva.is_taken()
    assert await posted(telegram.library, api.updates[1].body) == (200, None)
    trouble.times = 0
    await telegram.passes(minutes=5)
    assert "Nyt fra biblioteket" in await eva.hears("Hvem får glæde af det")
    await eva.says("Alle")
    assert [m for m in said_to(eva) if "Nyt fra" in m or "Hvem får glæde" in m] == said_to(eva)[1:3]
    await expect_one_effect_each(api, telegram.library.database)


async def test_from_webhook_to_polling_no_answer_is_lost(database_url: str) -> None:
    async with stand_in() as api:
        eva = api.person()
        async with joined(api, database_url, "webhook") as library:
            api.trouble("sendMessage", status=500)  # what rides is lost with its connection
            eva.writes("/start ide")
            await eva.is_taken()
            assert eva.heard == ""
        api.redeliver(api.updates[0])
        async with joined(api, database_url, "polling") as library:
            await eva.hears("Fortæl om din idé")
            api.redeliver(api.updates[0])
            await api.is_idle()
            await eva.says(IDEA)
            assert len(said_to(eva)) == 2
            await expect_one_effect_each(api, library.database)


async def test_news_that_came_first_is_heard_first(on_postgres: str) -> None:
    async with at_telegram(on_postgres, "webhook") as telegram:
        eva, database = telegram.person(), telegram.library.database
        await eva.starts("ide")
        told = (await address_of(database, eva)).person_id
        async with database.transaction() as tx:
            await actions.tell(tx, told, Words("Nyt"), MONDAY, at_once=True)
            eva.writes(IDEA)
            await until_somebody_waits(database)
        await eva.hears("Hvem får glæde af det")
        assert [m.partition("\n")[0] for m in said_to(eva)[1:]] == ["Nyt", "2 af 3"]


async def until_somebody_waits(database: Database) -> None:
    """Wait until a transaction waits for another one's row."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    async with asyncio.timeout(20):
        while True:
            async with database.reading() as tx:
                if (await tx.connection.exec_driver_sql(waiting)).scalar():
                    return
            await asyncio.sleep(0.02)


@pytest.mark.needs_postgres
async def test_the_same_update_at_two_replicas_at_once(replicas: Telegram) -> None:
    replicas.api.delivers = Delivered.AT_ONCE
    people = [replicas.person(name) for name in ("Eva", "Ole", "Ida")]
    await asyncio.gather(*map(gives_by_telephone, people))
    database = replicas.library.database
    assert await ideas(database) == {IDEA: len(people)}
    for person in people:
        assert len(said_to(person)) == len(set(said_to(person))) == 5
    await expect_one_effect_each(replicas.api, database)
    async with database.reading() as tx:
        assert len((await tx.session.scalars(select(Somebody.id))).all()) == len(people)


@pytest.mark.needs_postgres
async def test_a_message_and_a_press_of_one_chat_at_two_replicas_at_once(
    replicas: Telegram,
) -> None:
    api, eva = replicas.api, replicas.person()
    for n in range(6):
        await eva.says("/ide")
        before = len(said_to(eva))
        eva.taps("Stop her")
        eva.writes(f"{IDEA}, nummer {n}")
        await api.until(lambda: len(said_to(eva)) == before + 2)  # noqa: B023 - waited for here
    assert not api.lost
    await expect_one_effect_each(api, replicas.library.database)
    await expect_answers_in_order(replicas.library.database)
    await eva.says("/menu")
    assert "Vælg her" in eva.heard


async def expect_answers_in_order(database: Database) -> None:
    """Each of a person's lines has its answers right behind it."""
    async with database.reading() as tx:
        [talk] = (await tx.session.scalars(select(Talk))).all()
    asked = 0
    for line in await lines(database):
        if line.who == Who.YOU:
            asked = line.seq
        else:
            assert line.answers == asked, (talk.id, line.seq)
