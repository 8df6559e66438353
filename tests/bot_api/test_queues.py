"""How updates come to a webhook: in queues, again until they are taken, and not for ever."""

from __future__ import annotations

import aiogram
import pytest
from aiogram.methods import SendMessage
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.bot_api import Delivered, StandIn, stand_in
from tests.bot_api.libraries import Library, aiogram_bot
from tests.bot_api.listening import ADDRESS, listening, serving

SECRET = "a-secret-of-the-tests"


async def hook(library: Library, **more: object) -> None:
    await library.bot.set_webhook(f"{ADDRESS}/telegram", secret_token=SECRET, **more)


async def test_updates_come_with_the_secret_one_after_the_other(
    api: StandIn, library: Library
) -> None:
    async with listening(api) as ear:
        await hook(library)
        anna = api.person("Anna")
        ear.open.clear()
        for text in ("en", "to", "tre"):
            anna.writes(text)
        await ear.hears(1)
        assert (ear.texts, ear.waiting) == (["en"], 1)
        ear.open.set()
        await api.is_idle()
        assert ear.texts == ["en", "to", "tre"]
        assert {headers["X-Telegram-Bot-Api-Secret-Token"] for headers in ear.headers} == {SECRET}


async def test_a_message_and_a_press_of_one_chat_are_under_way_at_once(
    api: StandIn, library: Library
) -> None:
    async with listening(api) as ear:
        anna = api.person("Anna")
        anna.writes("/start")
        await library.bot.send_message(anna.id, "Ja?", reply_markup=library.keys("Ja"))
        ear.open.clear()
        anna.taps("Ja")
        anna.taps("Ja")
        await hook(library)
        await ear.hears(2)
        assert {*ear.got[0], *ear.got[1]} == {"update_id", "message", "callback_query"}
        assert ear.waiting == 2
        ear.open.set()
        await api.is_idle()
        assert len(ear.got) == 3


async def test_no_more_than_the_bot_asked_for_come_at_once(api: StandIn, library: Library) -> None:
    async with listening(api) as ear:
        for name in ("Anna", "Ole", "Eva"):
            api.person(name).writes("hej")
        ear.open.clear()
        await hook(library, max_connections=2)
        await ear.hears(2)
        assert ear.waiting == 2
        ear.open.set()
        await api.is_idle()
        assert len(ear.got) == 3


async def test_what_is_not_taken_comes_again_at_once_then_later_and_later(
    api: StandIn, library: Library
) -> None:
    async with listening(api) as ear:
        await hook(library)
        ear.will_answer(500, 302, 404, 400, 500, 500, 500, 500)
        api.person("Anna").writes("hej")
        await ear.hears(2)
        update = api.updates[0]
        waits = []
        for fails in range(2, 9):
            await api.until(lambda fails=fails: update.fails == fails)  # type: ignore[misc]
            waits.append(update.wakes - api.clock.now())
            api.clock.passes(seconds=waits[-1])
        assert waits[:5] == [2, 4, 8, 16, 32]
        assert all(60 <= wait <= 120 for wait in waits[5:])
        await api.is_idle()
        assert (update.end, ear.texts) == ("taken", ["hej"] * 9)
        info = await library.bot.get_webhook_info()
        assert "500 Internal Server Error" in info.last_error_message


async def test_it_comes_again_when_the_bot_says(api: StandIn, library: Library) -> None:
    async with listening(api) as ear:
        await hook(library)
        busy = {"Retry-After": "7"}
        ear.will_answer(web.Response(status=503, headers=busy), web.Response(status=204))
        api.person("Anna").writes("hej")
        await api.until(lambda: api.updates[0].fails == 1)
        assert api.updates[0].wakes - api.clock.now() == 7
        api.clock.passes(seconds=6.5)
        assert (await library.bot.get_webhook_info()).pending_update_count == 1
        assert len(ear.got) == 1
        api.clock.passes(seconds=0.5)
        await api.is_idle()
        assert [update["update_id"] for update in ear.got] == [api.updates[0].id] * 2


async def test_another_chat_does_not_wait_for_one_that_fails(
    api: StandIn, library: Library
) -> None:
    async with listening(api) as ear:
        await hook(library)
        ear.will_answer(500, 500)
        anna, ole = api.person("Anna"), api.person("Ole")
        anna.writes("en")
        anna.writes("to")
        await ear.hears(2)
        ole.writes("tre")
        await ole.is_taken()
        assert ear.texts == ["en", "en", "tre"]


@pytest.mark.parametrize(("kind", "lasts"), [("press", 150), ("message", 24 * 3600)])
async def test_what_is_too_old_is_dropped(
    api: StandIn, library: Library, kind: str, lasts: int
) -> None:
    anna = api.person("Anna")
    anna.writes("/start")
    await library.bot.send_message(anna.id, "Ja?", reply_markup=library.keys("Ja"))
    if kind == "press":
        anna.taps("Ja")
    api.clock.passes(seconds=lasts)
    assert [update.end for update in api.updates[-1:]] == [""]
    api.clock.passes(seconds=1)
    assert len(await library.bot.get_updates(timeout=0)) == (1 if kind == "press" else 0)
    assert api.updates[-1].end == "expired"


async def test_a_failing_update_is_given_up_when_it_would_come_too_late(
    api: StandIn, library: Library
) -> None:
    async with listening(api) as ear:
        await hook(library)
        anna = api.person("Anna")
        anna.writes("/start")
        await library.bot.send_message(anna.id, "Ja?", reply_markup=library.keys("Ja"))
        await api.is_idle()
        ear.will_answer(web.Response(status=503, headers={"Retry-After": "151"}))
        anna.taps("Ja")
        await anna.is_taken()
        assert api.updates[-1].end == "expired"


async def test_a_method_that_rides_in_the_answer_is_done_and_nobody_hears_of_it(
    api: StandIn, library: Library
) -> None:
    async with listening(api) as ear:
        await hook(library)
        anna = api.person("Anna")
        hello = {"method": "sendMessage", "chat_id": anna.id, "text": "Hej"}
        ear.will_answer(hello, {**hello, "method": "getMe"}, {**hello, "text": ""})
        assert await anna.says("/start") == "Hej"
        anna.writes("igen")
        anna.writes("og igen")
        await api.is_idle()
        assert [call.method for call in api.calls if call.via == "webhook"] == ["sendMessage"] * 2
        assert [call.answer["description"] for call in api.lost] == [
            "Bad Request: message text is empty"
        ]
        api.wrong.clear()


async def test_a_form_in_the_answer_is_read_like_json(api: StandIn, library: Library) -> None:
    async with listening(api) as ear:
        await hook(library)
        anna = api.person("Anna")
        words = f"method=sendMessage&chat_id={anna.id}&text=Hej+Anna"
        kind = "application/x-www-form-urlencoded"
        ear.will_answer(web.Response(text=words, content_type=kind))
        assert await anna.says("/start") == "Hej Anna"
        ear.will_answer(web.json_response({"method": "x"}, content_type="text/plain"))
        anna.writes("hej")
        await api.is_idle()
        assert [call.method for call in api.calls if call.via == "webhook"] == ["sendMessage"]


async def test_what_aiogram_answers_is_read_as_well(api: StandIn) -> None:
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message()
    async def echo(message: aiogram.types.Message) -> SendMessage:
        return message.answer(message.text or "?")

    async with aiogram_bot(api) as bot:
        app = web.Application()
        handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False)
        handler.register(app, "/telegram")
        async with serving(app) as port:
            api.leads(ADDRESS, f"http://127.0.0.1:{port}")
            await bot.set_webhook(f"{ADDRESS}/telegram")
            assert await api.person("Anna").says("Ekko") == "Ekko"
    assert [call.method for call in api.calls if call.via == "webhook"] == ["sendMessage"]


@pytest.mark.parametrize("how", [Delivered.TWICE, Delivered.AT_ONCE])
async def test_an_update_can_come_twice_and_only_one_answer_is_heard(
    api: StandIn, library: Library, how: Delivered
) -> None:
    async with listening(api) as ear:
        await hook(library)
        api.delivers = how
        anna = api.person("Anna")
        ear.open.clear()
        ear.will_answer(*[{"method": "sendMessage", "chat_id": anna.id, "text": "Hej"}] * 2)
        anna.writes("/start")
        if how is Delivered.AT_ONCE:
            await ear.hears(2)
            assert ear.waiting == 2
        ear.open.set()
        await anna.is_taken()
        assert ear.got[0] == ear.got[1]
        assert anna.heard == "Hej"
        api.redeliver(api.updates[0])
        await api.is_idle()
        assert len(ear.got) == 3


async def test_replicas_take_turns(api: StandIn, library: Library) -> None:
    async with listening(api) as one, listening(api) as two:
        doors = [f"http://127.0.0.1:{port}" for port in (one.port, two.port)]
        api.leads(ADDRESS, *doors)
        await hook(library)
        anna = api.person("Anna")
        for text in ("en", "to", "tre", "fire"):
            anna.writes(text)
        await api.is_idle()
        assert (one.texts, two.texts) == (["en", "tre"], ["to", "fire"])


async def test_a_bot_that_is_away_finds_everything_when_it_is_back() -> None:
    async with stand_in(speed=20) as api:
        api.leads(ADDRESS, "http://127.0.0.1:1")
        api.webhook.setting.url = f"{ADDRESS}/telegram"
        anna = api.person("Anna")
        anna.writes("en")
        anna.writes("to")
        await api.until(lambda: bool(api.webhook.setting.last_error))
        assert api.updates[0].fails == 0
        async with listening(api) as ear:
            await api.is_idle()
            assert ear.texts == ["en", "to"]


async def test_a_webhook_must_be_one_that_telegram_would_take(
    api: StandIn, library: Library
) -> None:
    for number, url in enumerate(("http://a.example/x", "https://a.example:8080/x")):
        api.clock.passes(seconds=number)
        with library.refuses("bad", "bad webhook"):
            await library.bot.set_webhook(url)
    with library.refuses("wait"):
        await library.bot.set_webhook("https://a.example/x")
    api.clock.passes(seconds=1)
    with library.refuses("bad", "unallowed characters"):
        await library.bot.set_webhook("https://a.example/x", secret_token="æøå")


async def test_setting_it_again_may_drop_what_waits(api: StandIn, library: Library) -> None:
    api.person("Anna").writes("hej")
    await library.bot.delete_webhook(drop_pending_updates=True)
    assert [update.end for update in api.updates] == ["dropped"]
    async with listening(api):
        await hook(library, allowed_updates=["message"])
        api.person("Ole").blocks()
        assert api.updates[-1].end == "unwanted"
        info = await library.bot.get_webhook_info()
        assert list(info.allowed_updates) == ["message"]
        await library.bot.delete_webhook()
        assert (await library.bot.get_webhook_info()).url == ""
