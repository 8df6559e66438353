"""getUpdates as the real server does it."""

from __future__ import annotations

import asyncio

from tests.bot_api import StandIn
from tests.bot_api.libraries import Library
from tests.bot_api.listening import ADDRESS


async def test_a_poll_waits_for_the_first_update(api: StandIn, library: Library) -> None:
    poll = asyncio.create_task(library.bot.get_updates(timeout=30))
    await api.until(lambda: bool(api.called("getUpdates")))
    api.person("Anna").writes("hej")
    (update,) = await poll
    assert update.message.text == "hej"


async def test_a_poll_ends_when_its_time_is_over(api: StandIn, library: Library) -> None:
    poll = asyncio.create_task(library.bot.get_updates(timeout=30))
    await api.until(lambda: api.polling.waits)
    api.clock.passes(seconds=29)
    await asyncio.sleep(0)
    assert not poll.done()
    api.clock.passes(seconds=1)
    assert list(await poll) == []


async def test_a_second_poll_ends_the_first(api: StandIn, library: Library) -> None:
    first = asyncio.create_task(library.bot.get_updates(timeout=30))
    await api.until(lambda: api.polling.waits)
    second = asyncio.create_task(library.bot.get_updates(timeout=30))
    with library.refuses("conflict", "terminated by other getUpdates request"):
        await first
    api.person("Anna").writes("hej")
    assert len(await second) == 1


async def test_a_poll_during_a_webhook_is_refused_and_slowly_when_it_insists(
    api: StandIn, library: Library
) -> None:
    poll = asyncio.create_task(library.bot.get_updates(timeout=30))
    await api.until(lambda: api.polling.waits)
    await library.bot.set_webhook(f"{ADDRESS}/telegram")
    with library.refuses("conflict", "terminated by setWebhook request"):
        await poll
    again = asyncio.create_task(library.bot.get_updates())
    await api.until(lambda: len(api.called("getUpdates")) == 2)
    await asyncio.sleep(0)
    assert not again.done()
    api.clock.passes(seconds=3)
    with library.refuses("conflict", "while webhook is active"):
        await again


async def test_a_poll_that_is_asked_again_at_once_waits_and_gets_little(
    api: StandIn, library: Library
) -> None:
    anna = api.person("Anna")
    anna.writes("en")
    anna.writes("to")
    assert len(await library.bot.get_updates(timeout=0)) == 2
    assert len(await library.bot.get_updates(timeout=0)) == 1
    api.clock.passes(seconds=3)
    assert len(await library.bot.get_updates(timeout=0)) == 2


async def test_offsets_from_the_past_the_end_and_the_future(api: StandIn, library: Library) -> None:
    anna = api.person("Anna")
    for text in ("en", "to", "tre"):
        anna.writes(text)
    last = api.updates[-1].id
    assert len(await library.bot.get_updates(offset=last + 1000, timeout=0)) == 3
    (kept,) = await library.bot.get_updates(offset=-1, timeout=0)
    assert kept.message.text == "tre"
    assert [update.end for update in api.updates] == ["taken", "taken", ""]
    poll = asyncio.create_task(library.bot.get_updates(offset=last + 1, timeout=5))
    await api.until(lambda: api.polling.waits)
    api.clock.passes(seconds=5)
    assert list(await poll) == []


async def test_only_the_kinds_that_were_asked_for_are_kept(api: StandIn, library: Library) -> None:
    anna = api.person("Anna")
    await library.bot.set_my_commands([])
    api.trouble("getUpdates", times=0)
    poll = asyncio.create_task(library.bot.get_updates(timeout=9, allowed_updates=["message"]))
    await api.until(lambda: api.polling.waits)
    anna.blocks()
    anna.writes("hej")
    assert [update.message is not None for update in await poll] == [True]
    assert [update.end for update in api.updates] == ["unwanted", "unwanted", ""]


async def test_the_same_update_can_come_again_after_it_was_confirmed(
    api: StandIn, library: Library
) -> None:
    api.person("Anna").writes("hej")
    (update,) = await library.bot.get_updates()
    api.redeliver(api.updates[0])
    (again,) = await library.bot.get_updates(offset=update.update_id + 1, timeout=0)
    assert again.update_id == update.update_id
    api.clock.passes(seconds=5)
    assert [u.end for u in api.updates] == ["taken"]
