"""What a bot must not do is found, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from tests.bot_api import Person, StandIn, stand_in
from tests.bot_api.libraries import aiogram_bot


async def post(api: StandIn, method: str, **fields: Any) -> None:
    """A request as no library would send it."""
    url = f"{api.url}/bot{api.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, json=fields) as response:
        await response.read()


async def found(api: StandIn, method: str, **fields: Any) -> str:
    """What was wrong with it, and forgotten again."""
    await post(api, method, **fields)
    wrong = "\n".join(api.wrong)
    api.wrong.clear()
    return wrong


@pytest.fixture
def anna(api: StandIn) -> Person:
    person = api.person("Anna")
    person.writes("/start")
    return person


def keys(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


OK = {"text": "Ja", "callback_data": "1:ja"}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"text": ""}, "text has 0 signs and may have 1 to 4096"),
        ({"text": " \n"}, "text has 0 signs"),
        ({"text": "x" * 4097}, "text has 4097 signs"),
        ({"text": "🙂" * 2049}, "text has 4098 signs"),
        ({"text": "a", "parse_mode": "HTML"}, "does not act upon parse_mode"),
        ({"reply_markup": keys([{**OK, "callback_data": "å" * 33}])}, "has 66 bytes"),
        ({"reply_markup": keys([{**OK, "callback_data": ""}])}, "has 0 bytes"),
        ({"reply_markup": keys([{**OK, "text": " "}])}, "a button without words"),
        ({"reply_markup": keys([OK] * 9)}, "more than 8 buttons in a row"),
        ({"reply_markup": keys(*[[OK]] * 101)}, "101 buttons"),
        ({"reply_markup": keys([{"text": "Ja", "data": "x"}])}, "does not know data"),
        (
            {"reply_markup": keys([{"text": "Ja", "url": "https://t.me/ABot?start=å"}])},
            "starts with what Telegram does not pass on",
        ),
        (
            {"entities": [{"type": "bold", "offset": 0, "length": 99}]},
            "an entity ends at 99, after the text",
        ),
        (
            {"entities": [{"type": "bold", "offset": 3, "length": 1}]},
            "an entity at 3 is about nothing",
        ),
        (
            {"entities": [{"type": "bold", "offset": 0, "length": 1}] * 101},
            "101 entities, and 100 may be",
        ),
    ],
)
async def test_a_message_that_must_not_be_sent(
    api: StandIn, anna: Person, fields: dict[str, Any], wrong: str
) -> None:
    told = await found(api, "sendMessage", chat_id=anna.id, **{"text": "Hej du", **fields})
    assert wrong in told


@pytest.mark.parametrize(
    ("method", "fields", "wrong"),
    [
        ("answerCallbackQuery", {"text": "x" * 201}, "text has 201 signs and may have 0 to 200"),
        ("createForumTopic", {"name": "x" * 129}, "name has 129 signs"),
        ("setMyCommands", {"commands": [{"command": "Idé", "description": "x"}]}, "no command"),
        ("setMyCommands", {"commands": [{"command": "i", "description": ""}]}, "has 0 signs"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "has 121 signs"),
        ("sendDice", {}, "the stand-in does not know this method"),
    ],
)
async def test_a_request_that_must_not_be_made(
    api: StandIn, method: str, fields: dict[str, Any], wrong: str
) -> None:
    assert wrong in await found(api, method, **fields)


@pytest.mark.needs_bot_api
@pytest.mark.parametrize(
    ("method", "fields", "wrong"),
    [
        ("sendMesage", {}, "the documentation has no such method"),
        ("sendMessage", {"chat_id": 1}, "the field text is missing"),
        ("sendMessage", {"chat_id": 1, "text": 7}, "text is no String: 7"),
        ("sendMessage", {"chat_id": 1.5, "text": "a"}, "chat_id is no"),
        ("sendMessage", {"chat_id": 1, "text": "a", "silent": True}, "no field silent here"),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_to_message_id": 2}, "no field reply_to"),
        ("sendMessage", {"chat_id": 1, "text": "a", "disable_notification": 1}, "is no Boolean"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": keys([{"text": "Ja", "dato": "x"}])},
            "inline_keyboard[0][0]: InlineKeyboardButton has no field dato",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": keys([{"callback_data": "x"}])},
            "InlineKeyboardButton lacks text",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "entities": {"type": "bold"}},
            "entities is no list",
        ),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "scope"),
    ],
)
async def test_every_request_is_held_against_the_documentation(
    api: StandIn, method: str, fields: dict[str, Any], wrong: str
) -> None:
    assert wrong in await found(api, method, **fields)


@pytest.mark.needs_bot_api
async def test_a_form_is_held_against_it_as_well(api: StandIn, anna: Person) -> None:
    url = f"{api.url}/bot{api.token}/sendMessage"
    forms: list[tuple[dict[str, str], str]] = [
        ({"chat_id": str(anna.id), "text": "42"}, ""),
        ({"chat_id": str(anna.id), "text": "a", "disable_notification": "true"}, ""),
        ({"chat_id": str(anna.id), "text": "a", "disable_notification": "måske"}, "no Boolean"),
        ({"chat_id": str(anna.id), "text": "a", "message_thread_id": "x"}, "no Integer"),
        ({"chat_id": str(anna.id), "text": "a", "reply_markup": json.dumps(keys([OK]))}, ""),
        ({"chat_id": str(anna.id), "text": "a", "reply_markup": "{"}, "can't parse reply_markup"),
    ]
    async with aiohttp.ClientSession() as session:
        for form, wrong in forms:
            async with session.post(url, data=form) as response:
                await response.read()
            assert wrong in "\n".join(api.wrong)
            assert bool(wrong) is bool(api.wrong), api.wrong
            api.wrong.clear()


async def test_the_end_fails_by_what_was_wrong() -> None:
    with pytest.raises(AssertionError, match="sendMessage: text has 0 signs"):
        async with stand_in() as api:
            await post(api, "sendMessage", chat_id=api.person("Anna").id, text="")


async def test_without_strictness_nothing_is_checked() -> None:
    async with stand_in(strict=False) as api:
        await post(api, "sendMessage", chat_id=api.person("Anna").id, text="")


async def test_what_cannot_be_read_is_wrong(api: StandIn) -> None:
    url = f"{api.url}/bot{api.token}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data=b"[1]", headers=headers) as response:
            assert response.status == 400
        async with session.get(f"{api.url}/botx/getMe") as response:
            assert response.status == 401
        async with session.get(f"{api.url}/elsewhere") as response:
            assert response.status == 404
    assert api.wrong == ["sendMessage: Bad Request: can't parse JSON object"]
    api.wrong.clear()


async def test_a_library_that_speaks_well_does_nothing_wrong(api: StandIn, anna: Person) -> None:
    async with aiogram_bot(api) as bot:
        await bot.send_message(anna.id, "Hej 🙂 Anna", disable_notification=True)
    assert api.wrong == []
