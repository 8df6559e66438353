"""What happens to what we send: Telegram says wait, fails, hangs up; the person has blocked us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from storage.talk.pace import MOST_TRIES, PAUSED, Pacing
from storage.talk.queries import dead_count
from storage.talk.tables import Pace
from tests.bot_api.pace import Limits
from tests.bot_api.refusals import TOO_OLD
from tests.faults.telegrams import (
    Running,
    address_of,
    expect_one_effect_each,
    news,
    said_to,
)
from tests.journeys.telegram import Telegram, at_telegram

TROUBLES: dict[str, dict[str, Any]] = {
    "om": {"retry_after": 2},
    "privat": {"retry_after": 20},
    "hjaelp": {"status": 502},
    "personale": {"status": 500},
    "sprog": {"drop": "before"},
    "menu": {"drop": "after"},
}
"""What happens to the answer to each word, twice."""


@pytest.fixture
async def polling(database_url: str) -> AsyncIterator[Telegram]:
    """Here every answer is sent by itself. Time runs."""
    async with at_telegram(database_url, "polling", Running()) as telegram:
        yield telegram


@pytest.fixture
async def webhook(database_url: str) -> AsyncIterator[Telegram]:
    """Here most answers ride. Time runs."""
    async with at_telegram(database_url, "webhook", Running()) as telegram:
        yield telegram


async def test_whatever_happens_each_answer_arrives_once_and_in_order(polling: Telegram) -> None:
    api, eva = polling.api, polling.person()
    await eva.starts()
    before = len(said_to(eva))
    for word, what in TROUBLES.items():
        trouble = api.trouble("sendMessage", 2, chat=eva.id, **what)
        await eva.says(f"/{word}")
        await api.until(lambda: trouble.times == 0)  # noqa: B023 - waited for here
    eva.writes("tak")
    await eva.hears("Selv tak")
    *heard, menu, menu_again, menu_once_more, last = said_to(eva)[before:]
    assert menu == menu_again == menu_once_more == "Vælg her, eller skriv med dine egne ord."
    assert last.startswith("Selv tak")
    assert len(set(heard)) == len(heard) == len(TROUBLES) - 1
    await expect_one_effect_each(api, polling.library.database)


async def test_who_is_always_cut_off_gets_no_more_copies_than_tries(database_url: str) -> None:
    async with at_telegram(database_url, "polling", Running(speed=90)) as telegram:
        api, eva, ole = telegram.api, telegram.person(), telegram.person("Ole")
        await eva.starts()
        await ole.starts()
        trouble = api.trouble("sendMessage", 99, chat=eva.id, drop="after")
        eva.writes("/om")
        await api.until(lambda: 99 - trouble.times == MOST_TRIES)
        trouble.times = 0
        eva.writes("/privat")
        await eva.hears("Hele teksten står på siden")
        assert sum(text.startswith("Sammen er døren") for text in said_to(eva)) == MOST_TRIES
        async with telegram.library.database.reading() as tx:
            assert await dead_count(tx) == 1
        await ole.says("/om")


async def test_who_has_blocked_the_bot_is_left_alone_until_they_come_back(
    polling: Telegram,
) -> None:
    api, eva, database = polling.api, polling.person(), polling.library.database
    await eva.starts()
    trouble = api.trouble("sendMessage", chat=eva.id, status=403)  # blocked while we answer
    eva.writes("/om")
    eva.writes("/privat")
    await api.until(lambda: not trouble.times)
    while (await address_of(database, eva)).ended_at is None:
        await api.is_idle()
    heard = said_to(eva)
    await news(polling.library, eva, "Det hører du ikke")
    await eva.says("/hjaelp")
    await api.until(lambda: said_to(eva)[-1].startswith("Gik du i stå?"))
    assert said_to(eva)[: len(heard)] == heard
    assert "Det hører du ikke" not in said_to(eva)
    await news(polling.library, eva, "Det hører du")
    await eva.hears("Det hører du")


async def test_blocked_and_let_in_again_while_nobody_listened(database_url: str) -> None:
    async with at_telegram(database_url, "webhook", Running()) as telegram:
        api, eva = telegram.api, telegram.person()
        await eva.starts()
        doors = api.webhook.doors.copy()
        api.leads("https://sammen.example", "http://127.0.0.1:9")
        eva.blocks()
        eva.writes("Jeg er her igen")
        await api.until(lambda: len(api.updates) == 4)
        api.webhook.doors |= doors
        await api.is_idle()
        await news(telegram.library, eva, "Godt, at du er her")
        await eva.hears("Godt, at du er her")


async def test_while_telegram_tells_us_to_wait_nothing_rides(database_url: str) -> None:
    async with at_telegram(database_url, "webhook") as telegram:
        api, eva, ole = telegram.api, telegram.person(), telegram.person("Ole")
        await eva.starts()
        await ole.starts()
        api.trouble("sendMessage", chat=eva.id, retry_after=4)
        await news(telegram.library, eva, "Nyt")
        await until_paused(telegram)
        ole.writes("/om")
        ole.writes("/hjaelp")
        await api.is_idle()
        assert ole.heard == ""
        await telegram.passes(seconds=4)
        await ole.hears("Sammen er døren", "Gik du i stå?")
        await eva.hears("Nyt")
        assert not api.lost
        rode = [call for call in api.called("sendMessage") if call.via == "webhook"]
        assert len(rode) == 2


async def until_paused(telegram: Telegram) -> None:
    """Wait until it is written down that nothing may be sent for a while."""
    async with asyncio.timeout(20):
        while True:
            async with telegram.library.database.reading() as tx:
                until = await tx.session.scalar(select(Pace.next_at))
            if until is not None and until > telegram.library.clock() + PAUSED:
                return
            await asyncio.sleep(0.02)


FAST = Pacing().faster(20)


async def test_many_messages_at_once_are_all_answered(database_url: str) -> None:
    async with at_telegram(database_url, "webhook", Running(speed=1), pacing=FAST) as telegram:
        api, eva = telegram.api, telegram.person()
        await eva.starts()
        api.pace = Limits(overall=600, chat=20, burst=10)
        for n in range(25):
            eva.writes(f"/{'om' if n % 2 else 'privat'}")
        await api.until(lambda: len(said_to(eva)) == 26, 30)
        assert not api.lost
        kinds = [text.startswith("Sammen er døren") for text in said_to(eva)[1:]]
        assert kinds == [n % 2 == 1 for n in range(25)]


async def test_a_press_that_cannot_be_answered_is_done_all_the_same(webhook: Telegram) -> None:
    api, eva = webhook.api, webhook.person()
    await eva.says("/menu")
    for trouble in ({"status": 400, "says": TOO_OLD}, {"status": 502}, {"drop": "after"}):
        api.trouble("answerCallbackQuery", **trouble)
        eva.taps("Hjælp")
        await eva.hears("Gik du i stå?")
    await expect_one_effect_each(api, webhook.library.database)


async def test_a_button_under_a_message_that_is_gone_still_works(webhook: Telegram) -> None:
    eva = webhook.person()
    await eva.says("/menu")
    shown = eva.newest
    eva.deletes(shown)
    eva.presses_data(shown, "1:/hjaelp")
    await eva.hears("Gik du i stå?")
