"""The pace: what is beyond it gets 429, and no more."""

from __future__ import annotations

from tests.bot_api import Limits, StandIn
from tests.bot_api.libraries import Library


async def sent(api: StandIn, library: Library, chat: int, count: int) -> int:
    """How many of so many messages are taken now."""
    before = len(api.calls)
    for number in range(count):
        try:
            await library.bot.send_message(chat, f"nummer {number}")
        except library.errors["wait"]:
            continue
    return sum(call.ok for call in api.calls[before:])


async def test_a_chat_takes_a_short_burst_and_then_one_a_second(
    api: StandIn, library: Library
) -> None:
    api.pace = Limits()
    anna = api.person("Anna")
    anna.writes("/start")
    assert await sent(api, library, anna.id, 6) == 3
    assert [call.answer["parameters"]["retry_after"] for call in api.refused] == [1, 1, 1]
    for _ in range(3):
        api.clock.passes(seconds=1)
        assert await sent(api, library, anna.id, 2) == 1
    api.clock.passes(seconds=60)
    assert await sent(api, library, anna.id, 6) == 3


async def test_a_group_takes_twenty_in_any_minute(api: StandIn, library: Library) -> None:
    api.pace = Limits(overall=1000)
    group = api.group("Sammen-teamet")
    assert await sent(api, library, group.id, 15) == 15
    api.clock.passes(seconds=30)
    assert await sent(api, library, group.id, 10) == 5
    assert api.refused[-1].answer["parameters"]["retry_after"] == 30
    api.clock.passes(seconds=30)
    assert await sent(api, library, group.id, 20) == 15


async def test_all_chats_together_take_thirty_in_any_second(api: StandIn, library: Library) -> None:
    api.pace = Limits()
    people = [api.person(f"Person{number}") for number in range(16)]
    for person in people:
        person.writes("/start")
    taken = [await sent(api, library, person.id, 2) for person in people]
    assert taken == [2] * 15 + [0]
    api.clock.passes(seconds=1)
    assert await sent(api, library, people[-1].id, 1) == 1


async def test_what_writes_nothing_is_not_counted(api: StandIn, library: Library) -> None:
    api.pace = Limits(overall=1, chat=1, burst=1)
    anna = api.person("Anna")
    anna.writes("/start")
    for _ in range(3):
        await library.bot.send_chat_action(anna.id, "typing")
        await library.bot.get_chat(anna.id)
    message = await library.bot.send_message(anna.id, "Hej")
    with library.refuses("wait"):
        await library.bot.edit_message_text("Nå", chat_id=anna.id, message_id=message.message_id)
    await library.bot.delete_message(anna.id, message.message_id)
