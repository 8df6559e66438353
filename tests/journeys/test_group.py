"""Staff in their group in Telegram: a topic for each case, decided there and at the desk alike."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.journeys.parts import gives
from tests.staff_group import Staffed, a_staffed


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Staffed]:
    async with a_staffed(database_url) as town:
        yield town


async def test_an_idea_gets_a_topic_with_a_pinned_card(town: Staffed) -> None:
    await gives(await town.library.citizen())
    topic = await town.group.has_topic("1 · En klub for lydbøger om torsdagen")
    card = await town.shown(topic, "Sammen med hvem?", "Dem, der ikke ser så godt", "Ny")
    print(card)
    print(topic.screen.buttons, [m for m in topic.messages])
    anna = await town.connected("Anna Aa")
    heard = await anna.presses("Tag den", topic)
    print(anna.toast)
    await town.shown(topic, "Hos: Anna Aa")
    print(await topic.hears("taget"))
    print(topic.screen.buttons)
